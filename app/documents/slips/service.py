"""Slips as the clerk asks for them: numbered, laid out, kept in the archive; the same facts give the same paper."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import Refused
from app.documents.archive import Paper, Papers, facts_digest
from app.documents.document import Faces
from app.documents.faces import TEXT_FACES, TITLE_FACES
from app.documents.long_paper import make_pdf
from app.documents.page import SLIP, Page
from app.documents.render import render
from app.documents.slips.building import HALF_SCALE, Maker, cut_document, slip_document
from app.documents.slips.declaration import Slip, issuer_name, kinds, slip
from app.documents.slips.facts import Desk, ItemFacts, slip_facts
from app.documents.slips.hand_over import hand_over_document
from app.operators.rights import anybody

if TYPE_CHECKING:
    from app.cases.facts import Case, CaseEvent
    from app.cases.service import Cases
    from app.cases.shown import CaseFile
    from app.catalogue.catalogue import Catalogue
    from app.core.settings import Settings
    from app.operators.operators import Operator
    from app.units.units import Units
    from db.store import Store

SERIES = "slip"
TWO_ON_A_PAGE = "2"


class Slips:
    """The papers of cases."""

    def __init__(
        self,
        store: "Store",
        cases: "Cases",
        catalogue: "Catalogue",
        settings: "Settings",
        units: "Units",
        operator: "Operator",
        *,
        allow: Callable[[], None] = anybody,
    ) -> None:
        """Work on one open office with somebody at its desk; ``allow`` refuses whoever may give no paper."""
        self._store, self._cases, self._catalogue = store, cases, catalogue
        self._settings, self._units, self._operator = settings, units, operator
        self._allow = allow
        self.papers = Papers(store)

    def issue(self, kind: str, number: str) -> tuple[Paper, Changes]:
        """Give a slip for a case; when nothing on it changed, the one that was given before, to the last byte.

        Raises ``Refused`` for an unknown kind or case, a step that was not taken yet, or a character without glyph.
        """
        self._allow()
        declared = _known(kind)
        file = self._cases.show(number)
        event = _event(declared, file)
        halves = self._settings.text("printing.slips_on_a_page") == TWO_ON_A_PAGE and bool(declared.counterfoil)
        faces = self.faces()
        item = self._item(file.case)
        facts = slip_facts(file, event, self._desk(), item, self._cases.clock.today(), self._cases.declared)
        digest = facts_digest({"kind": kind, "facts": facts, "halves": halves, "faces": (faces.title, faces.body)})
        if same := self.papers.same(declared.key, file.case.id, digest):
            return same, Changes()
        maker = Maker(facts, file.case.materials, file.events, self._cases.declared, HALF_SCALE if halves else 1.0)
        with self._store.writing(self._operator.id, f"打印{declared.title}") as write:
            slip_number = write.number_text(SERIES, self._cases.clock.today().year)
            if halves:
                document = cut_document(declared, slip_number, maker, faces, facts)
            else:
                document = slip_document(declared, slip_number, maker, Page(margins=SLIP), faces, facts)
            pdf = render(document)
            subject = ("cases", file.case.id)
            paper = self.papers.keep(write, declared.key, slip_number, subject, declared.title, digest, pdf)
            return paper, Changes.of(write.changed)

    def hand_over(self, day: date, department: str = "") -> tuple[Paper, Changes]:
        """Give the list of what was handed over on a day, a page for each department (by code or name)."""
        self._allow()
        code = self._catalogue.find_department(department).code if department else ""
        handed = self._cases.handed_over(day, code)
        if not handed:
            raise Refused("这一天没有报送过的代办件，没有生成交接清单。", advice="请先在办件页点“报送”，或换一个日期。")
        names = {one: self._catalogue.department_name(one) for one in {case.department_code for case in handed}}
        desk = self._desk()
        told = [(case.id, case.revision) for case in handed]
        digest = facts_digest({"day": day, "department": code, "cases": told, "desk": desk.station})
        subject = ("cases", f"hand-over {day.isoformat()} {code}".strip())
        if same := self.papers.same("hand-over", subject[1], digest):
            return same, Changes()
        with self._store.writing(self._operator.id, "打印交接清单") as write:
            number = write.number_text(SERIES, self._cases.clock.today().year)
            pdf = make_pdf(hand_over_document(slip("hand-over"), number, day, handed, names, desk, self.faces()))
            paper = self.papers.keep(write, "hand-over", number, subject, slip("hand-over").title, digest, pdf)
            return paper, Changes.of(write.changed)

    def offered(self, file: "CaseFile") -> list[tuple[str, str]]:
        """List the kinds of slips that this case can have now, as (key, title), the newest step's first."""
        taken = {event.what: event.seq for event in file.events}
        found: list[tuple[int, str, str]] = []
        for key in kinds().kinds:
            declared = slip(key)
            if key == "hand-over":
                continue
            last = max((taken.get(what, 0) for what in declared.event), default=0)
            if not declared.event or last:
                found.append((-last, key, declared.title))
        return [(key, title) for _, key, title in sorted(found, key=lambda one: one[0])]

    def _desk(self) -> Desk:
        own = self._units.own()
        return Desk(
            issuer_name(own.full_name, own.kind),
            self._settings.text("station.phone"),
            self._settings.text("station.complaint_phone"),
            self._settings.text("station.township_phone"),
            self._settings.text("station.address"),
            self._operator.name,
        )

    def faces(self) -> Faces:
        """Give the faces that the office chose."""
        title = TITLE_FACES[self._settings.text("printing.title_face")]
        return Faces(title, TEXT_FACES[self._settings.text("printing.body_face")])

    def _item(self, case: "Case") -> ItemFacts:
        fee = self._catalogue.version(case.item_version_id).fee if case.item_version_id else ""
        restarts = self._settings.text("cases.supplement_clock") == "restart"
        return ItemFacts(self._catalogue.department_name(case.department_code), fee, restarts)


def _known(kind: str) -> Slip:
    key = kinds().aliases.get(kind, kind)
    if key not in kinds().kinds or key == "hand-over":
        listed = "、".join(kinds().kinds)
        raise Refused(f"没有“{kind}”这种单据。", untouched="什么也没有打印。", advice=f"可以用：{listed}。")
    return slip(key)


def _event(declared: Slip, file: "CaseFile") -> "CaseEvent | None":
    for event in reversed(file.events):
        if event.what in declared.event:
            return event
    if declared.event:
        raise Refused(
            f"{file.case.number} 还没有走到打印“{declared.title}”的那一步。",
            untouched="什么也没有打印。",
            advice="请先在办件页办理这一步。",
        )
    return None
