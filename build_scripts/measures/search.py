"""One keystroke in the search box against the same FTS query through the driver."""

from __future__ import annotations

import random
import statistics
import tempfile
from pathlib import Path

from app.core.pinyin import pinyin_of
from app.search.typed import every_word, read_words
from app.session import Session
from build_scripts.measures.measure import Measure, percentile, seconds
from build_scripts.measures.offices import demo, opened
from db.search import subjects_with

CASES = 4_000
PEOPLE = 60
LIMIT = 20
P99_LIMIT_MS = 16.0
EVERYTHING = 1 << 62


def measure(cases: int | None = None) -> Measure:
    """Type many names, initials, numbers and pairs of words letter by letter; ``cases`` 4,000 unless told."""
    count = cases or CASES
    with tempfile.TemporaryDirectory() as folder:
        session = opened(demo(Path(folder), count, events=count <= 50_000))
        try:
            return _measured(session, count)
        finally:
            session.close()


def _measured(session: Session, count: int) -> Measure:
    strokes = [text[:end] for text in _texts(session) for end in range(1, len(text) + 1)]
    random.Random(7).shuffle(strokes)  # noqa: S311 - an order, not a secret
    for text in strokes[:50]:
        session.search.find(text, LIMIT)
    ours = [seconds(lambda text=text: session.search.find(text, LIMIT)) for text in strokes]  # type: ignore[misc]
    asked = [every_word(words) for text in strokes if (words := read_words(text))]
    bare = [seconds(lambda one=one: subjects_with(session.store, one, 1, EVERYTHING, LIMIT)) for one in asked]  # type: ignore[misc]
    p99 = percentile(ours, 0.99) * 1000
    seen = {
        "cases": count,
        "keystrokes": len(strokes),
        "median_ms": round(statistics.median(ours) * 1000, 2),
        "p99_ms": round(p99, 2),
        "worst_ms": round(max(ours) * 1000, 2),
        "bare_median_ms": round(statistics.median(bare) * 1000, 2),
        "bare_p99_ms": round(percentile(bare, 0.99) * 1000, 2),
        "p99_kept": p99 <= P99_LIMIT_MS,
    }
    told = "输入一个字符的查找，与直接问同一个全文索引相比"
    return Measure("search", statistics.median(ours) / statistics.median(bare), None, told, seen=seen)


def _texts(session: Session) -> list[str]:
    texts = ["低保", "gljt", "养老", "2026-00017", "17", "社保卡"]
    for person in session.people.page(limit=PEOPLE).residents:
        spelt = pinyin_of(person.name)
        texts += [person.name, spelt.full, spelt.initials, person.phone[-4:], person.id_number[-6:]]
        texts.append(f"{person.name[:2]} 低保")
    return [text for text in texts if text]
