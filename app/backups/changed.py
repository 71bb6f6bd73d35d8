"""What has happened since a backup, in the clerk's words, told by the journal without opening the backup."""

from typing import TYPE_CHECKING

import msgspec

from app.backups.lineage import is_on_our_line
from app.backups.record_kinds import record_kinds, told_actions
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
    kinds = record_kinds()
    counts = {(row["tbl"], row["became"]): row["n"] for row in changed_after(store, about.journal_seq, tuple(kinds))}
    parts = [
        getattr(kind.after, became).format(n=counts[key, became])
        for key, kind in kinds.items()
        for became in ("new", "changed", "removed")
        if (key, became) in counts
    ]
    told = told_after(store, about.journal_seq)
    parts += [one.words.format(n=told[one.action]) for one in told_actions() if one.action in told]
    return Since(same_line=True, records=sum(counts.values()), words=f"此后{'，'.join(parts)}。" if parts else NOTHING)
