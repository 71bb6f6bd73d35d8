"""One entry of a station's ledger as the township sees it: to read, never to change."""

from app.core.errors import Refused
from app.ledgers.entry_face import entry_face
from app.packages.village_books import VillageEntry
from ui.packages.reading import BOOKS, PLACE, read_station_entry
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.labels import Label
from ui.widgets.parts import Part


class StationEntryPart(Part):
    """Shows what stands in an entry, as far as it was sent."""

    def __init__(self, desk: Desk) -> None:
        """Begin without an entry."""
        super().__init__(desk, "村站的登记", scrolls=True)
        self._unit = ""
        self._trouble, self.facts = Label(kind="fault", wraps=True), Facts("登记内容")
        for widget in (self._trouble, self.facts):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_entry(self, key: str, entry_id: str) -> None:
        """Show an entry by the key of its ledger and its id."""
        self.head(title="村站的登记")
        self._trouble.hide()
        self._unit = ""
        asked = (self.desk.session, key, entry_id)
        self.desk.work.read(self, read_station_entry, *asked, done=self._show, refused=self._gone)

    def step_back(self) -> bool:
        """Go back to the ledgers of the station, else to the summary."""
        self.goto.emit(Goto(PLACE, self._unit, BOOKS) if self._unit else Goto(PLACE))
        return True

    def _show(self, found: VillageEntry) -> None:
        self._unit = found.unit
        face = entry_face(found.ledger, found.entry)
        self.head(title=f"{found.village} {face.number}  {face.name}")
        facts = [("村站", found.village), ("台账", found.ledger.title), ("编号", face.number), ("状态", face.state)]
        facts += [(field.label, face.texts[field.key]) for field in found.ledger.field]
        facts.append(("更正的原因", found.entry.corrects_why))
        facts.append(("删除", "已由村站删除" if face.removed else ""))
        self.facts.show_facts(facts)

    def _gone(self, refusal: Refused) -> None:
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()
        self.facts.show_facts([])
