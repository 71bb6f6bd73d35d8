"""The sheets for the wall as the clerk asks for them; made anew each time, so that no archive keeps an erased name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from app.core.errors import Refused
from app.documents.document import Document, Faces
from app.documents.faces import TEXT_FACES, TITLE_FACES
from app.documents.page import Size
from app.documents.reading import page_count
from app.documents.render import render
from app.documents.wall.grids import grids_document
from app.documents.wall.network import NAMES, WHOLE, NetworkFacts, network_book, network_document
from app.documents.wall.roster import RosterFacts, roster_document
from app.operators.rights import anybody
from app.units.turns import month_days

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.settings import Settings
    from app.units.facts import Post
    from app.units.grids import Grids
    from app.units.network import Network
    from app.units.posts import Posts
    from app.units.roster import Roster
    from app.units.stand_ins import StandIns
    from app.units.units import Units
    from db.store import Store

NOTHING = "没有生成纸张。"
Paper = Literal["A4", "A3"]


class WallSheet(NamedTuple):
    """A finished sheet."""

    title: str
    pdf: bytes
    pages: int
    paper: Paper
    landscape: bool


class Rooms(NamedTuple):
    """Where the facts come from."""

    units: "Network"
    posts: "Posts"
    grids: "Grids"
    roster: "Roster"
    stand_ins: "StandIns"


class Walls:
    """Makes the sheets of one office."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        settings: "Settings",
        offices: "Units",
        rooms: Rooms,
        *,
        allow: Callable[[], None] = anybody,
    ) -> None:
        """``allow`` refuses whoever may give no paper."""
        self._store, self._clock, self._settings = store, clock, settings
        self._offices, self._rooms, self._allow = offices, rooms, allow

    def network(self, paper: Paper = "A3") -> WallSheet:
        """Give the network as a tree on one page, with names and where there is room phones; else over several pages.

        Raises ``Refused`` where there are no units.
        """
        self._allow()
        trees = self._rooms.units.tree()
        if not trees:
            raise Refused("还没有单位，画不出网络图。", untouched=NOTHING, advice="请先到“组织”里设立单位。")
        posts: dict[str, list[Post]] = {}
        for post in self._rooms.posts.of():
            posts.setdefault(post.unit_id, []).append(post)
        facts = NetworkFacts(self._offices.own().name, self._clock.today(), trees, posts)
        for detail in (WHOLE, NAMES):
            try:
                return self._made(network_document(facts, Size(paper), self._faces(), detail), paper)
            except Refused:  # too small to be read: less on it, then
                continue
        return self._made(network_book(facts, Size(paper), self._faces()), paper)

    def roster(self, month: str, paper: Paper = "A4") -> WallSheet:
        """Give the roster of a month; raises ``Refused`` where nobody is put down in it."""
        self._allow()
        turns = self._rooms.roster.turns(month)
        if not turns:
            raise Refused("这个月还没有排班。", untouched=NOTHING, advice="请先排班。")
        facts = RosterFacts(
            name=self._offices.own().name,
            month=month,
            day=self._clock.today(),
            phone=self._settings.text("station.phone"),
            complaint=self._settings.text("station.complaint_phone"),
            turns=tuple(turns),
            is_estimated=self._rooms.roster.is_estimated(int(month[:4])),
            absences=tuple(self._rooms.stand_ins.away(*month_days(month))),
        )
        return self._made(roster_document(facts, Size(paper), self._faces()), paper)

    def grids(self, paper: Paper = "A4") -> WallSheet:
        """Give the list of grids; raises ``Refused`` where there is none."""
        self._allow()
        grids = self._rooms.grids.all()
        if not grids:
            raise Refused("还没有网格。", untouched=NOTHING, advice="请先到“组织”里设立网格。")
        name, day = self._offices.own().name, self._clock.today()
        return self._made(grids_document(name, day, grids, Size(paper), self._faces()), paper)

    def note_printed(self, title: str, copies: int) -> None:
        """Note in the journal that a sheet went to a printer."""
        what = f"打印 {title}，{copies} 份"
        with self._store.writing(reason=what) as write:
            write.note("print", "offices", str(self._store.office["id"]), what)

    def _made(self, document: Document, paper: Paper) -> WallSheet:
        pdf = render(document)
        return WallSheet(document.title, pdf, page_count(pdf), paper, document.page.landscape)

    def _faces(self) -> Faces:
        title = TITLE_FACES[self._settings.text("printing.title_face")]
        return Faces(title, TEXT_FACES[self._settings.text("printing.body_face")])
