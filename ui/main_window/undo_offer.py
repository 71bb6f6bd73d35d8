"""Ctrl+Z where the page itself offers nothing: the last step of whoever sits here is named, and Enter takes it back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.say import Undo, say

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.history.facts import Action
    from app.session import Session
    from ui.widgets.desk import Desk
    from ui.widgets.page import Page


class UndoOffer(QObject):
    """Asks in the strip of the page that is shown."""

    def __init__(self, desk: "Desk", parent: QObject) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk = desk

    def ask(self, page: "Page") -> None:
        """Name the last step that stands; raises nothing where there is none."""
        self._desk.work.write(page, _last_step, self._desk.session, done=partial(self._named, page))

    def _named(self, page: "Page", step: "Action | None") -> None:
        if step is None:
            page.strip.tell("没有可以撤销的：您还没有做过改动，或者都已经撤销了。")
        elif step.blocked:
            page.strip.tell(f"最近一步是“{step.words}”，撤不回。{step.blocked}", tone="refused")
        else:
            page.strip.tell(f"撤销：{step.words}？", Undo(partial(self._take_back, page, step.seq)))
            page.strip.take_keys()

    def _take_back(self, page: "Page", seq: int) -> None:
        self._desk.work.write(page, _take_back, self._desk.session, seq, done=partial(self._told, page))

    def _told(self, page: "Page", done: "Action") -> None:
        again = Undo(partial(self._take_back, page, done.seq), "重做" if done.back else "撤销")
        say(page, f"已{done.words}。", again)


def _last_step(session: "Session") -> "Action | None":
    return next((step for step in session.history.undoable(session.operator.id) if not step.back), None)


def _take_back(session: "Session", seq: int) -> "tuple[Action, Changes]":
    return session.history.undo(session.operator.id, seq)
