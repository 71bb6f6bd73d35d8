"""Writing a package: what changed since the last one, signed, sealed to the township, and really on the stick."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

import msgspec

from app.core.errors import DiskTrouble, Refused
from app.core.progress import SILENT, Progress, go_on
from app.packages import layout
from app.packages.entry_shapes import own_shapes
from app.packages.files import SYSTEM_FILES, Files, in_words
from app.packages.keys import OfficeKeys, key_id, read_office_keys
from app.packages.layout import Epoch, Header, Section
from app.packages.sealing import seal
from app.packages.sections import pack_lines
from app.packages.shared_rows import Shape, shared_shapes
from app.packages.stick import Carried, carry, unfinish
from db import enrolment, shared_rows
from db import packages as receipts
from db.ledger_declarations import TABLE as DECLARATIONS
from db.shared_rows import NOTHING, Also

if TYPE_CHECKING:
    from datetime import date

    from db.store import Store

ENTRIES_PER_PACKAGE = 400_000
"""A package covers at most so many journal entries: about 50 MB, far below FAT32's and our own limit of 200 MB."""

PROGRAM = "cunzhantong"
TOLD_EVERY = 1_000


class Span(msgspec.Struct, frozen=True):
    """Which part of the journal a package covers, and where it stands in our line."""

    number: int
    after: int
    upto: int
    last: int
    previous: str | None


class Written(msgspec.Struct, frozen=True):
    """A package that lies on the stick and was read back; ``remaining`` journal entries wait for the next one."""

    file: str
    number: int
    rows: int
    check_code: str
    sha256: str
    counts: dict[str, int]
    size: int
    remaining: int


