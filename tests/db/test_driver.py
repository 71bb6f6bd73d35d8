"""There is one SQLite in the process, also after sqlite-utils was imported."""

import subprocess
import sys

LOADS_ONE = """
import sys
from db.driver import sqlite_utils
library = sqlite_utils()
assert library.Database(memory=True).conn.__class__.__module__.startswith("sqlcipher3")
assert sqlite_utils() is library
assert "_sqlite3" not in sys.modules and "sqlite3" not in sys.modules
"""
KEEPS_PYTHONS_OWN = """
import sys
import sqlite3 as of_python
from db.driver import sqlite_utils
sqlite_utils()
assert sys.modules["sqlite3"] is of_python
"""


def test_sqlite_utils_brings_no_second_sqlite(unwatched: dict[str, str]) -> None:
    """In a fresh process, since the tests' own tools may have loaded Python's."""
    assert subprocess.call([sys.executable, "-c", LOADS_ONE], env=unwatched) == 0


def test_somebody_elses_sqlite_is_left_in_place() -> None:
    """What another module imported before stays what it was."""
    assert subprocess.call([sys.executable, "-c", KEEPS_PYTHONS_OWN]) == 0
