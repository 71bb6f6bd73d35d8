"""Where something is written to or read from: a drive that is plugged in, or a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog

from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.drives import Drive, drives
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import BrokenRow
from ui.work import Work

_LETTERS = 28


class WherePicker(BrokenRow):
    """``edited`` tells that another place was chosen; ``folder`` gives it, ``None`` while there is none."""

    edited = Signal()

    def __init__(self, work: Work, words: str, *, find_drives: Callable[[], Sequence[Drive]] = drives) -> None:
        """``words`` stand before the choice; ``find_drives`` runs off the UI thread."""
        super().__init__()
        self._work, self._find_drives, self._words = work, find_drives, words
        self._drives: Sequence[Drive] = ()
        self._folders: list[str] = []
        self.box = ChoiceBox([])
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LETTERS)
        self.box.setAccessibleName(words)
        label = Label(words)
        label.setBuddy(self.box)
        flow = FlowRow(self)
        self.choosing = Button("选文件夹…", self._ask_folder)
        self._again = Button("再找移动盘", self.look, kind="quiet")
        for widget in (label, self.box, self.choosing, self._again):
            flow.addWidget(widget)
        self.box.currentIndexChanged.connect(lambda _: self._tell())
        self._offer()

    def look(self) -> None:
        """Look which drives are plugged in now."""
        self._work.wait_for(self, self._find_drives, done=self._found)

    def offer_folder(self, folder: str) -> None:
        """Offer a folder beside the drives."""
        if folder and folder not in self._folders:
            self._folders.append(folder)
            self._offer()

    def choose(self, folder: Path) -> None:
        """Choose a folder, whether it was offered or not."""
        self.offer_folder(str(folder))
        self.box.choose(str(folder))
        self._tell()

    def folder(self) -> Path | None:
        """Give the place that is chosen."""
        value = self.box.value()
        return Path(value) if value else None

    def _found(self, found: Sequence[Drive]) -> None:
        self._drives = found
        self._offer()

    def _offer(self) -> None:
        before = self.box.value()
        options = [Option(drive.folder, drive.words) for drive in self._drives]
        known = {drive.folder for drive in self._drives}
        options += [Option(folder, folder) for folder in self._folders if folder not in known]
        self.box.offer(options or [Option("", "请插好移动盘，或者选一个文件夹")])
        if before:
            self.box.choose(before)
        self._tell()

    def _tell(self) -> None:
        self.box.setToolTip(self.box.currentText())
        self.edited.emit()

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._words, self.box.value())
        if chosen:
            self.choose(Path(chosen))
