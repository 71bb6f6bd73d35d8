"""A ledger of 50,000 entries in the window: opening its page beside the query alone, a letter typed in its filter."""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path

from build_scripts.measures.measure import Measure
from build_scripts.measures.offices import PASSWORD, child, demo

ENTRIES = 50_000
LIMIT_MS = 50
KEY_LIMIT_MS = 16
KEYS = ("household_visit", "station_funds", "farm_stock", "consulting")

FILL = """
import sys
from datetime import timedelta
from pathlib import Path
from app.opening import open_session
from app.ledgers.designing.samples import samples
session = open_session(Path(sys.argv[1]), sys.argv[2])
people = [one.name for one in session.people.page(limit=200).residents]
for one in sorted(session.periods.closed(), key=lambda one: one.period, reverse=True):
    session.periods.open(one.period, "bench", one.ledger)
for key in sys.argv[4:]:
    ledger = session.ledgers.ledger(key)
    texts = [one.key for one in ledger.field if one.kind in {"line", "paragraphs"} and not one.letters]
    amounts = {session.ledgers.ledger(key).money.outlay: ""} if ledger.money else {}
    typed = list(samples(ledger, session.clock.today()))[0]
    today, count = session.clock.today(), int(sys.argv[3])
    for begin in range(0, count, 5000):
        made = []
        for at in range(begin, min(begin + 5000, count)):
            day = (today - timedelta(days=at % 1500)).isoformat()
            own = {**typed, ledger.day: day[:7] if len(str(typed[ledger.day])) == 7 else day, **amounts}
            own.update({one: f"{typed.get(one, '')}{people[at % 200]} 事项{at}" for one in texts})
            made.append((own, ""))
        with session.store.writing(reason="bench") as write:
            session.ledgers.write_new(write, key, made)
session.close()
"""

LOOK = """
import json, sys, time
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from ui.ledgers.addresses import ledger_at
from ui.main_window.program import Program
from ui.login.opening import open_office
from ui.widgets.windowed import PAGE_ROWS
program = Program(Path(sys.argv[1]))
program.open_first_window()
program.open_office(open_office(Path(sys.argv[1]), sys.argv[2]))
application, work = program.application, program.work
def turn():
    loop = QEventLoop(); QTimer.singleShot(0, loop.quit); loop.exec()
def until_quiet():
    while not work.is_quiet():
        turn()
    turn()
until_quiet()
session, frame, seen = program.window.frame._desk.session, program.window.frame, {}
def rows_there(key):
    part = frame.page().list
    listed = part.list
    return listed is not None and part.declaration.key == key and listed.isVisible() and bool(
        listed.model().rowCount() and listed.model().index(0, 0).data())
def opening(key):
    begin = time.perf_counter()
    frame.go(ledger_at(key))
    while not rows_there(key):
        turn()
    application.processEvents()
    return (time.perf_counter() - begin) * 1000
for key in sys.argv[3:]:
    def query():
        begin, asked = time.perf_counter(), replace(frame.page().list.filters.wanted(), limit=PAGE_ROWS)
        session.ledgers.count(key, asked); session.ledgers.entries(key, asked)
        return (time.perf_counter() - begin) * 1000
    first = opening(key)
    until_quiet()
    query()
    again = []
    for _ in range(5):
        frame.go(ledger_at("dues"))
        until_quiet()
        again.append(opening(key))
        until_quiet()
    alone = sorted(query() for _ in range(5))[2]
    box = frame.page().list.filters.text
    strokes, answers = [], []
    for letter in "事项1234":
        begin = time.perf_counter()
        box.setText(box.text() + letter)
        application.processEvents()
        strokes.append((time.perf_counter() - begin) * 1000)
        until_quiet()
        answers.append(min(query(), query()))
    box.clear()
    until_quiet()
    seen[key] = {"first": first, "again": sorted(again)[2], "query": alone, "key": max(strokes), "answer": max(answers)}
program.close()
print(json.dumps(seen))
"""


def measure(cases: int | None = None) -> Measure:
    """Measure the pages of four ledgers; ``cases`` is how many entries each has (50,000 unless told)."""
    count = cases or ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        home = demo(Path(folder), 100)
        child("-c", FILL, str(home), PASSWORD, str(count), *KEYS)
        seen = json.loads(child("-c", LOOK, str(home), PASSWORD, *KEYS).splitlines()[-1])
    opening = max(one["again"] - one["query"] for one in seen.values())
    first = max(one["first"] - one["query"] for one in seen.values())
    told = {
        "entries_of_each": count,
        "opening_ms_beside_query": round(opening, 1),
        "opening_kept": opening <= LIMIT_MS,
        "first_opening_ms_beside_query": round(first, 1),
        "query_ms": round(statistics.median(one["query"] for one in seen.values()), 1),
        "worst_key_ms": round(max(one["key"] for one in seen.values()), 1),
        "key_kept": max(one["key"] for one in seen.values()) <= KEY_LIMIT_MS,
        "worst_answer_ms": round(max(one["answer"] for one in seen.values()), 1),
        "answer_kept": max(one["answer"] for one in seen.values()) <= KEY_LIMIT_MS,
        **{key: {name: round(value, 1) for name, value in one.items()} for key, one in seen.items()},
    }
    ratio = statistics.median(one["again"] / one["query"] for one in seen.values())
    return Measure("ledger", ratio, None, "打开五万条的台账，与只问数据相比", seen=told)
