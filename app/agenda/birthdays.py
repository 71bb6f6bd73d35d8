"""Birthdays that are told beforehand: the ages stand in ``resources/workflow/agenda.toml``."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.agenda.declared import Birthday, declared
from app.agenda.facts import AgendaLine
from app.core.day_text import shown_day
from app.core.masking import mask_name
from db import ledger_dues as rows

if TYPE_CHECKING:
    from db.store import Store

LEAP = (2, 29)


class Birthdays:
    """A source of the agenda: one line for each resident who comes to such an age in the days before it."""

    def __init__(self, store: "Store") -> None:
        """Look into the register of one open office."""
        self._store = store

    def __call__(self, today: date) -> Iterator[AgendaLine]:
        """Give the lines of a day."""
        ages = declared().birthdays
        found = rows.birthdays(self._store, (_born(one, today) for one in ages))
        for row in found:
            born = date.fromisoformat(row["birth_day"])
            for one in ages:
                day = birthday(born, one.age)
                if 0 <= (day - today).days <= one.days:
                    yield _line(one, row["id"], row["name"], row["villager_group"], day, today)


def birthday(born: date, age: int) -> date:
    """Give the day on which somebody comes to an age; who was born on 29 February on 1 March where there is none.

    The same day on which they come of age (Civil Code 17; ``app.people.facts.is_minor``).
    """
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _born(one: Birthday, today: date) -> tuple[str, str]:
    """Give the days between which somebody was born who comes to the age in the days from today on, a day wider."""
    first, last = today - timedelta(days=1), today + timedelta(days=one.days)
    return (_years_before(first, one.age).isoformat(), _years_before(last, one.age).isoformat())


def _years_before(day: date, age: int) -> date:
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 3, 1)


def _line(one: Birthday, resident_id: str, name: str, group: str, day: date, today: date) -> AgendaLine:
    left = (day - today).days
    words = {
        "name": name,
        "age": one.age,
        "day": shown_day(day, today),
        "left": f"还有 {left} 天" if left else "今天生日",
    }
    return AgendaLine(
        group="birthdays",
        subject="resident",
        title=one.title.format(**words),
        why=one.why.format(**words),
        action="",
        verb="去看",
        id=resident_id,
        detail=group,
        until=day,
        posted=one.title.format(**{**words, "name": mask_name(name)}),
    )
