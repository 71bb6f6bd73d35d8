"""One opened office: the store and every service on it; the only object that ``ui`` and the door receive."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from db import calendar, status

if TYPE_CHECKING:
    from pathlib import Path

    from app.agenda.agenda import Agenda
    from app.attachments.service import Attachments
    from app.backups.service import Backups
    from app.backups.way_back import WayBack
    from app.cases.service import Cases
    from app.catalogue.catalogue import Catalogue
    from app.chair.chair import Chair
    from app.checkup.ending import Ending
    from app.checkup.facts import Finding
    from app.checkup.service import Checkup
    from app.core.clock import DeskClock
    from app.core.clock_doubt import Doubt
    from app.core.event_log import EventLog
    from app.core.home import Home
    from app.core.settings import Settings
    from app.core.working_calendar import WorkingCalendar
    from app.core.year_table import YearTable
    from app.documents.slips.service import Slips
    from app.history.exporting import Exported
    from app.history.facts import Mark
    from app.history.service import History
    from app.notices.service import Notices
    from app.operators.joining import Joining
    from app.operators.operators import Operator
    from app.operators.rights import Right
    from app.packages.keys import OfficeKeys
    from app.packages.service import Packages
    from app.packages.village_keys import VillageKeys
    from app.people.people import People
    from app.privacy.service import Privacy
    from app.search.search import Search
    from app.sheets.importing import Imports
    from app.sheets.taking import Taker
    from app.units.units import Units
    from db.blobs import Blobs
    from db.store import Store
    from db.writing import Writing


class Status(msgspec.Struct, frozen=True):
    """What an office holds, in numbers; ``journal`` is the number of its last entry."""

    unit: str
    name: str
    kind: str
    schema: int
    residents: int
    cases: int
    packages_written: int
    journal: int


class Session:
    """An office with somebody at its desk; services are made when they are first asked for."""

    def __init__(self, home: "Home", store: "Store", clock: "DeskClock", operator: "Operator") -> None:
        """Sit the operator down at an open store; use :func:`app.opening.open_session`."""
        self.home = home
        self.store = store
        self.clock = clock
        self.sit_down(operator)
        self.kind: str = store.office["kind"]
        self.office_name: str = store.office["name"]
        self._listeners: list[Callable[[Changes], None]] = []
        self._is_closed = False
        self._backups: Backups | None = None
        store.journal.reload()
        self._began_after = store.journal.last_seq
        self._way_back: WayBack | None = None
        self.arrived = ""
        self._blobs: Blobs | None = None
        self.ending: Ending | None = None

    def sit_down(self, operator: "Operator") -> None:
        """Go on with somebody else at the desk: under their name, with their rights, with services made anew."""
        from app.operators.rights import Rights

        for name in [name for name, made in vars(type(self)).items() if isinstance(made, cached_property)]:
            self.__dict__.pop(name, None)
        self.operator, self.rights = operator, Rights(operator.role)
        self.store.operator, self.store.permit = operator.id, self.rights.permit

    def may(self, right: "Right") -> bool:
        """Tell whether whoever sits here has a right."""
        return self.rights.may(right)

    def require(self, *rights: "Right") -> None:
        """Raise ``Refused`` unless whoever sits here has one of these rights."""
        self.rights.require(*rights)

    @cached_property
    def joining(self) -> "Joining":
        """Who may sit at this desk: adding, removing, roles, passwords."""
        from app.operators.joining import Joining

        desk = (self.home, self.store, self.clock, self.operator)
        return Joining(*desk, allow=partial(self.require, "operators.write"), again=self.sit_down)

    def change_places(self, password: str) -> None:
        """Let another operator go on here with their own password, the office staying open; raises ``WrongKey``."""
        from app.operators.desk_keys import whose_password
        from app.operators.operators import Operators

        operator_id = whose_password(self.home, self.store.key, password, self.clock)
        self.sit_down(Operators(self.store).find(operator_id))

    @cached_property
    def log(self) -> "EventLog":
        """What happened last, in words without persons."""
        from app.core.event_log import EventLog

        return EventLog(self.home.logs, self.clock)

    @cached_property
    def settings(self) -> "Settings":
        """What the office has set for itself."""
        from app.core.settings import Settings

        return Settings(self.store)

    @cached_property
    def calendar(self) -> "WorkingCalendar":
        """The working calendar with the years that were imported; made anew when one comes in."""
        from app.core.working_calendar import WorkingCalendar
        from app.core.year_table import YearTable

        rows = calendar.stored_years(self.store)
        tables = (msgspec.json.decode(row["days"], type=YearTable) for row in rows)
        return WorkingCalendar.load({table.year: table for table in tables})

    @cached_property
    def search(self) -> "Search":
        """The one search box."""
        from app.search.search import Search

        return Search(self.store, _state_words)

    @cached_property
    def imports(self) -> "Imports":
        """Tables from outside."""
        from app.sheets.importing import Imports

        return Imports(self.store, self._taker, partial(self.backups.before, "import"))

    @cached_property
    def people(self) -> "People":
        """The residents and households."""
        from app.people.people import People

        return People(self.store, self.clock, self.search)

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The service items."""
        from app.catalogue.catalogue import Catalogue

        return Catalogue(self.store, self.search.index_items)

    @cached_property
    def units(self) -> "Units":
        """The offices that this file knows, our own first."""
        from app.units.units import Units

        return Units(self.store)

    @cached_property
    def cases(self) -> "Cases":
        """The cases."""
        from app.cases.service import Cases

        return Cases(self.store, self.clock, self.calendar, self.catalogue, self.settings, self.search)

    @cached_property
    def agenda(self) -> "Agenda":
        """What is due today."""
        from app.agenda.agenda import Agenda
        from app.agenda.month_lines import MonthSources
        from app.notices.board import is_posted
        from app.packages.history import covers, has_parent

        sources = MonthSources(
            notice_posted=partial(is_posted, self.store),
            package_written=partial(covers, self.store) if has_parent(self.store) else None,
            last_backup=lambda: self.backups.last_day() or self.backups.remembered.founded_on(),
            second_backup=lambda: self.backups.remembered.second_day() or self.backups.remembered.founded_on(),
            backup_fault=self.backups.fault,
            package_day=self.settings.number("packages.day"),
        )
        return Agenda(self.cases, month=sources)

    @cached_property
    def slips(self) -> "Slips":
        """The papers of cases."""
        from app.documents.slips.service import Slips

        made = (self.store, self.cases, self.catalogue, self.settings, self.units, self.operator)
        return Slips(*made, allow=partial(self.require, "cases.write"))

    @cached_property
    def history(self) -> "History":
        """What happened here: records' pasts, the journal, undo, the bin."""
        from app.history.service import History

        return History(
            self.store,
            self.clock,
            reindex=self.search.index_many,
            vet=lambda table, row_id: self.people.vet(row_id) if table == "residents" else None,
            find=lambda text: [hit.id for hit in self.search.find(text, 200)],
            require=self.rights.require,
            sign=lambda message: self._office_keys().sign(message),
            marks=self._journal_marks,
        )

    @cached_property
    def notices(self) -> "Notices":
        """What hangs on the board."""
        from app.notices.service import Notices

        made = (self.store, self.cases, self.catalogue, self.settings, self.units, self.operator)
        return Notices(*made, allow=partial(self.require, "notices.write"))

    @cached_property
    def packages(self) -> "Packages":
        """The stick, both ways."""
        from app.packages.service import Packages

        allow = partial(self.require, "packages.write")
        stand_by = partial(self.backups.before, "merge")
        kept = (self.store, self.clock, self.home.temporary, self.search.index_many)
        return Packages(*kept, allow=allow, stand_by=stand_by)

    @property
    def backups(self) -> "Backups":
        """The backups; the same ones whoever sits down, for one may be under way."""
        if self._backups is None:
            from app.backups.service import Backups
            from app.operators.file_keys import known_keys
            from app.packages.stick import carry

            self._backups = Backups(
                *(self.store, self.home, self.clock),
                carry=carry,
                keep_blobs=lambda folder: self.attachments.back_up(folder),
                find_key=lambda key_id: known_keys(self.store).get(key_id),
                require=self.require,
            )
        return self._backups

    @cached_property
    def attachments(self) -> "Attachments":
        """The scans and photos of cases and residents."""
        from app.attachments.rules import rules
        from app.attachments.service import Attachments
        from app.documents.foreign_pdf import ForeignPdf
        from app.operators.file_keys import known_keys
        from db.blobs import Blobs

        if self._blobs is None:
            path, store = self.home.attachments_file, self.store
            self._blobs = Blobs(path, lambda: store.key, lambda: known_keys(store).values())
        pdf = ForeignPdf(rules().child.limits())
        return Attachments(self.store, self._blobs, self.clock, pdf, self.require)

    @cached_property
    def privacy(self) -> "Privacy":
        """The law's side: consents, assessments, requests of a person, erasure."""
        from app.privacy.building import Given, build_privacy

        return build_privacy(
            Given(
                *(self.store, self.clock, self.cases, self.people, self.search),
                forget_blobs=self.attachments.forget,
                titles=lambda table, row_id: [one.title for one in self.attachments.of(table, row_id)],
                backups=lambda: self.backups.holding(self.clock.today()),
                require=self.require,
            )
        )

    @property
    def way_back(self) -> "WayBack":
        """The way back into a backup: looking inside, single records, the whole; the same one whoever sits down."""
        if self._way_back is None:
            from app.backups.blobs_back import BlobsBack
            from app.backups.way_back import WayBack
            from app.operators.file_keys import known_keys

            self._way_back = WayBack(
                *(self.home, self.store, self.clock),
                known_keys=partial(known_keys, self.store),
                before=self.backups.before,
                leave=self._leave_for_restore,
                index=self._index_rows,
                bring_back=BlobsBack(self.home, self.clock),
                allow=lambda: self.require("backups.restore"),
            )
        return self._way_back

    @cached_property
    def village_keys(self) -> "VillageKeys":
        """A township's help for a village that has forgotten its password."""
        from app.packages.village_keys import VillageKeys

        desk = (self.home, self.store, self.clock, self.operator)
        return VillageKeys(*desk, require=partial(self.require, "operators.write"))

    @cached_property
    def chair(self) -> "Chair":
        """Handing over the chair, and its recovery code."""
        from app.chair.chair import Chair

        return Chair(
            *(self.home, self.store, self.clock, self.operator),
            cases=self.cases,
            notices=self.notices,
            packages=self.packages,
            backups=self.backups,
            faces=self.slips.faces,
            require=partial(self.require, "operators.write"),
            reencrypt=self._reencrypt,
        )

    def take_in_calendar_year(self, content: bytes, file_name: str) -> "tuple[YearTable, Changes]":
        """Take in an announced year, in place of its estimate, and reckon the open due days anew.

        Raises ``Refused`` with what is wrong in the file; nothing is changed then.
        """
        from app.core.year_table import read_year_table

        table = read_year_table(content, file_name)
        days = msgspec.json.encode(table).decode()
        with self.store.writing(reason=f"导入 {table.year} 年放假安排") as write:
            calendar.keep_year(write, table.year, table.source, days)
            changes = Changes.of(write.changed)
        cases = self.cases
        del self.calendar
        return table, changes | cases.recompute_due_days(self.calendar, self.operator)

    @property
    def name(self) -> str:
        """The office's own name."""
        return str(self.store.office["name"])

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """Have ``listener`` told of every change from now on."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Callable[[Changes], None]) -> None:
        """Tell ``listener`` no more."""
        self._listeners.remove(listener)

    def emit(self, changes: Changes) -> None:
        """Tell every listener what an action changed; an empty set is nothing to tell."""
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)

    def status(self) -> Status:
        """Count what is there."""
        return msgspec.convert(status.counts(self.store), Status)

    def holds(self) -> tuple[bool, bool]:
        """Tell whether there is any resident, and any case, without counting them."""
        return status.holds(self.store)

    def clock_doubt(self) -> "Doubt | None":
        """Compare the PC's clock with what was saved last; ``None`` is a clock to be believed."""
        from app.core.clock_doubt import doubt_about

        last = self._last_saved()
        return doubt_about(self.clock.wall(), datetime.fromisoformat(last) if last else None)

    def set_day(self, day: date) -> Changes:
        """Go on with the day that the clerk gave; the machine's own day confirms that its clock is right.

        Raises ``Refused`` for another day that lies before what was saved last: nothing is dated before it.
        """
        from app.core.clock_doubt import clock_rules
        from app.core.day_text import long_day

        machine, words = self.clock.machine_wall(), clock_rules().words
        if day < clock_rules().earliest:
            raise Refused(f"{long_day(day)}不会是今天，没有采用。", untouched="什么也没有改。", advice="请重新填日期。")
        last = self._last_saved()
        if day != machine.date() and last and day < datetime.fromisoformat(last).astimezone(machine.tzinfo).date():
            sentence = f"{long_day(day)}比上一次保存还早，没有采用。"
            raise Refused(sentence, untouched="什么也没有改。", advice="请看看日历，重新填今天的日期。")
        self.clock.set_day(day)
        told = words["kept" if day == machine.date() else "set"]
        with self.store.writing(sets_clock=True) as write:
            text = told.format(now=long_day(machine.date()), day=long_day(day))
            write.note("clock", "offices", str(self.store.office["id"]), text)
            self.log.tell("clock", day=day.isoformat())
            return Changes.of(write.changed)

    @cached_property
    def checkup(self) -> "Checkup":
        """The checks of the file, and the rebuilding of what can be computed."""
        from app.checkup.service import Checkup

        return Checkup(
            *(self.store, self.clock, self.search),
            attachments=self._check_attachments,
            stand_by=self.backups.before,
            allow=partial(self.require, "repair"),
            ended_badly=self.ending is not None and self.ending.was_unclean,
        )

    def _check_attachments(self) -> list[str]:
        return self.attachments.check()

    def check(self) -> "list[Finding]":
        """Look through the whole file; gives every finding in words."""
        return list(self.checkup.full(remember=False).findings)

    def hear(self, refusal: Refused) -> None:
        """Note in the log what was refused, by kind and place."""
        self.log.refused(refusal)

    def save_help_report(self, path: "Path") -> None:
        """Write the sheet for whoever helps from afar to where the clerk says; raises ``DiskTrouble``."""
        from app.core.help_report import help_report
        from db.durable import write_durably

        write_durably(path, help_report(status.counts(self.store), self.log.lines()))

    def leave(self, *, closing: bool = True) -> Refused | None:
        """Back up what changed and give the office back; gives what kept the backup from being made.

        Without ``closing`` (a word of the headless door) a backup is made only if something was written and one is due.
        """
        trouble = None
        try:
            if closing:
                self.backups.stop()
                self.checkup.want_sound()
                self.backups.at_close()
            elif self.store.journal.last_seq != self._began_after:
                self.backups.due()
        except Refused as refusal:
            self.hear(refusal)
            trouble = refusal
        finally:
            self.close()
        return trouble

    def close(self) -> None:
        """Give the office back and leave no passing plaintext behind; a second time there is nothing to do."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            if self._way_back is not None:
                self._way_back.close()
            if self._blobs is not None:
                self._blobs.close()
            if self.ending is not None:
                self.ending.end(self.store)
        finally:
            self.store.close()
            self.home.empty_temporary()

    def _last_saved(self) -> str:
        """Give the latest moment of an entry, a package or a backup since the clerk last said which day it is."""
        last, since = status.last_moment(self.store)
        return max(last, self.backups.last_moment(since))

    def is_closed(self) -> bool:
        """Tell whether the office was given back."""
        return self._is_closed

    def _index_rows(self, write: "Writing", table: str, ids: Sequence[str]) -> None:
        self.search.index_many(write, table, ids)

    def _leave_for_restore(self) -> None:
        self.backups.stop()
        self.close()

    def _reencrypt(self, before: bytes, after: bytes) -> None:
        """Bring the attachments from one file key to the next; what a fault leaves follows at the next opening."""
        self.attachments.close()
        if self._blobs is not None:
            self._blobs.change_key(before, after)

    def check_exported_journal(self, path: "Path") -> "Exported":
        """Check a journal that this office exported: signature, digest and chain; raises ``Refused``."""
        from app.history.exporting import verify_export
        from app.packages.keys import is_signed_by

        return verify_export(path, self._office_keys().sign_key, is_signed_by)

    def _office_keys(self) -> "OfficeKeys":
        from app.packages.keys import read_office_keys

        return read_office_keys(self.store)

    def _journal_marks(self) -> "list[Mark]":
        from app.backups.journal_marks import journal_marks

        epoch = str(self.store.value("SELECT id FROM epochs WHERE n = ?", (self.store.epoch,)))
        return journal_marks(self.backups.list(), epoch)

    def _taker(self, kind: str) -> "Taker":
        if kind == "cases":
            from app.sheets.log_book import LogBookTaker

            return LogBookTaker(self.cases, self.people, self.catalogue, self.clock, self.operator)
        from app.sheets.residents import ResidentsTaker

        return ResidentsTaker(self.store, self.clock, self.search)


def _state_words(state: str) -> str:
    from app.cases.workflow import workflow

    return workflow().label(state)
