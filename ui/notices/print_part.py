"""The released notice before it is printed: the bytes of the archive."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from ui.notices.reading import PLACE, NoticeSheet, read_notice
from ui.printing.preview import Preview, Sheet
from ui.say import say_refusal
from ui.widgets.desk import Desk, Goto
from ui.widgets.parts import Part


class NoticePrintPart(Part):
    """Shows the paper; what was printed goes on to the page of the notice, where posting is told."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a paper."""
        super().__init__(desk, "打印公示", "贴好了，去登记")
        self.needs("notices.write")
        self._id = ""
        self._sheet: NoticeSheet | None = None
        self.preview = Preview(desk.work, preferred=partial(desk.session.settings.text, "printing.printer"))
        self.preview.left.connect(self.step_back)
        self.preview.printed.connect(self._note)
        self.body.addWidget(self.preview, 1)

    def show_notice(self, notice_id: str) -> None:
        """Show the paper of a notice."""
        self._id, self._sheet = notice_id, None
        self.preview.clear()
        self.desk.work.read(self, read_notice, self.desk.session, notice_id, done=self._show, refused=self._refused)

    def run_main(self) -> None:
        """Go on to posting."""
        self.goto.emit(Goto(PLACE, self._id))

    def step_back(self) -> bool:
        """Go to the notice."""
        self.goto.emit(Goto(PLACE, self._id))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the print button."""
        return self.preview.first_focus()

    def _show(self, sheet: NoticeSheet) -> None:
        if sheet.notice.id != self._id:
            return
        self._sheet = sheet
        notice = sheet.notice
        self.head(title=notice.title, main_words="贴好了，去登记" if notice.state == "released" else "")
        if sheet.paper is None:
            say_refusal(self, Refused("这张公示的纸不在存档里。", advice="请重新做一张。"))
            return
        paper = sheet.paper
        self.preview.show_sheet(Sheet(notice.title, paper.pdf, paper.pages, notice.paper, landscape=sheet.landscape))
        self.preview.first_focus().setFocus()

    def _refused(self, refusal: Refused) -> None:
        self.goto.emit(Goto(PLACE))
        say_refusal(self, refusal)

    def _note(self, copies: int) -> None:
        session = self.desk.session
        if self._sheet is not None and self._sheet.paper is not None:
            note = session.notices.papers.note_printed
            self.desk.work.write(self, note, self._sheet.paper, copies, session.operator.id)
