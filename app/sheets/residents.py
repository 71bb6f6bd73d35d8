"""Taking in the station's own roll of residents: households built from their number or head, nobody twice."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from app.core.changes import Changes
from app.core.identity import read_id_number
from app.core.progress import SILENT, Progress, go_on
from app.people.checks import check_resident, clean_name, clean_phone, resident_values
from app.people.facts import TypedResident
from app.sheets.drafts import Draft
from db import people as rows
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store
    from db.writing import Writing

HEAD_ROLES = frozenset({"户主", "本人", "本户户主"})
STEP = 500
FIELDS = ("name", "id_number", "sex", "birth_day", "phone", "nickname", "villager_group", "address", "note", "left_on")


class Index(Protocol):
    """The search tables as an import sees them."""

    def index_residents(self, write: "Writing", ids: Iterable[str]) -> None:
        """Make these residents findable, inside the same transaction."""
        ...


class ResidentsTaker:
    """Checks and takes rows of residents."""

    kind = "residents"

    def __init__(self, store: "Store", clock: "Clock", search: Index) -> None:
        self._store = store
        self._clock = clock
        self._search = search

    def check(self, drafts: list[Draft], progress: Progress = SILENT) -> None:
        """Find what is wrong in each field, who is on the roll already, and who stands in the sheet twice."""
        today = self._clock.today()
        numbers = {}
        for done, draft in enumerate(drafts):
            if done % STEP == 0:
                go_on(progress, done, len(drafts), "正在检查")
            for error in check_resident(typed_from(draft), today):
                if not error.warning:
                    draft.refuse(error.field, error.sentence)
            if draft.text("id_number") and "id_number" not in draft.reasons:
                numbers[draft.row.number] = read_id_number(draft.text("id_number"), today).number
        self._refuse_known(drafts, numbers)
        _refuse_doubles(drafts, numbers)

    def take(self, drafts: list[Draft], operator: str, reason: str, progress: Progress = SILENT) -> Changes:
        """Write residents and the households that are new."""
        keys = household_keys(drafts)
        with self._store.writing(operator, reason) as write:
            known = _known_households(self._store)
            wanted = _new_households(drafts, keys, known)
            if wanted:
                write.insert_many("households", wanted)
            known |= _by_key(wanted)
            written = []
            for done, (draft, key) in enumerate(zip(drafts, keys, strict=True)):
                if done % STEP == 0:
                    go_on(progress, done, len(drafts), "正在写入")
                values = resident_values(typed_from(draft))
                household = _find_household(key, known)
                written.append({**values, "id": new_id(), "household_id": household, "brought_over": True})
            write.insert_many("residents", written)
            self._search.index_residents(write, [row["id"] for row in written])
            return Changes.of([*write.changed, *(("residents", row["id"]) for row in written)])

    def _refuse_known(self, drafts: list[Draft], numbers: dict[int, str]) -> None:
        known = rows.known_id_numbers(self._store, set(numbers.values()))
        for draft in drafts:
            name = known.get(numbers.get(draft.row.number, ""))
            if name is not None:
                draft.refuse("id_number", f"这个身份证号已经登记给{name}，没有重复登记")


def typed_from(draft: Draft) -> TypedResident:
    """Give a draft as it would be typed into the form."""
    texts: dict[str, Any] = {field: draft.text(field) for field in FIELDS if field not in draft.reasons}
    return TypedResident(**texts, household_role=draft.text("household_role"))


Key = tuple[str, str, str]


def household_keys(drafts: list[Draft]) -> list[Key | None]:
    """Give each draft its household: by number; else by head and group; else by the last head above it."""
    keys: list[Key | None] = []
    last: Key | None = None
    for draft in drafts:
        number, head = draft.text("household_number"), clean_name(draft.text("head_name"))
        role, group = draft.text("household_role"), draft.text("villager_group")
        key: Key | None = None
        if number:
            key = ("number", number, "")
        elif head:
            key = ("head", head, group)
        elif role in HEAD_ROLES:
            key = ("head", clean_name(draft.text("name")), group)
        elif role:
            key = last
        last = key
        keys.append(key)
    return keys


def _new_households(drafts: list[Draft], keys: list[Key | None], known: dict[Key, str]) -> list[dict[str, Any]]:
    members: dict[Key, list[Draft]] = {}
    for draft, key in zip(drafts, keys, strict=True):
        if key is not None and key not in known:
            members.setdefault(key, []).append(draft)
    return [_household(key, own) for key, own in members.items()]


def _household(key: Key, members: list[Draft]) -> dict[str, Any]:
    heads = [draft for draft in members if draft.text("household_role") in HEAD_ROLES] or members[:1]
    named = next((draft.text("head_name") for draft in members if draft.text("head_name")), heads[0].text("name"))
    return {
        "id": new_id(),
        "number": key[1] if key[0] == "number" else "",
        "head_name": key[1] if key[0] == "head" else clean_name(named),
        "villager_group": heads[0].text("villager_group"),
        "address": heads[0].text("address"),
        "phone": clean_phone(heads[0].text("phone")),
    }


def _known_households(store: "Store") -> dict[Key, str]:
    return _by_key(rows.every_household(store))


def _by_key(households: list[dict[str, Any]]) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for row in households:
        if row["number"]:
            found.setdefault(("number", row["number"], ""), row["id"])
        else:
            found.setdefault(("head", row["head_name"], row["villager_group"]), row["id"])
    return found


def _find_household(key: Key | None, known: dict[Key, str]) -> str | None:
    return known.get(key) if key is not None else None


def _refuse_doubles(drafts: list[Draft], numbers: dict[int, str]) -> None:
    """Refuse the second row of an id number, and of a name with the same birth day where both have no number."""
    first: dict[tuple[str, ...], int] = {}
    for draft in drafts:
        row, number = draft.row.number, numbers.get(draft.row.number)
        if number:
            before = first.setdefault(("number", number), row)
            if before != row:
                draft.refuse("id_number", f"和第 {before} 行的身份证号相同")
        elif draft.text("birth_day") and not draft.reasons:
            values = resident_values(typed_from(draft))
            before = first.setdefault(("person", values["name"], str(values["birth_day"]), values["phone"]), row)
            if before != row:
                draft.refuse("name", f"和第 {before} 行的姓名、出生日期相同")
