"""Actions gathered from the journal, whatever came together, and the pages of the journal read by keys."""

from datetime import datetime, timedelta

import pytest

from app.core.clock import FixedClock
from db import actions
from db.actions import Wanted, action_of, actions_before, are_behind, chain_of, count_actions, gather_actions
from db.history import digest_at, entries_between, journal_end, points_here, rows_with_ids, rows_worded
from db.store import Store

OTHER = "01a00000-0000-7000-8000-000000000002"


def spans(store: Store) -> list[tuple[int, int]]:
    return [(row["first_seq"], row["last_seq"]) for row in store.rows("SELECT * FROM actions ORDER BY first_seq")]


def fill(store: Store, *sizes: int) -> None:
    for size in sizes:
        with store.writing() as write:
            write.insert_many("residents", ({"name": f"村民{n}"} for n in range(size)))


def test_each_transaction_is_one_action_though_the_clock_stands(store: Store) -> None:
    fill(store, 1, 3, 1)
    assert are_behind(store)
    assert gather_actions(store)
    assert spans(store) == [(1, 1), (2, 4), (5, 5)]
    assert not gather_actions(store)
    moments = [row["at"] for row in store.rows("SELECT DISTINCT at FROM journal ORDER BY seq")]
    assert len(moments) == 3
    assert moments == sorted(moments)


def test_a_clock_set_back_begins_a_new_action_too(store: Store, clock: FixedClock) -> None:
    fill(store, 2)
    clock.advance(days=-400)
    with store.writing(sets_clock=True) as write:
        write.note("clock", "offices", "1")
    fill(store, 1)
    gather_actions(store)
    assert spans(store) == [(1, 2), (3, 3), (4, 4)]
    around = store.rows("SELECT at FROM journal WHERE seq IN (2, 3) ORDER BY seq")
    first, second = (datetime.fromisoformat(row["at"]) for row in around)
    assert first - second == timedelta(days=400)


@pytest.mark.parametrize("at_once", [1, 2, 3, 4, 7, 100])
def test_gathering_in_pieces_never_cuts_an_action(store: Store, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", at_once)
    fill(store, 1, 9, 1, 2, 4)
    gather_actions(store)
    assert spans(store) == [(1, 1), (2, 10), (11, 11), (12, 13), (14, 17)]
    fill(store, 5)
    gather_actions(store)
    assert spans(store)[-1] == (18, 22)


def test_neighbours_of_two_people_are_two_actions(store: Store) -> None:
    fill(store, 1)
    with store.writing(OTHER) as write:
        write.insert("residents", {"name": "李淑芬"})
    gather_actions(store)
    assert count_actions(store, Wanted(operator=OTHER)) == 1
    assert count_actions(store, Wanted(operator=store.operator)) == 1


def test_what_was_done_is_told_by_table_and_action(store: Store) -> None:
    with store.writing() as write:
        one = write.insert("residents", {"name": "李淑芬"})
        write.update("residents", one, {"name": "李淑芳"})
        write.note("look", "residents", one)
    gather_actions(store)
    assert actions.kinds_of_actions(store) == ["residents:insert,residents:update,residents:look"]
    assert count_actions(store, Wanted(rows=(one,))) == 1
    assert count_actions(store, Wanted(rows=("nobody",))) == 0
    assert actions.kinds_of_actions(store)


def test_an_undo_names_what_it_takes_back_and_chains(store: Store) -> None:
    fill(store, 1)
    for undone in (1, 2, 3):
        with store.writing() as write:
            write.note(actions.UNDO, actions.TABLE, str(undone))
    gather_actions(store)
    assert [link["first_seq"] for link in chain_of(store, 3)] == [1, 2, 3, 4]
    assert [link["first_seq"] for link in chain_of(store, 1)] == [1, 2, 3, 4]
    assert chain_of(store, 99) == []
    page = actions_before(store, Wanted(), 1 << 60, 10)
    assert [(row["first_seq"], bool(row["undone"])) for row in page] == [(4, False), (3, True), (2, True), (1, True)]
    found = action_of(store, 4)
    assert found is not None
    assert found["undoes"] == 3
    assert action_of(store, 5) is None


def test_an_empty_journal_has_an_end_and_no_actions(store: Store) -> None:
    assert journal_end(store) == (0, "")
    assert not gather_actions(store)
    assert actions.kinds_of_actions(store) == []
    assert digest_at(store, 7) == ""


def test_rows_are_read_by_ids_and_by_words(store: Store) -> None:
    with store.writing() as write:
        household = write.insert("households", {"head_name": "李守业"})
        one = write.insert("residents", {"name": "李淑芬", "household_id": household})
    assert rows_with_ids(store, "residents", ("name",), [one, "x"]) == {one: {"id": one, "name": "李淑芬"}}
    assert rows_worded(store, "residents", ("name", "phone"), ["李淑芬"], 5) == [one]
    assert points_here(store, "residents", "household_id", household, [])
    assert not points_here(store, "residents", "household_id", household, [one])
    assert [row["tbl"] for row in entries_between(store, 1, 9, 5)] == ["households", "residents"]


def test_an_action_that_failed_leaves_the_chain_as_it_was(store: Store) -> None:
    fill(store, 2)
    with pytest.raises(KeyError), store.writing() as write:
        write.insert_many("residents", ({"name": "李淑芬"}, {"nickname": "二嫂"}))
    fill(store, 1)
    gather_actions(store)
    assert spans(store) == [(1, 2), (3, 3)]
