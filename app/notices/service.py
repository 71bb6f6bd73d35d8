"""The board of one office: make a notice, pass the gate, post it, hear objections, take it down."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.cases.figures import month_days
from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from app.core.progress import SILENT, Progress
from app.documents.archive import Paper, Papers, facts_digest
from app.documents.document import Faces
from app.documents.faces import TEXT_FACES, TITLE_FACES
from app.documents.long_paper import make_pdf
from app.documents.page import Size
from app.documents.render import texts_of
from app.notices.board import is_posted, posted_notices, to_take_down
from app.notices.declaration import KINDS, PREFIX, Notice, notice
from app.notices.facts import Posted
from app.notices.gate import Finding, gate_findings, refuse_findings, unread_findings
from app.notices.lines import SURNAME_ONLY, Lines, case_lines, service_lines
from app.notices.making import notice_document
from app.notices.wording import Wording
from app.operators.rights import anybody
from db import notices as rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.cases.service import Cases
    from app.catalogue.catalogue import Catalogue
    from app.core.settings import Settings
    from app.notices.ledger_board import LedgerBoard
    from app.operators.operators import Operator
    from app.units.units import Units
    from db.store import Store

NOT_DONE = "公示没有改动。"


class Draft(msgspec.Struct, frozen=True):
    """A notice that was made and not released yet: its bytes, what the gate found, and when it would hang."""

    kind: str
    month: str
    paper: str
    title: str
    pdf: bytes
    findings: tuple[Finding, ...]
    until_day: date | None
    facts: str


class Notices:
    """What hangs on the board, from making to taking down."""

    def __init__(
        self,
        store: "Store",
        cases: "Cases",
        catalogue: "Catalogue",
        settings: "Settings",
        units: "Units",
        operator: "Operator",
        board: "LedgerBoard",
        *,
        allow: Callable[[], None] = anybody,
    ) -> None:
        """Work on one open office with somebody at its desk; ``allow`` refuses whoever may release no notice.

        ``board`` knows what of the ledgers may hang.
        """
        self._store, self._cases, self._catalogue = store, cases, catalogue
        self._settings, self._operator, self._board, self._allow = settings, operator, board, allow
        self.papers = Papers(store)
        self._wording = Wording(cases, catalogue, settings, units)

    def make(
        self,
        kind: str,
        month: str,
        paper: str | None = None,
        *,
        landscape: bool | None = None,
        day: date | None = None,
        progress: Progress = SILENT,
    ) -> Draft:
        """Make a notice as the PDF that would be printed, and read it through the gate; nothing is kept yet.

        ``paper`` (A4, A3) and ``landscape`` default to the settings, ``day`` of posting to today. Raises ``Refused``
        for an unknown kind or month, and where the complaint phone that every notice must name is not set.
        """
        declared = self._declared(kind)
        _check_month(month)
        if not self._settings.text("station.complaint_phone"):
            raise Refused("还没有填监督投诉电话，公示没有生成。", untouched=NOT_DONE, advice="请先在“设置”里填写。")
        day = day or self._cases.clock.today()
        size = _size(paper or self._settings.text("notices.paper"))
        if landscape is None:
            landscape = self._settings.text("notices.orientation") == "landscape"
        private = rows.private_people(self._store, self._adult_birth_day(day).isoformat())
        lines = self._lines(declared, month, {one["id"] for one in private})
        until = self._until(declared, day)
        words = self._wording.words(declared, month, lines, day, until)
        faces = self._faces()
        document = notice_document(declared, lines, words, size, landscape=landscape, faces=faces)
        pdf = make_pdf(document, progress)
        names = {one["name"] for one in private} | set(self._applicants(declared, month))
        read = self._gate(pdf, declared, words, names)
        found = (*read, *unread_findings(texts_of(document), read, self._wording.public_words()))
        facts = facts_digest(
            {"words": words, "rows": lines.rows, "paper": size, "landscape": landscape, "faces": faces.title}
        )
        return Draft(declared.key, month, size.value, document.title, pdf, found, until, facts)

    def release(self, draft: Draft) -> tuple[Posted, Paper, Changes]:
        """Let a notice out of the gate into the archive, ready to print; the same draft is released only once.

        Raises ``Refused`` with every finding of the gate.
        """
        self._allow()
        refuse_findings(list(draft.findings))
        subject = f"{draft.kind} {draft.month}"
        if same := self.papers.same("notice", subject, draft.facts):
            known = next((one for one in self.all(draft.month) if one.paper_id == same.id), None)
            if known is not None:
                return known, same, Changes()
        with self._store.writing(self._operator.id, f"公示放行：{draft.title}") as write:
            number = write.number_text("notice", self._cases.clock.today().year)
            paper = self.papers.keep(write, "notice", number, ("notices", subject), draft.title, draft.facts, draft.pdf)
            values = {
                "kind": draft.kind,
                "month": draft.month,
                "paper": draft.paper,
                "title": draft.title,
                "state": "released",
                "until_day": draft.until_day,
                "place": self._settings.text("notices.place"),
                "paper_id": paper.id,
                "complaint_phone": self._settings.text("station.complaint_phone"),
            }
            notice_id = write.insert("notices", values)
            changes = Changes.of(write.changed)
        return self.notice(notice_id), paper, changes

    def post(self, notice_id: str, day: date | None = None, place: str = "") -> tuple[Posted, Changes]:
        """Say that a released notice hangs since ``day``; its last day is counted anew from then."""
        known = self.notice(notice_id)
        if known.state != "released":
            raise Refused("这张公示已经登记过张贴。", untouched=NOT_DONE)
        day = self._checked_day(day)
        until = self._until(self._declared(known.kind), day)
        values = {"state": "posted", "posted_on": day, "until_day": until, "place": place.strip() or known.place}
        return self._changed(notice_id, values, "张贴公示")

    def take_down(self, notice_id: str, day: date | None = None, reason: str = "") -> tuple[Posted, Changes]:
        """Say that a notice was taken down; before its last day that needs a reason."""
        known = self.notice(notice_id)
        if known.state != "posted" or known.posted_on is None:
            raise Refused("这张公示没有在张贴中。", untouched=NOT_DONE, advice="请先登记张贴。")
        day = self._checked_day(day)
        if day < known.posted_on:
            raise Refused("撤下的日子不能早于张贴的日子。", untouched=NOT_DONE)
        if known.until_day and day < known.until_day and not reason.strip():
            last = long_day(known.until_day)
            raise Refused(f"公示期到{last}才满，提前撤下要写原因。", untouched=NOT_DONE)
        return self._changed(notice_id, {"state": "taken_down", "taken_down_on": day}, reason.strip() or "公示期满撤下")

    def note_objection(self, notice_id: str, text: str) -> tuple[Posted, Changes]:
        """Write down an objection to a notice, with its day."""
        known = self.notice(notice_id)
        if not text.strip():
            raise Refused("请写明异议的内容。", untouched=NOT_DONE)
        line = f"{long_day(self._cases.clock.today())}：{text.strip()}"
        return self._changed(notice_id, {"objections": f"{known.objections}\n{line}".strip()}, "公示异议")

    def notice(self, notice_id: str) -> Posted:
        """Give one notice; raises ``Refused`` where it is gone."""
        row = rows.notice_with_id(self._store, notice_id)
        if row is None:
            raise Refused("这张公示已经不在了。", untouched="什么也没有做。", advice="请刷新后再看。")
        return msgspec.convert(row, Posted)

    def all(self, month: str = "") -> list[Posted]:
        """List notices, the newest first; of one month where named."""
        return posted_notices(self._store, month)

    def is_posted(self, month: str) -> bool:
        """Tell whether the month's notice of cases hangs or hung."""
        return is_posted(self._store, month)

    def to_take_down(self, day: date) -> list[Posted]:
        """List what hangs longer than its period."""
        return to_take_down(self._store, day)

    def _changed(self, notice_id: str, values: "Mapping[str, object]", reason: str) -> tuple[Posted, Changes]:
        with self._store.writing(self._operator.id, reason) as write:
            write.update("notices", notice_id, values)
            changes = Changes.of(write.changed)
        return self.notice(notice_id), changes

    def _lines(self, declared: Notice, month: str, private: set[str]) -> Lines:
        if declared.source == "services":
            return service_lines(self._catalogue)
        if declared.source == "ledger":
            only_surname = self._settings.text("notices.name_masking") == SURNAME_ONLY
            return self._board.lines(declared.key, month, private, only_surname=only_surname)
        masking = self._settings.text("notices.name_masking")
        return case_lines(self._cases, self._catalogue, month, masking, private)

    def _gate(self, pdf: bytes, declared: Notice, words: "Mapping[str, str]", names: set[str]) -> list[Finding]:
        own = self._wording.own_words(declared, words)
        return gate_findings(pdf, allowed=self._wording.public_words(), names=names, own_words=own)

    def _applicants(self, declared: Notice, month: str) -> list[str]:
        if declared.source == "services":
            return []
        if declared.source == "ledger":
            return sorted(self._board.names(declared.key, month))
        found = (*self._cases.in_month(month, "accepted"), *self._cases.in_month(month, "concluded"))
        return [case.applicant_name for case in found]

    def kinds(self) -> dict[str, str]:
        """Give every kind of notice that can be made, with its words: cases, services, ledgers that may hang."""
        return {**{key: notice(key).title.replace("{month}", "") for key in KINDS}, **self._board.kinds()}

    def _declared(self, kind: str) -> Notice:
        if kind.startswith(PREFIX):
            return self._board.notice(kind)
        if kind not in KINDS:
            known = "、".join(self.kinds())
            raise Refused(f"没有“{kind}”这种公示。", untouched="什么也没有生成。", advice=f"可以用：{known}。")
        return notice(kind)

    def _until(self, declared: Notice, day: date) -> date | None:
        if not declared.days_setting:
            return None
        days = self._settings.number(declared.days_setting)
        if self._settings.text("notices.days_unit") == "working":
            return self._cases.calendar.working_days_after(day, days).day
        return self._cases.calendar.natural_days_after(day, days).day

    def _faces(self) -> Faces:
        title = TITLE_FACES[self._settings.text("printing.title_face")]
        return Faces(title, TEXT_FACES[self._settings.text("printing.body_face")])

    def _adult_birth_day(self, day: date) -> date:
        year = day.year - self._settings.number("cases.adult_age")
        return date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)

    def _checked_day(self, day: date | None) -> date:
        today = self._cases.clock.today()
        if day is not None and day > today:
            raise Refused("日期不能在今天以后。", untouched=NOT_DONE)
        return day or today


def _size(paper: str) -> Size:
    if paper not in set(Size):
        raise Refused(f"没有“{paper}”这种纸。", untouched="什么也没有生成。", advice="可以用 A4 或 A3。")
    return Size(paper)


def _check_month(month: str) -> None:
    try:
        month_days(month)
    except ValueError as trouble:
        sentence = f"月份应写成 2026-10 这样，现在是“{month}”。"
        raise Refused(sentence, untouched="什么也没有生成。") from trouble
