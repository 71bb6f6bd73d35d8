"""``summary``: the month of every enrolled station, as the township sees it; of one station the ledgers it sent."""

import argparse
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.door.call import Answer, Call
from app.ledgers.closing import days_of, read_period
from app.ledgers.entry_face import entry_face
from app.ledgers.facts import Wanted

if TYPE_CHECKING:
    from app.packages.village_books import VillageBooks

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("summary", help="乡镇：各村站一个月的情况，或一个村站的台账")
    parser.add_argument("--month", required=True, help="月份，例如 2026-10")
    parser.add_argument("--unit", default="", metavar="CODE", help="只看这个村站报来的台账")
    parser.add_argument("--ledger", default="", metavar="KEY", help="列出这个村站这本台账的登记（同 --unit 一起用）")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Add up the month, station by station, or ledger by ledger of one station."""
    from app.packages.summary import township_month

    session, asked = call.open(), call.arguments
    if asked.ledger and not asked.unit:
        raise Refused("看登记要写明是哪个村站。", untouched="什么也没有改动。", advice="请加上 --unit 和村站的代码。")
    if asked.unit:
        books, month = session.packages.books(asked.unit), read_period(asked.month)
        return _entries(books, asked.ledger, month) if asked.ledger else _ledgers(books, month)
    lines = township_month(session.store, session.cases, asked.month)
    shown = []
    for line in lines:
        missing = f"，缺第 {'、'.join(map(str, line.gap))} 号包" if line.gap else ""
        nothing = "，还没有收到过报送包" if not line.last_number else ""
        shown.append(
            f"{line.name}（{line.unit}）：办件 {line.cases}，办结 {line.concluded}，按时 {line.on_time}，"
            f"超期 {line.overdue}，台账登记 {line.entries}{missing}{nothing}"
        )
    return Answer(lines, "\n".join(shown) or "还没有登记过村站。")


def _ledgers(books: "VillageBooks", month: str) -> Answer:
    days, value, lines = days_of(month), [], []
    for one in books.counts(*days):
        figures = books.figures(one.key, *days)
        measures = [{"key": f.key, "label": f.label, "unit": f.unit, "amount": f"{f.amount:f}"} for f in figures]
        value.append({"key": one.key, "title": one.title, "entries": one.entries, "measures": measures})
        told = "，".join(f"{figure.label} {figure.amount:f}{figure.unit}" for figure in figures)
        lines.append(f"{one.title}（{one.key}）：{one.entries} 条{f'，{told}' if told else ''}")
    return Answer({"name": books.name, "ledgers": value}, "\n".join(lines) or f"{books.name}这段时间没有台账登记。")


def _entries(books: "VillageBooks", key: str, month: str) -> Answer:
    ledger, (first, last) = books.entries.ledger(key), days_of(month)
    found = books.entries.entries(key, Wanted(first=first, last=last))
    faces = [entry_face(ledger, entry) for entry in found]
    lines = (f"{face.number}  {face.name}  {face.state}".rstrip() for face in faces)
    told = {"name": books.name, "ledger": key, "entries": [face.told() for face in faces]}
    return Answer(told, "\n".join(lines) or f"{books.name}的“{ledger.title}”这段时间没有登记。")
