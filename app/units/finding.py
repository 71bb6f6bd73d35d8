"""Finding units and posts by any part of a name, its pinyin or its initials, and by who holds a post there."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from app.core.pinyin import pinyin_of, pinyin_of_words
from app.units.facts import Candidate, Unit
from app.units.kinds import label_of
from db import network as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.units.network import Network
    from db.store import Store

POST = "post"
MOST_LETTERS = 80


class Answering(NamedTuple):
    """A unit or post by every name it answers to, the whole one first; ``people`` hold it or a post of it now."""

    id: str
    names: tuple[str, ...]
    detail: str
    people: tuple[str, ...] = ()


class UnitFinding:
    """Finds among the open units of one office, and among their posts."""

    def __init__(self, store: "Store", clock: "Clock", units: "Network") -> None:
        """``units`` gives the network."""
        self._store, self._clock, self._units = store, clock, units

    def candidates(self, text: str, kind: str = "unit", limit: int = 20) -> list[Candidate]:
        """Give the open units (or, with ``kind`` = post, the posts) that ``text`` means, exact names first.

        A post is called “示例村 站长”; what is typed may also be its bare name. No text gives all of them.
        """
        return [Candidate(one.id, one.names[0], one.detail) for one in self._fitting(text, kind)[:limit]]

    def bearing(self, text: str, kind: str = "unit") -> list[Candidate]:
        """Give the open units (or posts) that bear exactly this name, short name or, of a post, bare name."""
        wanted = text.strip()
        found = [one for one in self._answering(kind) if wanted and wanted in one.names]
        return [Candidate(one.id, one.names[0], one.detail) for one in found]

    def in_box(self, text: str, limit: int) -> list[Candidate]:
        """Give the units for the search box: also by a name that holds a post there; ``detail`` tells who does."""
        if limit < 1 or not text.strip():
            return []
        found = self._fitting(text, "unit")[:limit]
        return [Candidate(one.id, one.names[0], " · ".join((one.detail, *_joined(one.people)))) for one in found]

    def _fitting(self, text: str, kind: str) -> list[Answering]:
        words = unicodedata.normalize("NFKC", text[:MOST_LETTERS]).lower().split()
        found = [one for one in self._answering(kind) if all(_fits(word, one) for word in words)]
        return sorted(found, key=lambda one: _rank("".join(words), one))

    def _answering(self, kind: str) -> Iterator[Answering]:
        units = {unit.id: unit for unit in self._units.units()}
        posts = [row for row in rows.posts(self._store) if row["unit_id"] in units and row["ended_on"] is None]
        if kind == POST:
            for row in posts:
                unit = units[row["unit_id"]]
                whole = tuple(f"{name} {row['name']}" for name in (unit.name, unit.short) if name)
                yield Answering(row["id"], (*whole, row["name"]), "岗位")
        else:
            held = self._held({row["id"]: row for row in posts})
            yield from (_of_unit(unit, held.get(unit.id, ())) for unit in units.values())

    def _held(self, posts: dict[str, dict[str, str]]) -> dict[str, list[str]]:
        """Give by unit who holds its posts today, each as “站长 王守田”."""
        today, found = self._clock.today().isoformat(), dict[str, list[str]]()
        for row in rows.holders(self._store):
            post = posts.get(row["post_id"])
            if post is not None and (row["since"] or "") <= today <= (row["until"] or today):
                found.setdefault(post["unit_id"], []).append(f"{post['name']} {row['name']}")
        return found


def _joined(people: tuple[str, ...]) -> tuple[str, ...]:
    return ("、".join(people),) if people else ()


def _of_unit(unit: Unit, held: Iterable[str]) -> Answering:
    names = tuple(name for name in (unit.name, unit.short, unit.code) if name)
    return Answering(unit.id, names, label_of(unit.kind), tuple(held))


def _fits(word: str, one: Answering) -> bool:
    if any(_in_name(word, name, pinyin_of_words(name)) for name in one.names):
        return True
    return any(_in_name(word, told, pinyin_of(told.rpartition(" ")[2])) for told in one.people)


def _in_name(word: str, name: str, spoken: tuple[str, str]) -> bool:
    if not word.isascii():
        return word in name
    if len(word) == 1:  # one letter is in nearly every name: only what begins so is meant
        return name.lower().startswith(word) or spoken[1].startswith(word)
    return word in name.lower() or any(word in letters for letters in spoken)


def _rank(wanted: str, one: Answering) -> int:
    """Put what is called exactly so first, then what begins so, whole or in pinyin."""
    if wanted in one.names:
        return 0
    begins = (name.lower().startswith(wanted) for name in one.names)
    spoken = (letters.startswith(wanted) for name in one.names for letters in pinyin_of_words(name))
    return 1 if any(begins) or any(spoken) else 2
