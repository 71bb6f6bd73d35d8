"""Schema 3: what an office says of its ledgers, closed periods, reasons why something due was not done (frozen later).

The tables of entries are not made here: the engine makes each from its declaration (``db.ledger_tables``).
"""

from typing import Any

NAME = "0003_ledgers"

_OWNED = """
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
"""

_STATEMENTS = (
    f"""
    CREATE TABLE ledger_declarations ({_OWNED}
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT '开放' CHECK (status IN ('开放', '收尾', '停用')),
    since TEXT CHECK (since IS NULL OR since IS date(since)),
    text TEXT NOT NULL DEFAULT '',
    made_by TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX ledger_declarations_of_ours ON ledger_declarations (key) WHERE owner = 1
    """,
    """
    CREATE INDEX ledger_declarations_by_key ON ledger_declarations (owner, key)
    """,
    f"""
    CREATE TABLE closed_periods ({_OWNED}
    period TEXT NOT NULL,
    ledger TEXT NOT NULL DEFAULT '',
    closed_on TEXT NOT NULL CHECK (closed_on IS date(closed_on)),
    opened_on TEXT CHECK (opened_on IS NULL OR opened_on IS date(opened_on)),
    reason TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE INDEX closed_periods_by_period ON closed_periods (period, ledger)
    """,
    f"""
    CREATE TABLE due_reasons ({_OWNED}
    ledger TEXT NOT NULL,
    due_key TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    given_on TEXT NOT NULL CHECK (given_on IS date(given_on))
    ) STRICT
    """,
    """
    CREATE INDEX due_reasons_by_key ON due_reasons (ledger, due_key)
    """,
    """
    CREATE INDEX residents_by_birth_day ON residents (birth_day) WHERE birth_day IS NOT NULL
    """,
    """
    CREATE TABLE ledger_fields (
    n INTEGER PRIMARY KEY,
    ledger TEXT NOT NULL,
    field TEXT NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (ledger, field)
    ) STRICT
    """,
    """
    CREATE TABLE held_entries (
    n INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL REFERENCES offices(n),
    ledger TEXT NOT NULL,
    version INTEGER NOT NULL,
    row_id TEXT NOT NULL,
    package TEXT NOT NULL,
    line TEXT NOT NULL,
    UNIQUE (owner, ledger, row_id, line)
    ) STRICT
    """,
    """
    CREATE TABLE ledger_drafts (
    n INTEGER PRIMARY KEY,
    ledger TEXT NOT NULL,
    title TEXT NOT NULL,
    changed_on TEXT NOT NULL CHECK (changed_on IS date(changed_on)),
    design TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE search_ledgers (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    f"""
    CREATE TABLE units ({_OWNED}
    kind TEXT NOT NULL,
    parent_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    short TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    floor_area INTEGER CHECK (floor_area IS NULL OR floor_area >= 0),
    founded_on TEXT CHECK (founded_on IS NULL OR founded_on IS date(founded_on)),
    closed_on TEXT CHECK (closed_on IS NULL OR closed_on IS date(closed_on)),
    merged_into TEXT NOT NULL DEFAULT '',
    end_reason TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE INDEX units_by_parent ON units (parent_id, n)
    """,
    f"""
    CREATE TABLE posts ({_OWNED}
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    known_as TEXT NOT NULL DEFAULT '',
    duties TEXT NOT NULL DEFAULT '',
    ended_on TEXT CHECK (ended_on IS NULL OR ended_on IS date(ended_on))
    ) STRICT
    """,
    """
    CREATE INDEX posts_by_unit ON posts (unit_id, n)
    """,
    f"""
    CREATE TABLE post_holders ({_OWNED}
    post_id TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('A', 'B')),
    resident_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    phone_open INTEGER NOT NULL DEFAULT 0 CHECK (phone_open IN (0, 1)),
    since TEXT CHECK (since IS NULL OR since IS date(since)),
    until TEXT CHECK (until IS NULL OR until IS date(until))
    ) STRICT
    """,
    """
    CREATE INDEX post_holders_by_post ON post_holders (post_id, role, n)
    """,
    """
    CREATE INDEX post_holders_by_person ON post_holders (resident_id) WHERE resident_id <> ''
    """,
    f"""
    CREATE TABLE contact_links ({_OWNED}
    target TEXT NOT NULL CHECK (target IN ('unit', 'household')),
    target_id TEXT NOT NULL,
    resident_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    phone_open INTEGER NOT NULL DEFAULT 0 CHECK (phone_open IN (0, 1)),
    title TEXT NOT NULL DEFAULT '',
    since TEXT CHECK (since IS NULL OR since IS date(since)),
    until TEXT CHECK (until IS NULL OR until IS date(until)),
    note TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE INDEX contact_links_by_target ON contact_links (target_id, n)
    """,
    """
    CREATE INDEX contact_links_by_person ON contact_links (resident_id) WHERE resident_id <> ''
    """,
    f"""
    CREATE TABLE stand_ins ({_OWNED}
    resident_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    stand_in_id TEXT NOT NULL DEFAULT '',
    stand_in_name TEXT NOT NULL DEFAULT '',
    post_id TEXT NOT NULL DEFAULT '',
    first_day TEXT NOT NULL CHECK (first_day IS date(first_day)),
    last_day TEXT NOT NULL CHECK (last_day IS date(last_day)),
    reason TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE INDEX stand_ins_by_day ON stand_ins (last_day, first_day)
    """,
    f"""
    CREATE TABLE duty_turns ({_OWNED}
    day TEXT NOT NULL CHECK (day IS date(day)),
    half TEXT NOT NULL CHECK (half IN ('am', 'pm')),
    role TEXT NOT NULL CHECK (role IN ('A', 'B')),
    resident_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    post_id TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE INDEX duty_turns_by_day ON duty_turns (day, half, role)
    """,
    """
    CREATE INDEX duty_turns_by_person ON duty_turns (resident_id) WHERE resident_id <> ''
    """,
    f"""
    CREATE TABLE grid_households ({_OWNED}
    grid_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    since TEXT CHECK (since IS NULL OR since IS date(since)),
    until TEXT CHECK (until IS NULL OR until IS date(until))
    ) STRICT
    """,
    """
    CREATE INDEX grid_households_by_grid ON grid_households (grid_id, n)
    """,
    """
    CREATE UNIQUE INDEX grid_households_by_household ON grid_households (household_id)
    WHERE deleted = 0 AND until IS NULL
    """,
)


def apply(database: Any) -> None:
    """Add the tables of schema 3; tables of entries follow with the first entry of each ledger."""
    for statement in _STATEMENTS:
        database.execute(statement)
    database.execute("PRAGMA user_version = 3")
