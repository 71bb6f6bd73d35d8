"""A ledger that a village made for itself, and the ledgers of small offices, own and merged."""

from typing import Any

from app.ledgers.entry_reading import EntryReading
from app.ledgers.periods import Periods
from app.ledgers.publishing import Publishing
from app.ledgers.raising import Raising
from app.ledgers.service import Ledgers
from app.ledgers.standing import Standing
from app.ledgers.villages import ledgers_of
from tests.app.packages.offices import Desk

BOAT = """\
key = "boat_log"
title = "渡船登记"
system = "S06"
group = "service"
purpose = "谁坐了渡船，收了多少钱。"
version = 1
day = "day"
name = "{who}过河"
field = [
  { key = "day", label = "日期", kind = "day", required = true, default = "today" },
  { key = "who", label = "坐船人", kind = "resident", required = true, privacy = "name" },
  { key = "phone", label = "电话", kind = "line", privacy = "phone" },
  { key = "illness", label = "病情", kind = "paragraphs", privacy = "sensitive" },
  { key = "persons", label = "人数", kind = "whole", least = 1, most = 20 },
  { key = "paid", label = "收费", kind = "money" },
  { key = "goods", label = "货物", kind = "rows", fields = [
    { key = "what", label = "品名", kind = "line" },
    { key = "owner_phone", label = "电话", kind = "line", privacy = "phone" },
    { key = "worth", label = "价值", kind = "money", privacy = "sensitive" } ] },
]
[list]
columns = ["day", "who", "paid"]
[register]
columns = [{ field = "day", share = 40 }, { field = "who", share = 60 }]
[[measure]]
key = "paid"
label = "收费"
kind = "sum"
field = "paid"
by = ["who"]
unit = "元"
"""
NEWER = BOAT.replace("version = 1", "version = 2").replace(
    'label = "人数", kind = "whole", least = 1, most = 20', 'label = "人数", kind = "line"'
).replace("]\n[list]", '  { key = "boat", label = "哪条船", kind = "line" },\n]\n[list]')  # fmt: skip
TYPED = {"who": "摆渡客", "phone": "13812345678", "illness": "咳嗽", "persons": "2", "paid": "3.50"}


def publishing_at(desk: Desk) -> Publishing:
    """Give what publishes ledgers at a desk."""
    fills_nothing: Any = None
    return Publishing(desk.store, desk.clock, Raising(fills_nothing))


def ledgers_at(desk: Desk) -> Ledgers:
    """Give the ledgers of a desk."""
    publishing = publishing_at(desk)
    return Ledgers(
        desk.store,
        desk.clock,
        publishing.all,
        Periods(desk.store, desk.clock, publishing.known),
        lambda *_: None,
    )


def kept_of(desk: Desk, owner: int = 3) -> EntryReading:
    """Give the ledgers that a township keeps of a village; the first that enrols has the number 3."""

    def standings() -> dict[str, Standing]:
        return {key: Standing(one) for key, one in ledgers_of(desk.store, owner).items()}

    return EntryReading(desk.store, desk.clock, standings, owner=owner)
