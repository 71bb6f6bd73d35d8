"""A day as clerks type it, and what was understood."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QSize

from app.core.day_text import shown_day
from ui.style import text_size
from ui.widgets.entry import Entry
from ui.widgets.text_box import TextBox
from ui.widgets.verdict import FINE, Verdict, fault, hint

_WORDS = {"今天": 0, "今": 0, "昨天": -1, "昨": -1, "前天": -2, "明天": 1, "明": 1, "后天": 2}
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_IN_YEAR = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_BEGUN = re.compile(r"[\d./\-年月日]{1,9}|[今昨前明后]")
_TO_ASCII = str.maketrans("０１２３４５６７８９．／－—。", "0123456789./--.")


def read_day(typed: str, today: date) -> date | None:
    """Read 2026-10-9, 2026.10.9, 20261009, 10-9, 10月9日 or 今天; without a year the day nearest to ``today``.

    Gives ``None`` where it is no day.
    """
    text = typed.strip().translate(_TO_ASCII)
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if found := _FULL.fullmatch(text) or _SOLID.fullmatch(text):
        return _day(*(int(part) for part in found.groups()))
    if found := _IN_YEAR.fullmatch(text):
        month, day = (int(part) for part in found.groups())
        near = [at for year in (-1, 0, 1) if (at := _day(today.year + year, month, day)) is not None]
        return min(near, key=lambda at: abs((at - today).days), default=None)
    return None


class DayEntry(Entry):
    """A field for a day; Up and Down move by one day, ``typed`` gives YYYY-MM-DD, or the text that is no day."""

    def __init__(self, today: Callable[[], date], *, earliest: date | None = None, latest: date | None = None) -> None:
        """Take days from ``earliest`` to ``latest``, both included; ``today`` gives the clerk's day."""
        box = TextBox()
        super().__init__(box)
        self.box, self._today, self._earliest, self._latest = box, today, earliest, latest
        box.setPlaceholderText("如 10-9 或 今天")
        box.composed.connect(lambda _: self.edited.emit())
        box.entered.connect(self.entered)
        box.stepped.connect(self._step)
        box.left.connect(self._settle)
        self.row.addStretch(1)

    def keep_between(self, earliest: date | None, latest: date | None) -> None:
        """Take other days than before, because a new day has begun."""
        self._earliest, self._latest = earliest, latest

    def day(self) -> date | None:
        """Give the day, ``None`` where there is none or it cannot be read."""
        return read_day(self.box.text(), self._today())

    def show_day(self, day: date | None) -> None:
        """Put a day there."""
        self.box.setText("" if day is None else day.isoformat())

    def typed(self) -> str:
        """Give YYYY-MM-DD, or what was typed where it is no day."""
        day = self.day()
        return self.box.text().strip() if day is None else day.isoformat()

    def show_typed(self, text: str) -> None:
        """Put text there."""
        self.box.setText(text)

    def verdict(self) -> Verdict:
        """Say which day was understood, or what is wrong with it."""
        text = self.box.text().strip()
        if not text:
            return FINE
        day = self.day()
        if day is None:
            if self.box.hasFocus() and _BEGUN.fullmatch(text.translate(_TO_ASCII)):
                return hint("接着输，如 2026-10-9")
            return fault("看不出是哪一天，请像 2026-10-9 这样输")
        if self._earliest is not None and day < self._earliest:
            return fault(f"不能早于{shown_day(self._earliest, self._today())}")
        if self._latest is not None and day > self._latest:
            return fault(f"不能晚于{shown_day(self._latest, self._today())}")
        return hint(shown_day(day, self._today()))

    def sizeHint(self) -> QSize:
        """Be as wide as a day."""
        return QSize(text_size().scaled(176), max(text_size().row, self.box.sizeHint().height()))

    def _step(self, by: int) -> None:
        day = self.day()
        self.show_day(self._today() if day is None else day - timedelta(days=by))

    def _settle(self) -> None:
        if (day := self.day()) is not None:
            self.show_day(day)
        self.edited.emit()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
