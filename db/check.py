"""Look through a whole file: pages, references, the journal's chain, and each row against its last entry."""

from typing import TYPE_CHECKING

from db.journal import chain_breaks

if TYPE_CHECKING:
    from db.store import Store

_LAST_REVISION = """
    SELECT r.id FROM {table} AS r
    WHERE r.revision <> (SELECT coalesce(max(j.revision), 0) FROM journal AS j WHERE j.row_id = r.id AND j.tbl = ?)
    LIMIT 20
"""


def findings(store: "Store") -> list[str]:
    """Give every finding as a sentence in Chinese; an empty list is a sound file."""
    found: list[str] = []
    pages = [row["integrity_check"] for row in store.rows("PRAGMA integrity_check(20)")]
    if pages != ["ok"]:
        found.extend(f"数据页：{page}" for page in pages)
    found.extend(f"数据页校验：{next(iter(row.values()))}" for row in store.rows("PRAGMA cipher_integrity_check"))
    found.extend(
        f"表 {row['table']} 第 {row['rowid']} 行指向一条不存在的 {row['parent']}"
        for row in store.rows("PRAGMA foreign_key_check")
    )
    found.extend(f"流水第 {broken.seq} 条：{broken.what}" for broken in chain_breaks(store.reader))
    for table in store.tables:
        rows = store.rows(_LAST_REVISION.format(table=table), (table,))
        found.extend(f"表 {table} 的记录 {row['id']} 与流水记下的修订次数不符" for row in rows)
    return found
