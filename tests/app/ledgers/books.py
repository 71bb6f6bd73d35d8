"""A made-up ledger with one field of each shape, and its table, for tests of what is computed over entries."""

from collections.abc import Mapping, Sequence

from app.ledgers.declaration import Declaration
from app.ledgers.reading import read_declaration
from db.store import Store
from db.tables import Stored, owned_tables
from db.transaction import transaction

TEXT = """\
key = "seed_trade"
title = "种子往来"
system = "S27"
group = "village"
purpose = "谁领了多少种子，收了多少钱。"
version = 1
day = "day"
name = "{seed}"
field = [
  { key = "day", label = "日期", kind = "day", required = true, default = "today" },
  { key = "seed", label = "品种", kind = "line" },
  { key = "use", label = "用途", kind = "choice", choices = [
    { value = "s", label = "春播" }, { value = "a", label = "秋种" } ] },
  { key = "ways", label = "方式", kind = "choices", choices = [
    { value = "x", label = "自提" }, { value = "y", label = "送货" } ] },
  { key = "resident", label = "领种人", kind = "resident" },
  { key = "hands", label = "经手人", kind = "residents" },
  { key = "taken_in", label = "入库", kind = "decimal" },
  { key = "given_out", label = "出库", kind = "decimal" },
  { key = "opening", label = "期初", kind = "decimal" },
  { key = "pieces", label = "袋数", kind = "whole" },
  { key = "paid", label = "收款", kind = "money" },
  { key = "done", label = "已结", kind = "yes_no" },
  { key = "receipt", label = "单据号", kind = "line" },
]
[list]
columns = ["day", "seed"]
[register]
columns = [{ field = "day", share = 40 }, { field = "seed", share = 60 }]
[[state]]
key = "open"
label = "在办"
[[state]]
key = "over"
label = "办完"
ended = true
[[step]]
key = "end"
verb = "办完"
from = ["open"]
to = "over"
[[measure]]
key = "times"
label = "次数"
kind = "count"
by = ["seed", "use", "ways", "resident", "hands", "state", "done"]
unit = "次"
[[measure]]
key = "weight"
label = "入库"
kind = "sum"
field = "taken_in"
by = ["seed", "use", "ways", "hands"]
unit = "公斤"
[[measure]]
key = "pieces"
label = "袋数"
kind = "sum"
field = "pieces"
by = ["resident"]
[[measure]]
key = "paid"
label = "收款"
kind = "sum"
field = "paid"
by = ["seed", "ways"]
unit = "元"
[[measure]]
key = "persons"
label = "人数"
kind = "distinct"
field = "resident"
by = ["use", "hands"]
unit = "人"
[[measure]]
key = "helpers"
label = "经手人数"
kind = "distinct"
field = "hands"
by = ["seed", "ways"]
[money]
kind = "stock"
income = "taken_in"
outlay = "given_out"
opening = "opening"
per = "seed"
needs = ["receipt"]
"""


def book(text: str = TEXT) -> Declaration:
    """Read the ledger."""
    return read_declaration(text.encode(), "seed_trade.toml")


def with_month_days() -> Declaration:
    """Give the same ledger whose entries name a month instead of a day."""
    text = TEXT.replace('label = "日期", kind = "day"', 'label = "月份", kind = "month"')
    return book(text.replace('required = true, default = "today"', "required = true"))


def make_table(store: Store, ledger: Declaration) -> None:
    """Make the ledger's table as bare as the computations need it."""
    whole = {"whole", "money", "yes_no"}
    columns = ", ".join(f"{one.key} {'INTEGER' if one.kind in whole else 'TEXT'}" for one in ledger.field)
    store.writer.execute(
        f"CREATE TABLE entries_{ledger.key} (n INTEGER PRIMARY KEY, id TEXT, owner INTEGER, epoch INTEGER,"
        " revision INTEGER, deleted INTEGER DEFAULT 0, removed_reason TEXT DEFAULT '', number TEXT, state TEXT,"
        " corrects TEXT NOT NULL DEFAULT '', corrects_why TEXT NOT NULL DEFAULT '',"
        f" from_case TEXT NOT NULL DEFAULT '', {columns}) STRICT"
    )
    store.tables = owned_tables(store.writer)


def lay(store: Store, ledger: Declaration, rows: Sequence[Mapping[str, Stored]], owner: int = 1) -> None:
    """Lay stored rows of the same columns into the table in place of what is there, without a journal."""
    table = f"entries_{ledger.key}"
    columns = ("owner", *(rows[0] if rows else ()))
    with transaction(store.writer):
        store.writer.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - ours
        store.writer.executemany(sql, [(owner, *row.values()) for row in rows])
