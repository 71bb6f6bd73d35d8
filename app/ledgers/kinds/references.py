"""Kinds that refer: one or several persons, households, units, posts, items, files; kept with the name as it was."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec

from app.ledgers.kinds.kind import NotTyped
from app.ledgers.kinds.texts import Line
from app.ledgers.kinds.values import NOTHING_KNOWN, Ref, Resolver

LONGEST_NAME = 100
MOST_SEVERAL = 300
_BETWEEN = re.compile(r"[、，,;；\n\r]+")
_encode = msgspec.json.Encoder().encode
_one = msgspec.json.Decoder(Ref)
_several = msgspec.json.Decoder(tuple[Ref, ...])
_line = Line()


class Reference:
    """One thing referred to; a name that exactly one thing bears becomes a reference, any other stays a bare name."""

    column_type = "TEXT"
    order = "name"

    def __init__(self, kind: str, resolver: Resolver = NOTHING_KNOWN) -> None:
        """``kind`` is that of the field, which tells the resolver what is looked for."""
        self._kind, self._resolver = kind, resolver

    def typed(self, text: str) -> Ref:
        """Read a name."""
        name = _line.typed(text)
        if not name:
            raise NotTyped("要写名称")
        if len(name) > LONGEST_NAME:
            raise NotTyped(f"名称最多 {LONGEST_NAME} 个字")
        found = self._resolver.candidates(self._kind, unicodedata.normalize("NFKC", name))
        return found[0] if len(found) == 1 else Ref("", name)

    def given(self, value: object) -> Ref:
        """Take a reference, or a mapping of ``id`` and ``name``; where no name is given it is that of the id."""
        if isinstance(value, Mapping):
            if set(value) - {"id", "name"} or not all(isinstance(one, str) for one in value.values()):
                raise NotTyped("要写名称，或 id 和 name")
            value = Ref(value.get("id", ""), value.get("name", ""))
        if not isinstance(value, Ref):
            raise NotTyped("要写名称，或 id 和 name")
        known = _line.typed(value.id)
        name = value.name.strip() or self._resolver.named(self._kind, known)
        return Ref(known, self.typed(name).name) if known else self.typed(name)

    def stored(self, value: Ref) -> str:
        """Keep id and name as JSON, the id first, so that all of one id lie side by side in an index."""
        return _encode(value).decode()

    def read(self, kept: str | int) -> Ref:
        """Read it back."""
        return _one.decode(str(kept))

    def shown(self, value: Ref) -> str:
        """Show the name."""
        return value.name

    def words(self, value: Ref) -> str:
        """Find it by its name."""
        return value.name

    def hint(self, value: Ref) -> str:
        """Say that a name stayed a bare one because several bear it; empty where there is nothing to say."""
        if value.id:
            return ""
        found = self._resolver.candidates(self._kind, value.name)
        return f"叫“{value.name}”的有 {len(found)} 个，请选是哪一个" if len(found) > 1 else ""


class References:
    """Several of them, in the order given, each once."""

    column_type = "TEXT"
    order = "text"

    def __init__(self, kind: str, resolver: Resolver = NOTHING_KNOWN) -> None:
        """``kind`` is that of the field."""
        self._one = Reference(kind, resolver)

    def typed(self, text: str) -> tuple[Ref, ...]:
        """Read names with 、 or line ends between them."""
        return self._all(self._one.typed(name) for name in _BETWEEN.split(text) if name.strip())

    def given(self, value: object) -> tuple[Ref, ...]:
        """Take a list of names, references or mappings."""
        if not isinstance(value, list | tuple):
            raise NotTyped("要写一串名称")
        found = (self._one.typed(one) if isinstance(one, str) else self._one.given(one) for one in value)
        return self._all(Ref(one.id, _BETWEEN.sub(" ", one.name).strip()) for one in found)

    def stored(self, value: tuple[Ref, ...]) -> str:
        """Keep them as a JSON list."""
        return _encode(value).decode()

    def read(self, kept: str | int) -> tuple[Ref, ...]:
        """Read them back."""
        return _several.decode(str(kept))

    def shown(self, value: tuple[Ref, ...]) -> str:
        """Show the names with 、 between them."""
        return "、".join(one.name for one in value)

    def words(self, value: tuple[Ref, ...]) -> str:
        """Find it by each name."""
        return " ".join(one.name for one in value)

    def _all(self, found: Iterable[Ref]) -> tuple[Ref, ...]:
        refs = tuple(dict.fromkeys(one for one in found if one.name))
        if not refs:
            raise NotTyped("要写名称")
        if len(refs) > MOST_SEVERAL:
            raise NotTyped(f"最多 {MOST_SEVERAL} 个")
        return refs
