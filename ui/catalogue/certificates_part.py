"""The twenty certificates that a village must not issue: why not, and where people can go instead."""

from app.catalogue.certificates import certificates, certificates_basis
from ui.catalogue.reading import PLACE
from ui.style import GRID
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.labels import Label
from ui.widgets.parts import Part


class CertificatesPart(Part):
    """One line a certificate."""

    def __init__(self, desk: Desk) -> None:
        """Lay all of them."""
        super().__init__(desk, "村里不能开的证明", "看事项目录", scrolls=True)
        self.facts = Facts("村里不能开的证明")
        self.facts.show_facts([(one.name, f"{one.reason}{one.instead}") for one in certificates()])
        self.body.addWidget(Label("来人要开下面这些证明时，照右边的话告诉他该去哪里办。", wraps=True))
        self.body.addWidget(self.facts)
        self.body.addWidget(Label(f"依据：{certificates_basis()}。", "soft", wraps=True))
        self.body.addSpacing(GRID)
        self.body.addStretch(1)

    def run_main(self) -> None:
        """Go back to the list."""
        self.goto.emit(Goto(PLACE))
