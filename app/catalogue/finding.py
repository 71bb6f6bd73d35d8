"""Finding an item as it is spoken of at the counter: by name, by what people call it, by initials; nearest first."""

from collections.abc import Iterable, Sequence
from functools import cache

from app.catalogue.facts import Item
from app.core.pinyin import pinyin_of_words
from app.core.resources import load_toml

CODE, WHOLE, BEGINS, INSIDE = range(4)


def find_items(items: Iterable[Item], typed: str) -> list[Item]:
    """Give the items that fit what is typed: a code, then a whole name, what begins so, what has it inside.

    Of equal fits the shorter way of calling it comes first, then the order of the catalogue.
    """
    wanted = typed.strip().lower()
    if not wanted:
        return []
    found = [(fit, item) for item in items if (fit := _fit(item, wanted)) is not None]
    return [item for _, item in sorted(found, key=lambda one: one[0])]


def _fit(item: Item, wanted: str) -> tuple[int, int] | None:
    if wanted == item.code.lower():
        return CODE, 0
    fits = [
        (_nearness(text, wanted), len(name))
        for name in (item.name, *_synonyms().get(item.code, ()))
        for text in _texts(name)
        if wanted in text
    ]
    return min(fits, default=None)


def _nearness(text: str, wanted: str) -> int:
    if text == wanted:
        return WHOLE
    return BEGINS if text.startswith(wanted) else INSIDE


@cache
def _texts(name: str) -> Sequence[str]:
    pinyin = pinyin_of_words(name)
    return name.lower(), pinyin.initials, pinyin.full


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    return load_toml("catalogue/synonyms.toml", dict[str, tuple[str, ...]])
