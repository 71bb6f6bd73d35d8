"""Who a typed name is: a resident where the register has exactly one of that name, else a bare name."""

from typing import TYPE_CHECKING, NamedTuple

from app.core.errors import Refused
from app.core.pinyin import pinyin_of
from app.core.typed_text import clean_name, name_problem
from app.units.facts import Person
from db import network as rows

if TYPE_CHECKING:
    from db.store import Store


class Known(NamedTuple):
    """Somebody with the phone that the register has of them; empty for a bare name."""

    person: Person
    phone: str = ""


def person_of(store: "Store", name: str, resident_id: str = "") -> Known:
    """Find who is meant; raises ``Refused`` for no name, and for an id that the register does not have."""
    if resident_id:
        row = rows.person(store, resident_id)
        if row is None:
            raise Refused("找不到这位村民。", untouched="没有保存。", advice="请重新选，或只写姓名。")
        return Known(Person(row["id"], row["name"]), row["phone"])
    plain = clean_name(name)
    if problem := name_problem(plain):
        raise Refused(f"{problem}。", untouched="没有保存。", advice="请写上姓名。")
    found = rows.people_named(store, pinyin_of(plain).full, plain)
    if len(found) == 1:
        return Known(Person(found[0]["id"], plain), found[0]["phone"])
    return Known(Person("", plain))
