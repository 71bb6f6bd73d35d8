"""Beside the form of a new case: what the chosen item promises, costs and asks for, and which papers are here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.cases.workflow import workflow
from app.catalogue.facts import ItemVersion
from ui.style import GRID
from ui.widgets.choice_entry import Option, TickBox
from ui.widgets.facts import Facts
from ui.widgets.labels import Label
from ui.widgets.ticks_entry import TicksEntry


class ItemPanel(QFrame):
    """``edited`` tells that a paper or the wish to accept at once was ticked."""

    edited = Signal()

    def __init__(self) -> None:
        """Begin without an item."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self._name = Label("还没有选事项", "heading", wraps=True)
        self._facts = Facts("事项内容")
        self._papers_head = Label("收到的材料（没到的去掉勾）", "soft", wraps=True)
        self.papers = TicksEntry()
        self.papers.name_it("收到的材料")
        self.accept = TickBox("材料齐全，当场受理")
        self.told = Label(kind="hint", wraps=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (self._name, self._facts, self._papers_head, self.papers, self.accept, self.told):
            whole.addWidget(part)
        self.papers.edited.connect(self._papers_edited)
        self.accept.toggled.connect(lambda _: self.edited.emit())
        self.show_item(None)

    def show_item(self, version: ItemVersion | None) -> None:
        """Show an item with all its papers ticked, or that none is chosen."""
        promised = version is not None and version.mode == "promised"
        self._name.setText("还没有选事项" if version is None else version.name)
        self._facts.show_facts([] if version is None else _facts(version))
        names = [] if version is None else [paper.name for paper in version.materials]
        self.papers.offer([Option(name, name) for name in names])
        self.papers.tick(names)
        self.accept.setChecked(promised)
        self.accept.setVisible(promised)
        for part in (self._papers_head, self.papers):
            part.setVisible(bool(names))
        self._say_missing()

    def missing(self) -> list[str]:
        """Give the papers that are not here."""
        here = set(self.papers.ticked())
        return [name for name in self.papers.offered() if name not in here]

    def accepts(self) -> bool:
        """Tell whether the case shall be accepted at once."""
        return not self.accept.isHidden() and self.accept.isChecked()

    def _papers_edited(self) -> None:
        if self.missing():
            self.accept.setChecked(False)
        self._say_missing()
        self.edited.emit()

    def _say_missing(self) -> None:
        missing = self.missing()
        self.told.setText(f"还缺 {len(missing)} 样：登记后接着开补正通知。" if missing else "")
        self.told.setVisible(bool(missing))


def _facts(version: ItemVersion) -> list[tuple[str, str]]:
    return [
        ("办理方式", workflow().label(version.mode)),
        ("承诺时限", version.days_text),
        ("收费", version.fee),
        ("条件", version.conditions),
    ]
