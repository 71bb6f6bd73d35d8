"""Finding an item at the counter."""

from app.catalogue.finding import find_items
from app.session import Session


def _found(session: Session, typed: str) -> list[str]:
    return [item.code for item in find_items(session.catalogue.items(enabled_only=True), typed)]


def test_what_people_call_it_comes_first(session: Session) -> None:
    assert _found(session, "db")[0] == "D01"
    assert _found(session, "低保")[0] == "D01"
    assert _found(session, "sbk")[0] == "D17"


def test_a_code_names_exactly_one_first(session: Session) -> None:
    assert _found(session, "d05")[0] == "D05"


def test_what_begins_so_stands_before_what_has_it_inside(session: Session) -> None:
    names = [item.name for item in find_items(session.catalogue.items(), "老年")]
    begins = [name.startswith("老年") for name in names]
    assert begins[0]


def test_nothing_typed_finds_nothing_and_nonsense_neither(session: Session) -> None:
    assert _found(session, "  ") == []
    assert _found(session, "zzqqx") == []
