"""The place 公示: the board, making a notice, printing it, the page of one."""

from ui.notices.board_part import BoardPart
from ui.notices.make_part import MakePart
from ui.notices.notice_part import NoticePart
from ui.notices.print_part import NoticePrintPart
from ui.notices.reading import KIND_WORDS, PRINT
from ui.widgets.desk import Desk
from ui.widgets.parts import PartedPage


class NoticesPage(PartedPage):
    """Opened with a notice's id as subject (``what`` = print for its paper), or a month and a kind to make one."""

    def __init__(self, desk: Desk) -> None:
        """Begin with the board."""
        super().__init__(desk, "公示")
        self.board, self.making = BoardPart(desk), MakePart(desk)
        self.notice, self.printing = NoticePart(desk), NoticePrintPart(desk)
        for part in (self.board, self.making, self.notice, self.printing):
            self.add_part(part)

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show what is asked for."""
        if what in KIND_WORDS:
            self.making.start(what, subject)
            self.show_part(self.making)
        elif subject and what == PRINT:
            self.printing.show_notice(subject)
            self.show_part(self.printing)
        elif subject:
            self.notice.show_notice(subject)
            self.show_part(self.notice)
        else:
            self.board.read()
            self.show_part(self.board)