class Outgoing:
    """The writing side of one station."""

    def __init__(self, store: "Store", temporary: Path, *, files: Files = SYSTEM_FILES) -> None:
        """Work on an open store; ``temporary`` is the home's folder for passing plaintext."""
        self._store, self._temporary, self._files = store, temporary, files

    def next_span(self, parent: dict[str, Any], *, full: bool = False, limit: int = ENTRIES_PER_PACKAGE) -> Span:
        """Tell what the next package covers: everything in a new epoch, for a new township, or when asked."""
        last = receipts.last_written(self._store)
        if last is None:
            number, after, previous = 1, 0, None
        else:
            number, after, previous = last["number"] + 1, last["journal_to"], last["sha256"]
            if full or last["epoch"] != self._store.epoch or last["recipient"] != parent["n"]:
                after = 0
        end = receipts.journal_end(self._store)
        return Span(number, after, shared_rows.journal_span(self._store, after, limit), end, previous)

    def write(
        self,
        folder: Path,
        day: "date",
        *,
        full: bool = False,
        limit: int = ENTRIES_PER_PACKAGE,
        progress: Progress = SILENT,
    ) -> Written:
        """Write the next package into ``folder``; the receipt is kept only after it was read back.

        Raises ``Refused`` where we report to nobody, ``StickTrouble``, ``Cancelled``, ``DiskTrouble``; then the office
        is as it was, and the next attempt takes a new file name.
        """
        parent = enrolment.parent_office(self._store)
        if parent is None:
            raise Refused(
                "还没有登记到乡镇，不能写报送包。", untouched="数据没有改动。", advice="请先用乡镇的邀请登记。"
            )
        keys = read_office_keys(self._store)
        span = self.next_span(parent, full=full, limit=limit)
        try:
            with TemporaryFile(dir=self._temporary) as plain, TemporaryFile(dir=self._temporary) as sealed:
                sections = self._pack(span, plain, progress)
                header = self._header(span, sections, keys, parent, day)
                recipient = enrolment.office_keys(self._store, parent["n"])[-1]["seal_key"]
                digest = layout.package_digest(layout.header_bytes(header))
                size = _seal(header, plain, keys, recipient, sealed)
                self._remember_attempt(span.number, digest)
                carried = self._carry(folder, header, sealed, progress)
        except OSError as trouble:
            raise DiskTrouble(f"本机磁盘写不进去（{in_words(trouble)}）") from trouble
        self._record(span, header, digest, carried, parent)
        counts = {section.name: section.rows for section in sections}
        code = layout.check_code(digest)
        waiting = span.last - span.upto
        return Written(carried.path.name, span.number, header.rows, code, digest, counts, size, waiting)

    def _pack(self, span: Span, plain: IO[bytes], progress: Progress) -> tuple[Section, ...]:
        """Pack the shared tables, then the entries of each ledger that changed with what declares it."""
        books = own_shapes(self._store, shared_rows.changed_tables(self._store, span.after, span.upto))
        declared = Also("key", [book.ledger.key for book in books if not book.ships])
        sections = []
        for table, shape in shared_shapes().items():
            lines = self._lines(table, shape, span, progress, declared if table == DECLARATIONS else NOTHING)
            sections.append(pack_lines(table, lines, plain))
        for book in books:
            lines = self._lines(book.table, book, span, progress)
            sections.append(pack_lines(book.table, lines, plain, book.ledger.version))
        return tuple(sections)

    def _lines(self, table: str, shape: Shape, span: Span, progress: Progress, also: Also = NOTHING) -> Iterator[bytes]:
        rows = shared_rows.changed_rows(self._store, table, shape.columns, (span.after, span.upto), also)
        for count, row in enumerate(rows):
            if count % TOLD_EVERY == 0:
                go_on(progress, count, max(count, span.upto - span.after), "正在收集")
            yield shape.write(row)

    def _header(
        self, span: Span, sections: tuple[Section, ...], keys: OfficeKeys, parent: dict[str, Any], day: "date"
    ) -> Header:
        office = self._store.office
        line = receipts.own_line(self._store)
        return Header(
            format=layout.FORMAT,
            program=PROGRAM,
            schema=self._store.schema,
            sender=office["id"],
            sender_unit=office["unit"],
            sender_key=key_id(keys.sign_key),
            recipient=parent["id"],
            number=span.number,
            epoch=line[-1]["id"],
            epochs=tuple(
                Epoch(e["id"], e["ordinal"], e["predecessor"], e["forked_after"], e["forked_entry"]) for e in line
            ),
            previous=span.previous,
            abandoned=tuple(receipts.attempts(self._store, span.number)),
            is_full=span.after == 0,
            made_on=day.isoformat(),
            sections=sections,
            total_bytes=sum(section.packed for section in sections),
        )

    def _remember_attempt(self, number: int, digest: str) -> None:
        """Note the attempt before it can come to lie on a stick, so that a later one can name it (else: a fork)."""
        with self._store.writing() as write:
            receipts.note_attempt(write, number, digest)

    def _carry(self, folder: Path, header: Header, sealed: IO[bytes], progress: Progress) -> Carried:
        def name_of(attempt: int) -> str:
            return layout.file_name(header.sender_unit, header.number, header.epoch, attempt)

        return carry(sealed, folder, name_of, files=self._files, progress=progress)

    def _record(self, span: Span, header: Header, digest: str, carried: Carried, parent: dict[str, Any]) -> None:
        receipt = {
            "number": span.number,
            "recipient": parent["n"],
            "file_name": carried.path.name,
            "sha256": digest,
            "file_sha256": carried.sha256,
            "rows": header.rows,
            "check_code": layout.check_code(digest),
            "journal_from": span.after,
            "journal_to": span.upto,
        }
        try:
            with self._store.writing(reason="写报送包") as write:
                receipts.record_written(write, receipt)
        except BaseException:
            unfinish(carried.path, self._files)
            raise


def _seal(header: Header, plain: IO[bytes], keys: OfficeKeys, recipient: str, sealed: IO[bytes]) -> int:
    seal(header, plain, keys, (recipient, keys.seal_key), sealed)
    size = sealed.tell()
    if size > layout.LARGEST_FILE:
        raise Refused("这个包超过了 200 MB，没有写。", untouched="数据没有改动。")
    return size
