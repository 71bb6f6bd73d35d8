"""The rate tables of dues: which holds from which day, and a form in which a new one is made from the one shown."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from app.ledgers.contributions.rate_tables import Held, RateTables
from app.ledgers.contributions.text import TypedRate, typed_rates
from ui.ledgers.addresses import DUES, ledger_at
from ui.ledgers.reading import change_rates, drop_rates, read_rate_tables
from ui.say import say
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.day_entry import DayEntry
from ui.widgets.desk import Desk
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row

_SINCE, _ARREARS = "since", "arrears"
SHIPPED = "程序自带的"


class RatesPart(Part):
    """Nothing that was paid changes: months before the day are reckoned by the table that held then."""

    def __init__(self, desk: Desk) -> None:
        """Begin without tables."""
        super().__init__(desk, "党费标准", "采用", scrolls=True)
        self.needs("settings.write")
        self._key = ""
        self._tables: dict[str, Held] = {}
        self.form: Form | None = None
        self.table = ChoiceBox([])
        self.table.setAccessibleName("哪一张标准")
        self._told, self._trouble = Label(kind="soft", wraps=True), Label(kind="fault", wraps=True)
        self._place = QVBoxLayout()
        self.shipped = Button("改回程序自带的", partial(self._keep, whole=False))
        self.drop = Button("不要这一张", self._drop)
        bar(desk, "settings.write", self.shipped, self.drop)
        foot = broken_row()
        row = FlowRow(foot)
        for button in (self.shipped, self.drop, Button("不改了（Esc）", self.step_back, kind="quiet")):
            row.addWidget(button)
        self.body.addWidget(self.table)
        self.body.addWidget(self._told)
        self.body.addLayout(self._place)
        self.body.addWidget(self._trouble)
        self.body.addWidget(foot)
        self.body.addStretch(1)
        self._trouble.hide()
        self.table.currentIndexChanged.connect(lambda _: self._lay())
        self.table.entered.connect(self._enter_form)

    def show_ledger(self, key: str) -> None:
        """Show the table that holds today."""
        self._key = key
        self.desk.work.read(self, read_rate_tables, self.desk.session, done=self._show)

    def changed(self, changes: Changes) -> None:
        """Read again when a table was kept; another setting leaves what is typed as it is."""
        if changes.touches("settings"):
            self.desk.work.read(self, read_rate_tables, self.desk.session, done=self._show_newer)

    def step_back(self) -> bool:
        """Go to the members."""
        self.goto.emit(ledger_at(self._key, DUES))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with the choice of a table."""
        return self.table

    def run_main(self) -> None:
        """Keep what stands in the form from its day on."""
        self._keep(whole=True)

    def _show_newer(self, tables: RateTables) -> None:
        if list(self._tables.values()) != list(reversed(tables.tables)):
            self._show(tables)

    def _show(self, tables: RateTables) -> None:
        held = tables.held(self.desk.session.clock.today())
        self._tables = {_name(one): one for one in reversed(tables.tables)}
        self.table.blockSignals(True)
        now = {True: "（现在用的）", False: ""}
        self.table.offer([Option(name, f"{name}{now[one is held]}") for name, one in self._tables.items()])
        self.table.choose(_name(held))
        self.table.blockSignals(False)
        self._lay()

    def _lay(self) -> None:
        """Lay the form of the table that is chosen."""
        held = self._tables[self.table.value()]
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._trouble.hide()
        self.drop.setVisible(held.since is not None)
        self._told.setText("改好数，写上从哪天起，按“采用”。一个月按那个月一日的标准算，以前交的不变。")
        form = self.form = Form()
        first = self.desk.session.clock.today().replace(day=1)
        form.add(_SINCE, "从哪天起", DayEntry(self.desk.session.clock.today), needed=True)
        form.add(_ARREARS, "最长欠几个月", TextEntry(letters=6), needed=True)
        typed = {_SINCE: (held.since or first).isoformat(), _ARREARS: str(held.rates.most_arrears_months)}
        for place, one in enumerate(typed_rates(held.rates)):
            form.heading(one.class_)
            if one.steps:
                steps = [*one.steps[:-1], ("", ""), one.steps[-1]]
                for at, (up_to, percent) in enumerate(steps):
                    last = at == len(steps) - 1
                    if not last:
                        form.add(f"{place}-{at}-up", "月收入到（元）", TextEntry(letters=10))
                        typed[f"{place}-{at}-up"] = up_to
                    form.add(f"{place}-{at}-percent", "再高的交（%）" if last else "交（%）", TextEntry(letters=10))
                    typed[f"{place}-{at}-percent"] = percent
            else:
                for key, label, text in (("least", "每月最少（元）", one.least), ("most", "每月最多（元）", one.most)):
                    form.add(f"{place}-{key}", label, TextEntry(letters=10), needed=True)
                    typed[f"{place}-{key}"] = text
        form.show_typed(typed)
        form.setEnabled(not self.barred())
        form.finished.connect(self.run_main)
        self._place.addWidget(form)
        self.lay_out()

    def _enter_form(self) -> None:
        if self.form is not None:
            self.form.focus_first()

    def _typed(self, form: Form) -> tuple[TypedRate, ...]:
        typed = form.typed()
        found = []
        for place, one in enumerate(typed_rates(self._tables[self.table.value()].rates)):
            count = len(one.steps) + 1 if one.steps else 0
            steps = ((typed.get(f"{place}-{at}-up", ""), typed[f"{place}-{at}-percent"]) for at in range(count))
            least, most = typed.get(f"{place}-least", ""), typed.get(f"{place}-most", "")
            found.append(TypedRate(one.class_, tuple(steps), least, most))
        return tuple(found)

    def _keep(self, *, whole: bool) -> None:
        """Keep the form's table, or (not ``whole``) the one that ships, from the form's day on."""
        form = self.form
        if form is None or not form.complete():
            return
        self._trouble.hide()
        typed = form.typed()
        rates = self._typed(form) if whole else ()
        change = partial(change_rates, self.desk.session, rates, typed[_ARREARS], typed[_SINCE])
        self.desk.work.write(self, change, done=self._kept, refused=self._refused)

    def _kept(self, told: str) -> None:
        say(self, told)

    def _drop(self) -> None:
        since = self._tables[self.table.value()].since
        if since is not None:
            told = f"不要了：{long_day(since)}起的标准。前一张接着用。"
            drop = partial(drop_rates, self.desk.session, since)
            self.desk.work.write(self, drop, done=lambda _: say(self, told))

    def _refused(self, refusal: Refused) -> None:
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()


def _name(one: Held) -> str:
    if one.since is None:
        return f"{SHIPPED}，一直到有了别的为止"
    return f"{long_day(one.since)}起{'' if one.own else f'，{SHIPPED}'}"
