"""The services of daily work: people, items, cases, paper, packages, and what is due."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.session.bookkeeping import Bookkeeping
from db import calendar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.agenda.agenda import Agenda
    from app.cases.service import Cases
    from app.catalogue.catalogue import Catalogue
    from app.core.settings import Settings
    from app.core.working_calendar import WorkingCalendar
    from app.core.year_table import YearTable
    from app.documents.slips.service import Slips
    from app.ledgers.duties.reasons import DueReasons
    from app.ledgers.service import Ledgers
    from app.notices.service import Notices
    from app.operators.joining import Joining
    from app.packages.service import Packages
    from app.people.people import People
    from app.search.hits import Hit
    from app.search.search import Search
    from app.session.ledger_papers import LedgerPapers
    from app.sheets.declarations import Declaration
    from app.sheets.importing import Imports
    from app.sheets.taking import Taker
    from app.units.finding import UnitFinding
    from app.units.grids import Grids
    from app.units.homes import Homes
    from app.units.network import Network
    from app.units.posts import Posts
    from app.units.units import Units
    from db.writing import Writing


class Services(Bookkeeping):
    """Each is made when it is first asked for, and anew for whoever sits down next."""

    @cached_property
    def joining(self) -> "Joining":
        """Who may sit at this desk: adding, removing, roles, passwords."""
        from app.operators.joining import Joining

        desk = (self.home, self.store, self.clock, self.operator)
        return Joining(*desk, allow=partial(self.require, "operators.write"), again=self.sit_down)

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
        from app.ledgers.finding import Finding
        from app.search.search import Search

        return Search(self.store, _state_words, Finding(self.every_ledger), self._unit_hits)

    @cached_property
    def imports(self) -> "Imports":
        """Tables from outside."""
        from app.sheets.importing import Imports

        return Imports(self.store, self._taker, partial(self.backups.before, "import"), self._expected)

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
    def network(self) -> "Network":
        """The units: county, township, stations, points, Party organisation, grids."""
        from app.units.network import Network

        return Network(self.store, self.clock, self.units)

    @cached_property
    def unit_finding(self) -> "UnitFinding":
        """Finding units and posts by what is typed."""
        from app.units.finding import UnitFinding

        return UnitFinding(self.store, self.clock, self.network)

    @cached_property
    def posts(self) -> "Posts":
        """The posts of the units, who holds them, who is linked to whom."""
        from app.units.posts import Posts

        return Posts(self.store, self.clock)

    @cached_property
    def grids(self) -> "Grids":
        """Which household belongs to which grid."""
        from app.units.grids import Grids

        return Grids(self.store, self.clock, self.network, self.posts)

    @cached_property
    def homes(self) -> "Homes":
        """Which grid each household belongs to, and who is responsible for it."""
        from app.units.homes import Homes

        return Homes(self.store, self.clock, self.posts)

    @cached_property
    def cases(self) -> "Cases":
        """The cases."""
        from app.cases.service import Cases

        made = (self.store, self.clock, self.calendar, self.catalogue, self.settings, self.search)
        return Cases(*made, ledgers=self.filling)

    @cached_property
    def ledgers(self) -> "Ledgers":
        """The ledgers and their entries."""
        from app.ledgers.contributions.book import computations
        from app.ledgers.service import Ledgers
        from app.session.resolving import NameResolver

        return Ledgers(
            *(self.store, self.clock, self.publishing.all, self.periods),
            self.search.index_many,
            resolver=NameResolver(self),
            computations=lambda: computations(self.dues),
        )

    def index_rows(self, write: "Writing", table: str, ids: "Iterable[str]") -> None:
        """Keep the search true for rows that were written."""
        self.search.index_many(write, table, ids)

    def keep_true(self, write: "Writing", table: str, ids: "Iterable[str]") -> None:
        """Bring what rests on rows that were written from outside a service (taken back, brought back) up to them."""
        wanted = list(ids)
        self.index_rows(write, table, wanted)
        if table == "cases":
            self.cases.follow(write, wanted)

    @cached_property
    def agenda(self) -> "Agenda":
        """What is due today."""
        from app.session.reminding import agenda_of

        return agenda_of(self)

    @cached_property
    def due_reasons(self) -> "DueReasons":
        """What was due and could not be done, with the reasons."""
        from app.ledgers.duties.reasons import DueReasons

        return DueReasons(self.store, self.clock)

    @cached_property
    def slips(self) -> "Slips":
        """The papers of cases."""
        from app.documents.slips.service import Slips

        made = (self.store, self.cases, self.catalogue, self.settings, self.units, self.operator)
        return Slips(*made, allow=partial(self.require, "cases.write"))

    @cached_property
    def notices(self) -> "Notices":
        """What hangs on the board."""
        from app.notices.ledger_board import LedgerBoard
        from app.notices.service import Notices

        made = (self.store, self.cases, self.catalogue, self.settings, self.units, self.operator)
        return Notices(*made, LedgerBoard(self.ledgers), allow=partial(self.require, "notices.write"))

    @cached_property
    def packages(self) -> "Packages":
        """The stick, both ways."""
        from app.packages.service import Packages

        allow = partial(self.require, "packages.write")
        stand_by = partial(self.backups.before, "merge")
        kept = (self.store, self.clock, self.home.temporary, self.search.index_many)
        return Packages(*kept, allow=allow, stand_by=stand_by)

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

    @cached_property
    def ledger_papers(self) -> "LedgerPapers":
        """The ledgers on paper and as workbooks, out and in."""
        from app.documents.registers.service import Registers
        from app.session.ledger_papers import LedgerPapers
        from app.sheets.ledger_book import LedgerBooks

        made = (self.store, self.clock, self.ledgers, self.periods, self.settings, self.units, self.operator)
        books = LedgerBooks(self.store, self.ledgers, self.operator)
        allow = partial(self.require, "ledgers.write")
        return LedgerPapers(Registers(*made), books, self.imports, self.operator, allow=allow)

    def _expected(self, kind: str) -> "Declaration":
        """Give what a kind of import expects of a sheet; a ledger is one, as ``ledger:KEY``."""
        from app.sheets.declarations import declaration_of
        from app.sheets.ledger_columns import ledger_key, sheet_declaration

        key = ledger_key(kind)
        return sheet_declaration(self.ledgers.ledger(key)) if key else declaration_of(kind)

    def _unit_hits(self, text: str, limit: int) -> "list[Hit]":
        from app.search.hits import unit_hit

        return [unit_hit(one.id, one.name, one.detail) for one in self.unit_finding.in_box(text, limit)]

    def _taker(self, kind: str) -> "Taker":
        from app.sheets.ledger_columns import ledger_key

        if key := ledger_key(kind):
            from app.sheets.ledger_taking import LedgerTaker

            return LedgerTaker(self.store, self.ledgers, self.periods, key)
        if kind == "cases":
            from app.sheets.log_book import LogBookTaker

            return LogBookTaker(self.cases, self.people, self.catalogue, self.clock, self.operator)
        from app.sheets.residents import ResidentsTaker

        return ResidentsTaker(self.store, self.clock, self.search)


def _state_words(state: str) -> str:
    from app.cases.workflow import workflow

    return workflow().label(state)
