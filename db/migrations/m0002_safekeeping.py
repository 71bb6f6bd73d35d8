"""Schema 2: actions, checks, attachments, and what the law asks to be kept (frozen once released)."""

from typing import Any

NAME = "0002_safekeeping"

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
    """
    CREATE TABLE actions (
    first_seq INTEGER PRIMARY KEY,
    last_seq INTEGER NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL,
    undoes INTEGER,
    what TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX actions_by_operator ON actions (operator)
    """,
    """
    CREATE INDEX actions_by_moment ON actions (at)
    """,
    """
    CREATE INDEX actions_by_what ON actions (what)
    """,
    """
    CREATE INDEX actions_undoing ON actions (undoes) WHERE undoes IS NOT NULL
    """,
    """
    CREATE INDEX cases_removed ON cases (n) WHERE deleted = 1
    """,
    """
    CREATE INDEX residents_removed ON residents (n) WHERE deleted = 1
    """,
    """
    CREATE TABLE checkups (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('close', 'full', 'rehearsal')),
    subject TEXT NOT NULL DEFAULT '',
    rows INTEGER NOT NULL DEFAULT 0,
    findings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(findings))
    ) STRICT
    """,
    f"""
    CREATE TABLE attachments ({_OWNED}
    subject_table TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('picture', 'pdf')),
    digest TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    pages INTEGER NOT NULL DEFAULT 1,
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE INDEX attachments_by_subject ON attachments (subject_id, n)
    """,
    """
    CREATE INDEX attachments_by_digest ON attachments (digest)
    """,
    f"""
    CREATE TABLE consents ({_OWNED}
    resident_id TEXT NOT NULL,
    resident_name TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    given_on TEXT CHECK (given_on IS NULL OR given_on IS date(given_on)),
    given_by TEXT NOT NULL DEFAULT '',
    guardian TEXT NOT NULL DEFAULT '',
    form TEXT NOT NULL DEFAULT '',
    withdrawn_on TEXT CHECK (withdrawn_on IS NULL OR withdrawn_on IS date(withdrawn_on)),
    note TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE INDEX consents_by_resident ON consents (resident_id, purpose)
    """,
    f"""
    CREATE TABLE impact_assessments ({_OWNED}
    title TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    data_kinds TEXT NOT NULL DEFAULT '',
    necessity TEXT NOT NULL DEFAULT '',
    risks TEXT NOT NULL DEFAULT '',
    measures TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    assessor TEXT NOT NULL DEFAULT '',
    made_on TEXT CHECK (made_on IS NULL OR made_on IS date(made_on)),
    keep_until TEXT CHECK (keep_until IS NULL OR keep_until IS date(keep_until))
    ) STRICT
    """,
    """
    CREATE TABLE erasures (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    resident_id TEXT NOT NULL,
    removed TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(removed)),
    holders TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(holders))
    ) STRICT
    """,
    """
    CREATE TABLE second_copies (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    journal_seq INTEGER NOT NULL
    ) STRICT
    """,
)


def apply(database: Any) -> None:
    """Add the tables of schema 2; the actions are gathered from the journal when they are first asked for."""
    for statement in _STATEMENTS:
        database.execute(statement)
    database.execute("PRAGMA user_version = 2")
