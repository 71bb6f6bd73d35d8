"""The form of an item: every field that the catalogue keeps of it."""

from collections.abc import Iterable, Mapping

from app.catalogue.editing import LABELS
from app.catalogue.facts import CATEGORIES, MODES, TRUSTS, UNITS, Department, ItemVersion
from app.core.pinyin import pinyin_of_words
from ui.catalogue.item_facts import ROLE_WORDS
from ui.catalogue.materials import read_materials, shown_materials
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.entry import Entry, LongTextEntry, TextEntry
from ui.widgets.form import Form
from ui.widgets.verdict import FINE, fault

_DAYS_WORDS = {"working": "工作日", "natural": "自然日"}
_LONG = {"materials": 5, "conditions": 3, "flow": 3, "note": 2}
_FEW = frozenset({"village_days", "township_days", "total_days", "posting_days"})
_ADVICE = {
    "name": "村民看得懂的叫法",
    "materials": "一行一种，几份写在后面，如：户口簿复印件 2份",
    "village_days": "空着就是不另外承诺",
    "total_days": "空着就按两段相加；当场办结填 0",
    "fee": "不收费就写：不收费",
    "posting_rule": "要贴在哪里、贴几次",
    "complaint_phone": "空着就用“设置”里的",
    "trust": "和乡镇核对过，就选“已核定”",
}
_GROUPS = (
    ("", ("name", "category", "department_code", "mode", "role", "materials")),
    ("时限", ("village_days", "township_days", "total_days", "days_unit")),
    ("收费和公示", ("fee", "fee_basis", "posting_days", "posting_unit", "posting_rule")),
    ("给村民看的话", ("conditions", "flow")),
    ("找谁", ("officer", "officer_phone", "complaint_phone")),
    ("来源", ("trust", "source", "note")),
)


class ItemForm(Form):
    """``values`` gives what is typed in the words of the catalogue; ``show_problems`` puts each beside its field."""

    def __init__(self) -> None:
        """Lay the lines."""
        super().__init__()
        self._version: ItemVersion | None = None
        for words, fields in _GROUPS:
            if words:
                self.heading(words)
            for field in fields:
                self.add(field, LABELS[field], _entry(field), needed=field == "name", advice=_ADVICE.get(field, ""))

    def offer_departments(self, departments: Iterable[Department]) -> None:
        """Show the departments to choose from."""
        entry = self.entry("department_code")
        if isinstance(entry, ChoiceEntry):
            entry.offer([_option(one.code, one.name) for one in departments])

    def show_version(self, version: ItemVersion | None) -> None:
        """Show an item to change, or a blank form."""
        self._version = version
        if version is None:
            blank = dict.fromkeys(LABELS, "")
            self.show_typed({**blank, "fee": "不收费", "mode": "promised", "role": "代办", "trust": "confirmed"})
            return
        shown = {field: _text(getattr(version, field)) for field in LABELS}
        self.show_typed({**shown, "materials": shown_materials(version.materials)})

    def values(self) -> dict[str, object]:
        """Give every field as the catalogue takes it."""
        known = () if self._version is None else self._version.materials
        typed: dict[str, object] = dict(self.typed())
        return {**typed, "materials": read_materials(str(typed["materials"]), known)}

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Hold every problem against its field and let the others go."""
        for field, words in LABELS.items():
            problem = problems.get(field, "").removeprefix(f"{words}：")
            if field == "name" and not self.entry("name").typed():
                problem = ""
            self.tell(field, fault(problem) if problem else FINE)


def _entry(field: str) -> Entry:
    if field in _LONG:
        return LongTextEntry(lines=_LONG[field])
    if field in _FEW:
        return TextEntry(letters=4, longest=6)
    if field in {"officer_phone", "complaint_phone"}:
        return TextEntry(letters=12, longest=20)
    options = _options().get(field)
    return TextEntry(letters=24, longest=300) if options is None else ChoiceEntry(options)


def _options() -> dict[str, list[Option]]:
    units = [Option(key, _DAYS_WORDS[key]) for key in UNITS]
    return {
        "category": [_option(one, one) for one in CATEGORIES],
        "department_code": [],
        "mode": [_option(key, words) for key, words in MODES.items()],
        "role": [_option(key, words) for key, words in ROLE_WORDS.items()],
        "days_unit": units,
        "posting_unit": [Option("", "不公示"), *units],
        "trust": [_option(key, words) for key, words in TRUSTS.items()],
    }


def _option(value: str, words: str) -> Option:
    return Option(value, words, pinyin_of_words(words).initials)


def _text(value: object) -> str:
    return "" if value is None else str(value)
