"""The packages of one office: enrolling, writing, reading, and what there is to see of both."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.progress import SILENT, Progress
from app.ledgers.publishing import known_ledgers
from app.operators.rights import anybody
from app.packages import enrolment
from app.packages.answers import Taken
from app.packages.entry_shapes import EntryShape, own_shapes
from app.packages.files import SYSTEM_FILES, Files
from app.packages.history import covers
from app.packages.incoming import Incoming
from app.packages.letters import Invitation, Party
from app.packages.merging_rows import Index
from app.packages.outgoing import ENTRIES_PER_PACKAGE, Outgoing, Written
from app.packages.received import shape_here
from app.packages.shared_rows import shared_shapes
from app.packages.slip import HandOver, handover_facts, slip_wording
from app.packages.village_books import VillageBooks, VillageEntry, village_entry
from db import enrolment as stored
from db import packages as receipts
from db import shared_rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.documents.archive import Paper
    from app.documents.document import Faces
    from db.store import Store


class OutgoingReceipt(msgspec.Struct, frozen=True):
    """One package that was written."""

    number: int
    file_name: str
    rows: int
    check_code: str
    written_at: str


class Twin(msgspec.Struct, frozen=True):
    """A second copy of a row that waits for a person; ``what`` says of which kind, ``content`` is its JSON line."""

    tbl: str
    row_id: str
    what: str
    unit: str
    name: str
    revision: int
    content: str
    found_at: str


class Packages:
    """The stick, both ways."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        temporary: Path,
        index: Index,
        *,
        files: Files = SYSTEM_FILES,
        allow: Callable[[], None] = anybody,
        stand_by: Callable[[], None] = anybody,
    ) -> None:
        """Work on an open store; ``temporary`` is for passing plaintext, ``index`` the search box's.

        ``allow`` refuses whoever may neither write nor read packages, ``stand_by`` backs up before packages are merged.
        """
        self._store, self._clock, self._temporary = store, clock, temporary
        self._index, self._files, self._allow, self._stand_by = index, files, allow, stand_by

    def invite(self, unit: str, name: str, out: Path) -> tuple[Invitation, Changes]:
        """Write an invitation for a station; see :func:`app.packages.enrolment.make_invitation`."""
        self._allow()
        return enrolment.make_invitation(self._store, unit, name, out)

    def accept(self, source: Path, out: Path, *, replace: bool = False) -> tuple[str, Changes]:
        """Accept a township's invitation; gives the check code to tell by phone."""
        self._allow()
        return enrolment.accept_invitation(self._store, source, out, self._clock.today(), replace=replace)

    def confirm(self, source: Path, code: str, *, replace: bool = False) -> tuple[Party, Changes]:
        """Enrol the station whose answer this is, after its code was told by phone."""
        self._allow()
        return enrolment.confirm_reply(self._store, source, code, self._clock.today(), replace=replace)

    def parent(self) -> str | None:
        """Give the name of the office we report to."""
        office = stored.parent_office(self._store)
        return office["name"] if office else None

    def write(
        self,
        folder: Path,
        progress: Progress = SILENT,
        *,
        full: bool = False,
        limit: int = ENTRIES_PER_PACKAGE,
    ) -> tuple[list[Written], Changes]:
        """Write what changed since the last package into ``folder``: one package, or more where there is very much.

        ``full`` begins again with every row (when the township asks for it). Raises as :meth:`Outgoing.write`; packages
        that were written before that stand.
        """
        self._allow()
        outgoing = Outgoing(self._store, self._temporary, files=self._files)
        written = [outgoing.write(folder, self._clock.today(), full=full, limit=limit, progress=progress)]
        while written[-1].remaining:
            written.append(outgoing.write(folder, self._clock.today(), limit=limit, progress=progress))
        return written, Changes(frozenset(("packages_out", str(package.number)) for package in written))

    def read(self, folder: Path, progress: Progress = SILENT) -> tuple[list[Taken], Changes]:
        """Take in a folder of packages; see :meth:`Incoming.read`."""
        self._allow()
        return Incoming(self._store, self._temporary, self._index, self._stand_by).read(folder, progress)

    def written(self) -> list[OutgoingReceipt]:
        """Give the packages written so far, newest first."""
        return msgspec.convert(receipts.packages_written(self._store), list[OutgoingReceipt])

    def covers(self, month: str) -> bool:
        """Tell whether a package was written for a month; see :func:`app.packages.history.covers`."""
        return covers(self._store, month)

    def waiting(self) -> int:
        """Count the rows that changed since the last package: 0 means that there is nothing new to send."""
        last = receipts.last_written(self._store)
        tables = (*shared_shapes(), *(shape.table for shape in own_shapes(self._store, self._store.tables)))
        return shared_rows.waiting_rows(self._store, tables, last["journal_to"] if last else 0)

    def twins(self) -> list[Twin]:
        """Give the rows that wait for a person's decision."""
        found = receipts.open_twins(self._store)
        return [msgspec.convert({**row, "what": self._kind_of(row["owner"], row["tbl"])}, Twin) for row in found]

    def books(self, unit: str) -> VillageBooks:
        """Give the ledgers of one village as its packages brought them; raises ``Refused`` for a strange one."""
        return VillageBooks(self._store, self._clock, unit)

    def paper(self, written: Written, faces: "Faces") -> "tuple[Paper, Changes]":
        """Give the hand-over slip as a PDF, kept in the archive."""
        from app.packages.paper import slip_paper

        return slip_paper(self._store, written.number, self.slip(written), faces)

    def entry(self, key: str, entry_id: str) -> VillageEntry:
        """Give one entry that a village sent; raises ``Refused`` where it is gone."""
        return village_entry(self._store, key, entry_id)

    def _kind_of(self, owner: int, table: str) -> str:
        shape = shape_here(self._store, owner, table)
        return shape.ledger.title if isinstance(shape, EntryShape) else slip_wording().tables.get(table, table)

    def slip(self, written: Written) -> HandOver:
        """Give the facts of the hand-over slip."""
        parent = stored.parent_office(self._store)
        if parent is None:
            raise Refused("还没有登记到乡镇，没有交接单。", untouched="数据没有改动。")
        titles = {key: one.title for key, one in known_ledgers(self._store).items()}
        return handover_facts(written, self._store.office, parent, self._clock.today(), titles)
