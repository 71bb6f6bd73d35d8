"""The upkeep of the attachments file: what is swept, checked, backed up, brought back, erased, encrypted anew."""

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.attachments import increments
from app.attachments.rules import MEGA, rules, shown_size
from app.core.clock import Clock
from app.core.errors import FileDamaged, NewerFile
from db import attachments as rows

if TYPE_CHECKING:
    from db.blobs import Blobs
    from db.store import Store


class Upkeep:
    """What keeps the second file sound; safe in any thread."""

    def __init__(self, store: "Store", blobs: "Blobs", clock: Clock) -> None:
        """Work on one open office and its second file."""
        self._store, self._blobs, self._clock = store, blobs, clock
        self._taking_in = threading.RLock()
        self._swept = False
        self._lines = increments.Lines()

    def warning(self) -> str:
        """Say that the whole file has grown large; empty while it has not."""
        limit, size = rules().limits.whole_mb * MEGA, self._blobs.size()
        if size < limit:
            return ""
        return f"全站的附件已经有 {shown_size(size)}，备份会变慢。请少放照片，多用 PDF；用不着的请删除。"

    def sweep(self) -> int:
        """Remove what no row names, live or in the recycle bin, once the journal's last entry is a day younger."""
        with self._taking_in:
            orphans = self._orphans()
            self._blobs.forget(orphans)
            return len(orphans)

    def sweep_once(self) -> None:
        """Sweep at the first taking in of a session."""
        if not self._swept:
            self._swept = True
            self.sweep()

    def forget(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Erase contents for good, those excepted that a row still names; gives the digests that are gone."""
        with self._taking_in:
            gone = tuple(sorted(set(digests) - rows.named_digests(self._store)))
            self._blobs.forget(bytes.fromhex(digest) for digest in gone)
            return gone

    def check(self) -> list[str]:
        """Compare every content with its digest and with the rows; gives every finding in words."""
        found = [] if self._blobs.postponed is None else ["附件文件还在用以前的钥匙，下次打开时再换"]
        named = {bytes.fromhex(one) for one in rows.named_digests(self._store)}
        if named and not self._blobs.exists():
            return [f"附件文件 {self._blobs.path.name} 不见了，{len(named)} 份附件的内容打不开"]
        try:
            held = self._blobs.digests()
        except (FileDamaged, NewerFile) as trouble:
            return [f"附件文件：{trouble.sentence}"]
        for digest in sorted(named | held):
            if digest not in held:
                found += self._told(digest, "内容不见了")
            elif not self._blobs.is_sound(digest):
                found += self._told(digest, "内容坏了")
        if orphans := self._orphans():
            found.append(f"附件文件里有 {len(orphans)} 份内容没有记录用到（下次加附件时清理）")
        return found

    def back_up(self, folder: Path) -> tuple[str, ...]:
        """Write into ``folder`` what no increment there holds; give the names that together hold everything.

        Raises ``DiskTrouble``. A content that is damaged or missing is left out; :meth:`check` names it.
        """
        named = {bytes.fromhex(one) for one in rows.named_digests(self._store)}
        now, largest = self._clock.now().isoformat(), rules().limits.increment_mb * MEGA
        key = self._store.key
        return increments.back_up(self._blobs, folder, key, named, at=now, largest=largest, lines=self._lines)

    def change_key(self, before: bytes, after: bytes) -> None:
        """Encrypt the second file under a new file key, after the office's file has it; cut off, it goes on later."""
        with self._taking_in:
            self._blobs.change_key(before, after)

    def close(self) -> None:
        """Close the second file; it opens again when it is needed."""
        self._blobs.close()

    def _orphans(self) -> list[bytes]:
        last = rows.last_moment(self._store)
        if not last:
            return []
        before = datetime.fromisoformat(last) - timedelta(hours=rules().limits.orphan_hours)
        named = {bytes.fromhex(one) for one in rows.named_digests(self._store)}
        return self._blobs.orphans(named, before.isoformat())

    def _told(self, digest: bytes, what: str) -> list[str]:
        titles = rows.titles_of_digest(self._store, digest.hex()) or ["回收站里的附件"]
        return [f"附件“{title}”（{digest.hex()[:8]}）：{what}" for title in titles]
