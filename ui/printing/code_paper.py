"""A new recovery code on the screen, on its way to paper: shown once, printed twice, two groups typed again."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused
from ui.printing.recovery_sheet import print_recovery_sheet
from ui.say import say, say_refusal
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.code_groups import add_code_groups, groups_agree
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.work import Work


class CodePaper(QWidget):
    """Holds the code for as long as it is shown; ``form.finished`` tells that the clerk wants to go on."""

    def __init__(self, work: Work) -> None:
        """Begin without a code; the sheet is printed off this thread."""
        super().__init__()
        self._work = work
        self._groups: list[str] = []
        self._names = ("", "")
        self._code = Label("", "code", wraps=True)
        self._number = Label(kind="soft", wraps=True)
        self.print_button = Button("打印两份", self._print)
        row = broken_row()
        FlowRow(row).addWidget(self.print_button)
        self.form = Form()
        add_code_groups(self.form, lambda: self._groups)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        for part in (self._code, self._number, row, self.form):
            whole.addWidget(part)

    def begin(self, code: str, number: str, office_name: str, operator_name: str) -> None:
        """Show a code with the number that tells its paper apart; the names stand on the sheet."""
        self._names, self._groups = (office_name, operator_name), code.split("-")
        self._code.setText("   ".join(self._groups))
        self._code.setAccessibleName("新恢复码")
        self._number.setText(f"编号 {number}，印在纸上，也写在交接清单上；它不是恢复码的一部分。")
        self.form.show_typed({"group_2": "", "group_6": ""})
        self.print_button.setEnabled(True)
        self.print_button.setFocus()

    def code(self) -> str:
        """Give the code that is shown."""
        return "-".join(self._groups)

    def forget(self) -> None:
        """Hold it no longer."""
        self._groups = []
        self._code.setText("")
        self.form.show_typed({"group_2": "", "group_6": ""})

    def is_done(self) -> bool:
        """Want both groups right; say beside the lines what is missing."""
        return self.form.complete() and groups_agree(self.form, lambda: self._groups)

    def _print(self) -> None:
        self.print_button.setEnabled(False)
        self._work.wait_for(
            self, print_recovery_sheet, *self._names, self.code(), done=self._printed, refused=self._refused
        )

    def _printed(self, printer: str) -> None:
        self.print_button.setEnabled(True)
        say(self, f"已经送到打印机 {printer}，两份。")
        self.form.focus_first()

    def _refused(self, refusal: Refused) -> None:
        self.print_button.setEnabled(True)
        say_refusal(self, refusal)
