"""The place 台账: the front page, a ledger's list, an entry, the form, the help page."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from ui.ledgers.addresses import (
    BLANK,
    CLOSE,
    COPY,
    CORRECT,
    DESIGN,
    DRAFT,
    DUES,
    EDIT,
    HELP,
    IMPORT,
    NEW,
    PRINT,
    RATES,
    STATUS,
    ledger_at,
    read_subject,
)
from ui.ledgers.front_part import FrontPart
from ui.ledgers.reading import read_ledger
from ui.widgets.known import read_known
from ui.widgets.parts import Part, PartedPage

if TYPE_CHECKING:
    from app.ledgers.standing import Standing
    from ui.ledgers.closing_part import ClosingPart
    from ui.ledgers.designing.design_part import DesignPart
    from ui.ledgers.designing.start_part import StartPart
    from ui.ledgers.dues_part import DuesPart
    from ui.ledgers.entry_part import EntryPart
    from ui.ledgers.form_part import LedgerFormPart
    from ui.ledgers.help_part import HelpPart
    from ui.ledgers.import_part import LedgerImportPart
    from ui.ledgers.list_part import LedgerListPart
    from ui.ledgers.papers_part import LedgerPapersPart
    from ui.ledgers.rates_part import RatesPart
    from ui.ledgers.status_part import StatusPart
    from ui.widgets.desk import Desk


class LedgersPage(PartedPage):
    """Opened with a ledger's key, or ``key/id`` of an entry, as subject; see ``addresses`` for ``what``.

    What a new entry begins with, or a list is narrowed by, may stand behind it (``ui.widgets.known``).
    """

    def __init__(self, desk: "Desk") -> None:
        """Begin without parts."""
        super().__init__(desk, "台账")

    @cached_property
    def front(self) -> FrontPart:
        """The front page."""
        return self.add_part(FrontPart(self.desk))

    @cached_property
    def list(self) -> "LedgerListPart":
        """The list of one ledger."""
        from ui.ledgers.list_part import LedgerListPart

        return self.add_part(LedgerListPart(self.desk))

    @cached_property
    def entry(self) -> "EntryPart":
        """One entry."""
        from ui.ledgers.entry_part import EntryPart

        return self.add_part(EntryPart(self.desk))

    @cached_property
    def filling(self) -> "LedgerFormPart":
        """The form."""
        from ui.ledgers.form_part import LedgerFormPart

        return self.add_part(LedgerFormPart(self.desk))

    @cached_property
    def closing(self) -> "ClosingPart":
        """Closing a month or year."""
        from ui.ledgers.closing_part import ClosingPart

        return self.add_part(ClosingPart(self.desk))

    @cached_property
    def status(self) -> "StatusPart":
        """Opening, winding down and ending a ledger."""
        from ui.ledgers.status_part import StatusPart

        return self.add_part(StatusPart(self.desk))

    @cached_property
    def dues(self) -> "DuesPart":
        """What members owe."""
        from ui.ledgers.dues_part import DuesPart

        return self.add_part(DuesPart(self.desk))

    @cached_property
    def rates(self) -> "RatesPart":
        """What they have to pay by."""
        from ui.ledgers.rates_part import RatesPart

        return self.add_part(RatesPart(self.desk))

    @cached_property
    def help(self) -> "HelpPart":
        """How a ledger is kept."""
        from ui.ledgers.help_part import HelpPart

        return self.add_part(HelpPart(self.desk))

    @cached_property
    def papers(self) -> "LedgerPapersPart":
        """Printing."""
        from ui.ledgers.papers_part import LedgerPapersPart

        return self.add_part(LedgerPapersPart(self.desk, ledger_at))

    @cached_property
    def importing(self) -> "LedgerImportPart":
        """Taking in a workbook."""
        from ui.ledgers.import_part import LedgerImportPart

        return self.add_part(LedgerImportPart(self.desk, ledger_at))

    @cached_property
    def beginning(self) -> "StartPart":
        """How a ledger of one's own is begun, and those that are not finished."""
        from ui.ledgers.designing.start_part import StartPart

        part = self.add_part(StartPart(self.desk))
        part.begun.connect(self.design.forget)
        return part

    @cached_property
    def design(self) -> "DesignPart":
        """A ledger being designed."""
        from ui.ledgers.designing.design_part import DesignPart

        return self.add_part(DesignPart(self.desk))

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show what is asked for."""
        key, entry_id = read_subject(subject)
        what, known = read_known(what)
        if what in {DESIGN, COPY, BLANK, DRAFT}:
            self._show_design(what, key, entry_id)
            return
        if what == CLOSE:
            self.closing.show_period(key)
            self.show_part(self.closing)
        elif not key:
            self.front.show_again()
            self.show_part(self.front)
        elif entry_id and what in {EDIT, CORRECT}:
            self.filling.show_entry(key, entry_id, what)
            self.show_part(self.filling)
        elif entry_id:
            self.entry.show_entry(key, entry_id, what)
            self.show_part(self.entry)
        elif what == NEW:
            self.filling.start(key, known)
            self.show_part(self.filling)
        elif what in {PRINT, IMPORT}:
            begin = self._begin_print if what == PRINT else self._begin_import
            self.desk.work.read(self, read_ledger, self.desk.session, key, done=begin)
        elif what in {STATUS, DUES, RATES, HELP}:
            self._show_about(key, what)
        else:
            self.list.show_ledger(key, known)
            self.show_part(self.list)

    def _show_about(self, key: str, what: str) -> None:
        parts: dict[str, Callable[[], StatusPart | DuesPart | RatesPart | HelpPart]] = {
            STATUS: lambda: self.status,
            DUES: lambda: self.dues,
            RATES: lambda: self.rates,
            HELP: lambda: self.help,
        }
        part = parts[what]()
        part.show_ledger(key)
        self.show_part(part)

    def _show_design(self, what: str, key: str, draft: str) -> None:
        if what == DESIGN and not key:
            self.beginning.show_again()
            self.show_part(self.beginning)
        else:
            self.design.start(what, key, int(draft or 0))
            self.show_part(self.design)

    def _begin_print(self, standing: "Standing") -> None:
        self.papers.start(standing.declaration.key, standing.declaration.title)
        self._show_and_focus(self.papers)

    def _begin_import(self, standing: "Standing") -> None:
        self.importing.start(standing.declaration.key, standing.declaration.title)
        self._show_and_focus(self.importing)

    def _show_and_focus(self, part: Part) -> None:
        self.show_part(part)
        focus = part.first_focus()
        if focus is not None:
            focus.setFocus()
