"""One due of a ledger as a line: where it stands, what it is called, the button that does it, and with what begun."""

from datetime import date, timedelta

from app.agenda.declared import declared
from app.agenda.due_entries import Beside, DutyEntries, is_person
from app.agenda.facts import AgendaLine
from app.core.masking import mask_name
from app.ledgers.declaration import Declaration, Step
from app.ledgers.duties.facts import Due, EntryFact
from app.ledgers.duties.reasons import due_address

NOTHING = Beside("")


class LineOf:
    """Makes the lines of one duty."""

    def __init__(self, ledger: Declaration, read: DutyEntries, today: date) -> None:
        """``read`` is the duty with its entries."""
        self._ledger, self._read, self._today = ledger, read, today
        self._entries = {entry.id: entry for entry in read.entries} if read.beside else {}
        self._said = declared().ledgers

    def __call__(self, due: Due) -> AgendaLine:
        """Make the line of a due."""
        ledger, entry = self._ledger, self._entries.get(due.entry)
        beside = self._read.beside.get(due.entry, NOTHING)
        action, verb = self._doing(entry)
        closed = bool(due.reason)
        return AgendaLine(
            group=group_of(due, self._today),
            subject="ledger",
            title=due.what,
            why=due.why,
            action="again" if closed else action,
            verb=self._said.verb_again if closed else verb,
            id=f"{ledger.key}/{due.entry}" if due.entry else ledger.key,
            number=beside.number,
            detail=ledger.title,
            until=due.until,
            late=due.state == "late",
            estimated=due.estimated,
            done=closed,
            due=due_address(ledger.key, due.key),
            by=beside.by or self._asked(due),
            known=() if entry is not None else tuple(self._known(due)),
            posted=self._posted(due, entry, beside),
        )

    def _doing(self, entry: EntryFact | None) -> tuple[str, str]:
        """Give what does it: a new entry, the step that fills what is wanted, or the form of the entry."""
        duty, said = self._read.duty, self._said
        if entry is None:
            return "new", said.verb_new
        step = self._step(entry)
        if step is not None:
            return step.key, step.verb
        return ("", said.verb_open) if duty.kind == "expires" else ("edit", said.verb_edit)

    def _step(self, entry: EntryFact) -> Step | None:
        wanted = self._read.duty.done
        steps = (step for step in self._ledger.step if entry.state in step.from_)
        return next((step for step in steps if wanted and wanted in {step.to, *step.needs}), None)

    def _asked(self, due: Due) -> tuple[str, ...]:
        duty = self._read.duty
        return (due.subject.name,) if due.subject and duty.per and is_person(self._ledger, duty.per) else ()

    def _known(self, due: Due) -> list[tuple[str, str]]:
        """Give what a new entry that answers the due begins with."""
        duty = self._read.duty
        found = list(duty.where.items())
        if due.subject is not None and duty.per:
            found.append((duty.per, due.subject.name))
        return found

    def _posted(self, due: Due, entry: EntryFact | None, beside: Beside) -> str:
        """Give the title for where everybody reads it: a number instead of what an entry is called, names masked."""
        ledger = self._ledger
        if entry is None:
            name = due.subject.name if due.subject else ""
            return due.what.replace(name, mask_name(name)) if name and self._asked(due) else due.what
        name = self._said.posted.format(ledger=ledger.title, number=beside.number)
        return self._read.duty.words.replace("{name}", name).replace("{left}", due.why).replace("{until}", "")


def group_of(due: Due, today: date) -> str:
    """Give the heading of a due: overdue, today, this week (until Sunday), or until the month's end and after."""
    if due.reason:
        return "closed"
    if due.state == "late":
        return "overdue"
    if due.until <= today:
        return "duty_today"
    return "duty_week" if due.until <= today + timedelta(days=6 - today.weekday()) else "duty_month"
