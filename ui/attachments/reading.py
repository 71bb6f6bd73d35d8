"""What the panel of attachments asks of the session, in the working threads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from app.attachments.facts import Attachment, Prepared
from app.attachments.preparing import brought
from app.attachments.rules import kind_words, shown_size
from app.core.changes import Changes
from app.core.day_text import listed_day
from ui.widgets.windowed import Column

if TYPE_CHECKING:
    from app.session import Session

Subject = tuple[str, str]
Source = Path | QImage
NOBODY: Subject = ("", "")
_FAST = 80  # Qt's scale of packing a PNG: 100 is the quickest


@dataclass(frozen=True, slots=True)
class PanelSheet:
    """What the panel of one record shows; ``may_write`` and ``may_see`` are the rights of who sits here."""

    subject: Subject
    attachments: tuple[Attachment, ...]
    warning: str
    may_write: bool
    may_see: bool

    def count(self) -> int:
        """Count the lines of the list."""
        return len(self.attachments)

    def page(self, offset: int, limit: int) -> Sequence[Attachment]:
        """Give some of them."""
        return self.attachments[offset : offset + limit]


def read_panel(session: "Session", subject: Subject) -> PanelSheet:
    """Read what the panel shows."""
    found = tuple(session.attachments.of(*subject))
    may_write, may_see = session.may("attachments.write"), session.may("identity.see")
    return PanelSheet(subject, found, session.attachments.warning(), may_write, may_see)


def prepare_source(session: "Session", source: Source) -> Prepared:
    """Read a file, or pack a picture of the clipboard, and make of it what is kept; touches no office."""
    content = _packed(source) if isinstance(source, QImage) else brought(source)
    return session.attachments.prepare(content)


def keep_prepared(session: "Session", subject: Subject, prepared: Prepared) -> tuple[Attachment, Changes]:
    """Keep what was prepared."""
    return session.attachments.keep(*subject, "", prepared)


def take_back(session: "Session", ids: Sequence[str]) -> Changes:
    """Take away again what was just added."""
    changes = Changes()
    for attachment_id in ids:
        changes |= session.attachments.remove(attachment_id, "刚加的，撤销")
    return changes


def columns(today: date, zone: tzinfo | None) -> list[Column]:
    """Give the columns of the list."""

    def came(one: Attachment) -> str:
        day = one.added_on(zone)
        return "" if day is None else listed_day(day, today)

    return [
        Column("名称", lambda one: one.title),
        Column("种类", kind_words, 96, drop=2),
        Column("大小", lambda one: shown_size(one.bytes), 80, to_right=True, drop=3),
        Column("哪天加的", came, 152, drop=1),
        Column("谁加的", lambda one: one.added_by, 88, drop=4),
    ]


def _packed(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", _FAST)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
