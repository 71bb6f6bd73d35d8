"""How invented cases go: which steps on which days, played by the very rules of the cases until today comes."""

import random
from collections.abc import Generator, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from app.cases.facts import Applicant, Case, CaseEvent, Given, NewCase
from app.cases.play import Board, Played, begin, play
from app.catalogue.facts import ItemVersion
from app.demo.load import ItemLoad, saying
from app.demo.village import Villager

Step = tuple[str, Given]
POSTED = {"D01", "D02", "D05", "D06", "D10", "D28", "D29"}
LEVELS = ((5, 4, 3, 2, 1), (60, 28, 9, 2, 1))
CHANNELS = (("counter", "visit", "phone", "point", "order"), (84, 6, 5, 4, 1))
PARTIES = (("window", "station", "applicant"), (55, 25, 20))


class Stories:
    """Plays one case after the other; the same seed plays the same ones."""

    def __init__(self, rng: random.Random, on: Board, today: date, who: tuple[str, ...]) -> None:
        """Play under the rules ``on`` the board, by the officers ``who``, as known on ``today``."""
        self._rng = rng
        self._on = on
        self._today = today
        self._who = who
        self._case = Case(id="", number="", state="registered")

    def play(
        self, person: Villager, load: ItemLoad, version: ItemVersion, day: date
    ) -> tuple[Case, tuple[CaseEvent, ...]]:
        """Play a request of ``day`` as far as it has come by today."""
        rng = self._rng
        officer = self._who[int(rng.random() ** 2 * len(self._who))]
        new = self._new(person, load, version, day, officer)
        played = begin(new, version, day, None, officer, self._on)
        teller = {"direct": self._direct, "answered": self._answered}.get(version.mode, self._promised)
        self._case = played.case
        return self._carry_on(played, teller(version, day), version, officer)

    def _carry_on(
        self, played: Played, steps: Iterator[Step], version: ItemVersion, officer: str
    ) -> tuple[Case, tuple[CaseEvent, ...]]:
        case, events = played.case, [played.event]
        for key, given in steps:
            if given.day is None or given.day > self._today:
                break
            played = play(case, events, key, given, given.day, officer, self._on, version)
            case = self._case = played.case
            events.append(played.event)
        return case, tuple(events)

    def told(
        self, person: Villager, load: ItemLoad, version: ItemVersion, steps: Sequence[Step]
    ) -> tuple[Case, tuple[CaseEvent, ...]]:
        """Play a case whose days are told: the first step is its registering, with the day in it."""
        officer = self._who[0]
        day = steps[0][1].day or self._today
        new = msgspec.structs.replace(
            self._new(person, load, version, day, officer), channel="counter", brought_over=False
        )
        return self._carry_on(begin(new, version, day, None, officer, self._on), iter(steps[1:]), version, officer)

    def _new(self, person: Villager, load: ItemLoad, version: ItemVersion, day: date, officer: str) -> NewCase:
        rng = self._rng
        contents = load.contents or (version.name,)
        agent = rng.random() < 0.07
        return NewCase(
            applicant=Applicant(
                id=person.id,
                name=person.name,
                id_number=person.id_number,
                phone=person.phone,
                address=person.address,
                group=person.group,
                birth_day=person.birth_day,
            ),
            item_code=version.item_code,
            channel=rng.choices(*CHANNELS)[0],
            content=contents[int(rng.random() * len(contents))],
            day=day,
            first_contact=officer,
            handler=officer,
            agent_name="家属代办" if agent else "",
            agent_phone=person.phone if agent else "",
            brought_over=rng.random() < 0.03,
        )

    def _direct(self, _version: ItemVersion, day: date) -> Iterator[Step]:
        rng = self._rng
        if rng.random() < 0.02:
            yield "refuse", Given(day=day, reason=saying(rng, "refuse"))
            yield from self._after_the_end(day, share=0)
            return
        done = self._later(day, 1) if rng.random() < 0.04 else day
        yield "conclude", Given(day=done, result="granted" if rng.random() < 0.98 else "denied", reason="当场办结")
        yield from self._after_the_end(done, share=0.55)

    def _answered(self, version: ItemVersion, day: date) -> Iterator[Step]:
        rng = self._rng
        days = version.total_days or 0
        done = self._later(day, rng.randint(0, days)) if days else day
        yield "answer", Given(day=done, text=saying(rng, "answer"))
        if rng.random() < 0.4:
            yield "rate", Given(day=done, level=rng.choices(*LEVELS)[0])
            yield from self._corrected(done)
        yield from self._archived(done)

    def _promised(self, version: ItemVersion, day: date) -> Iterator[Step]:
        rng = self._rng
        if rng.random() < 0.015:
            yield "refuse", Given(day=day, reason=saying(rng, "refuse"))
            yield from self._after_the_end(day, share=0)
            return
        if rng.random() < 0.08:
            yield "supplement", Given(day=day, reason=saying(rng, "supplement"))
            if rng.random() < 0.06:
                gone = day + timedelta(days=91 + rng.randint(0, 9))
                yield "return", Given(day=gone)
                yield from self._after_the_end(gone, share=0)
                return
            day = self._later(day, rng.randint(1, 12))
        elif rng.random() < 0.2:
            day = self._later(day, rng.randint(1, 2))
        yield "accept", Given(day=day)
        if rng.random() < 0.012:
            day = self._later(day, 1)
            yield "withdraw", Given(day=day, reason=saying(rng, "withdraw"))
            yield from self._archived(day)
            return
        if self._case.village_due_day is not None:
            late = 2 if rng.random() < 0.03 else 0
            day = self._later(
                day, min(version.village_days or 3, rng.choices((0, 1, 2, 3), (30, 40, 20, 10))[0]) + late
            )
            yield "hand-over", Given(day=day)
        day = yield from self._detours(version, day)
        yield from self._ended(day)

    def _detours(self, version: ItemVersion, day: date) -> Generator[Step, None, date]:
        rng = self._rng
        if rng.random() < (0.5 if version.item_code in POSTED else 0.04):
            kind = "posting" if version.item_code in POSTED else rng.choice(("survey", "check", "appraisal"))
            day = self._later(day, rng.randint(1, 2))
            yield "pause", Given(day=day, kind=kind, reason=saying(rng, "pause"))
            day = self._later(day, rng.randint(2, 8))
            yield "resume", Given(day=day)
        if rng.random() < 0.035:
            day = self._later(day, 1)
            yield "supplement", Given(day=day, reason=saying(rng, "supplement"))
            day = self._later(day, rng.randint(1, 10))
            yield "resume", Given(day=day)
        return day

    def _ended(self, day: date) -> Iterator[Step]:
        rng, due = self._rng, self._case.due_day
        if due is not None and day <= due and rng.random() < 0.02:
            yield "extend", Given(day=day, reason=saying(rng, "extend"), days=rng.randint(2, 5))
            due = self._case.due_day
        left = self._on.calendar.working_days_between(day, due) if due is not None else 5
        if rng.random() < 0.045:
            day = self._later(max(day, due or day), rng.randint(1, 6))
        else:
            day = self._later(day, int(left * rng.triangular(0.1, 1.0, 0.6)))
        ending = rng.random()
        if ending < 0.012:
            yield "return", Given(day=day, reason=saying(rng, "return"))
        elif ending < 0.015:
            yield "terminate", Given(day=day, reason=saying(rng, "terminate"))
        else:
            result = "granted" if rng.random() < 0.95 else "denied"
            yield "conclude", Given(day=day, result=result, text="已办好" if result == "granted" else "审核未通过")
        now = self._case
        if now.due_day is not None and day > now.due_day and rng.random() < 0.93:
            party = rng.choices(*PARTIES)[0]
            told = Given(
                day=day, reason=saying(rng, f"late_{party}"), party=party, measure=saying(rng, f"measure_{party}")
            )
            yield "explain-overdue", told
        yield from self._after_the_end(day, share=0.7)

    def _after_the_end(self, day: date, *, share: float) -> Iterator[Step]:
        rng = self._rng
        day = day if rng.random() < 0.5 else self._later(day, rng.randint(1, 4))
        yield "deliver", Given(day=day)
        if rng.random() < share:
            day = day if rng.random() < 0.7 else self._later(day, rng.randint(1, 3))
            yield "rate", Given(day=day, level=rng.choices(*LEVELS)[0])
            yield from self._corrected(day)
        yield from self._archived(day)

    def _corrected(self, day: date) -> Iterator[Step]:
        if self._case.correction_due is not None:
            text = saying(self._rng, "correction")
            yield "correct", Given(day=self._later(day, self._rng.randint(1, 12)), text=text)

    def _archived(self, day: date) -> Iterator[Step]:
        """Put the file away early in the next month; what still waits for a reason or a correction stays."""
        now = self._case
        open_rating = now.correction_due is not None and now.correction_on is None
        late = now.due_day is not None and now.concluded_on is not None and now.concluded_on > now.due_day
        if open_rating or (late and not now.overdue_party):
            return
        last = max(day, now.correction_on or day)
        yield "archive", Given(day=last.replace(day=28) + timedelta(days=4 + int(self._rng.random() * 8)))

    def _later(self, day: date, working_days: int) -> date:
        return self._on.calendar.working_days_after(day, working_days).day if working_days > 0 else day
