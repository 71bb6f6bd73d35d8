"""The catalogue of one office: what is offered, in which version, and every change as a new version."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.catalogue import certificates, editing
from app.catalogue.facts import Department, Item, ItemVersion, departments_of, item_of, version_of
from app.core.changes import Changes
from app.core.errors import Refused
from app.core.pinyin import pinyin_of_words
from db import catalogue as rows

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

NEW_ITEM: Mapping[str, Any] = {
    "category": "事务代办",
    "mode": "promised",
    "role": "代办",
    "materials": (),
    "village_days": None,
    "township_days": None,
    "total_days": None,
    "days_unit": "working",
    "fee": "不收费",
    "posting_days": None,
    "posting_unit": "",
    "trust": "confirmed",
    "special": {},
    "state": "published",
}
TEXTS = (
    *("name", "department_code", "fee_basis", "posting_rule", "conditions", "flow"),
    *("officer", "officer_phone", "complaint_phone", "source", "note"),
)


class Catalogue:
    """Items and departments as this office offers them; a case keeps the version that it was accepted under."""

    def __init__(self, store: "Store", index_items: "Callable[[Writing], None] | None" = None) -> None:
        """Work on one office; ``index_items`` makes new names findable in the search box."""
        self._store = store
        self._index_items = index_items

    def items(self, *, category: str = "", enabled_only: bool = False) -> list[Item]:
        """List the items in the order of the catalogue."""
        found = [item_of(row) for row in rows.items(self._store)]
        return [
            item for item in found if (not category or item.category == category) and (item.enabled or not enabled_only)
        ]

    def item(self, code: str) -> Item:
        """Give one item, also a disabled one.

        Raises ``Refused`` where there is none; for a certificate that a village must not issue with its reason.
        """
        row = rows.item(self._store, code.strip().upper())
        if row is None:
            self.refuse_certificate(code)
            sentence = f"目录里没有“{code}”这个事项。"
            raise Refused(sentence, advice="请从事项目录里选一个。")
        return item_of(row)

    def find(self, text: str, limit: int = 20) -> list[Item]:
        """Find enabled items by code, part of the name, pinyin or initials."""
        wanted = text.strip().lower()
        return [item for item in self.items(enabled_only=True) if _matches(item, wanted)][:limit] if wanted else []

    def current(self, code: str) -> ItemVersion:
        """Give the version that is offered now; raises ``Refused`` for an unknown or disabled item."""
        item = self.item(code)
        if not item.enabled:
            sentence = f"“{item.name}”已经停办，没有登记。"
            raise Refused(sentence, advice="要重新办理，请先在目录里启用它。")
        return item.version

    def version(self, version_id: str) -> ItemVersion:
        """Give one version by id, whoever's it is; raises ``Refused`` where it has not come with its package yet."""
        row = rows.version(self._store, version_id)
        if row is None:
            sentence = "找不到这个办件当时的事项版本。"
            raise Refused(sentence, advice="它可能还在没有读入的报送包里。")
        return version_of(row)

    def versions(self, code: str) -> list[ItemVersion]:
        """List an item's versions, newest first."""
        return [version_of(row) for row in rows.versions(self._store, code)]

    def departments(self) -> dict[str, Department]:
        """Give every department by code, in the shipped order."""
        return departments_of(rows.departments(self._store))

    def department_name(self, code: str) -> str:
        """Give a department's name, or its code where it is not known."""
        found = self.departments().get(code)
        return found.name if found else code

    def find_department(self, text: str) -> Department:
        """Find a department by code or name; raises ``Refused`` with the names that there are."""
        known = self.departments()
        for department in known.values():
            if text.strip() in {department.code, department.name, department.window}:
                return department
        raise Refused(f"没有“{text}”这个部门。", advice="可以选：" + "、".join(one.name for one in known.values()))

    def refuse_certificate(self, text: str) -> None:
        """Raise ``Refused`` where a text asks for one of the certificates that a village must not issue."""
        certificates.refuse_certificate(text)

    def problems(self, code: str, values: Mapping[str, object]) -> dict[str, str]:
        """Name what would not fit, by field; ``code`` is empty for a new item."""
        typed, problems = editing.typed_values(values)
        return problems | editing.problems_of(
            {**self._before(code), **typed}, self._other_names(code), self.departments()
        )

    def edit(
        self, code: str, values: Mapping[str, object], operator: str = "", reason: str = "修改事项"
    ) -> tuple[Item, Changes]:
        """Write a new version with these fields changed; the versions before stay for the cases that rest on them.

        Raises ``Refused`` with every problem; nothing changes then, nor where the values are what they were.
        """
        item = self.item(code)
        editing.refuse_problems(self.problems(item.code, values))
        typed, _ = editing.typed_values(values)
        before = editing.changed_version(item.version, {})
        after = editing.changed_version(item.version, typed)
        with self._store.writing(operator, reason) as write:
            if typed.get("category", item.category) != item.category:
                self._keep_item(write, item, category=typed["category"])
            if _plain(after) != _plain(before):
                self._write_version(write, item.code, after)
            return self.item(item.code), Changes.of(write.changed)

    def add(self, values: Mapping[str, object], operator: str = "", reason: str = "新增事项") -> tuple[Item, Changes]:
        """Add an item of our own under the next code S001, S002, …; black-listed certificates are refused."""
        editing.refuse_problems(self.problems("", values))
        typed, _ = editing.typed_values(values)
        after = {**self._before(""), **typed}
        with self._store.writing(operator, reason) as write:
            code = _next_code(rows.own_codes(self._store))
            place = max((item.sort for item in self.items()), default=0) + 1
            rows.keep_own(
                write, "service_items", code, {"category": after.pop("category"), "enabled": 1, "sort": place}
            )
            self._write_version(write, code, {**after, "item_code": code})
            return self.item(code), Changes.of(write.changed)

    def enable(self, code: str, operator: str = "", *, enabled: bool, reason: str = "") -> Changes:
        """Offer an item again, or stop offering it; open cases go on as they are."""
        item = self.item(code)
        with self._store.writing(operator, reason or ("启用事项" if enabled else "停办事项")) as write:
            if item.enabled is not enabled:
                self._keep_item(write, item, enabled=int(enabled))
            return Changes.of(write.changed)

    def restore(self, code: str, operator: str = "") -> tuple[Item, Changes]:
        """Go back to what shipped: a new version with the shipped words; raises ``Refused`` for an own item."""
        shipped = next((version for version in self.versions(code) if version.shipped), None)
        if shipped is None:
            raise Refused("这个事项是本站自己加的，没有出厂内容可以恢复。", untouched="目录没有改动。")
        with self._store.writing(operator, "恢复出厂内容") as write:
            self._write_version(write, shipped.item_code, editing.changed_version(shipped, {}))
            return self.item(shipped.item_code), Changes.of(write.changed)

    def edit_department(self, code: str, values: Mapping[str, str], operator: str = "") -> tuple[Department, Changes]:
        """Change a department's name, window, contact or phone; our own form lies over the shipped one."""
        department = self.find_department(code)
        kept = {
            field: values.get(field, getattr(department, field)).strip()
            for field in ("name", "window", "contact", "phone")
        }
        if not kept["name"]:
            raise Refused("部门名称不能空着。", untouched="目录没有改动。")
        with self._store.writing(operator, "修改部门") as write:
            rows.keep_own(write, "departments", department.code, kept)
            return self.departments()[department.code], Changes.of(write.changed)

    def _before(self, code: str) -> dict[str, Any]:
        if not code:
            return {**NEW_ITEM, **dict.fromkeys(TEXTS, "")}
        item = self.item(code)
        return {**editing.changed_version(item.version, {}), "category": item.category}

    def _other_names(self, code: str) -> set[str]:
        return {item.name for item in self.items() if item.code != code}

    def _write_version(self, write: "Writing", code: str, values: dict[str, Any]) -> str:
        number = rows.newest_version(self._store, code) + 1
        version_id = write.insert(
            "item_versions", {**values, "version": number, "valid_from": _local_day(write.at)}, action="new-version"
        )
        if self._index_items is not None:
            self._index_items(write)
        return version_id

    def _keep_item(self, write: "Writing", item: Item, **values: object) -> None:
        kept = {"category": item.category, "enabled": int(item.enabled), "sort": item.sort, **values}
        rows.keep_own(write, "service_items", item.code, kept)


def _matches(item: Item, wanted: str) -> bool:
    pinyin = pinyin_of_words(item.name)
    return wanted == item.code.lower() or any(wanted in text for text in (item.name.lower(), *pinyin))


def _next_code(known: set[str]) -> str:
    numbers = [int(code[1:]) for code in known if code.startswith("S") and code[1:].isdigit()]
    return f"S{max(numbers, default=0) + 1:03d}"


def _local_day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "materials": list(values["materials"])}
