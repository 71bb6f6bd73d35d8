"""The hand-over sheet of a chair: its facts gathered from every room, laid out, and kept in the archive."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.chair.open_ledgers import open_ledgers
from app.core.changes import Changes
from app.core.day_text import long_day
from app.documents.archive import Paper, Papers, facts_digest
from app.documents.document import Faces
from app.documents.hand_over_sheet import KIND, HandOverFacts, OpenCase, OpenNotice, hand_over_sheet
from app.documents.render import render
from app.operators.hand_over import Plan
from app.operators.recovering import number_in_use
from app.operators.recovery import code_number
from db.attachments import named_digests

if TYPE_CHECKING:
    from app.backups.service import Backups
    from app.cases.service import Cases
    from app.core.clock import Clock
    from app.core.home import Home
    from app.ledgers.periods import Periods
    from app.ledgers.service import Ledgers
    from app.notices.service import Notices
    from app.operators.operators import Operator
    from app.packages.service import Packages
    from db.store import Store

TO_POST, TO_TAKE_DOWN = "做好了，还没贴", "到期了，该撤下"


class HandOverSheets:
    """Makes the sheet of a hand-over that is being prepared; the rooms that know are handed in."""

    def __init__(
        self,
        home: "Home",
        store: "Store",
        clock: "Clock",
        operator: "Operator",
        *,
        cases: "Cases",
        notices: "Notices",
        ledgers: "Ledgers",
        periods: "Periods",
        packages: "Packages",
        backups: "Backups",
        faces: Callable[[], Faces],
    ) -> None:
        """Work on one open office, with the faces it chose."""
        self._store, self._clock, self._operator, self._faces = store, clock, operator, faces
        self._cases, self._notices, self._packages, self._backups = cases, notices, packages, backups
        self._home, self._ledgers, self._periods = home, ledgers, periods

    def facts(self, plan: Plan, code: str) -> HandOverFacts:
        """Gather what stands on the sheet; of ``code`` only its number."""
        label = self._cases.declared.label
        return HandOverFacts(
            station=str(self._store.office["name"]),
            former=self._operator.name,
            successor=plan.successor.strip(),
            day=self._clock.today(),
            cases=tuple(
                OpenCase(case.number, case.item_name, label(case.state), case.due_day)
                for case in self._cases.open_cases()
            ),
            notices=tuple(self._open_notices()),
            ledgers=tuple(open_ledgers(self._ledgers, self._periods)),
            new_code=code_number(code),
            old_code=number_in_use(self._home),
            last_backup=self._backups.last_day(),
            second_backup=self._backups.remembered.second_day(),
            last_package=self._last_package(),
            attachments=len(named_digests(self._store)),
            township=plan.keep_township,
        )

    def paper(self, plan: Plan, code: str) -> tuple[Paper, Changes]:
        """Give the sheet as a PDF, kept in the archive; the same facts give the same paper.

        Raises ``Refused`` for a character that no face has.
        """
        facts, faces, papers = self.facts(plan, code), self._faces(), Papers(self._store)
        digest = facts_digest({"facts": msgspec.to_builtins(facts), "faces": (faces.title, faces.body)})
        if same := papers.same(KIND, self._operator.id, digest):
            return same, Changes()
        document = hand_over_sheet(facts, faces)
        pdf = render(document)
        with self._store.writing(reason=f"打印{document.title}") as write:
            subject = ("operators", self._operator.id)
            paper = papers.keep(write, KIND, facts.new_code, subject, document.title, digest, pdf)
            return paper, Changes.of(write.changed)

    def _open_notices(self) -> Iterator[OpenNotice]:
        for notice in self._notices.all():
            if notice.state == "released":
                yield OpenNotice(notice.title, notice.month, TO_POST)
        for notice in self._notices.to_take_down(self._clock.today()):
            yield OpenNotice(notice.title, notice.month, TO_TAKE_DOWN)

    def _last_package(self) -> str:
        last = next(iter(self._packages.written()), None)
        if last is None:
            return ""
        day = self._backups.remembered.day_of(datetime.fromisoformat(last.written_at))
        return f"第 {last.number} 号，{long_day(day)}"
