"""What is kept beside the records: backups and the second file with scans and photos."""

from functools import cached_property
from typing import TYPE_CHECKING

from app.session.desk import AtDesk

if TYPE_CHECKING:
    from pathlib import Path

    from app.attachments.service import Attachments
    from app.backups.service import Backups
    from db.blobs import Blobs


class Kept(AtDesk):
    """The same ones whoever sits down, for one may be under way."""

    _backups: "Backups | None" = None
    _blobs: "Blobs | None" = None

    @property
    def backups(self) -> "Backups":
        """The backups; the same ones whoever sits down, for one may be under way."""
        if self._backups is None:
            from app.backups.service import Backups
            from app.operators.file_keys import known_keys
            from app.packages.stick import carry

            self._backups = Backups(
                *(self.store, self.home, self.clock),
                carry=carry,
                keep_blobs=self._back_up_attachments,
                find_key=lambda key_id: known_keys(self.store).get(key_id),
                require=self.require,
            )
        return self._backups

    def _back_up_attachments(self, folder: "Path") -> tuple[str, ...]:
        return self.attachments.back_up(folder)

    @cached_property
    def attachments(self) -> "Attachments":
        """The scans and photos of cases, residents and entries."""
        from app.attachments.rules import rules
        from app.attachments.service import Attachments
        from app.documents.foreign_pdf import ForeignPdf
        from app.operators.file_keys import known_keys
        from db.blobs import Blobs

        if self._blobs is None:
            path, store = self.home.attachments_file, self.store
            self._blobs = Blobs(path, lambda: store.key, lambda: known_keys(store).values())
        pdf = ForeignPdf(rules().child.limits())
        return Attachments(self.store, self._blobs, self.clock, pdf, self.require, self.refuse_locked)

    def refuse_locked(self, table: str, row_id: str) -> None:
        """Refuse what would hang on, or be taken off, a record of a closed period; who knows the periods says so."""
        raise NotImplementedError(table, row_id)

    def _reencrypt(self, before: bytes, after: bytes) -> None:
        """Bring the attachments from one file key to the next; what a fault leaves follows at the next opening."""
        self.attachments.close()
        if self._blobs is not None:
            self._blobs.change_key(before, after)
