"""A table model that holds only the pages of rows that are looked at (FAULTS §6.2)."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.work import Ticket, Work

PAGE_ROWS = 128
PAGES_KEPT = 32
ASKED_AT_ONCE = 3
_TOP = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, the words a row shows there, its width in pixels at 100 % (0 takes what is left).

    Where the list is too narrow for all, the columns with the highest ``drop`` are left out first (0: never).
    """

    title: str
    shown: Callable[[Any], str]
    width: int = 0
    to_right: bool = False
    drop: int = 0


class Rows(Protocol):
    """Where the rows come from; both are called in the reading thread."""

    def count(self) -> int:
        """Count all rows of this choice."""
        ...

    def page(self, offset: int, limit: int) -> Sequence[Any]:
        """Give the rows from ``offset`` on, at most ``limit``."""
        ...


class WindowedModel(QAbstractTableModel):
    """Counts all rows, reads pages of 128 in the reading thread, keeps the 32 used last.

    Each choice of rows is a generation; an answer that belongs to an older one is dropped. ``arrived`` tells that a
    generation is on the screen.
    """

    arrived = Signal(int)

    def __init__(self, work: Work, columns: Sequence[Column], parent: QObject | None = None) -> None:
        """Begin with no rows."""
        super().__init__(parent)
        self._work, self.columns = work, tuple(columns)
        self._rows: Rows | None = None
        self._total = 0
        self._generation = 0
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._asked: OrderedDict[int, Ticket] = OrderedDict()
        self._opening: Ticket | None = None

    def show_rows(self, rows: Rows, *, around: int = 0) -> None:
        """Show another choice of rows; the old ones stay until count and page around row ``around`` are there."""
        self._rows = rows
        self._generation += 1
        generation = self._generation
        self._forget_asked()
        first = max(0, around // PAGE_ROWS)

        def read() -> tuple[int, int, Sequence[Any]]:
            total = rows.count()
            page = min(first, max(0, total - 1) // PAGE_ROWS)
            return total, page, rows.page(page * PAGE_ROWS, PAGE_ROWS)

        self._opening = self._work.read(self, read, done=lambda answer: self._take_first(generation, answer))

    def reload(self, *, around: int = 0) -> None:
        """Read the same choice again, because something changed."""
        if self._rows is not None:
            self.show_rows(self._rows, around=around)

    def row(self, number: int) -> Any | None:
        """Give a row that has been read, else ``None``."""
        page = self._pages.get(number // PAGE_ROWS)
        at = number % PAGE_ROWS
        return page[at] if page is not None and at < len(page) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        """Count all rows, read or not."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _TOP) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give words, tip, alignment and accessible text; a row that is not there yet is asked for."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[index.column()].to_right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        column = self.columns[index.column()]
        page = index.row() // PAGE_ROWS
        if page in self._pages:
            self._pages.move_to_end(page)
            row = self.row(index.row())
            words = "" if row is None else column.shown(row)
        else:
            self._ask(page)
            words = "…"
        return f"{column.title}：{words}" if role == Qt.ItemDataRole.AccessibleTextRole else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].to_right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _ask(self, page: int) -> None:
        if page in self._asked or self._rows is None:
            return
        while len(self._asked) >= ASKED_AT_ONCE:
            _, oldest = self._asked.popitem(last=False)
            oldest.drop()
        generation = self._generation
        self._asked[page] = self._work.read(
            self,
            self._rows.page,
            page * PAGE_ROWS,
            PAGE_ROWS,
            done=lambda rows: self._take_page(generation, page, rows),
        )

    def _take_first(self, generation: int, answer: tuple[int, int, Sequence[Any]]) -> None:
        if generation != self._generation:
            return
        total, page, rows = answer
        self._opening = None
        self._forget_asked()
        self.beginResetModel()
        self._total = total
        self._pages.clear()
        self._pages[page] = rows
        self.endResetModel()
        self.arrived.emit(generation)

    def _take_page(self, generation: int, page: int, rows: Sequence[Any]) -> None:
        if generation != self._generation:
            return
        self._asked.pop(page, None)
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE_ROWS
        last = min(self._total, first + PAGE_ROWS) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _forget_asked(self) -> None:
        for ticket in self._asked.values():
            ticket.drop()
        self._asked.clear()
        if self._opening is not None:
            self._opening.drop()
            self._opening = None
