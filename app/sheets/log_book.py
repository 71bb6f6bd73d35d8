"""Taking in the old 代办 log book: each line a case with its true days, marked as brought over."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.cases.facts import Actor, Applicant
from app.cases.log_book import LogEntry, Problem
from app.core.changes import Changes
from app.core.identity import read_id_number
from app.core.progress import SILENT, Progress, go_on
from app.people.checks import check_resident, clean_name, clean_phone
from app.people.facts import Resident, TypedResident
from app.sheets.drafts import Draft
from app.sheets.item_names import ItemNames, NamedItem, UnclearItem

if TYPE_CHECKING:
    from app.core.clock import Clock

STEP = 200


class Cases(Protocol):
    """The cases as a log book needs them."""

    def problems_of(self, entry: LogEntry) -> list[Problem]:
        """Name everything that keeps a line from being taken."""
        ...

    def bring_over(self, entries: Iterable[LogEntry], operator: Actor, reason: str = "") -> tuple[list[str], Changes]:
        """Take the lines in, all in one transaction."""
        ...


class People(Protocol):
    """The register of residents as a log book needs it."""

    def by_id_number(self, typed: str) -> Resident | None:
        """Give the resident with an id number."""
        ...

    def named(self, name: str) -> list[Resident]:
        """Give every resident of exactly this name."""
        ...


class Catalogue(Protocol):
    """The items that are offered."""

    def items(self) -> Iterable[NamedItem]:
        """List them."""
        ...


class LogBookTaker:
    """Checks and takes lines of the old log book."""

    kind = "cases"

    def __init__(self, cases: Cases, people: People, catalogue: Catalogue, clock: "Clock", operator: Actor) -> None:
        self._cases = cases
        self._people = people
        self._catalogue = catalogue
        self._clock = clock
        self._operator = operator
        self._entries: dict[int, LogEntry] = {}

    def check(self, drafts: list[Draft], progress: Progress = SILENT) -> None:
        """Find what is wrong in each field: items that are not clear, days that cannot be, unknown results."""
        names = ItemNames(self._catalogue.items())
        self._entries = {}
        for done, draft in enumerate(drafts):
            if done % STEP == 0:
                go_on(progress, done, len(drafts), "正在检查")
            code = _item_code(draft, names)
            self._check_person(draft)
            if draft.reasons.keys() & {"name", "registered_on", "item"}:
                continue
            entry = self._entry(draft, code)
            for problem in self._cases.problems_of(entry):
                draft.refuse(problem.field, problem.reason)
            if not draft.reasons:
                self._entries[draft.row.number] = entry

    def take(self, drafts: list[Draft], operator: str, reason: str, progress: Progress = SILENT) -> Changes:
        """Bring the checked lines over; they were made into entries when they were checked."""
        del operator
        go_on(progress, 0, len(drafts), "正在写入")
        entries = [self._entries[draft.row.number] for draft in drafts]
        return self._cases.bring_over(entries, self._operator, reason)[1]

    def _check_person(self, draft: Draft) -> None:
        typed = TypedResident(name=draft.text("name"), id_number=draft.text("id_number"), phone=draft.text("phone"))
        for error in check_resident(typed, self._clock.today()):
            if not error.warning:
                draft.refuse(error.field, error.sentence)

    def _entry(self, draft: Draft, code: str) -> LogEntry:
        return LogEntry(
            applicant=self._applicant(draft),
            item_code=code,
            registered_on=date.fromisoformat(draft.text("registered_on")),
            result=draft.text("result"),
            result_text=draft.text("result_text"),
            content=draft.text("content"),
            rating=int(draft.text("rating")) if draft.text("rating") else None,
            handler=clean_name(draft.text("handler")),
            paper_number=draft.text("paper_number"),
            accepted_on=_day(draft, "accepted_on"),
            handed_over_on=_day(draft, "handed_over_on"),
            concluded_on=_day(draft, "concluded_on"),
            delivered_on=_day(draft, "delivered_on"),
        )

    def _applicant(self, draft: Draft) -> Applicant:
        """Give who asked; a line joins a resident by id number, or by a name that only one has and a second trait."""
        name, number = clean_name(draft.text("name")), ""
        phone, group = clean_phone(draft.text("phone")), draft.text("group")
        resident: Resident | None = None
        if draft.text("id_number") and "id_number" not in draft.reasons:
            number = read_id_number(draft.text("id_number"), self._clock.today()).number
            resident = self._people.by_id_number(number)
            if resident is not None and resident.name != name:
                draft.refuse("name", f"身份证号登记的是{resident.name}，和这里的姓名不一致")
        else:
            alike = self._people.named(name)
            only = alike[0] if len(alike) == 1 else None
            if only and ((phone and phone == only.phone) or (group and group == only.villager_group)):
                resident = only
        return Applicant(
            name=name,
            id=resident.id if resident else None,
            id_number=number or (resident.id_number if resident else ""),
            phone=phone or (resident.phone if resident else ""),
            address=draft.text("address") or (resident.address if resident else ""),
            group=group or (resident.villager_group if resident else ""),
            birth_day=resident.birth_day if resident else read_id_number(number).birth_day if number else None,
        )


def _day(draft: Draft, field: str) -> date | None:
    return date.fromisoformat(draft.text(field)) if draft.text(field) else None


def _item_code(draft: Draft, names: ItemNames) -> str:
    if not draft.text("item"):
        return ""
    try:
        return names.code_of(draft.text("item"))
    except UnclearItem as trouble:
        draft.refuse("item", str(trouble))
        return ""
