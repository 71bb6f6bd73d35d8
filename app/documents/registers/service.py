"""Registers and volumes as the clerk asks for them, made of what stands in the ledgers now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.day_text import long_day
from app.core.errors import Refused
from app.core.progress import SILENT, Progress
from app.documents.document import Faces
from app.documents.faces import TEXT_FACES, TITLE_FACES
from app.documents.reading import page_count
from app.documents.registers.building import Written, day_of, part_of
from app.documents.registers.facts import Book, Cover, Part
from app.documents.registers.making import make_book
from app.documents.slips.declaration import issuer_name
from app.ledgers.checking import groups
from app.ledgers.facts import Entry
from app.ledgers.periods_of_time import Period, period_of

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.settings import Settings
    from app.ledgers.balance import Move
    from app.ledgers.declaration import Declaration
    from app.ledgers.periods import Periods
    from app.ledgers.service import Ledgers
    from app.operators.operators import Operator
    from app.units.units import Units
    from db.store import Store

KIND = "登记簿"
ALL_TITLE = "台账汇编"


class RegisterPaper(msgspec.Struct, frozen=True):
    """A finished register or volume: what it is called, its bytes, its pages, how its first page lies.

    ``ledger`` is the key of the ledger, empty for a volume of all.
    """

    title: str
    pdf: bytes
    pages: int
    landscape: bool
    ledger: str = ""
    entries: int = 0


class Registers:
    """Makes them; nothing is written but the note that they were printed or saved."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        ledgers: "Ledgers",
        periods: "Periods",
        settings: "Settings",
        units: "Units",
        operator: "Operator",
    ) -> None:
        """Work on one open office with somebody at its desk; ``periods`` knows the books that balance."""
        self._store, self._clock, self._ledgers, self._periods = store, clock, ledgers, periods
        self._settings, self._units, self._operator = settings, units, operator

    def register(self, key: str, span: Period, *, masked: bool = False, progress: Progress = SILENT) -> RegisterPaper:
        """Give a ledger's register of a month, quarter or year; ``masked`` where others may read it.

        Raises ``Refused`` for an unknown ledger or a character without a shape; ``Cancelled``.
        """
        ledger = self._ledgers.ledger(key)
        part = self._part(ledger, span, masked=masked)
        pdf = make_book(Book(KIND, (part,), self._faces()), progress)
        title = f"{ledger.title}登记簿（{span.shown}）"
        return RegisterPaper(title, pdf, page_count(pdf), part.landscape, key, part.entries)

    def sample(self, ledger: "Declaration", entries: Sequence[Entry], moves: "Sequence[Move]") -> RegisterPaper:
        """Give the register of a ledger that is not published yet, with the throw-away entries that are handed in."""
        today = self._clock.today()
        month = period_of(today, "month")
        inside = all(month.first <= day_of(ledger, one) <= month.last for one in entries)
        span = month if inside else period_of(today, "year")
        part = part_of(ledger, Written(entries, moves), span, self._village())
        pdf = make_book(Book(KIND, (part,), self._faces()))
        return RegisterPaper(f"{ledger.title}登记簿", pdf, page_count(pdf), part.landscape, entries=len(entries))

    def volume(self, year: int, key: str = "", progress: Progress = SILENT) -> RegisterPaper:
        """Give a ledger's bound volume of a year; without a key one volume of all ledgers, numbered through."""
        span = period_of(date(year, 1, 1), "year")
        title = self._ledgers.ledger(key).title if key else ALL_TITLE
        parts = (self._part(self._ledgers.ledger(key), span),) if key else tuple(self._all_parts(span))
        entries = sum(part.entries for part in parts)
        if not entries and not key:
            raise Refused(f"{span.shown}一本台账也没有登记，没有成册。", untouched="没有生成文件。")
        cover = Cover(self._village(), title, span.shown, tuple(self._pairs(entries, len(parts) if not key else 0)))
        book = Book(KIND, parts, self._faces(), cover, "months" if key else "groups")
        pdf = make_book(book, progress)
        title = f"{title}（{span.shown}）"
        return RegisterPaper(title, pdf, page_count(pdf), landscape=False, ledger=key, entries=entries)

    def note_printed(self, paper: RegisterPaper, copies: int) -> None:
        """Note in the journal that a paper went to a printer."""
        self._note("print", paper, f"打印{paper.title}，{copies} 份")

    def note_saved(self, paper: RegisterPaper) -> None:
        """Note in the journal that a paper was written to a file."""
        self._note("paper", paper, f"存出{paper.title}")

    def _note(self, action: str, paper: RegisterPaper, what: str) -> None:
        with self._store.writing(self._operator.id, what) as write:
            write.note(action, f"entries_{paper.ledger}" if paper.ledger else "offices", "", what)

    def _all_parts(self, span: Period) -> Iterator[Part]:
        """Give every ledger in the order of the place 台账: by groups."""
        order = {key: (place, title) for place, (key, title) in enumerate(groups())}
        for ledger in sorted(self._ledgers.all(), key=lambda one: order[one.group][0]):
            yield self._part(ledger, span, group=order[ledger.group][1])

    def _part(self, ledger: "Declaration", span: Period, *, masked: bool = False, group: str = "") -> Part:
        entries = self._ledgers.between(ledger.key, span.first, span.last)
        written = Written(
            entries,
            self._periods.moves(ledger) if ledger.money else (),
            self._known(ledger, entries),
            masked,
        )
        return part_of(ledger, written, span, self._village(), group)

    def _known(self, ledger: "Declaration", entries: Iterable[Entry]) -> dict[str, Entry]:
        """Give the entries that others correct, or are corrected by, also those of another year."""
        own = {entry.id: entry for entry in entries}
        wanted = {name for entry in own.values() for name in (entry.corrects, entry.corrected_by) if name}
        return {name: own.get(name) or self._ledgers.entry(ledger.key, name) for name in wanted}

    def _pairs(self, entries: int, ledgers: int) -> Iterator[tuple[str, str]]:
        if ledgers:
            yield "台账", f"{ledgers} 本"
        yield "登记条数", f"{entries} 条"
        yield "保管人", self._operator.name
        yield "成册日期", long_day(self._clock.today())
        yield "盖章", ""

    def _village(self) -> str:
        own = self._units.own()
        return issuer_name(own.full_name, own.kind)

    def _faces(self) -> Faces:
        title = TITLE_FACES[self._settings.text("printing.title_face")]
        return Faces(title, TEXT_FACES[self._settings.text("printing.body_face")])
