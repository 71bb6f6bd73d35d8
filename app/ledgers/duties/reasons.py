"""“做不了，因为…”: the reasons that close a due without its being done, given and taken back; rows like any other."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.core.changes import Changes
from app.core.errors import Refused
from db import ledger_dues as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

BETWEEN = "/"
LONGEST = 200


class Given(NamedTuple):
    """A reason, and the day on which it was given."""

    reason: str
    day: date


class DueReasons:
    """The reasons of one office, by ledger and the key of the due; every writing method gives what changed."""

    def __init__(self, store: "Store", clock: "Clock") -> None:
        """Work on one open office."""
        self._store, self._clock = store, clock

    def all(self) -> Mapping[str, Mapping[str, Given]]:
        """Give every reason that stands, by ledger and key of its due."""
        found: dict[str, dict[str, Given]] = {}
        for row in rows.reasons(self._store):
            found.setdefault(row["ledger"], {})[row["due_key"]] = Given(
                row["reason"], date.fromisoformat(row["given_on"])
            )
        return found

    def give(self, key: str, reason: str) -> Changes:
        """Close a due (``ledger/key of the due``) with a reason; another reason takes the place of the first one.

        Raises ``Refused`` without a reason, or for one that is longer than 200 characters.
        """
        ledger, due_key = _read(key)
        told = " ".join(reason.split())
        if not told or len(told) > LONGEST:
            sentence = "没有写为什么做不了。" if not told else f"原因有 {len(told)} 个字，最多 {LONGEST} 个。"
            raise Refused(sentence, untouched="这件事还在今日里。", advice="请用一句话写明原因。")
        with self._store.writing(reason="写明做不了的原因") as write:
            known = rows.reason_row(self._store, ledger, due_key)
            values = {"reason": told, "given_on": self._clock.today()}
            if known is not None and not known["deleted"]:
                write.update(rows.REASONS, known["id"], values)
            else:
                write.insert(rows.REASONS, {"ledger": ledger, "due_key": due_key, **values})
            return Changes.of(write.changed)

    def take_back(self, key: str) -> Changes:
        """Ask for a due again that was closed with a reason; raises ``Refused`` where it was not."""
        known = rows.reason_row(self._store, *_read(key))
        if known is None or known["deleted"]:
            raise Refused("这件事没有写过做不了的原因。", untouched="什么也没有改动。", advice="请刷新后再试。")
        with self._store.writing(reason="又要做了") as write:
            write.remove(rows.REASONS, known["id"], "又要做了")
            return Changes.of(write.changed)


def due_address(ledger: str, due_key: str) -> str:
    """Give the key under which a due of any ledger is known."""
    return f"{ledger}{BETWEEN}{due_key}"


def _read(key: str) -> tuple[str, str]:
    ledger, _, due_key = key.partition(BETWEEN)
    if not ledger or not due_key:
        raise Refused("没有这件事。", untouched="什么也没有改动。", advice="代号请看 agenda --json 里的 due。")
    return ledger, due_key
