"""The cases of one office: registering and every step as one transaction, each with its event and journal entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from app.cases.effects import Step, effect_of
from app.cases.facts import Actor, Case, CaseEvent, Given, NewCase, case_of
from app.cases.items import Catalogue, ItemVersion
from app.cases.reading import CaseReading
from app.cases.registering import due_when_registered, new_values
from app.cases.steps import checked_day, choice, route_for, target_state, understood
from app.cases.workflow import Transition
from app.core.changes import Changes
from app.core.errors import Refused
from db import cases as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.settings import Settings
    from app.core.working_calendar import WorkingCalendar
    from db.store import Store
    from db.writing import Writing

SERIES = "case"
SEARCHED = frozenset({"applicant_name", "applicant_id_number", "applicant_phone"})


class Index(Protocol):
    """The search tables as a case sees them."""

    def index_cases(self, write: "Writing", ids: Iterable[str]) -> None:
        """Make these cases findable, inside the same transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A step to be written: what, on which day, and what the event keeps."""

    what: str
    to_state: str
    day: date
    reason: str
    details: dict[str, Any]


class Cases(CaseReading):
    """Registering cases and moving them through their life; reading them is inherited from :class:`CaseReading`.

    Every writing method takes who is at the desk and gives the case as it stands then, with what changed. What the
    workflow, the day or a rule forbids raises ``Refused`` and leaves everything as it was.
    """

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        calendar: "WorkingCalendar",
        catalogue: Catalogue,
        settings: "Settings",
        search: Index,
    ) -> None:
        """Work on one open office."""
        super().__init__(store, clock, calendar, settings)
        self._catalogue = catalogue
        self._search = search

    def register(self, new: NewCase, operator: Actor) -> tuple[Case, Changes]:
        """Register a request at the first contact; a day before today marks it as brought over (补录).

        Raises ``Refused`` for an unknown item, a certificate that a village must not issue, or a day in the future.
        """
        version = self._catalogue.current(new.item_code)
        self._catalogue.refuse_certificate(new.content)
        today, rules = self.clock.today(), self.rules
        day = checked_day(new.day, today, None, "登记")
        brought_over = new.brought_over or day < today
        at = self._local_time() if day == today else None
        due = due_when_registered(version, day, at, self.calendar, rules, written=new.written)
        values = new_values(self._with_posts(new), version, day, due, operator.name, rules, self.declared)
        values["brought_over"] = brought_over
        details: dict[str, Any] = {"brought_over": True} if brought_over else {}
        if at is not None and at > rules.direct_closing:
            details["after_closing"] = True
        if due is not None:
            details |= {"due": due.day.isoformat(), "why": due.reason}
        with self.store.writing(operator.id, new.reason or "登记") as write:
            values["number"] = write.number_text(SERIES, day.year)
            case_id = write.insert("cases", values)
            taken = Taken("register", "registered", day, new.reason, details)
            self._write_event(write, case_id, 1, "", taken, operator)
            self._search.index_cases(write, [case_id])
            return case_of(rows.case_with_id(self.store, case_id) or {}), Changes.of(write.changed)

    def take(self, key: str, number: str, given: Given, operator: Actor) -> tuple[Case, Changes]:
        """Take one step of the workflow (``key`` as declared: accept, pause, conclude, …) on one of our own cases."""
        with self.store.writing(operator.id, given.reason or self.declared.transition(key).verb) as write:
            case = self.find(number)
            events = self.events(case)
            step, given = self._meant(key, given)
            route = route_for(case, step, self.declared)
            given = understood(case, step, given, self.clock.today(), self.declared)
            day = checked_day(given.day, self.clock.today(), _last_day(events), step.verb)
            version = self._version_for(step, case)
            effect = effect_of(
                Step(
                    case=case,
                    events=events,
                    transition=step,
                    route=route,
                    given=given,
                    day=day,
                    who=operator.name,
                    calendar=self.calendar,
                    rules=self.rules,
                    declared=self.declared,
                    version=version,
                )
            )
            state = target_state(case, route)
            write.update("cases", case.id, {**effect.values, "state": state}, action=key)
            taken = Taken(step.key, state, day, given.reason, dict(effect.details))
            self._write_event(write, case.id, len(events) + 1, case.state, taken, operator)
            if SEARCHED & effect.values.keys():
                self._search.index_cases(write, [case.id])
            return case_of(rows.case_with_id(self.store, case.id) or {}), Changes.of(write.changed)

    def remove(self, number: str, reason: str, operator: Actor) -> Changes:
        """Remove a case that was registered by mistake, with the reason; its number is never used again."""
        if not reason.strip():
            raise Refused("删除要写明原因。", untouched="这个件没有改动。", advice="请写上为什么删除。")
        with self.store.writing(operator.id, reason) as write:
            case = self.find(number)
            write.remove("cases", case.id, reason)
            self._search.index_cases(write, [case.id])
            return Changes.of(write.changed)

    def recompute_due_days(self, calendar: "WorkingCalendar", operator: Actor) -> Changes:
        """Take a new calendar and count every open due day that was only estimated anew."""
        before, self.calendar = self.calendar, calendar
        with self.store.writing(operator.id, "放假安排公布，重新计算到期日") as write:
            for case in self.estimated():
                due = self.counted_due(case)
                if due is not None:
                    values = {"due_day": due.day, "due_estimated": due.estimated}
                    moved = {
                        name: _moved(since, until, before, calendar)
                        for name, since, until in (
                            ("village_due_day", case.accepted_on, case.village_due_day),
                            ("paused_until", case.paused_since, case.paused_until),
                            ("correction_due", case.rated_on, case.correction_due),
                        )
                    }
                    write.update("cases", case.id, {**values, **moved}, action="recompute")
            return Changes.of(write.changed)

    def _meant(self, key: str, given: Given) -> tuple[Transition, Given]:
        """Take 办结 with the result 退件, 撤回, … as the step of that name."""
        step = self.declared.transition(key)
        if key == "conclude" and given.result:
            result = choice(given.result, self.declared.results, "办理结果")
            step = self.declared.transition(result.step)
        return step, given

    def _version_for(self, step: Transition, case: Case) -> ItemVersion | None:
        return self._catalogue.current(case.item_code) if step.key == "accept" else None

    def _with_posts(self, new: NewCase) -> NewCase:
        """Fill the A and B posts in from the settings where nobody named them."""
        post_a, post_b = (self._settings.text(key) for key in ("station.post_a", "station.post_b"))
        return msgspec.structs.replace(new, post_a=new.post_a or post_a, post_b=new.post_b or post_b)

    def _local_time(self) -> time:
        return self.clock.wall().time()

    def _write_event(
        self, write: "Writing", case_id: str, seq: int, from_state: str, taken: Taken, operator: Actor
    ) -> None:
        details = dict(taken.details)
        if taken.day < self.clock.today():
            details["entered_later"] = True
        write.insert(
            "case_events",
            {
                "case_id": case_id,
                "seq": seq,
                "what": taken.what,
                "from_state": from_state,
                "to_state": taken.to_state,
                "day": taken.day,
                "at": write.at,
                "operator": operator.id,
                "operator_name": operator.name,
                "reason": taken.reason,
                "details": details,
            },
        )


def _last_day(events: tuple[CaseEvent, ...]) -> date | None:
    return max((event.day for event in events), default=None)


def _moved(since: date | None, until: date | None, before: "WorkingCalendar", after: "WorkingCalendar") -> date | None:
    """Give the day that lies as many working days after ``since`` as ``until`` did in the calendar before."""
    if since is None or until is None:
        return until
    return after.working_days_after(since, before.working_days_between(since, until)).day
