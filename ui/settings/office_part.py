"""Every declared setting, kept as soon as it is changed, and taken back with Ctrl+Z."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.screen import remember_text_size
from app.core.settings import Declared, Value, checked, declared_settings
from ui.say import Undo, say, say_refusal
from ui.settings.calendar_part import CalendarPart
from ui.settings.fields import TEXT_SIZE, entry_for, is_kept_at_once, shown_value, typed_value
from ui.style import show_text_size
from ui.widgets.desk import Desk
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.verdict import FINE, Verdict, fault
from ui.work import Ticket


class OfficePart(Part):
    """A form with a line for each declaration of ``resources/settings.toml``; a line that is left is kept."""

    def __init__(self, desk: Desk) -> None:
        """Lay the lines of every group."""
        super().__init__(desk, "设置", scrolls=True)
        self._kept: dict[str, Value] = {}
        self._on_the_way: Counter[str] = Counter()
        self._reading: Ticket | None = None
        self._form = Form()
        reason = desk.session.rights.reason("settings.write")
        if reason:
            self.body.addWidget(Label(f"{reason}文字大小人人可以改。", "soft", wraps=True))
        group = ""
        for declared in _in_order():
            if declared.group != group:
                group = declared.group
                self._form.heading(group)
            entry, judge = entry_for(declared), _judge(declared)
            self._form.add(declared.key, declared.label, entry, check=judge, advice=declared.hint, stays=True)
            entry.left.connect(partial(self._keep, declared.key))
            entry.setEnabled(not reason or declared.key == TEXT_SIZE)
        self._form.edited.connect(self._edited)
        self.body.addWidget(self._form)
        self.calendar = CalendarPart(desk)
        self.body.addWidget(self.calendar)
        self.body.addStretch(1)

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - settings have no subject
        """Read the settings."""
        self._read()
        self.calendar.reload()

    def changed(self, changes: Changes) -> None:
        """Read them again where somebody changed one."""
        if changes.touches("settings"):
            self._read()
        if changes.touches("calendar_years"):
            self.calendar.reload()

    def first_focus(self) -> QWidget | None:
        """Begin at the first line."""
        return self._form.entry(next(iter(_in_order())).key).inner

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.drop()
        self._reading = self.desk.work.read(self, self.desk.session.settings.all, done=self._show)

    def _show(self, values: dict[str, Value]) -> None:
        """Show what is stored; a line whose change is still on its way keeps what the clerk chose."""
        self._reading = None
        for key, declared in declared_settings().items():
            if not self._on_the_way[key] and self._kept.get(key) != values[key]:
                self._kept[key] = values[key]
                self._form.entry(key).show_typed(shown_value(declared, values[key]))

    def _edited(self, key: str) -> None:
        if is_kept_at_once(declared_settings()[key]):
            self._keep(key)

    def _keep(self, key: str) -> None:
        if key not in self._kept or self._form.verdict(key).kind == "fault":
            return
        declared, before = declared_settings()[key], self._kept[key]
        value = typed_value(declared, self._form.entry(key).typed())
        if value is None or value == before:
            return
        self._kept[key] = value
        if key == TEXT_SIZE:
            self._show_size(int(value))
        undo = Undo(partial(self._take_back, key, before))
        self._change(key, value, lambda: say(self, f"已改：{declared.label}。", undo))

    def _take_back(self, key: str, value: Value) -> None:
        declared = declared_settings()[key]
        self._kept[key] = value
        self._form.entry(key).show_typed(shown_value(declared, value))
        if key == TEXT_SIZE:
            self._show_size(int(value))
        self._change(key, value, lambda: say(self, f"已改回：{declared.label}。"))

    def _change(self, key: str, value: Value, then: Callable[[], None]) -> None:
        self._on_the_way[key] += 1

        def done(_: object) -> None:
            self._on_the_way[key] -= 1
            then()

        def refused(refusal: Refused) -> None:
            self._on_the_way[key] -= 1
            say_refusal(self, refusal)
            self._read()

        self.desk.work.write(self, self.desk.session.settings.change, key, value, done=done, refused=refused)

    def _show_size(self, percent: int) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            show_text_size(application, percent)
        self.desk.work.write(self, remember_text_size, self.desk.session.home.folder, percent)


def _in_order() -> list[Declared]:
    """Give the declarations with what is seen at once (the screen) first."""
    every = list(declared_settings().values())
    return sorted(every, key=lambda one: one.group != "屏幕")


def _judge(declared: Declared) -> Callable[[str], Verdict]:
    def judge(typed: str) -> Verdict:
        value = typed_value(declared, typed)
        if value is None:
            return fault("只能填数字")
        try:
            checked(declared, value)
        except Refused as refusal:
            return fault(refusal.sentence.replace("，没有改动", ""))
        return FINE

    return judge
