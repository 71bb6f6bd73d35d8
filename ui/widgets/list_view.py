"""The list of a page: rows of one height, chosen with the keys, never wider than its place."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from ui.style import text_size
from ui.widgets.scrolling import bring_part_into_view
from ui.widgets.windowed import Rows, WindowedModel

_NARROWEST = 96


class ListView(QTableView):
    """Shows a ``WindowedModel``. ``chosen(row)`` on Enter or double click, ``pointed(row)`` when the line moves."""

    chosen = Signal(object)
    pointed = Signal(object)

    def __init__(self, model: WindowedModel, name: str, *, row_id: Callable[[Any], str]) -> None:
        """Show ``model``; ``name`` is for a screen reader, ``row_id`` keeps the line on its row when reloading."""
        super().__init__()
        self._windowed, self._row_id = model, row_id
        self._kept: tuple[str, int, int] = ("", 0, 0)
        self._most = 0
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        side, top = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top.setHighlightSections(False)
        top.setSectionsClickable(False)
        top.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fit_rows()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.dataChanged.connect(self._row_arrived)
        self.doubleClicked.connect(self._choose)

    def keep_small(self, most: int) -> None:
        """Be as high as the rows there are, ``most`` of them at once: for a list among other things on a page."""
        self._most = most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._windowed.modelReset.connect(self.updateGeometry)

    def show_rows(self, rows: Rows) -> None:
        """Show another choice of rows from its beginning."""
        self._windowed.show_rows(rows)

    def reload(self) -> None:
        """Read the same rows again and stay where the clerk is."""
        self._windowed.reload(around=max(0, self.rowAt(0)))

    def current_row(self) -> Any | None:
        """Give the row under the line, ``None`` when there is none."""
        index = self.currentIndex()
        return self._windowed.row(index.row()) if index.isValid() else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Tell where the line moved to."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            bring_part_into_view(self.viewport(), self.visualRect(current))
        row = self._windowed.row(current.row()) if current.isValid() else None
        if row is not None:
            self.pointed.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_windowed"):
            self._fit_rows()
            self._fit_columns()
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Want the head and three rows; a small list all it wishes for."""
        if self._most:
            return QSize(_NARROWEST, self.sizeHint().height())
        return QSize(_NARROWEST, text_size().row * 4)

    def sizeHint(self) -> QSize:
        """Wish for a few rows; the page gives what it has. A small list wishes for those there are."""
        if self._most:
            rows = min(max(1, self._windowed.rowCount()), self._most)
            head = self.horizontalHeader().sizeHint().height()
            return QSize(text_size().scaled(400), head + text_size().row * rows + 2 * max(2, self.frameWidth()))
        return QSize(text_size().scaled(400), text_size().row * 8)

    def _choose(self, index: QModelIndex) -> None:
        row = self._windowed.row(index.row()) if index.isValid() else None
        if row is not None:
            self.chosen.emit(row)

    def _row_arrived(self, first: QModelIndex, last: QModelIndex) -> None:
        current = self.currentIndex()
        if current.isValid() and first.row() <= current.row() <= last.row():
            self.currentChanged(current, current)

    def _keep(self) -> None:
        row = self.current_row()
        self._kept = (
            "" if row is None else self._row_id(row),
            self.currentIndex().row(),
            self.verticalScrollBar().value(),
        )

    def _restore(self) -> None:
        kept, at, scrolled = self._kept
        total = self._windowed.rowCount()
        if kept and total:
            near = range(max(0, at - 2), min(total, at + 3))
            same = [n for n in near if (row := self._windowed.row(n)) is not None and self._row_id(row) == kept]
            self.setCurrentIndex(self._windowed.index(same[0] if same else min(at, total - 1), 0))
            self.verticalScrollBar().setValue(scrolled)
        elif total and self.hasFocus():
            self.setCurrentIndex(self._windowed.index(0, 0))

    def _fit_rows(self) -> None:
        side = self.verticalHeader()
        side.setMinimumSectionSize(1)
        side.setDefaultSectionSize(text_size().row)
        self.horizontalHeader().setMinimumSectionSize(1)

    def _fit_columns(self) -> None:
        columns, size = self._windowed.columns, text_size()
        room = self.viewport().width()
        least = [size.scaled(column.width or _NARROWEST * 2) for column in columns]
        shown = list(range(len(columns)))
        for n in sorted(shown, key=lambda n: columns[n].drop, reverse=True):
            if columns[n].drop and sum(least[at] for at in shown) > room:
                shown.remove(n)
        open_ones = [n for n in shown if columns[n].width == 0] or [n for n in shown if not columns[n].to_right][-1:]
        left = room - sum(size.scaled(columns[n].width) for n in shown)
        share = max(size.scaled(_NARROWEST), left // max(1, len(open_ones)))
        wished = {n: size.scaled(columns[n].width) for n in shown}
        wished |= {n: wished[n] + max(0, left) if columns[n].width else share for n in open_ones}
        total = sum(wished.values())
        for n in range(len(columns)):
            self.setColumnHidden(n, n not in wished)
            if n in wished:
                self.setColumnWidth(n, wished[n] * room // total if total > room > 0 else wished[n])
