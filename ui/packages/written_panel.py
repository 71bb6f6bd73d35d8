"""What was just written: the file, how much it carries, its check code in large digits, and the way to the slip."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.packages.reading import WrittenOut
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.drives import shown_size
from ui.widgets.labels import Label


class WrittenPanel(QFrame):
    """``print_wanted(number)`` asks for the hand-over slip."""

    print_wanted = Signal(int)

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self._number = 0
        self.words, self.code, self._trouble = Label(wraps=True), Label(kind="code"), Label(kind="fault", wraps=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.printing = Button("打印交接单", lambda: self.print_wanted.emit(self._number))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.words)
        column.addWidget(Label("核对码（乡镇收包时核对）", "soft"))
        for widget in (self.code, self.printing):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._trouble)
        self.hide()

    def show_written(self, out: WrittenOut) -> None:
        """Show what a writing gave."""
        last = out.written[-1]
        self._number = last.number
        files = "、".join(one.file for one in out.written)
        rows, size = sum(one.rows for one in out.written), sum(one.size for one in out.written)
        self.words.setText(
            f"✓ 写好了，并且读回来核对过：{files}，{rows} 行，{shown_size(size)}。现在可以弹出移动盘了。"
        )
        self.code.setText(last.check_code)
        self.code.setAccessibleName(f"核对码 {last.check_code}")
        self.printing.setVisible(out.slip is not None)
        self._trouble.setText(f"！ 交接单没有做成：{out.trouble}")
        self._trouble.setVisible(bool(out.trouble))
        self.show()
        (self.printing if out.slip is not None else self).setFocus()
