"""Setting a unit up, or changing one: its kind, where it hangs, and what is known of it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.units.facts import TypedUnit, Unit, typed_again
from app.units.kinds import kinds
from app.units.typed import UnitFaults
from ui.say import say, say_refusal
from ui.units.reading import NETWORK, PLACE, read_parents
from ui.widgets.choice_entry import ChoiceEntry, Option, spoken
from ui.widgets.desk import Desk, Goto
from ui.widgets.entry import LongTextEntry, TextEntry
from ui.widgets.form import Form
from ui.widgets.parts import Part
from ui.widgets.verdict import fault

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINES = (
    ("name", "名称", "例如：东头便民服务点、第一网格"),
    ("short", "简称", "窄的地方用"),
    ("code", "编号", "网格号或单位代码"),
    ("phone", "办公电话", "上墙不遮"),
    ("address", "地址", ""),
    ("floor_area", "面积", "平方米"),
    ("founded_on", "成立日期", "例如 2020-3-1"),
)
TOP = Option("", "不挂在别的单位下面")


class UnitFormPart(Part):
    """A form; what it may hang on follows the kind."""

    def __init__(self, desk: Desk) -> None:
        """Begin with an empty form."""
        super().__init__(desk, "设立单位", "保存（Ctrl+回车）", scrolls=True)
        self.needs("units.write")
        self._id = ""
        self._units: tuple[Unit, ...] = ()
        self.form = Form()
        self.kind = ChoiceEntry([spoken(kind.key, kind.label) for kind in kinds().values()])
        self.parent_entry = ChoiceEntry([TOP])
        self.form.add("kind", "种类", self.kind)
        self.form.add("parent_id", "挂在", self.parent_entry)
        for key, words, advice in _LINES:
            entry = TextEntry(letters=24 if key in {"name", "address"} else 12)
            self.form.add(key, words, entry, needed=key == "name", advice=advice)
        self.form.add("note", "备注", LongTextEntry(lines=2))
        self.form.edited.connect(self._edited)
        self.form.finished.connect(self.run_main)
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def start(self, kind: str = "") -> None:
        """Begin a new unit, of a kind where one is asked for."""
        self._id = ""
        self.head(title="设立单位")
        self.form.show_line("kind", there=True)
        self._open(TypedUnit(kind=kind or "service_point"))

    def show_unit(self, unit_id: str) -> None:
        """Begin to change a unit; its kind stays."""
        self._id = unit_id
        self.desk.work.read(self, self.desk.session.network.unit, unit_id, done=self._show, refused=self._gone)

    def run_main(self) -> None:
        """Keep what was typed."""
        if not self.form.complete():
            return
        typed = TypedUnit(**{"kind": self.kind.typed(), **self.form.typed()})
        network = self.desk.session.network
        keep = partial(network.edit, self._id, typed) if self._id else partial(network.add, typed)
        self.desk.work.write(self, keep, done=self._done, refused=self._refused)

    def step_back(self) -> bool:
        """Leave the form."""
        self.goto.emit(Goto(PLACE, self._id) if self._id else Goto(PLACE, what=NETWORK))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the kind, or at the name of one that is changed."""
        return self.form.entry("name" if self._id else "kind").inner

    def _show(self, unit: Unit) -> None:
        self.head(title=f"修改 {unit.name}")
        self.form.show_line("kind", there=False)
        self._open(typed_again(unit))

    def _gone(self, refusal: Refused) -> None:
        self.goto.emit(Goto(PLACE))
        say_refusal(self, refusal)

    def _open(self, typed: TypedUnit) -> None:
        self.desk.work.read(self, read_parents, self.desk.session, done=partial(self._offer, typed))

    def _offer(self, typed: TypedUnit, units: "Sequence[Unit]") -> None:
        self._units = tuple(units)
        self.kind.show_typed(typed.kind)
        self._offer_parents()
        keys = ("kind", "parent_id", "note", *(key for key, _, _ in _LINES))
        self.form.show_typed({key: getattr(typed, key) for key in keys})
        if self.isVisible() and (focus := self.first_focus()) is not None:
            focus.setFocus()

    def _edited(self, key: str) -> None:
        if key == "kind":
            self._offer_parents()

    def _offer_parents(self) -> None:
        kind = kinds()[self.kind.typed()]
        above = (unit for unit in self._units if unit.kind in kind.under and unit.id != self._id)
        fitting = [spoken(unit.id, unit.name) for unit in above]
        self.parent_entry.offer([*([TOP] if kind.root or not fitting else []), *fitting])
        if kind.root and fitting and not self._id:
            self.parent_entry.show_typed(fitting[0].value)

    def _done(self, unit: Unit) -> None:
        say(self, f"“{unit.name}”{'改好了' if self._id else '设好了'}。")
        self.goto.emit(Goto(PLACE, unit.id))

    def _refused(self, refusal: Refused) -> None:
        if isinstance(refusal, UnitFaults):
            for one in refusal.faults:
                self.form.tell(one.field, fault(one.sentence))
        say_refusal(self, refusal)
