"""The declaration of a case's life is walked whole."""

import tomllib

import msgspec
import pytest

from app.cases.effects import EFFECTS
from app.cases.facts import Case, Given
from app.cases.workflow import BEFORE, SAME, Workflow, workflow
from app.core.resources import resource_bytes

FLOW = workflow()
STATES = {state.key for state in FLOW.states}
MODES = {mode.key for mode in FLOW.modes}


def unique(keys: list[object]) -> bool:
    return len(keys) == len(set(keys))


def test_every_key_stands_once() -> None:
    for entries in (FLOW.states, FLOW.transitions, FLOW.slips, FLOW.modes, FLOW.results, FLOW.channels):
        assert unique([entry.key for entry in entries])
    assert unique([entry.key for entry in FLOW.pause_kinds])
    assert unique([entry.key for entry in FLOW.parties])


def test_every_label_is_chinese() -> None:
    labels = [
        entry.label
        for entries in (
            FLOW.states,
            FLOW.modes,
            FLOW.results,
            FLOW.channels,
            FLOW.pause_kinds,
            FLOW.parties,
        )
        for entry in entries
    ]
    labels += [word for step in FLOW.transitions for word in (step.verb, step.done)]
    labels += [slip.title for slip in FLOW.slips] + [entry.label for entry in FLOW.amendable]
    assert all(any("一" <= sign <= "鿿" for sign in label) for label in labels)


def test_every_route_names_known_states_modes_and_slips() -> None:
    slips = {slip.key for slip in FLOW.slips}
    for step in FLOW.transitions:
        for route in step.routes:
            assert set(route.origins) <= STATES | {""}, step.key
            assert route.to in STATES | {SAME, BEFORE}, step.key
            assert set(route.modes) <= MODES, step.key
            assert set(route.slips) <= slips, step.key


def test_every_slip_is_printed_by_some_step() -> None:
    assert {slip.key for slip in FLOW.slips} == {
        slip for step in FLOW.transitions for route in step.routes for slip in route.slips
    }


@pytest.mark.parametrize("mode", sorted(MODES))
def test_every_state_can_be_reached(mode: str) -> None:
    reached: set[str] = set()
    ahead = [""]
    while ahead:
        state = ahead.pop()
        for step in FLOW.offered(state, mode):
            route = step.route_from(state, mode)
            assert route is not None
            if route.to in STATES - reached:
                reached.add(route.to)
                ahead.append(route.to)
    unreachable = STATES - reached
    assert unreachable == (set() if mode == "answered" else {"answered"})


def test_every_state_but_the_archive_leads_on() -> None:
    for state in FLOW.states:
        moves = [
            route.to
            for step in FLOW.transitions
            for route in step.routes
            if state.key in route.origins and route.to != SAME
        ]
        assert bool(moves) is (state.key != "archived"), state.key


def test_what_a_step_needs_and_asks_can_be_given() -> None:
    known = set(Given.__struct_fields__)
    for step in FLOW.transitions:
        assert set(step.needs) <= set(step.asks) <= known, step.key


def test_what_a_step_sets_is_a_column_of_the_case() -> None:
    columns = set(Case.__struct_fields__)
    assert {step.sets_day for step in FLOW.transitions} - {""} <= columns
    assert {entry.field for entry in FLOW.amendable} <= columns


def test_every_effect_belongs_to_a_step_and_every_result_to_a_step() -> None:
    keys = {step.key for step in FLOW.transitions}
    assert set(EFFECTS) <= keys
    assert {result.step for result in FLOW.results} <= keys
    assert {step.result for step in FLOW.transitions} - {""} <= {result.key for result in FLOW.results}


def test_an_unknown_word_in_the_file_is_refused() -> None:
    written = tomllib.loads(resource_bytes("workflow/cases.toml").decode())
    written["state"][0]["colour"] = "red"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(written, Workflow)


def test_labels_of_keys_and_of_what_is_no_key() -> None:
    assert FLOW.label("handed_over") == "已报送"
    assert FLOW.label("visit") == "上门"
    assert FLOW.label("nowhere") == "nowhere"
    assert FLOW.keys(clock="runs") == ("accepted", "handed_over")
