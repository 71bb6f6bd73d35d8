"""The preview of a paper: pictures of the very bytes that are printed, made by ``app.documents``."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.work import Ticket, Work

Picture = Callable[[bytes, int, int], bytes]
_LEAST_WIDTH = 240


class PaperView(QWidget):
    """Shows one page at a time; PgUp and PgDn turn.

    ``picture(pdf, page, width)`` gives PNG bytes of that many pixels across; one that wants no office but much time may
    go another road than the reading one (``ask``).
    """

    turned = Signal(int)

    def __init__(self, work: Work, picture: Picture, name: str, *, ask: Callable[..., Ticket] | None = None) -> None:
        """``picture`` runs in the reading thread; ``name`` is for a screen reader."""
        super().__init__()
        self._ask, self._picture = ask or work.read, picture
        self._pdf, self._pages, self._page = b"", 0, 0
        self._ticket: Ticket | None = None
        self._drawn: tuple[int, int] = (-1, 0)
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidget(self._sheet)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(name)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._back, self._on = Button("上一页", lambda: self.turn(-1)), Button("下一页", lambda: self.turn(1))
        self._where = Label()
        row = QHBoxLayout()
        row.addStretch(1)
        for widget in (self._back, self._where, self._on):
            row.addWidget(widget)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(self._area, 1)
        whole.addLayout(row)
        self._say_where()

    def show_paper(self, pdf: bytes, pages: int) -> None:
        """Show another paper from its first page."""
        self._pdf, self._pages, self._page = pdf, pages, 0
        self._drawn = (-1, 0)
        self._sheet.clear()
        self._draw()

    def turn(self, by: int) -> None:
        """Turn pages; nothing happens past the ends."""
        page = max(0, min(self._pages - 1, self._page + by))
        if page != self._page:
            self._page = page
            self._draw()
            self.turned.emit(page)

    def is_drawn(self) -> bool:
        """Tell whether the picture of the page is there."""
        return self._drawn[0] == self._page and self._ticket is None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn with PgUp and PgDn."""
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turn(-1 if event.key() == Qt.Key.Key_PageUp else 1)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new width."""
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Hold a readable strip of paper."""
        return QSize(_LEAST_WIDTH, _LEAST_WIDTH)

    def _width(self) -> int:
        """Give the width of the sheet: as wide as this widget will lay it out, which it may not have done yet."""
        return max(_LEAST_WIDTH, self.width() - self._area.verticalScrollBar().sizeHint().width() - 2)

    def _draw(self) -> None:
        self._say_where()
        if not self._pdf or self._drawn == (self._page, self._width()):
            return
        if self._ticket is not None:
            self._ticket.drop()
        page, width = self._page, self._width()
        sharp = round(width * self.devicePixelRatioF())
        self._ticket = self._ask(
            self, self._picture, self._pdf, page, sharp, done=lambda png: self._show(page, width, png)
        )

    def _show(self, page: int, width: int, png: bytes) -> None:
        self._ticket = None
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._sheet.setPixmap(pixmap)
        self._area.verticalScrollBar().setValue(0)
        self._drawn = (page, width)

    def _say_where(self) -> None:
        self._where.setText(f"第 {self._page + 1} 页，共 {self._pages} 页" if self._pages else "")
        for button in (self._back, self._on):
            button.setVisible(self._pages > 1)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page < self._pages - 1)
