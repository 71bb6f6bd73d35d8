"""The attachments of one office: taking in, looking at, taking out; the content is safe before its row is written."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from app.attachments.facts import Attachment, PdfReader, Prepared, digest_of, suffix_of
from app.attachments.preparing import draw, prepare
from app.attachments.previews import Previews, drawn_width
from app.attachments.rules import MEGA, refusal, rules, shown_size
from app.attachments.upkeep import Upkeep
from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Refused
from db import attachments as rows
from db.durable import write_durably

if TYPE_CHECKING:
    from app.operators.rights import Right
    from db.blobs import Blobs
    from db.store import Store

RIGHT: "Right" = "attachments.write"
SEE: "Right" = "identity.see"
TABLE = "attachments"
_NOTHING = "附件没有改动。"


def nothing_locked(_table: str, _row_id: str) -> None:
    """Lock nothing: for an office without closed books."""


class Attachments(Upkeep):
    """Scans and photos; every writing method gives what changed, for the session to emit.

    ``require`` raises ``Refused`` where who sits at the desk has not the right that it is asked for.
    """

    def __init__(
        self,
        store: "Store",
        blobs: "Blobs",
        clock: Clock,
        pdf: PdfReader,
        require: "Callable[[Right], None]",
        refuse_locked: Callable[[str, str], None] = nothing_locked,
    ) -> None:
        """Work on one open office and its second file.

        ``refuse_locked`` raises ``Refused`` for a record (table, id) that is only looked at by now.
        """
        super().__init__(store, blobs, clock)
        self._pdf, self._require, self._refuse_locked = pdf, require, refuse_locked
        self._looked_at: set[str] = set()
        self._previews = Previews(rules().picture.previews_kept)

    def attach(self, subject_table: str, subject_id: str, title: str, content: bytes) -> tuple[Attachment, Changes]:
        """Take a file in; an empty ``title`` becomes 材料1, 材料2 and so on.

        Raises ``Refused`` with the reason: the record, the kind, the limits, the disk. Nothing is taken in then.
        """
        self.want_room(subject_table, subject_id)
        return self.keep(subject_table, subject_id, title, self.prepare(content))

    def want_room(self, subject_table: str, subject_id: str) -> None:
        """Refuse at once what could not be kept whatever the file is: no right, no such record, too many already."""
        self._require(RIGHT)
        if not rules().takes(subject_table) or not rows.own_subject(self._store, subject_table, subject_id):
            raise refusal("subject")
        self._refuse_locked(subject_table, subject_id)
        if len(self.of(subject_table, subject_id)) >= rules().limits.record_files:
            raise refusal("record_files", limit=rules().limits.record_files)

    def prepare(self, content: bytes) -> Prepared:
        """Look at a file and make what is kept of it, without the office; raises ``Refused``."""
        return prepare(content, self._pdf)

    def keep(self, subject_table: str, subject_id: str, title: str, prepared: Prepared) -> tuple[Attachment, Changes]:
        """Keep what was prepared: first the content, durably, then the row that names it."""
        with self._taking_in:
            self.want_room(subject_table, subject_id)
            there = self.of(subject_table, subject_id)
            self._want_fit(there, prepared)
            self.sweep_once()
            digest = self._blobs.put(prepared.content, self._clock.now().isoformat()).hex()
            values = {
                "subject_table": subject_table,
                "subject_id": subject_id,
                "title": _clean(title) or self._next_title(subject_table, subject_id),
                "kind": prepared.kind,
                "digest": digest,
                "bytes": len(prepared.content),
                "pages": prepared.pages,
                "width": prepared.width,
                "height": prepared.height,
            }
            with self._store.writing(reason="加附件") as write:
                attachment_id = write.insert(TABLE, values)
                changes = Changes.of(write.changed)
            return self.find(attachment_id), changes

    def of(self, subject_table: str, subject_id: str) -> list[Attachment]:
        """Give the attachments of one record in the order of coming; ``[]`` where there are none."""
        return [_attachment(row) for row in rows.attachments_of(self._store, subject_table, subject_id)]

    def find(self, attachment_id: str) -> Attachment:
        """Give one attachment, also a removed one; raises ``Refused`` where there is none."""
        row = rows.attachment(self._store, attachment_id)
        if row is None:
            raise Refused("找不到这个附件。", untouched=_NOTHING, advice="请刷新后再试。")
        return _attachment(row)

    def content(self, attachment_id: str) -> bytes:
        """Give what is kept, verified by its digest; raises ``Refused`` where it is lost or damaged."""
        return self._blobs.read(bytes.fromhex(self.find(attachment_id).digest))

    def look_at(self, attachment_id: str) -> bytes:
        """Give the content to be seen, and note in the journal, once a session, that it was looked at."""
        self._require(SEE)
        content = self.content(attachment_id)
        if attachment_id not in self._looked_at:
            with self._store.writing(reason="查看附件") as write:
                write.note("look", TABLE, attachment_id, "查看附件")
            self._looked_at.add(attachment_id)
        return content

    def preview(self, attachment_id: str, width: int, page: int = 0) -> bytes:
        """Give a page (counted from 0) as PNG of at most that many pixels across; raises ``Refused``."""
        return self.picture(self.content(attachment_id), page, width)

    def picture(self, content: bytes, page: int, width: int) -> bytes:
        """Give the same of a content that was read before, without the office."""
        across = drawn_width(width, rules().picture.preview_step)
        key = (digest_of(content), page, across)
        return self._previews.find(key, lambda: draw(content, page, across, self._pdf))

    def close(self) -> None:
        """Close the second file and forget what was looked at; it opens again when it is needed."""
        self._previews.clear()
        super().close()

    def forget(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Erase contents for good, those excepted that a row still names; gives the digests that are gone."""
        self._previews.clear()
        return super().forget(digests)

    def rename(self, attachment_id: str, title: str) -> Changes:
        """Give an attachment another title; raises ``Refused`` for an empty one."""
        self._require(RIGHT)
        self.vet(attachment_id)
        cleaned = _clean(title)
        if not cleaned:
            raise Refused("附件要有一个名称。", untouched=_NOTHING, advice="例如“身份证正面”。")
        with self._store.writing(reason="附件改名") as write:
            write.update(TABLE, attachment_id, {"title": cleaned})
            return Changes.of(write.changed)

    def remove(self, attachment_id: str, reason: str) -> Changes:
        """Put an attachment into the recycle bin, with the reason; its content stays until it is erased."""
        self._require(RIGHT)
        if not reason.strip():
            raise Refused("删除要写明原因。", untouched=_NOTHING, advice="请写上为什么删除。")
        self.vet(attachment_id)
        with self._store.writing(reason="删除附件") as write:
            write.remove(TABLE, attachment_id, reason.strip())
            return Changes.of(write.changed)

    def revive(self, attachment_id: str, reason: str = "恢复") -> Changes:
        """Bring an attachment back from the recycle bin."""
        self._require(RIGHT)
        self.vet(attachment_id)
        with self._store.writing(reason="恢复附件") as write:
            write.revive(TABLE, attachment_id, reason)
            return Changes.of(write.changed)

    def vet(self, attachment_id: str) -> None:
        """Raise ``Refused`` where what an attachment hangs on is only looked at by now."""
        found = self.find(attachment_id)
        self._refuse_locked(found.subject_table, found.subject_id)

    def suffix(self, attachment_id: str) -> str:
        """Give the file ending that a copy has."""
        return suffix_of(self.content(attachment_id))

    def save_copy(self, attachment_id: str, path: Path) -> Path:
        """Write a copy where the clerk wants it, with the ending that fits, and note that in the journal.

        Raises ``DiskTrouble``. The copy is plain: from then on it is the clerk's to look after.
        """
        self._require(SEE)
        found, content = self.find(attachment_id), self.content(attachment_id)
        suffix = suffix_of(content)
        named = path if path.suffix.lower() == suffix else path.with_name(f"{path.name}{suffix}")
        if named != path and named.exists():
            raise Refused(f"已经有“{named.name}”这个文件，没有存。", untouched=_NOTHING, advice="请换一个文件名。")
        with self._store.writing(reason="存出附件") as write:
            write.note("export", TABLE, attachment_id, f"存出附件 {found.title}")
            write_durably(named, content)
        return named

    def _want_fit(self, there: list[Attachment], prepared: Prepared) -> None:
        digest = digest_of(prepared.content)
        for one in there:
            if one.digest == digest:
                raise refusal("same", title=one.title)
        limit, size = rules().limits.record_mb * MEGA, sum(one.bytes for one in there)
        if size + len(prepared.content) > limit:
            raise refusal("record_size", size=shown_size(size), limit=shown_size(limit))

    def _next_title(self, subject_table: str, subject_id: str) -> str:
        taken = set(rows.titles_ever(self._store, subject_table, subject_id))
        words = rules().words.default_title
        return next(title for n in range(1, len(taken) + 2) if (title := words.format(n=n)) not in taken)


def _attachment(row: dict[str, Any]) -> Attachment:
    return msgspec.convert(row, Attachment, strict=False)


def _clean(title: str) -> str:
    """Drop what is no sign, and what is too long."""
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())
    return shown[: rules().limits.title_letters]
