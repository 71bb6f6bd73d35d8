"""Checking and taking rows of a ledger's sheet: every cell by its field's kind, nothing twice, nothing half."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.numbering import PaperNumber, read_number
from app.core.progress import SILENT, Progress, go_on
from app.ledgers.fields import Fields
from app.ledgers.kinds.times import Day
from app.ledgers.states import needed_in
from app.sheets.drafts import Draft
from app.sheets.ledger_columns import CORRECTS, NUMBER, STATE, WHY, default_of, import_kind
from db.ledger_import import never_again, rows_with_numbers

if TYPE_CHECKING:
    from app.ledgers.periods import Periods
    from app.ledgers.service import Ledgers
    from db.store import Store

STEP = 200
"""Rows between two words of progress."""
Known = Mapping[str, dict[str, Any]]


class LedgerTaker:
    """Checks and takes rows of one ledger; an entry keeps the number it had on paper, one without gets the next."""

    def __init__(self, store: "Store", ledgers: "Ledgers", periods: "Periods", key: str) -> None:
        """Work on one ledger of an open office; ``periods`` knows what is closed."""
        self._store, self._ledgers, self._periods, self._key = store, ledgers, periods, key
        self._ledger = ledgers.ledger(key)
        self._fields = Fields(self._ledger)
        self._states = {name: one.label for one in self._ledger.state for name in (one.label, one.key)}
        self._needs = {
            name: needed_in(self._ledger, one.key) for one in self._ledger.state for name in (one.label, one.key)
        }
        self.kind = import_kind(key)

    def check(self, drafts: list[Draft], progress: Progress = SILENT) -> None:
        """Find what is wrong in each cell, which entries are there already, and which stand in the sheet twice."""
        wanted = [text for draft in drafts for text in (draft.text(NUMBER), draft.text(CORRECTS)) if text]
        known, first = rows_with_numbers(self._store, self._key, wanted), dict[str, int]()
        for done, draft in enumerate(drafts):
            if done % STEP == 0:
                go_on(progress, done, len(drafts), "正在检查")
            values, faults = self._fields.typed(self._typed(draft))
            wrong = {fault.field for fault in faults}
            missing = (one for one in self._fields.missing(values) if one.field not in wrong)
            for fault in (*faults, *missing):
                draft.refuse(fault.field, f"第 {fault.row} 行{fault.words}" if fault.row else fault.words)
            if (state := draft.text(STATE)) and state not in self._states:
                can = "、".join(dict.fromkeys(self._states.values()))
                draft.refuse(STATE, f"没有“{state}”这个状态，可以是：{can}")
            self._check_number(draft, values, known, first)
        numbers = {draft.text(NUMBER) for draft in drafts}
        for draft in drafts:
            if (former := draft.text(CORRECTS)) and former not in numbers and former not in known:
                draft.refuse(CORRECTS, f"表里和台账里都没有编号 {former}")
            if former and not draft.text(WHY) and draft.text(NUMBER) not in known:
                draft.refuse(CORRECTS, "更正要在“更正原因”一栏写明原因")
            if draft.text(WHY) and not former:
                draft.refuse(WHY, "写了更正原因，没有写更正的是哪个编号")

    def take(self, drafts: list[Draft], operator: str, reason: str, progress: Progress = SILENT) -> Changes:
        """Write the checked rows in one action; what corrects another is written after it."""
        numbers = [read_number(draft.text(NUMBER), 0) for draft in drafts if draft.text(NUMBER)]
        ordered = sorted(drafts, key=lambda draft: bool(draft.text(CORRECTS)))
        with self._store.writing(operator, reason) as write:
            never_again(write, self._key, [(one.year, one.letter, one.sequence) for one in numbers])
            plain = [draft for draft in ordered if not draft.text(CORRECTS)]
            ids = self._ledgers.write_new(
                write, self._key, self._told(plain, progress), numbers=[draft.text(NUMBER) for draft in plain]
            )
            written = dict(zip((draft.text(NUMBER) for draft in plain), ids, strict=True))
            for draft in ordered[len(plain) :]:
                former = draft.text(CORRECTS)
                known = rows_with_numbers(self._store, self._key, [former])
                (own,) = self._ledgers.write_new(
                    write,
                    self._key,
                    [(self._typed(draft), draft.text(STATE))],
                    corrects=written.get(former) or str(known[former]["id"]),
                    why=draft.text(WHY),
                    numbers=[draft.text(NUMBER)],
                )
                written[draft.text(NUMBER)] = own
            return Changes.of(write.changed)

    def _told(self, drafts: list[Draft], progress: Progress) -> Iterator[tuple[Mapping[str, object], str]]:
        for done, draft in enumerate(drafts):
            if done % STEP == 0:
                go_on(progress, done, len(drafts), "正在写入")
            yield self._typed(draft), draft.text(STATE)

    def _typed(self, draft: Draft) -> dict[str, object]:
        """Give what a row says of every field; one that the sheet has no column for has its default."""
        return {
            field.key: draft.texts.get(field.key, default_of(field))
            for field in self._ledger.field
            if field.key not in draft.reasons
        }

    def _check_number(self, draft: Draft, values: Mapping[str, Any], known: Known, first: dict[str, int]) -> None:
        number = draft.text(NUMBER)
        if number and _plain_number(number) != number:
            draft.refuse(NUMBER, "不是本程序编的号，应是 2026-00017 的样子；不写就自动编号")
            return
        if number and (before := first.setdefault(number, draft.row.number)) != draft.row.number:
            draft.refuse(NUMBER, f"和第 {before} 行的编号相同")
        elif number in known:
            self._compare(draft, values, known[number])
        else:
            self._check_day(draft, values)
            self._check_state(draft, values)

    def _compare(self, draft: Draft, values: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        """Pass over what is registered just so; refuse another content under the same number."""
        if row["deleted"]:
            draft.refuse(NUMBER, "这个编号的登记删除过了，在回收站里可以恢复")
            return
        others = list(self._differing(draft, values, row))
        if others:
            draft.refuse(NUMBER, f"这个编号已经登记过，{'、'.join(others)}不一样；要改请在台账里改那一条")
        elif not draft.reasons:
            draft.known_as.append(str(row["number"]))

    def _differing(self, draft: Draft, values: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
        stored = self._fields.read(row)
        for key, (field, _) in self._fields.all.items():
            if key in draft.texts and self._fields.shown(key, values.get(key)) != self._fields.shown(key, stored[key]):
                yield f"“{field.label}”"
        if draft.text(WHY) != row["corrects_why"] and draft.text(CORRECTS):
            yield "“更正原因”"
        if (state := draft.text(STATE)) and self._states.get(state) != self._states.get(str(row["state"])):
            yield "“状态”"

    def _check_state(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """Refuse a new row that stands in a state without what the steps that lead there ask for."""
        state = draft.text(STATE)
        for key in self._needs.get(state, ()):
            if values.get(key) is None:
                draft.refuse(key, f"状态是“{self._states[state]}”，这一栏要填")

    def _check_day(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """Refuse a new row of a closed period, or of a day that the ledger takes nothing for any more."""
        day = values.get(self._ledger.day)
        if day is None:
            return
        kept = str(self._fields.stored({self._ledger.day: day})[self._ledger.day])
        if period := self._periods.lock(self._ledger, kept):
            draft.refuse(self._ledger.day, f"{period}已经结账，不能再补登")
            return
        try:
            self._ledgers.standing(self._key).refuse_new(Day().read(kept if len(kept) > 7 else f"{kept}-01"))
        except Refused as refusal:
            draft.refuse(self._ledger.day, refusal.sentence)


def _plain_number(text: str) -> str:
    """Give a number in its one written form; nothing where it is none."""
    try:
        number: PaperNumber = read_number(text, 0)
    except Refused:
        return ""
    return number.text if number.year >= 1900 else ""
