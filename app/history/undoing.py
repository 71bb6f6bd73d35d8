"""Taking back an operator's last actions, entry by entry, as one new action; taking that back is doing it again."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.history.conflicts import conflict_of
from app.history.facts import Action
from app.history.finding import told_actions
from app.history.words import Words, words_of
from db import actions as stored
from db import history as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store
    from db.writing import Writing

Row = dict[str, Any]
Reindex = Callable[["Writing", str, Iterable[str]], None]
Vet = Callable[[str, str], None]
UNTOUCHED = "什么也没有改动。"
FEW = 200
"""An action of more entries is looked at closely only when it is really to be taken back."""


class Undoing:
    """The last steps of each operator; looks and prints are no steps, they change nothing."""

    def __init__(self, store: "Store", clock: "Clock", reindex: Reindex, vet: Vet) -> None:
        """``reindex`` keeps the search true inside the transaction, ``vet`` refuses a row that may not stand so."""
        self._store, self._clock = store, clock
        self._reindex, self._vet = reindex, vet

    @property
    def _words(self) -> Words:
        return words_of(self._store)

    def last_steps(self, operator: str) -> list[Action]:
        """Give the operator's last steps as they stand now, the newest first; writes the gathered actions."""
        stored.gather_actions(self._store)
        links = [self._tip(root) for root in self._window(operator)]
        told = told_actions(self._store, self._clock, links)
        return [
            msgspec.structs.replace(one, blocked=self._blocked(link)) for one, link in zip(told, links, strict=True)
        ]

    def undo(self, operator: str, seq: int | None = None) -> tuple[Action, Changes]:
        """Take back a step (``seq``: its first entry), else the last one that stands; gives the new action.

        A taking back is taken back the same way. Raises ``Refused``, naming the record that stands in the way.
        """
        stored.gather_actions(self._store)
        link = self._wanted(operator, seq)
        (told,) = told_actions(self._store, self._clock, [link])
        if why := self._refusal(link, told):
            raise Refused(f"“{told.words}”撤不回：{why}", untouched=UNTOUCHED)
        reason = f"撤销：{told.words}"
        with self._store.writing(operator, reason) as write:
            write.note(stored.UNDO, stored.TABLE, str(link["first_seq"]), reason)
            written = self._take_back(write, link)
            for table, ids in written.items():
                self._reindex(write, table, ids)
                for row_id in ids:
                    self._vet(table, row_id)
            changes = Changes.of(write.changed)
        stored.gather_actions(self._store)
        done = stored.action_of(self._store, self._store.journal.last_seq)
        (action,) = told_actions(self._store, self._clock, [] if done is None else [done])
        return action, changes

    def _take_back(self, write: "Writing", link: Row) -> dict[str, list[str]]:
        written: dict[str, list[str]] = {}
        for entry in reversed(self._entries(link)):
            table, row_id = entry["tbl"], entry["row_id"]
            before, after = (msgspec.json.decode(entry[side]) for side in ("before", "after"))
            if not before:
                write.remove(table, row_id, write.reason)
            elif after.get("deleted") == 1:
                write.revive(table, row_id, write.reason)
            elif after.get("deleted") == 0:
                write.remove(table, row_id, before["removed_reason"])
            else:
                write.update(table, row_id, before)
            if row_id not in written.setdefault(table, []):
                written[table].append(row_id)
        return written

    def _window(self, operator: str) -> list[Row]:
        return stored.newest_first_actions(self._store, operator, self._words.undo.steps, self._no_steps())

    def _no_steps(self) -> tuple[str, ...]:
        """Give the kinds of actions that change no row, or nothing that anybody would take back."""

        def passes(pair: str) -> bool:
            return pair in self._words.undo.passed_over or self._words.is_note(*pair.split(":", 1))

        return tuple(
            what for what in stored.kinds_of_actions(self._store) if all(passes(pair) for pair in what.split(","))
        )

    def _wanted(self, operator: str, seq: int | None) -> Row:
        window = {root["first_seq"]: root for root in self._window(operator)}
        if seq is None:
            for root in window.values():
                chain = stored.chain_of(self._store, root["first_seq"])
                if len(chain) % 2:
                    return _whole(chain)
            raise Refused("没有可以撤销的。", untouched=UNTOUCHED, advice="可以撤销的是您自己最近做的改动。")
        chain = stored.chain_of(self._store, seq)
        if not chain or chain[0]["first_seq"] not in window:
            sentence = f"只能撤销自己最近 {self._words.undo.steps} 步里的改动。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="更早的请打开那条记录直接修改。")
        if chain[-1]["first_seq"] != seq:
            raise Refused("这一步已经撤销过了。", untouched=UNTOUCHED, advice="要重做，请撤销那次撤销。")
        return _whole(chain)

    def _tip(self, root: Row) -> Row:
        return _whole(stored.chain_of(self._store, root["first_seq"]))

    def _blocked(self, link: Row) -> str:
        if link["last_seq"] - link["first_seq"] < FEW:
            return self._refusal(link, None)
        return self._forbidden(link)

    def _forbidden(self, link: Row) -> str:
        """Say why this kind of action cannot be taken back at all."""
        pairs = [pair.split(":", 1) for pair in link["whole"].split(",")]
        found = next((why for pair in pairs if (why := self._words.refusal(*pair))), "")
        if not found and link["last_seq"] - link["first_seq"] >= self._words.undo.longest:
            return "一次改动的记录太多。请用这一步以前的备份恢复。"
        return found

    def _refusal(self, link: Row, told: Action | None) -> str:
        forbidden = self._forbidden(link)
        if forbidden:
            return forbidden
        entries = self._entries(link)
        if told is not None and not entries:
            return "它没有改动任何记录。"
        return conflict_of(self._store, self._clock, entries, link["last_seq"])

    def _entries(self, link: Row) -> list[Row]:
        found = rows.entries_between(self._store, link["first_seq"], link["last_seq"], self._words.undo.longest + 1)
        return [entry for entry in found if entry["revision"]]


def _whole(chain: list[Row]) -> Row:
    """Give the end of a chain with what the first one did: it cannot be taken back where that one could not."""
    return {**chain[-1], "whole": chain[0]["what"], "undone": False}
