"""A line for one person, household, unit or item: found as anywhere else, or kept as the bare name typed."""

import msgspec

from app.ledgers.kinds.values import Ref
from ui.ledgers.finding import PERSONS, ref_of
from ui.widgets.finder import Find
from ui.widgets.hits import Hit
from ui.widgets.name_entry import NAME_OR_LETTERS, NameEntry
from ui.widgets.verdict import Verdict, hint
from ui.work import Work

_read = msgspec.json.Decoder(Ref).decode


class ReferenceEntry(NameEntry):
    """``given`` is the reference, ``typed`` the same as JSON (empty where nothing is typed)."""

    def __init__(self, work: Work, find: Find, kind: str) -> None:
        """``find(text, most)`` gives what fits, in the reading thread."""
        super().__init__(work, find, NAME_OR_LETTERS if kind in PERSONS else "名称、拼音首字母")
        self._kind = kind

    def given(self) -> Ref | None:
        """Give what was picked, else the bare name; ``None`` where nothing is typed."""
        hit, text = self.picked(), super().typed()
        if hit is not None:
            return ref_of(hit)
        return Ref("", text) if text else None

    def typed(self) -> str:
        """Give it as JSON."""
        given = self.given()
        return "" if given is None else msgspec.json.encode(given).decode()

    def show_typed(self, text: str) -> None:
        """Show what ``typed`` gave."""
        ref = _read(text) if text else None
        self.show_hit(None if ref is None else Hit(self._kind, ref.id, ref.name))

    def verdict(self) -> Verdict:
        """Say who was picked, or that it is a name alone."""
        given = self.given()
        if given is None or given.id or self._kind not in PERSONS:
            return super().verdict()
        return hint("只记姓名，没有和村民名册连上")
