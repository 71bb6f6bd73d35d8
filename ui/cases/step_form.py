"""The small form of one step, opened in the page of the case: a day, a reason, a result, errors beside the field."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.cases.facts import Given
from app.cases.ratings import ratings
from app.cases.shown import CaseFile, Offer
from app.cases.workflow import workflow
from ui.cases.given import given_of
from ui.cases.step_entries import amend_entry, amend_key, check_days, check_opinion, entry_for
from ui.cases.step_words import field_words
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.choice_entry import Option
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.ticks_entry import TicksEntry

if TYPE_CHECKING:
    from ui.widgets.verdict import Check

_WHEN_LATE = ("party", "measure")
_CHECKS: dict[str, "Check"] = {"days": check_days}


class StepForm(QFrame):
    """``given(key, given)`` tells that the step shall be taken, ``left`` that it shall not."""

    given = Signal(str, Given)
    left = Signal()

    def __init__(self, offer: Offer, file: CaseFile, today: Callable[[], date]) -> None:
        """Ask what ``offer`` needs and may be given."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self._offer, self._file = offer, file
        self.form = Form()
        self._trouble = Label(kind="fault", wraps=True)
        self._trouble.hide()
        self.confirm = MainButton(offer.verb, self._confirm)
        self._buttons = (self.confirm, Button("不做了（Esc）", self.left.emit, kind="quiet"))
        self._lay()
        self._add_lines(today)
        self.form.edited.connect(self._edited)
        self.form.finished.connect(self._confirm)
        self._follow_day()

    def key(self) -> str:
        """Give the step that this form is for."""
        return self._offer.key

    def first_focus(self) -> QWidget:
        """Begin at the first thing that is needed and not there; where nothing is, at the button."""
        if self._offer.key == "amend":
            return self.form.entry(amend_key(workflow().amendable[0].field))
        typed = self.form.typed()
        for need in self._offer.needs:
            if need in typed and not typed[need]:
                return self.form.entry(need)
        return self.form.entry("result") if "result" in typed else self.confirm

    def refuse(self, sentence: str) -> None:
        """Say why the step was not taken, beside its button."""
        self._trouble.setText(f"！ {sentence}")
        self._trouble.show()
        self.confirm.setEnabled(True)

    def _lay(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addWidget(Label(self._offer.verb, "heading"))
        whole.addWidget(self.form)
        whole.addWidget(self._trouble)
        foot = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        row = FlowRow(foot)
        for button in self._buttons:
            row.addWidget(button)
        whole.addWidget(foot)

    def _add_lines(self, today: Callable[[], date]) -> None:
        if self._offer.key == "amend":
            for one in workflow().amendable:
                self.form.add(amend_key(one.field), one.label, amend_entry(one.field, self._file, today))
        for field in self._asked():
            self._add(field, today)
        if "handler" in self._offer.asks:
            self.form.entry("handler").show_typed(self._file.case.handler)

    def _asked(self) -> list[str]:
        asked = [field for field in dict.fromkeys((*self._offer.needs, *self._offer.asks)) if field != "fields"]
        asked.sort(key=_place)
        return [field for field in asked if field != "papers" or self._has_papers()]

    def _has_papers(self) -> bool:
        if self._offer.key == "supplement":
            return True
        return any(not paper.received for paper in self._file.case.materials)

    def _add(self, field: str, today: Callable[[], date]) -> None:
        step = self._offer.key
        words = field_words(step, field)
        check = check_opinion if (step, field) == ("rate", "text") else _CHECKS.get(field)
        needed = field in self._offer.needs and (step, field) != ("supplement", "papers")
        entry = entry_for(field, step, self._file, today)
        self.form.add(field, words.label, entry, needed=needed, check=check, advice=words.advice)
        if (step, field) == ("supplement", "papers"):
            more, entry = field_words(step, "more_papers"), entry_for("more_papers", step, self._file, today)
            self.form.add("more_papers", more.label, entry, advice=more.advice)

    def _edited(self, key: str) -> None:
        self._trouble.hide()
        self.confirm.setEnabled(True)
        if key == "day":
            self._follow_day()
        elif key == "level":
            self._follow_level()
        elif key == "kind":
            self._follow_kind()

    def _follow_day(self) -> None:
        """Ask whose delay it was only where the step ends the case after its due day."""
        if self._offer.key != "conclude":
            return
        due, day = self._file.case.due_day, self.form.typed().get("day", "")
        late = due is not None and day > due.isoformat()
        for field in (*_WHEN_LATE, "reason"):
            self.form.show_line(field, there=late)

    def _follow_level(self) -> None:
        tags, level = self.form.entry("tags"), self.form.typed()["level"]
        if isinstance(tags, TicksEntry) and level:
            tags.offer([Option(tag.code, tag.name) for tag in ratings().tags_of(int(level))])

    def _follow_kind(self) -> None:
        kind = next((one for one in workflow().pause_kinds if one.key == self.form.typed()["kind"]), None)
        if kind is not None:
            days = self.form.entry("days")
            if isinstance(days, TextEntry):
                days.box.setPlaceholderText(f"{kind.days} 个工作日" if kind.days else "不限")

    def _confirm(self) -> None:
        if not self.form.complete():
            return
        given = given_of(self.form.typed(), self._file.case)
        missing = self._missing(given)
        if missing:
            self.refuse(missing)
            return
        self.confirm.setEnabled(False)
        self.given.emit(self._offer.key, given)

    def _missing(self, given: Given) -> str:
        if self._offer.key == "supplement" and not given.papers:
            return "请勾上或写上要补的材料。"
        if self._offer.key == "amend" and not given.fields:
            return "还没有改任何一项。"
        return ""


_ORDER = (
    "day", "level", "tags", "kind", "days", "result", "text", "papers", "party", "reason", "measure",
    "result_document", "handler",
)


def _place(field: str) -> int:
    return _ORDER.index(field)
