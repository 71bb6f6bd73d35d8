"""The lines of a villager, judged by the same rules that save it, while the clerk types."""

from collections.abc import Callable
from datetime import date

from app.core.identity import read_id_number
from app.core.typed_day import NoDay, read_day
from app.people.checks import check_resident
from app.people.facts import FieldError, Resident, TypedResident, typed_again
from app.session import Session
from ui.people.reading import NEW_HOUSEHOLD, find_households
from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.entry import Entry, TextEntry
from ui.widgets.form import Form
from ui.widgets.hits import Hit
from ui.widgets.id_number_entry import IdNumberEntry
from ui.widgets.pick_entry import PickEntry
from ui.widgets.verdict import FINE, Check, Verdict, fault, hint
from ui.work import Work

_TOGETHER = frozenset({"id_number", "birth_day", "sex"})
_LEFT = ("left_on", "left_reason")
_BEGUN = frozenset({"birth_day", "left_on", "phone"})


class ResidentForm(Form):
    """Who it is first; birth day and sex come out of the id number unless they were typed."""

    def __init__(self, work: Work, session: Session, today: Callable[[], date]) -> None:
        """Find households in ``session``."""
        super().__init__()
        self._today, self._built = today, False
        self._filled = {"birth_day": "", "sex": ""}
        self.id_number = IdNumberEntry()
        self.household = PickEntry(
            work, lambda text, most: find_households(session, text, most), "户", placeholder="户主姓名或户号"
        )
        self._add("name", "姓名", TextEntry(letters=12), needed=True)
        self._add("id_number", "身份证号", self.id_number, advice="没有带来可以后补")
        self._add("sex", "性别", ChoiceEntry([Option("", "未填"), Option("男", "男", "n"), Option("女", "女", "nv")]))
        self._add("birth_day", "出生日期", TextEntry(letters=12, placeholder="如 1962-3-8"))
        self._add("phone", "电话", TextEntry(letters=16))
        self._add("villager_group", "村民小组", TextEntry(letters=12, placeholder="如 3组"))
        self._add("address", "住址", TextEntry())
        self._add("nickname", "小名", TextEntry(letters=12), advice="大家平时怎么叫")
        self.add("household_id", "户", self.household)
        self._add("household_role", "与户主关系", TextEntry(letters=12, placeholder="户主、配偶、长子……"))
        self._add("note", "备注", TextEntry())
        self._add("left_on", "迁出日期", TextEntry(letters=12), advice="还住在村里就空着")
        self._add("left_reason", "迁出原因", TextEntry())
        self.add("keep_private", "公示", TickEntry("不上公示栏（公示里不出现这位村民）"))
        self._built = True
        self.edited.connect(self._follow)

    def show_resident(self, one: Resident | None, household: Hit | None = None) -> None:
        """Show a villager to change, or empty lines for a new one."""
        typed = TypedResident() if one is None else typed_again(one)
        self._filled = {"birth_day": "", "sex": ""}
        lines = {key: getattr(typed, key) for key in _TEXTS}
        self.show_typed(lines | {"keep_private": "1" if typed.keep_private else ""})
        self.household.show_hit(household)
        for key in _LEFT:
            self.show_line(key, there=one is not None)

    def resident(self) -> TypedResident:
        """Give what is typed."""
        typed = self.typed()
        texts = {key: typed.get(key, "") for key in _TEXTS}
        return TypedResident(
            **texts, household_id=typed["household_id"] or None, keep_private=typed["keep_private"] == "1"
        )

    def show_errors(self, errors: tuple[FieldError, ...]) -> None:
        """Hold what the office found against the lines."""
        for error in errors:
            self.tell(error.field, fault(error.sentence))

    def makes_household(self) -> bool:
        """Tell whether a new household shall be registered."""
        return self.household.typed() == NEW_HOUSEHOLD

    def _add(self, key: str, label: str, entry: Entry, *, needed: bool = False, advice: str = "") -> None:
        self.add(key, label, entry, check=self._check(key), needed=needed, advice=advice)
        if isinstance(entry, TextEntry):
            entry.box.left.connect(lambda: self.tell(key, FINE))

    def _check(self, key: str) -> Check:
        def judge(_typed: str) -> Verdict:
            if not self._built:
                return FINE
            found = [error for error in check_resident(self.resident(), self._today()) if error.field == key]
            severe = next((error for error in found if not error.warning), None)
            if severe is not None:
                begun = key in _BEGUN and self.entry(key).inner.hasFocus()
                return hint(severe.sentence) if begun else fault(severe.sentence)
            if key in {"birth_day", "left_on"}:
                return _understood(_typed)
            return hint(found[0].sentence) if found else FINE

        return judge

    def _follow(self, key: str) -> None:
        if key == "id_number":
            self._fill()
        if key in _TOGETHER:
            for other in _TOGETHER - {key}:
                self.tell(other, FINE)

    def _fill(self) -> None:
        reading = read_id_number(self.id_number.typed(), self._today())
        if not reading.valid or reading.birth_day is None:
            return
        for key, value in (("birth_day", reading.birth_day.isoformat()), ("sex", reading.sex)):
            entry = self.entry(key)
            if entry.typed() in {"", self._filled[key]} and entry.typed() != value:
                self._filled[key] = value
                entry.show_typed(value)


_TEXTS = {
    *("name", "id_number", "sex", "birth_day", "phone", "villager_group", "address", "nickname"),
    *("household_role", "note", "left_on", "left_reason"),
}


def _understood(typed: str) -> Verdict:
    try:
        day = read_day(typed)
    except NoDay:
        return FINE
    return hint(f"{day.year}年{day.month}月{day.day}日")
