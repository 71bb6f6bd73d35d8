"""Which kind of entry each field of a step has, filled with what stands on the case."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.cases.ratings import ratings
from app.cases.workflow import workflow
from app.core.pinyin import pinyin_of_words
from ui.cases.given import AMENDED, standing_text
from ui.cases.level_entry import LevelEntry
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.day_entry import DayEntry
from ui.widgets.entry import Entry, LongTextEntry, TextEntry
from ui.widgets.id_number_entry import IdNumberEntry
from ui.widgets.ticks_entry import TicksEntry
from ui.widgets.verdict import FINE, Verdict, fault, hint

if TYPE_CHECKING:
    from app.cases.shown import CaseFile

_LONG = frozenset({"text", "reason", "measure"})
_NO_CHOICE = Option("", "请选择")


def entry_for(field: str, step: str, file: "CaseFile", today: Callable[[], date]) -> Entry:
    """Build the entry of a field."""
    if field == "day":
        return _day(file, today)
    if field in _LONG:
        return LongTextEntry(lines=2)
    built = _BUILT.get(field)
    return TextEntry(letters=24) if built is None else built(step, file)


def amend_entry(field: str, file: "CaseFile", today: Callable[[], date]) -> Entry:
    """Build the entry of a field that 更正 may change, with what stands there now."""
    if field == "channel":
        entry: Entry = ChoiceEntry([_option(one.key, one.label) for one in workflow().channels])
    elif field == "applicant_id_number":
        entry = IdNumberEntry()
    elif field == "appointment_on":
        entry = DayEntry(today)
    elif field == "content":
        entry = LongTextEntry(lines=2)
    else:
        entry = TextEntry(letters=24)
    entry.show_typed(standing_text(file.case, field))
    return entry


def amend_key(field: str) -> str:
    """Give the key of a field's line in the form."""
    return f"{AMENDED}{field}"


def check_days(typed: str) -> Verdict:
    """Take a whole number of days."""
    return FINE if typed.isascii() and typed.isdigit() and int(typed) > 0 else fault("请填天数，如 3")


def check_opinion(typed: str) -> Verdict:
    """Count the letters of an opinion."""
    longest = ratings().longest_text
    if len(typed) > longest:
        return fault(f"最多 {longest} 字，现在 {len(typed)} 字")
    return hint(f"{len(typed)} 字")


def _day(file: "CaseFile", today: Callable[[], date]) -> DayEntry:
    last = max((event.day for event in file.events), default=None)
    entry = DayEntry(today, earliest=last, latest=today())
    entry.show_day(today())
    return entry


def _results(step: str, _file: "CaseFile") -> Entry:
    return ChoiceEntry([_option(one.key, one.label) for one in workflow().results if one.step == step])


def _kinds(_step: str, _file: "CaseFile") -> Entry:
    return ChoiceEntry([_NO_CHOICE, *(_option(one.key, one.label) for one in workflow().pause_kinds)])


def _parties(_step: str, _file: "CaseFile") -> Entry:
    return ChoiceEntry([_NO_CHOICE, *(_option(one.key, one.label) for one in workflow().parties)])


def _levels(_step: str, _file: "CaseFile") -> Entry:
    return LevelEntry(sorted(ratings().levels, key=lambda level: level.value))


def _papers(step: str, file: "CaseFile") -> TicksEntry:
    waiting = [paper.name for paper in file.case.materials if not paper.received]
    here = [paper.name for paper in file.case.materials if paper.received]
    names = [*waiting, *here] if step == "supplement" else waiting
    entry = TicksEntry([Option(name, name) for name in names])
    entry.tick(waiting)
    return entry


def _option(key: str, label: str) -> Option:
    return Option(key, label, pinyin_of_words(label).initials)


_BUILT: dict[str, Callable[[str, "CaseFile"], Entry]] = {
    "result": _results,
    "kind": _kinds,
    "party": _parties,
    "level": _levels,
    "papers": _papers,
    "tags": lambda _step, _file: TicksEntry(),
    "days": lambda _step, _file: TextEntry(letters=4, longest=3),
}
