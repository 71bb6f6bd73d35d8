"""What can be done while the password is being typed: importing and reading what Today needs, whoever logs in.

Nothing here touches an office: what is read is what ships with the program.
"""


def get_ready() -> None:
    """Import the services of the first page and read their declarations; a test holds it to be complete."""
    _import_services()
    _read_declarations()


def _import_services() -> None:
    # In this form, and not as ``import a.b``: only what an import hands over is looked at by Qt's own import hook.
    from app.backups.service import Backups
    from app.cases.service import Cases
    from app.catalogue.catalogue import Catalogue
    from app.core.year_table import YearTable
    from app.ledgers.filling import Filling
    from app.ledgers.finding import Finding
    from app.ledgers.periods import Periods
    from app.ledgers.publishing import Publishing
    from app.ledgers.tables import raise_table
    from app.operators.file_keys import known_keys
    from app.operators.operators import Operators
    from app.operators.rights import Rights
    from app.packages.stick import carry
    from app.search.search import Search
    from app.session.reminding import agenda_of
    from app.units.network import Network
    from app.units.on_duty import DutyToday
    from app.units.posts import Posts
    from app.units.roster import Roster
    from app.units.stand_ins import StandIns
    from app.units.units import Units

    del Backups, Cases, Catalogue, YearTable, known_keys, Operators, Rights, carry, Search, agenda_of
    del Filling, Finding, Periods, Publishing, raise_table, Network, DutyToday, Posts, Roster, StandIns, Units


def _read_declarations() -> None:
    from app.agenda.declared import declared as agenda
    from app.backups.policy import declared as backups
    from app.cases.ratings import ratings
    from app.cases.workflow import workflow
    from app.core.clock_doubt import clock_rules
    from app.core.event_log import log_words
    from app.core.pinyin import pinyin_of
    from app.core.settings import declared_settings
    from app.core.working_calendar import shipped_tables
    from app.ledgers.reading import shipped_declarations
    from app.operators.rights import declared as rights
    from db.schema_check import know_schema

    for read in (
        agenda,
        backups,
        ratings,
        workflow,
        clock_rules,
        log_words,
        declared_settings,
        shipped_tables,
        shipped_declarations,
        rights,
        know_schema,
    ):
        read()
    pinyin_of("王")  # the table of readings, for the names that Today offers
