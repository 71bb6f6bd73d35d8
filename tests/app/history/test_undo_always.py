"""Whatever is written and taken back in whatever order: the former rows stand again, and the chain is whole."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.opening import open_session
from app.people.facts import TypedHousehold, TypedResident
from app.session import Session
from db.history import rows_with_ids
from tests.app.history.conftest import Clerk
from tests.conftest import MORNING, PASSWORD

TABLES = ("residents", "households", "cases", "case_events", "settings")
DOES = ("villager", "edit", "remove", "household", "case", "accept", "conclude", "setting", "undo", "redo")
Rows = dict[str, dict[str, Any]]


def standing(session: Session) -> Rows:
    """Give every row that is not removed, without what counts its writes."""
    found: Rows = {}
    for table in TABLES:
        every = [row["id"] for row in session.store.rows("SELECT DISTINCT row_id AS id FROM journal")]
        columns = ("deleted", *session.store.tables[table].columns)
        rows = rows_with_ids(session.store, table, columns, every)
        found |= {key: row for key, row in rows.items() if not row["deleted"]}
    return found


def does(clerk: Clerk, what: str, which: int) -> None:
    session = clerk.session
    people = session.store.rows("SELECT id, name FROM residents WHERE deleted = 0 ORDER BY n")
    cases = session.cases.lines()
    if what == "villager":
        clerk.villager(f"村民{which}", villager_group=f"{which}组")
    elif what == "household":
        session.people.register_household(TypedHousehold(head_name=f"户主{which}"), clerk.id)
    elif what == "edit" and people:
        one = people[which % len(people)]
        session.people.edit(one["id"], TypedResident(name=one["name"], note=f"记{which}"), clerk.id)
    elif what == "remove" and people:
        session.people.remove(people[which % len(people)]["id"], clerk.id, "登记重复")
    elif what == "case":
        clerk.case(f"村民{which}")
    elif what in {"accept", "conclude"} and cases:
        case = session.cases.with_id(cases[which % len(cases)].id)
        clerk.take(what, case, **({"result": "准予"} if what == "conclude" else {}))
    elif what == "setting":
        session.settings.change("cases.due_soon_days", 1 + which)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=some.lists(some.tuples(some.sampled_from(DOES), some.integers(0, 5)), max_size=18))
def test_undo_gives_the_former_rows_back(fresh_home: Path, plan: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(fresh_home, Path(folder) / "home")
        session = open_session(Path(folder) / "home", PASSWORD, clock=FixedClock(MORNING))
        try:
            _walked(Clerk(session), plan)
        finally:
            session.close()


def _walked(clerk: Clerk, plan: list[tuple[str, int]]) -> None:
    session = clerk.session
    past: list[Rows] = []
    taken: list[tuple[int, Rows]] = []
    for what, which in plan:
        before = standing(session)
        try:
            if what == "undo":
                back = clerk.undo()
                assert standing(session) == past.pop()
                taken.append((back.seq, before))
                continue
            if what == "redo":
                if taken:
                    seq, after = taken.pop()
                    clerk.undo(seq)
                    assert standing(session) == after
                    past.append(before)
                continue
            last = session.store.value("SELECT max(seq) FROM journal")
            does(clerk, what, which)
            if session.store.value("SELECT max(seq) FROM journal") > last:
                past.append(before)
                taken.clear()
        except Refused:
            assert standing(session) == before
    while past:
        clerk.undo()
        assert standing(session) == past.pop()
    assert session.history.verify().broken is None
    found = {hit.id for n in range(6) for hit in session.search.find(f"村民{n}")}
    assert found <= standing(session).keys()
