"""Finding which item of the catalogue an old log book means; what fits two items is left to a person."""

from collections.abc import Iterable
from typing import Protocol

from app.core.resources import load_toml

SHORTEST_PART = 2


class NamedItem(Protocol):
    """An item as the catalogue gives it."""

    @property
    def code(self) -> str:
        """Its fixed code."""
        ...

    @property
    def name(self) -> str:
        """Its name today."""
        ...


class UnclearItem(Exception):  # noqa: N818 - told to the clerk beside the cell
    """No item, or more than one, goes by this name; ``str()`` is the reason in Chinese."""


class ItemNames:
    """The names, codes and synonyms of the items that are offered."""

    def __init__(self, items: Iterable[NamedItem]) -> None:
        synonyms = load_toml("catalogue/synonyms.toml", dict[str, list[str]])
        self._names = {item.code: item.name for item in items}
        self._codes: dict[str, set[str]] = {}
        for code, name in self._names.items():
            for word in (code, name, *synonyms.get(code, ())):
                self._codes.setdefault(_plain(word), set()).add(code)

    def code_of(self, typed: str) -> str:
        """Give the code of the one item meant; raises ``UnclearItem``."""
        plain = _plain(typed)
        found = self._codes.get(plain) or self._containing(plain)
        if len(found) == 1:
            return next(iter(found))
        if not found:
            raise UnclearItem(f"事项目录里没有“{typed}”；请改成目录里的名称或编号，或先在目录里新增")
        names = "、".join(sorted(self._names[code] for code in found)[:4])
        raise UnclearItem(f"“{typed}”可能是{names}，请写清是哪一个")

    def _containing(self, plain: str) -> set[str]:
        if len(plain) < SHORTEST_PART:
            return set()
        return {
            code
            for name, codes in self._codes.items()
            if plain in name or (len(name) > SHORTEST_PART and name in plain)
            for code in codes
        }


def _plain(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())
