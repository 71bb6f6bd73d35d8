"""Where each line of Today is done."""

from app.agenda.facts import AgendaLine
from ui.widgets.desk import Goto
from ui.widgets.known import with_known

DOORS = {
    "notice-cases": ("notices", "cases"),
    "notice-list": ("notices", ""),
    "package-write": ("packages", "write"),
    "backup": ("settings", "backup"),
    "ledger-close": ("ledgers", "close"),
}


def door_of(line: AgendaLine) -> Goto:
    """Give the case at its step, the entry, a new entry with what is known, or another place."""
    if line.subject == "case":
        return Goto("cases", line.id, line.action)
    if line.subject == "ledger":
        return Goto("ledgers", line.id, with_known(line.action, line.known))
    if line.subject == "resident":
        return Goto("people", line.id)
    if line.subject == "register":
        return Goto("ledgers", line.id, "print")
    place, what = DOORS[line.action]
    return Goto(place, line.number if what else "", what)
