"""What the views of the way back ask of the session, off the UI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.backups.container import About, read_about
from app.backups.damage import reading_a_backup
from app.backups.listing import look_at
from app.backups.looking import Past, Record, Sheet
from app.backups.policy import declared
from app.backups.record_kinds import held_words
from app.backups.restoring import shown_moment
from app.backups.single import WORDS, Outlook
from app.core.changes import Changes
from app.core.errors import Refused
from ui.widgets.drives import shown_size

if TYPE_CHECKING:
    from app.session import Session
    from ui.work import Progress


@dataclass(frozen=True, slots=True)
class Chosen:
    """A backup that was chosen: where it is, its moment and facts in words, and what happened since."""

    path: Path
    moment: str
    facts: tuple[tuple[str, str], ...]
    since: str
    same_line: bool
    may: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """One record of an opened backup, and what bringing it back would change today."""

    sheet: Sheet
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class PastRows:
    """Where the list of records gets its rows."""

    past: Past
    kind: str
    text: str

    def count(self) -> int:
        """Count them."""
        return self.past.count(self.kind, self.text)

    def page(self, offset: int, limit: int) -> Sequence[Record]:
        """Give some of them, the newest first."""
        return self.past.find(self.kind, self.text, limit=limit, offset=offset)


def read_chosen(session: "Session", path: Path) -> Chosen:
    """Read what a backup says of itself; raises ``FileDamaged`` or ``NewerFile``."""
    with reading_a_backup():
        about = read_about(path)
    backup = look_at(path)
    since, moment = session.way_back.since(about), shown_moment(about, session.clock)
    facts = (
        ("为什么做", declared().made_words(about.reason)),
        ("里面有", _held(about)),
        ("大小", "" if backup is None else shown_size(backup.size)),
        ("从那以后", since.words),
    )
    return Chosen(path, moment, facts, since.words, since.same_line, session.may("backups.restore"))


def open_past(session: "Session", path: Path, progress: "Progress") -> tuple[Past, Changes]:
    """Open a backup to be looked at; it is written down."""
    return session.way_back.look_into(path, progress), Changes(frozenset({("journal", path.name)}))


def read_record(session: "Session", past: Past, kind: str, record_id: str) -> Looked:
    """Read one record and what bringing it back would change."""
    return Looked(past.sheet(kind, record_id), session.way_back.taking_back(past).outlook(kind, record_id))


def take_back(session: "Session", past: Past, kind: str, record_id: str) -> tuple[int, Changes]:
    """Bring one record back."""
    return session.way_back.taking_back(past).take_back([(kind, record_id)])


def undo_last(session: "Session") -> Changes:
    """Take the last step back."""
    return session.history.undo(session.operator.id)[1]


def restore_whole(session: "Session", path: Path, progress: "Progress") -> str:
    """Restore whole; gives what the next window tells. The office is closed then."""
    return f"{session.way_back.whole(path, progress).words}请重新输入密码。"


def outlook_words(outlook: Outlook) -> list[tuple[str, str]]:
    """Give what would change: each field now → then, and each part with what becomes of it."""
    first = outlook.rows[0] if outlook.rows else None
    told = [(one.label, f"{one.now or '（空）'} → {one.then or '（空）'}") for one in (first.fields if first else ())]
    if first is not None and first.becomes in {"new", "revived", "removed"}:
        told.insert(0, ("这条记录", WORDS[first.becomes]))
    return told + [(WORDS[row.becomes], row.title) for row in outlook.rows[1:] if row.becomes != "same"]


def refused_words(refusal: Refused) -> str:
    """Give a refusal for a label of its own."""
    return f"！ {refusal}"


def _held(about: About) -> str:
    return "、".join(held_words(about.rows, ("settings",))) or "还没有记录"
