"""What each open case asks for today: one line at most, in the most urgent group it belongs to."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.agenda.declared import Why
from app.agenda.facts import AgendaLine
from app.cases.facts import Case
from app.cases.rules import CaseRules
from app.cases.standing import Standing, days_late, standing
from app.cases.workflow import Workflow
from app.core.day_text import shown_day

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Desk:
    """What the lines of one day rest on."""

    today: date
    calendar: "WorkingCalendar"
    rules: CaseRules
    workflow: Workflow
    why: Why

    def line(
        self, case: Case, group: str, why: str, action: str, *, until: date | None = None, **words: Any
    ) -> AgendaLine:
        """Make a line of a case; ``why`` names a sentence of the declaration, ``words`` fill it in."""
        day = shown_day(until, self.today) if until else ""
        return AgendaLine(
            group=group,
            subject="case",
            title=f"{case.applicant_name} {case.item_name}",
            why=getattr(self.why, why).format(**{"day": day, **words}),
            action=action,
            verb=self.workflow.transition(action).verb,
            id=case.id,
            number=case.number,
            detail=case.applicant_group,
            until=until,
            late=until is not None and until < self.today,
            estimated=case.due_estimated and until == case.due_day,
            by=(case.handler or case.first_contact,) if case.handler or case.first_contact else (),
            posted=f"{case.number} {case.item_name}",
        )

    def late_by(self, until: date | None) -> int:
        """Count the working days since ``until``; a rest day after it counts as one."""
        return days_late(until, self.today, self.calendar)

    def after(self, day: date | None, working_days: int) -> date | None:
        """Give the last day of a limit in working days."""
        return self.calendar.working_days_after(day, working_days).day if day else None


def open_line(case: Case, desk: Desk) -> AgendaLine | None:
    """Say what an open case asks for; ``None`` where it can wait."""
    stands = standing(case, desk.today, desk.calendar, desk.rules, desk.workflow)
    special = {"overdue": _overdue, "supplement": _papers, "paused": _paused}.get(stands.kind)
    if special is not None:
        return special(case, stands, desk)
    if case.state == "registered":
        return _registered(case, stands, desk)
    if case.state == "accepted" and (over := desk.late_by(case.village_due_day)):
        return desk.line(case, "overdue", "hand_over_late", "hand-over", until=case.village_due_day, n=over)
    if stands.due_soon:
        return _due_soon(case, stands, desk)
    if case.state == "accepted" and case.village_due_day is not None:
        return desk.line(case, "hand_over", "hand_over", "hand-over", until=case.village_due_day)
    return None


def reply_line(case: Case, desk: Desk) -> AgendaLine:
    """Say until when the result of a case that ended must be in the villager's hand."""
    if case.result not in {"granted", "denied"}:
        return desk.line(case, "reply", "reply_other", "deliver")
    until = desk.after(case.concluded_on, desk.rules.deliver_days)
    if over := desk.late_by(until):
        return desk.line(case, "overdue", "delivery_late", "deliver", until=until, n=over)
    return desk.line(case, "reply", "reply", "deliver", until=until)


def correct_line(case: Case, desk: Desk) -> AgendaLine:
    """Say until when a low rating must be answered by deeds."""
    over = desk.late_by(case.correction_due)
    why = "correct_late" if over else "correct"
    return desk.line(case, "follow_up", why, "correct", until=case.correction_due, n=over)


def explain_line(case: Case, desk: Desk) -> AgendaLine:
    """Ask whose delay it was."""
    day = shown_day(case.concluded_on, desk.today) if case.concluded_on else ""
    return desk.line(case, "follow_up", "explain", "explain-overdue", day=day)


def invite_line(case: Case, desk: Desk) -> AgendaLine:
    """Propose to ask somebody how it was."""
    day = shown_day(case.delivered_on, desk.today) if case.delivered_on else ""
    return desk.line(case, "follow_up", "invite", "rate", day=day)


def next_step(case: Case) -> str:
    """Name the step that brings a case nearer to its end."""
    if case.state == "accepted":
        return "hand-over" if case.village_due_day is not None else "conclude"
    if case.state == "registered":
        return {"direct": "conclude", "answered": "answer"}.get(case.mode, "accept")
    return "conclude"


def _overdue(case: Case, stands: Standing, desk: Desk) -> AgendaLine:
    why = "overdue" if stands.days else "overdue_rest_day"
    return desk.line(case, "overdue", why, next_step(case), until=case.due_day, n=stands.days)


def _papers(case: Case, stands: Standing, desk: Desk) -> AgendaLine:
    if stands.lapsed:
        return desk.line(case, "papers", "lapsed", "return", until=case.lapse_day)
    step = "accept" if case.state == "awaiting_papers" else "resume"
    return desk.line(case, "papers", "papers", step, until=case.lapse_day)


def _paused(case: Case, stands: Standing, desk: Desk) -> AgendaLine | None:
    if not stands.days:
        return None
    kind = desk.workflow.label(case.paused_kind)
    return desk.line(case, "due_soon", "pause_long", "resume", until=case.paused_until, n=stands.days, kind=kind)


def _registered(case: Case, stands: Standing, desk: Desk) -> AgendaLine | None:
    if case.appointment_on is not None and case.appointment_on >= desk.today:
        return _appointment(case, case.appointment_on, desk)
    return _due_soon(case, stands, desk) if stands.due_soon else _to_accept(case, desk)


def _due_soon(case: Case, stands: Standing, desk: Desk) -> AgendaLine:
    why = {"today": "today", "immediate": "at_once"}.get(stands.kind, "left")
    return desk.line(case, "due_soon", why, next_step(case), until=case.due_day, n=stands.days)


def _appointment(case: Case, day: date, desk: Desk) -> AgendaLine | None:
    if day > desk.calendar.working_days_after(desk.today, 1).day:
        return None
    slot = f" {case.appointment_slot}" if case.appointment_slot else ""
    return desk.line(case, "due_soon", "appointment", next_step(case), until=day, slot=slot)


def _to_accept(case: Case, desk: Desk) -> AgendaLine:
    until = desk.after(case.registered_on, desk.rules.tell_missing_days)
    if over := desk.late_by(until):
        return desk.line(case, "overdue", "tell_late", "accept", until=until, n=over)
    return desk.line(case, "to_accept", "to_accept", "accept", until=until)
