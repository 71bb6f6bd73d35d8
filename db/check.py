"""Look through a whole file: pages, references, the journal's chain, and each row against its last entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from db.errors import FileDamaged
from db.journal import chain_breaks
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.store import Store

_LAST_REVISION = """
    SELECT r.id FROM {table} AS r
    WHERE r.revision <> (SELECT coalesce(max(j.revision), 0) FROM journal AS j WHERE j.row_id = r.id AND j.tbl = ?)
    LIMIT 20
"""


def findings(store: "Store") -> list[str]:
    """Give every finding as a sentence in Chinese; an empty list is a sound file.

    Where a damaged page stops one look, that is a finding, and the next look goes on.
    """
    found: list[str] = []
    with _looking_at("数据页校验", found):
        found.extend(f"数据页校验：{next(iter(row.values()))}" for row in store.rows("PRAGMA cipher_integrity_check"))
    with _looking_at("数据页", found):
        pages = [row["integrity_check"] for row in store.rows("PRAGMA integrity_check(20)")]
        lines = [line for page in pages for line in page.splitlines() if line != "ok" and not line.startswith("***")]
        found.extend(f"数据页：{line}" for line in lines)
    with _looking_at("表之间的指向", found):
        found.extend(
            f"表 {row['table']} 第 {row['rowid']} 行指向一条不存在的 {row['parent']}"
            for row in store.rows("PRAGMA foreign_key_check")
        )
    with _looking_at("流水", found):
        found.extend(f"流水第 {broken.seq} 条：{broken.what}" for broken in chain_breaks(store.reader))
    for table in store.tables:
        with _looking_at(f"表 {table}", found):
            rows = store.rows(_LAST_REVISION.format(table=table), (table,))
            found.extend(f"表 {table} 的记录 {row['id']} 与流水记下的修订次数不符" for row in rows)
    return found


@contextmanager
def _looking_at(what: str, found: list[str]) -> Iterator[None]:
    try:
        yield
    except FileDamaged:
        found.append(f"{what}：读不出来，数据页坏了")
    except Trouble as trouble:
        if not isinstance(as_refusal(trouble), FileDamaged):
            raise
        found.append(f"{what}：读不出来，数据页坏了")
