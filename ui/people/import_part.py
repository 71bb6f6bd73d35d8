"""Taking in the roll of villagers, or the old log book, from Excel."""

from app.sheets.importing import ImportResult
from ui.importing.steps import ImportSteps, left_words
from ui.people.import_file import CASES, RESIDENTS, FilePanel
from ui.people.list_part import PLACE
from ui.say import say
from ui.widgets.desk import Desk, Goto


class ImportPart(ImportSteps):
    """The first step asks which of the two it is."""

    def __init__(self, desk: Desk) -> None:
        """Begin at the choice of the file."""
        self.file = FilePanel()
        super().__init__(desk, "从 Excel 导入", self.file)
        self.file.chosen.connect(self.take_file)
        self.file.left.connect(lambda: self.goto.emit(Goto(PLACE)))

    def start(self, kind: str = RESIDENTS) -> None:
        """Begin anew with a kind of table."""
        self.file.begin(kind)
        self.begin_anew()

    def kind(self) -> str:
        """Give what was chosen."""
        return self.file.kind.value()

    def told_taken(self, result: ImportResult) -> None:
        """Say it, and go where it can be seen."""
        if self.kind() == RESIDENTS:
            self.goto.emit(Goto(PLACE))
            say(self, f"导入了 {result.taken} 位村民{left_words(result)}。")
        else:
            self.start(CASES)
            say(self, f"导入了 {result.taken} 个办件{left_words(result)}，在“代办”里看全部就能看到。")
