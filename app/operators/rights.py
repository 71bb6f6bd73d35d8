"""Who may do what: roles are data (resources/roles.toml), asked before every journalled write and by the services.

Rights are kept by the program, not by encryption: every password opens the whole file.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

from app.core.errors import Refused
from app.core.resources import load_toml

Right = Literal[
    "cases.write",
    "people.write",
    "ledgers.write",
    "units.write",
    "catalogue.write",
    "notices.write",
    "packages.write",
    "settings.write",
    "operators.write",
    "backups.make",
    "backups.restore",
    "journal.read",
    "identity.see",
    "erase",
    "attachments.write",
    "repair",
]
ADVICE = "请站长登录来做，或请站长在“设置—操作员”里调整权限。"


class NotAllowed(Refused):
    """Whoever sits at the desk has no right to this; nothing was done."""


class RightWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One right and what it allows, in words that stand after “不能”."""

    key: Right
    words: str


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one kind of operator may do; ``title`` is also its key."""

    title: str
    explanation: str
    rights: tuple[Right, ...]


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole declaration.

    ``tables`` names the right that a write needs; ``actions`` (table and action) and ``notes`` (entries that change no
    row) name those of which one is enough, none of them where everybody may.
    """

    right: tuple[RightWords, ...]
    tables: dict[str, Right]
    actions: dict[str, tuple[Right, ...]]
    notes: dict[str, tuple[Right, ...]]
    role: tuple[Role, ...]


def anybody() -> None:
    """Allow it: what a service is handed that stands outside any session."""


@cache
def declared() -> Declared:
    """Read the declaration; raises what msgspec finds wrong with it."""
    return load_toml("roles.toml", Declared)


def roles() -> Mapping[str, Role]:
    """Give the roles by title, the one with the most rights first."""
    return {role.title: role for role in declared().role}


def words_of(right: Right) -> str:
    """Give what a right allows, in words."""
    return next(one.words for one in declared().right if one.key == right)


def right_for(table: str) -> Right | None:
    """Give the right that a write of a table needs; a name that ends in ``*`` stands for all that begin so."""
    known = declared().tables
    if table in known:
        return known[table]
    return next((right for name, right in known.items() if name[-1] == "*" and table.startswith(name[:-1])), None)


class Rights:
    """What one role may do; a role that is not declared may only look."""

    def __init__(self, role: str) -> None:
        """Look the role up."""
        self.role = role
        found = roles().get(role)
        self._held: frozenset[Right] = frozenset(found.rights if found else ())

    def may(self, right: Right) -> bool:
        """Tell whether the role holds a right."""
        return right in self._held

    def reason(self, *rights: Right) -> str:
        """Say why none of these rights is held; empty where one is."""
        if not rights or self._held.intersection(rights):
            return ""
        what = "、".join(words_of(right) for right in rights[:1])
        return f"“{self.role}”不能{what}。" if self._held else f"“{self.role}”只能看，不能{what}。"

    def require(self, *rights: Right) -> None:
        """Raise :class:`NotAllowed` unless one of these rights is held."""
        if reason := self.reason(*rights):
            raise NotAllowed(reason, untouched="数据没有改动。", advice=ADVICE)

    def permit(self, table: str, action: str) -> None:
        """Answer the store before a write of ``table``, or (with no table) before an entry that changes no row."""
        known = declared()
        if (one := f"{table} {action}") in known.actions:
            self.require(*known.actions[one])
        elif (right := right_for(table)) is not None:
            self.require(right)
        elif not table and action in known.notes:
            self.require(*known.notes[action])
        elif not self._held or (table and not self._held.issuperset(one.key for one in known.right)):
            raise NotAllowed(f"“{self.role}”不能做这件事。", untouched="数据没有改动。", advice=ADVICE)

    def tables(self) -> tuple[str, ...]:
        """Give the tables that the role may write."""
        return tuple(table for table, right in declared().tables.items() if right in self._held)
