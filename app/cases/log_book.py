"""The station's old log book: each line becomes a case with the events that its days tell, marked as brought over."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import msgspec

from app.cases.facts import Applicant, Case, CaseEvent, Given, NewCase
from app.cases.play import Board, begin, play
from app.cases.ratings import ratings
from app.cases.steps import choice
from app.cases.workflow import Workflow
from app.catalogue.facts import ItemVersion
from app.core.errors import Refused
from app.core.year_table import FIRST_YEAR

FROM_THE_BOOK = "旧登记簿转入"
DAY_WORDS = {
    "registered_on": "登记日期",
    "accepted_on": "受理日期",
    "handed_over_on": "报送日期",
    "concluded_on": "办结日期",
    "delivered_on": "送达日期",
}


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the old book; ``item_code`` is found by the importer, ``paper_number`` is the book's own number."""

    applicant: Applicant
    item_code: str
    registered_on: date
    accepted_on: date | None = None
    handed_over_on: date | None = None
    concluded_on: date | None = None
    delivered_on: date | None = None
    result: str = ""
    result_text: str = ""
    content: str = ""
    rating: int | None = None
    handler: str = ""
    channel: str = "counter"
    paper_number: str = ""


class Problem(msgspec.Struct, frozen=True):
    """What is wrong in one field of an entry, in words."""

    field: str
    reason: str


def problems_of(entry: LogEntry, today: date, declared: Workflow) -> list[Problem]:
    """Name everything that cannot be true of a line of the book; empty where it can be taken."""
    found = []
    if not entry.applicant.name.strip():
        found.append(Problem("name", "没有姓名"))
    days = [(field, getattr(entry, field)) for field in DAY_WORDS]
    told = [(field, day) for field, day in days if day is not None]
    found += [Problem(field, f"{DAY_WORDS[field]}还没有到") for field, day in told if day > today]
    found += [Problem(field, f"{DAY_WORDS[field]}早于 {FIRST_YEAR} 年") for field, day in told if day.year < FIRST_YEAR]
    found += [
        Problem(later, f"{DAY_WORDS[later]}早于{DAY_WORDS[earlier]}")
        for (earlier, before), (later, after) in pairwise(told)
        if after < before
    ]
    if entry.delivered_on is not None and entry.concluded_on is None:
        found.append(Problem("concluded_on", "有送达日期，没有办结日期"))
    if entry.rating is not None and entry.rating not in {level.value for level in ratings().levels}:
        found.append(Problem("rating", f"评价等次应是 1 到 5，现在是 {entry.rating}"))
    if entry.result:
        try:
            choice(entry.result, declared.results, "办理结果")
        except Refused as refusal:
            found.append(Problem("result", refusal.sentence))
    return found


def played_entry(
    entry: LogEntry, version: ItemVersion, today: date, who: str, on: Board
) -> tuple[Case, tuple[CaseEvent, ...]]:
    """Play a line of the book as a case; what ended long ago goes straight to the archive."""
    new = NewCase(
        applicant=entry.applicant,
        item_code=entry.item_code,
        channel=entry.channel,
        content=entry.content,
        day=entry.registered_on,
        first_contact=entry.handler,
        handler=entry.handler,
        reason=f"{FROM_THE_BOOK} {entry.paper_number}".strip(),
        brought_over=True,
    )
    played = begin(new, version, today, None, who, on)
    case, events = played.case, [played.event]
    for key, given in _story(entry, version, today, on.declared):
        played = play(case, events, key, given, today, who, on, version)
        case = played.case
        events.append(played.event)
    return case, tuple(events)


def _story(entry: LogEntry, version: ItemVersion, today: date, declared: Workflow) -> Iterator[tuple[str, Given]]:
    end = choice(entry.result or "granted", declared.results, "办理结果") if entry.concluded_on else None
    step = end.step if end else ""
    if step == "conclude" and version.mode == "answered":
        step = "answer"
    accepted = entry.accepted_on or (entry.registered_on if end or entry.handed_over_on else None)
    if accepted and step not in {"refuse", "answer"} and not (step == "conclude" and version.mode == "direct"):
        yield "accept", Given(day=accepted, handler=entry.handler)
        if entry.handed_over_on:
            yield "hand-over", Given(day=entry.handed_over_on)
    if end is None or entry.concluded_on is None:
        return
    reason = entry.result_text or FROM_THE_BOOK
    yield step, Given(day=entry.concluded_on, result=end.key, reason=reason, text=entry.result_text)
    delivered = entry.delivered_on or (entry.concluded_on if entry.rating else None)
    if delivered and step not in {"answer", "withdraw"}:
        yield "deliver", Given(day=delivered)
    if entry.rating:
        yield "rate", Given(day=delivered or entry.concluded_on, level=entry.rating)
    yield "archive", Given(day=today, reason=FROM_THE_BOOK)
