"""The small forms of a notice: posting, taking down, an objection."""

from collections.abc import Callable
from datetime import date

from app.notices.facts import Posted
from ui.widgets.day_entry import DayEntry
from ui.widgets.entry import LongTextEntry, TextEntry
from ui.widgets.form import Form
from ui.widgets.verdict import FINE, Verdict, fault

Today = Callable[[], date]


class PostForm(Form):
    """Since which day it hangs, and where; until when follows from the settings."""

    def __init__(self, today: Today) -> None:
        """Take days up to today."""
        super().__init__()
        self._today = today
        self.add("day", "张贴日", DayEntry(today), needed=True, check=self._judge)
        self.add("place", "张贴地点", TextEntry(letters=18, longest=100), needed=True, advice="如 村委会公开栏")

    def begin(self, notice: Posted) -> None:
        """Begin with today and the usual place."""
        self.show_typed({"day": self._today().isoformat(), "place": notice.place})

    def _judge(self, _: str) -> Verdict:
        return not_later(_day_of(self), self._today())


class TakeDownForm(Form):
    """On which day it was taken down, and why where its period was not over."""

    def __init__(self, today: Today) -> None:
        """Take days up to today."""
        super().__init__()
        self._today = today
        self._notice: Posted | None = None
        self.add("day", "撤下日", DayEntry(today), needed=True, check=self._judge)
        self.add("reason", "提前的原因", TextEntry(letters=18, longest=100), needed=True, advice="公示期没满，要写")
        self.edited.connect(lambda _: self._ask_why())

    def begin(self, notice: Posted) -> None:
        """Begin with today."""
        self._notice = notice
        self.show_typed({"day": self._today().isoformat(), "reason": ""})
        self._ask_why()

    def _ask_why(self) -> None:
        day, until = self._day(), self._notice.until_day if self._notice else None
        self.show_line("reason", there=bool(day and until and day < until))

    def _judge(self, _: str) -> Verdict:
        day, since = self._day(), self._notice.posted_on if self._notice else None
        if day and since and day < since:
            return fault("不能早于张贴的日子")
        return not_later(day, self._today())

    def _day(self) -> date | None:
        return _day_of(self)


class ObjectionForm(Form):
    """What somebody objected to."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.add("text", "异议内容", LongTextEntry(lines=3), needed=True, advice="谁、对哪一条、说了什么，怎样答复")


def not_later(day: date | None, today: date) -> Verdict:
    """Say that what has not happened yet cannot be told; the day of today is asked each time, the window stays open."""
    return fault("还没有到这一天") if day is not None and day > today else FINE


def _day_of(form: Form) -> date | None:
    entry = form.entry("day")
    return entry.day() if isinstance(entry, DayEntry) else None
