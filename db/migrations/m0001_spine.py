"""Schema 1: offices and epochs, the journal, people, catalogue, cases, notices and packages (frozen once released)."""

from typing import Any

NAME = "0001_spine"

_STATEMENTS = (
    """
    CREATE TABLE offices (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    relation TEXT NOT NULL CHECK (relation IN ('self', 'program', 'parent', 'child', 'former')),
    kind TEXT NOT NULL CHECK (kind IN ('station', 'township', 'program')),
    unit TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    township_name TEXT NOT NULL DEFAULT '',
    county_name TEXT NOT NULL DEFAULT '',
    enrolled_on TEXT
    ) STRICT
    """,
    """
    CREATE TABLE epochs (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    ordinal INTEGER NOT NULL,
    predecessor TEXT,
    forked_after INTEGER,
    forked_entry INTEGER,
    started_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT
    """,
    """
    CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    tbl TEXT NOT NULL,
    row_id TEXT NOT NULL,
    owner INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    action TEXT NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL,
    content_digest BLOB NOT NULL,
    digest BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE journal_values (
    seq INTEGER PRIMARY KEY REFERENCES journal(seq),
    salt BLOB NOT NULL,
    reason TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX journal_by_row ON journal (row_id, seq)
    """,
    """
    CREATE TABLE operators (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    slot TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE settings (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL CHECK (json_valid(value)),
    UNIQUE (owner, key)
    ) STRICT
    """,
    """
    CREATE TABLE households (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    head_name TEXT NOT NULL DEFAULT '',
    villager_group TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE residents (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    pinyin TEXT NOT NULL DEFAULT '',
    initials TEXT NOT NULL DEFAULT '',
    nickname TEXT NOT NULL DEFAULT '',
    sex TEXT NOT NULL DEFAULT '' CHECK (sex IN ('男', '女', '')),
    birth_day TEXT CHECK (birth_day IS NULL OR birth_day IS date(birth_day)),
    id_number TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    household_id TEXT,
    household_role TEXT NOT NULL DEFAULT '',
    villager_group TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    keep_private INTEGER NOT NULL DEFAULT 0 CHECK (keep_private IN (0, 1)),
    left_on TEXT CHECK (left_on IS NULL OR left_on IS date(left_on)),
    left_reason TEXT NOT NULL DEFAULT '',
    brought_over INTEGER NOT NULL DEFAULT 0 CHECK (brought_over IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE departments (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    window TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    UNIQUE (owner, code)
    ) STRICT
    """,
    """
    CREATE TABLE service_items (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    sort INTEGER NOT NULL DEFAULT 0,
    UNIQUE (owner, code, epoch)
    ) STRICT
    """,
    """
    CREATE TABLE item_versions (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    item_code TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    department_code TEXT NOT NULL DEFAULT '',
    mode TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT '',
    materials TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(materials)),
    village_days INTEGER,
    township_days INTEGER,
    total_days INTEGER,
    days_unit TEXT NOT NULL DEFAULT 'working' CHECK (days_unit IN ('working', 'natural')),
    fee TEXT NOT NULL DEFAULT '',
    fee_basis TEXT NOT NULL DEFAULT '',
    posting_days INTEGER,
    posting_unit TEXT NOT NULL DEFAULT '',
    posting_rule TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '',
    flow TEXT NOT NULL DEFAULT '',
    officer TEXT NOT NULL DEFAULT '',
    officer_phone TEXT NOT NULL DEFAULT '',
    complaint_phone TEXT NOT NULL DEFAULT '',
    trust TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    valid_from TEXT CHECK (valid_from IS NULL OR valid_from IS date(valid_from)),
    note TEXT NOT NULL DEFAULT '',
    special TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(special)),
    UNIQUE (owner, item_code, version, epoch)
    ) STRICT
    """,
    """
    CREATE TABLE cases (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL,
    item_code TEXT NOT NULL DEFAULT '',
    item_name TEXT NOT NULL DEFAULT '',
    item_version_id TEXT,
    category TEXT NOT NULL DEFAULT '',
    department_code TEXT NOT NULL DEFAULT '',
    mode TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '',
    applicant_id TEXT,
    applicant_name TEXT NOT NULL DEFAULT '',
    applicant_id_number TEXT NOT NULL DEFAULT '',
    applicant_phone TEXT NOT NULL DEFAULT '',
    applicant_address TEXT NOT NULL DEFAULT '',
    applicant_group TEXT NOT NULL DEFAULT '',
    applicant_minor INTEGER NOT NULL DEFAULT 0 CHECK (applicant_minor IN (0, 1)),
    agent_name TEXT NOT NULL DEFAULT '',
    agent_phone TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL DEFAULT '',
    materials TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(materials)),
    state TEXT NOT NULL,
    registered_on TEXT CHECK (registered_on IS NULL OR registered_on IS date(registered_on)),
    accepted_on TEXT CHECK (accepted_on IS NULL OR accepted_on IS date(accepted_on)),
    handed_over_on TEXT CHECK (handed_over_on IS NULL OR handed_over_on IS date(handed_over_on)),
    concluded_on TEXT CHECK (concluded_on IS NULL OR concluded_on IS date(concluded_on)),
    delivered_on TEXT CHECK (delivered_on IS NULL OR delivered_on IS date(delivered_on)),
    rated_on TEXT CHECK (rated_on IS NULL OR rated_on IS date(rated_on)),
    archived_on TEXT CHECK (archived_on IS NULL OR archived_on IS date(archived_on)),
    promised_days INTEGER,
    days_unit TEXT NOT NULL DEFAULT 'working',
    due_day TEXT CHECK (due_day IS NULL OR due_day IS date(due_day)),
    due_estimated INTEGER NOT NULL DEFAULT 0 CHECK (due_estimated IN (0, 1)),
    village_due_day TEXT CHECK (village_due_day IS NULL OR village_due_day IS date(village_due_day)),
    paused_since TEXT CHECK (paused_since IS NULL OR paused_since IS date(paused_since)),
    paused_until TEXT CHECK (paused_until IS NULL OR paused_until IS date(paused_until)),
    paused_kind TEXT NOT NULL DEFAULT '',
    paused_days INTEGER NOT NULL DEFAULT 0,
    supplement_since TEXT CHECK (supplement_since IS NULL OR supplement_since IS date(supplement_since)),
    lapse_day TEXT CHECK (lapse_day IS NULL OR lapse_day IS date(lapse_day)),
    resume_state TEXT NOT NULL DEFAULT '',
    extended_days INTEGER NOT NULL DEFAULT 0,
    result TEXT NOT NULL DEFAULT '',
    result_text TEXT NOT NULL DEFAULT '',
    result_document TEXT NOT NULL DEFAULT '',
    first_contact TEXT NOT NULL DEFAULT '',
    handler TEXT NOT NULL DEFAULT '',
    post_a TEXT NOT NULL DEFAULT '',
    post_b TEXT NOT NULL DEFAULT '',
    rating INTEGER CHECK (rating IS NULL OR rating BETWEEN 1 AND 5),
    rating_tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rating_tags)),
    rating_text TEXT NOT NULL DEFAULT '',
    correction_due TEXT CHECK (correction_due IS NULL OR correction_due IS date(correction_due)),
    correction_on TEXT CHECK (correction_on IS NULL OR correction_on IS date(correction_on)),
    correction_text TEXT NOT NULL DEFAULT '',
    overdue_reason TEXT NOT NULL DEFAULT '',
    overdue_party TEXT NOT NULL DEFAULT '',
    overdue_measure TEXT NOT NULL DEFAULT '',
    brought_over INTEGER NOT NULL DEFAULT 0 CHECK (brought_over IN (0, 1)),
    appointment_on TEXT CHECK (appointment_on IS NULL OR appointment_on IS date(appointment_on)),
    appointment_slot TEXT NOT NULL DEFAULT '',
    visit_address TEXT NOT NULL DEFAULT '',
    UNIQUE (owner, number, epoch)
    ) STRICT
    """,
    """
    CREATE TABLE case_events (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    case_id TEXT NOT NULL REFERENCES cases(id),
    seq INTEGER NOT NULL,
    what TEXT NOT NULL,
    from_state TEXT NOT NULL DEFAULT '',
    to_state TEXT NOT NULL DEFAULT '',
    day TEXT CHECK (day IS NULL OR day IS date(day)),
    at TEXT NOT NULL DEFAULT '',
    operator TEXT NOT NULL DEFAULT '',
    operator_name TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details))
    ) STRICT
    """,
    """
    CREATE TABLE notices (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES offices(n),
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    removed_reason TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    month TEXT NOT NULL DEFAULT '',
    paper TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '',
    posted_on TEXT CHECK (posted_on IS NULL OR posted_on IS date(posted_on)),
    until_day TEXT CHECK (until_day IS NULL OR until_day IS date(until_day)),
    taken_down_on TEXT CHECK (taken_down_on IS NULL OR taken_down_on IS date(taken_down_on)),
    place TEXT NOT NULL DEFAULT '',
    paper_id TEXT,
    complaint_phone TEXT NOT NULL DEFAULT '',
    objections TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE INDEX residents_by_id_number ON residents (id_number) WHERE id_number <> ''
    """,
    """
    CREATE INDEX residents_by_pinyin ON residents (pinyin, birth_day)
    """,
    """
    CREATE INDEX residents_by_household ON residents (household_id)
    """,
    """
    CREATE INDEX versions_by_item ON item_versions (item_code, version)
    """,
    """
    CREATE INDEX cases_by_state ON cases (owner, state, due_day, deleted)
    """,
    """
    CREATE INDEX cases_by_item ON cases (owner, item_code, registered_on, deleted)
    """,
    """
    CREATE INDEX cases_by_applicant ON cases (applicant_id, n) WHERE applicant_id IS NOT NULL
    """,
    """
    CREATE INDEX cases_by_name ON cases (owner, applicant_name, deleted)
    """,
    """
    CREATE INDEX cases_by_number ON cases (number)
    """,
    """
    CREATE INDEX cases_by_registered ON cases (owner, registered_on, deleted)
    """,
    """
    CREATE INDEX cases_by_concluded ON cases (owner, concluded_on, deleted)
    """,
    """
    CREATE INDEX cases_by_accepted ON cases (owner, accepted_on, deleted)
    """,
    """
    CREATE INDEX cases_by_due ON cases (owner, due_day, deleted)
    """,
    """
    CREATE INDEX cases_handed_over ON cases (owner, handed_over_on) WHERE handed_over_on IS NOT NULL
    """,
    """
    CREATE INDEX cases_to_correct ON cases (owner, correction_due)
    WHERE correction_due IS NOT NULL AND correction_on IS NULL
    """,
    """
    CREATE INDEX cases_unrated ON cases (owner, delivered_on) WHERE state = 'delivered'
    """,
    """
    CREATE INDEX cases_late_unexplained ON cases (owner, concluded_on)
    WHERE concluded_on > due_day AND overdue_party = ''
    """,
    """
    CREATE UNIQUE INDEX case_events_by_case ON case_events (case_id, seq, epoch)
    """,
    """
    CREATE INDEX notices_by_month ON notices (month, kind)
    """,
    """
    CREATE TABLE number_series (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    letter TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, year, letter)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE papers (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    subject_table TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    title TEXT NOT NULL,
    made_at TEXT NOT NULL,
    operator TEXT NOT NULL,
    digest TEXT NOT NULL,
    facts TEXT NOT NULL,
    pages INTEGER NOT NULL,
    pdf BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX papers_by_subject ON papers (subject_id, kind)
    """,
    """
    CREATE TABLE office_keys (
    office INTEGER NOT NULL REFERENCES offices(n),
    valid_from INTEGER NOT NULL,
    sign_key BLOB NOT NULL,
    seal_key TEXT NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (office, valid_from)
    ) STRICT
    """,
    """
    CREATE TABLE invitations (
    nonce TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    unit TEXT NOT NULL,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'replaced', 'used'))
    ) STRICT
    """,
    """
    CREATE TABLE package_attempts (
    sha256 TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    tried_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE packages_out (
    number INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL REFERENCES epochs(n),
    recipient INTEGER NOT NULL REFERENCES offices(n),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL,
    check_code TEXT NOT NULL,
    journal_from INTEGER NOT NULL,
    journal_to INTEGER NOT NULL,
    written_at TEXT NOT NULL,
    operator TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE packages_in (
    sha256 TEXT PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'taken' CHECK (state IN ('taken', 'fork')),
    sender INTEGER NOT NULL REFERENCES offices(n),
    epoch TEXT NOT NULL,
    number INTEGER NOT NULL,
    previous TEXT NOT NULL DEFAULT '',
    is_full INTEGER NOT NULL DEFAULT 0 CHECK (is_full IN (0, 1)),
    abandoned TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(abandoned)),
    file_name TEXT NOT NULL,
    rows INTEGER NOT NULL,
    journal_from INTEGER NOT NULL DEFAULT 0,
    journal_to INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    read_at TEXT NOT NULL,
    operator TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX packages_in_by_sender ON packages_in (sender, number)
    """,
    """
    CREATE TABLE twins (
    n INTEGER PRIMARY KEY,
    tbl TEXT NOT NULL,
    row_id TEXT NOT NULL,
    owner INTEGER NOT NULL,
    epoch TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content TEXT NOT NULL,
    package TEXT NOT NULL,
    found_at TEXT NOT NULL,
    decision TEXT NOT NULL DEFAULT '',
    UNIQUE (tbl, row_id, epoch, revision, content)
    ) STRICT
    """,
    """
    CREATE TABLE calendar_years (
    year INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    days TEXT NOT NULL CHECK (json_valid(days)),
    imported_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE import_layouts (
    fingerprint TEXT NOT NULL,
    kind TEXT NOT NULL,
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    PRIMARY KEY (fingerprint, kind)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE search_people (
    n INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    id_number TEXT NOT NULL,
    phone TEXT NOT NULL,
    UNIQUE (name, id_number, phone)
    ) STRICT
    """,
    """
    CREATE TABLE search_items (
    n INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (code, name)
    ) STRICT
    """,
    """
    CREATE TABLE search_cases (
    n INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,
    item INTEGER NOT NULL,
    day INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX search_cases_by_person ON search_cases (person, day, n, item)
    """,
    """
    CREATE INDEX search_cases_by_item ON search_cases (item, day, n, person)
    """,
    """
    CREATE VIRTUAL TABLE search_words USING fts5
    (words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize='ascii')
    """,
)


def apply(database: Any) -> None:
    """Make every table of schema 1 and stamp the file as ours."""
    for statement in _STATEMENTS:
        database.execute(statement)
    database.execute("PRAGMA application_id = 0x437A7A74")
    database.execute("PRAGMA user_version = 1")
