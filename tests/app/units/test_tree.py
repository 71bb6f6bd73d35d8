"""The tree of units: nobody under themselves, nobody lost, in whatever order and shape they come."""

from hypothesis import given
from hypothesis import strategies as st

from app.units.facts import Unit
from app.units.kinds import declared, kind_of, kinds, label_of
from app.units.tree import Node, forest, listed, makes_circle, within

IDS = [str(number) for number in range(12)]


def units(parents: dict[str, str]) -> list[Unit]:
    return [Unit(id=one, kind="grid", name=one, parent_id=parent) for one, parent in parents.items()]


def ids(trees: tuple[Node, ...]) -> list[str]:
    return [one for node in trees for one in (node.unit.id, *ids(node.children))]


@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from(["", "gone", *IDS])))
def test_every_unit_stands_in_the_tree_exactly_once_even_in_a_circle(parents: dict[str, str]) -> None:
    trees = forest(units(parents))
    assert sorted(ids(trees)) == sorted(parents)
    assert [line.unit.id for line in listed(trees)] == ids(trees)
    for one in parents:
        assert next(within(parents, one)) == one


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(["", *IDS]))))
def test_moving_units_about_never_makes_a_circle_when_it_is_asked_first(moves: list[tuple[str, str]]) -> None:
    parents = dict.fromkeys(IDS, "")
    for one, parent in moves:
        if not makes_circle(parents, one, parent):
            parents[one] = parent
    for one in IDS:
        way = list(within(parents, one))
        assert parents[way[-1]] == ""
        assert len(set(way)) == len(way)


def test_a_line_shows_what_hangs_on_what() -> None:
    trees = forest(units({"1": "", "2": "1", "3": "2", "4": "1", "5": "4"}))
    assert [f"{line.branch}{line.unit.id}" for line in listed(trees)] == ["1", "├─2", "│　└─3", "└─4", "　　└─5"]


def test_the_kinds_fit_together() -> None:
    known = kinds()
    assert len(known) == len(declared().kind)
    for kind in known.values():
        assert kind.root or kind.under, kind.key
        assert set(kind.under) <= set(known), kind.key
        assert kind_of(kind.label) is kind_of(kind.key) is kind
        assert len(set(kind.posts)) == len(kind.posts)
    assert label_of("of yesterday") == "of yesterday"
