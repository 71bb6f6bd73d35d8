"""The section of backups with everything behind its list: one backup, its inside, one record of it."""

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.backups.facts import Backup
from app.backups.looking import Past, Record
from app.core.changes import Changes
from ui.backups.look_part import LookPart
from ui.backups.look_record import LookRecordPart
from ui.backups.part import BackupPart
from ui.backups.restore_part import RestorePart
from ui.widgets.desk import Desk
from ui.widgets.parts import Part

RESTORE = "restore"


class BackupSection(Part):
    """Shows one of its views at a time; ``backup:restore`` with a path as subject goes straight to one backup."""

    def __init__(self, desk: Desk) -> None:
        """Begin at the list."""
        super().__init__(desk, "备份")
        self.list, self.restore = BackupPart(desk), RestorePart(desk)
        self.look, self.record = LookPart(desk), LookRecordPart(desk)
        self._stack = QStackedWidget()
        for view in (self.list, self.restore, self.look, self.record):
            self._stack.addWidget(view)
            view.goto.connect(self.goto)
            view.headed.connect(self._fit_head)
        self.body.addWidget(self._stack, 1)
        self.list.restore_asked.connect(self._show_backup)
        self.restore.look_asked.connect(self._look)
        self.restore.left.connect(self._show_list)
        self.look.chosen.connect(self._show_record)
        self.look.left.connect(lambda: self._show(self.restore))
        self.record.left.connect(lambda: self._show(self.look))
        self._fit_head()

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show the list, or one backup of it."""
        self.look.close_backup()
        if what == RESTORE and subject:
            self._go_to(Path(subject))
            return
        self._show(self.list)
        self.list.opened(subject, what)

    def view(self) -> Part:
        """Give the view that is shown."""
        view = self._stack.currentWidget()
        if not isinstance(view, Part):
            message = "the section of backups shows no view"
            raise TypeError(message)
        return view

    def barred(self) -> str:
        """Say why the main action of the view is barred."""
        return self.view().barred()

    def run_main(self) -> None:
        """Do what the main button of the view says."""
        self.view().run_main()

    def changed(self, changes: Changes) -> None:
        """Let the view reload."""
        self.view().changed(changes)

    def step_back(self) -> bool:
        """Step back inside the view, or to the one before it."""
        return self.view().step_back()

    def first_focus(self) -> QWidget | None:
        """Give the keys to the view."""
        return self.view().first_focus()

    def _show_backup(self, backup: Backup) -> None:
        self._go_to(backup.path)

    def _go_to(self, path: Path) -> None:
        self._show(self.restore)
        self.restore.show_backup(path)

    def _look(self, path: Path) -> None:
        self._show(self.look)
        self.look.open_backup(path)

    def _show_record(self, past: Past, record: Record) -> None:
        self._show(self.record)
        self.record.show_record(past, record)

    def _show_list(self) -> None:
        self._show(self.list)
        self.list.opened()

    def _show(self, view: Part) -> None:
        self._stack.setCurrentWidget(view)
        self._fit_head()
        focus = view.first_focus()
        if focus is not None:
            focus.setFocus()

    def _fit_head(self) -> None:
        view = self.view()
        self.head(view.title(), view.main_words(), ready=view.is_main_ready())
