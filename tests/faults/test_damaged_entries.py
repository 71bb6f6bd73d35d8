"""Salvage of ledgers: their tables come over, from the pages or from the journal, and nothing in them is wrong."""

import os
import random
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.core.clock import FixedClock
from app.core.home import Home
from app.opening import open_session
from db.damaged_file import PAGE
from tests.app.ledgers.books import TEXT
from tests.conftest import MORNING, PASSWORD
from tests.faults.test_damaged_salvage import FATAL, Rows, all_rows, compare, damaged, rescued

ENTRIES = 120
PLAIN = TEXT[: TEXT.index('[[measure]]\nkey = "pieces"')]
LEDGERS = ("consulting", "station_funds", "seed_trade")


@pytest.fixture(scope="module")
def books_home(village_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill two ledgers that ship and one that the office made, and leave the office properly."""
    home = tmp_path_factory.mktemp("books") / "station"
    shutil.copytree(village_home, home)
    session = open_session(home, PASSWORD, clock=FixedClock(MORNING))
    session.publishing.publish(PLAIN)
    for number in range(ENTRIES):
        typed = {"purpose": f"办公用品{number}", "party": "供销社", "income": str(number), "handler": "王守田"}
        session.ledgers.add("station_funds", typed)
        entry, _ = session.ledgers.add("seed_trade", {"seed": f"稻{number}号", "pieces": str(number), "use": "春播"})
        if number % 3 == 0:
            session.ledgers.edit("seed_trade", entry.id, {"pieces": "7"})
        session.ledgers.add("consulting", {"resident": "李四", "content": f"问第 {number} 件事", "kind": "法律"})
    session.close()
    return home


@pytest.fixture(scope="module")
def books(books_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Read what is right, once."""
    home = tmp_path_factory.mktemp("truth") / "station"
    shutil.copytree(books_home, home)
    session = open_session(home, PASSWORD)
    found = all_rows(session)
    session.close()
    return found


@pytest.fixture(scope="module")
def schema_pages(books_home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    """Find, counted from 0, the pages that say which tables there are: without one of them that cannot be told."""
    copy = tmp_path_factory.mktemp("pages") / "station"
    shutil.copytree(books_home, copy)
    session = open_session(copy, PASSWORD)
    key = session.store.key
    session.close()
    path = Home(copy).office_file
    content = path.read_bytes()
    found = []
    with path.open("r+b", buffering=0) as file:
        for page in range(1, len(content) // PAGE):
            os.pwrite(file.fileno(), b"\x5a" * PAGE, page * PAGE)
            if not tells_its_tables(path, key):
                found.append(page)
            os.pwrite(file.fileno(), content[page * PAGE : (page + 1) * PAGE], page * PAGE)
    return found


def tells_its_tables(path: Path, key: bytes) -> bool:
    connection = dbapi2.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except dbapi2.Error:
        return False
    finally:
        connection.close()
    return True


def test_ledgers_of_a_sound_office_come_over_whole_and_are_found(
    books_home: Path, tmp_path: Path, books: Rows, clock: FixedClock
) -> None:
    home = damaged(books_home, tmp_path / "old", [])
    done = rescued(home, tmp_path / "new", clock)
    assert (done.lost, done.findings, done.rebuilt) == ((), (), {})
    assert all(done.read[f"entries_{key}"] == len(books[f"entries_{key}"]) >= ENTRIES for key in LEDGERS[1:])
    right, wanted = compare(tmp_path / "new", books, clock)
    assert right == wanted
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    assert [found.title for found in again.search.find("稻77号")]
    session_entry, _ = again.ledgers.add("seed_trade", {"seed": "谷"})
    assert session_entry.number.endswith(f"B{1:05d}")
    assert not again.check()
    again.close()


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 3), *(pytest.param(*one, marks=pytest.mark.heavy) for one in ((3, 10), (5, 30)))]
)
def test_destroyed_pages_cost_next_to_nothing_of_the_ledgers(
    books_home: Path, tmp_path: Path, books: Rows, clock: FixedClock, seed: int, count: int
) -> None:
    pages = Home(books_home).office_file.stat().st_size // PAGE
    wanted = random.Random(seed).sample(range(FATAL, pages), count)
    home = damaged(books_home, tmp_path / "old", wanted, seed)
    done = rescued(home, tmp_path / "new", clock)
    right, rows = compare(tmp_path / "new", books, clock)
    assert right + 20 * count >= rows * 0.99, (wanted, done.lost)
    assert right == rows or done.lost, wanted


@pytest.mark.parametrize("place", [0.0, pytest.param(0.8, marks=pytest.mark.heavy)])
def test_a_page_that_told_of_tables_costs_no_row(
    books_home: Path, tmp_path: Path, books: Rows, clock: FixedClock, schema_pages: list[int], place: float
) -> None:
    """The last ones tell of ledgers alone: these come back from the journal, every row of them."""
    page = schema_pages[round(place * (len(schema_pages) - 1))]
    home = damaged(books_home, tmp_path / "old", [page])
    done = rescued(home, tmp_path / "new", clock)
    right, rows = compare(tmp_path / "new", books, clock)
    assert right == rows, (page, done.lost)
    assert not done.findings


def test_every_page_that_told_of_tables_at_once_costs_no_row(
    books_home: Path, tmp_path: Path, books: Rows, clock: FixedClock, schema_pages: list[int]
) -> None:
    home = damaged(books_home, tmp_path / "old", schema_pages)
    done = rescued(home, tmp_path / "new", clock)
    right, rows = compare(tmp_path / "new", books, clock)
    assert right == rows, done.lost
    assert {key: done.rebuilt[f"entries_{key}"] for key in LEDGERS} == {
        key: len(books[f"entries_{key}"]) for key in LEDGERS
    }
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    again.ledgers.add("seed_trade", {"seed": "谷", "pieces": "5"})
    assert not [found for found in again.check() if found.severity != "note"]
    again.close()
