"""What has happened since a backup, in the clerk's words, told by the journal without opening the backup."""

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from app.backups.lineage import is_on_our_line
from app.backups.record_kinds import entry_words, record_kinds, told_actions
from db.ledger_tables import PREFIX, entry_tables
from db.past_records import changed_after, told_after

if TYPE_CHECKING:
    from app.backups.container import About
    from db.store import Store

OTHER_LINE = "这份备份不在现在这条线上：是恢复以前、或者在另一台电脑上做的，里面可能有现在没有的记录。"
NOTHING = "此后没有新的登记和修改。"


class Since(msgspec.Struct, frozen=True):
    """What happened since a backup; ``same_line`` is false where it is not a piece of today's journal."""

    same_line: bool
    records: int
    words: str


def changed_since(store: "Store", about: "About") -> Since:
    """Tell what restoring this backup whole would take away, such as “此后登记了 12 件代办件，改了 3 位村民。”."""
    if not is_on_our_line(store, about):
        return Since(same_line=False, records=0, words=OTHER_LINE)
    after = {**{key: kind.after for key, kind in record_kinds().items()}, PREFIX: entry_words().after}
    counts = _counts(store, about.journal_seq)
    parts = [
        getattr(words, became).format(n=counts[key, became])
        for key, words in after.items()
        for became in ("new", "changed", "removed")
        if (key, became) in counts
    ]
    told = told_after(store, about.journal_seq)
    parts += [one.words.format(n=told[one.action]) for one in told_actions() if one.action in told]
    return Since(same_line=True, records=sum(counts.values()), words=f"此后{'，'.join(parts)}。" if parts else NOTHING)


def _counts(store: "Store", seq: int) -> Counter[tuple[str, str]]:
    """Count what became of records by their table; the entries of all ledgers are counted together."""
    tables = (*record_kinds(), *entry_tables(store.tables))
    counts = Counter[tuple[str, str]]()
    for row in changed_after(store, seq, tables):
        counts[PREFIX if row["tbl"].startswith(PREFIX) else row["tbl"], row["became"]] += row["n"]
    return counts
