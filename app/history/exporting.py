"""The journal as one signed file: JSON Lines, the last of which carries the digest of all before and our signature.

The first line says whose journal it is, which entries, and the digest before the first one, so that the chain can be
followed inside the file. With values it holds personal data; without, only heads and digests.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.errors import Refused
from app.core.progress import SILENT, Progress, go_on
from app.history.moments import span_of_days
from db import history as rows
from db.durable import written_durably
from db.journal import START, content_digest, entry_digest
from db.journal_gaps import Gap

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

FORMAT = "cunzhantong-journal-1"
DOMAIN = b"cunzhantong journal export 1\n"
TOLD_EVERY = 2_000
LONGEST_LINE = 64 * 1024 * 1024
_HEAD = ("seq", "tbl", "row_id", "owner", "epoch", "revision", "action", "operator", "at")
_encode = msgspec.json.Encoder().encode

Sign = Callable[[bytes], bytes]
IsSigned = Callable[[bytes, bytes, bytes], bool]


class UnprovedExport(Refused):
    """An exported journal that is not what its office wrote."""

    def __init__(self, what: str) -> None:
        """Say in words what does not fit."""
        super().__init__(f"{what}，不能算数。", untouched="文件没有改动。", advice="请向导出它的办公点再要一份。")


class About(msgspec.Struct, frozen=True):
    """The first line: whose journal, which entries (0 and -1 for none), which one stood before them with what digest.

    ``gaps`` are those that a salvage declared: the chain is followed over them and nowhere else.
    """

    format: str
    office: str
    unit: str
    name: str
    since: str
    until: str
    first: int
    last: int
    with_values: bool
    made_at: str
    after: int
    before: str
    gaps: tuple[Gap, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """One entry; ``salt``, ``reason`` and the values are there only with values and where nothing was erased."""

    seq: int
    tbl: str
    row_id: str
    owner: int
    epoch: int
    revision: int
    action: str
    operator: str
    at: str
    content: str
    digest: str
    salt: str | None = None
    reason: str | None = None
    before: str | None = None
    after: str | None = None


class Seal(msgspec.Struct, frozen=True):
    """The last line: how many entries, the SHA-256 of every byte before, and the office's signature on it."""

    entries: int
    sha256: str
    signature: str


class Exported(msgspec.Struct, frozen=True):
    """A finished or checked export."""

    path: str
    about: About
    entries: int


def export_journal(
    store: "Store",
    clock: "Clock",
    path: Path,
    span: tuple[date | None, date | None],
    sign: Sign,
    *,
    with_values: bool = True,
    progress: Progress = SILENT,
) -> Exported:
    """Write the entries of a span of days (both included; ``None`` is open) to ``path``, whole or not at all.

    Actions must have been gathered. Raises ``DiskTrouble`` and ``Cancelled``.
    """
    first, last = rows.span_of_moments(store, *span_of_days(*span, clock))
    office = store.office
    about = About(
        FORMAT,
        office["id"],
        office["unit"],
        office["name"],
        _iso(span[0]),
        _iso(span[1]),
        first,
        last,
        with_values,
        clock.now().isoformat(),
        *rows.entry_before(store, first),
        tuple(gap for gap in rows.gaps_of(store) if gap.first <= last and gap.last >= first - 1),
    )
    whole, entries = hashlib.sha256(), 0
    with written_durably(path) as stream:
        for line in _lines(store, about, progress):
            stream.write(line)
            whole.update(line)
            entries += 1
        seal = Seal(entries - 1, whole.hexdigest(), sign(DOMAIN + whole.digest()).hex())
        stream.write(_encode(seal) + b"\n")
    return Exported(path.name, about, entries - 1)


def verify_export(path: Path, sign_key: bytes, is_signed: IsSigned) -> Exported:
    """Check signature, digest and chain of an exported journal; raises ``UnprovedExport`` naming what does not fit."""
    whole = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            lines = iter(lambda: stream.readline(LONGEST_LINE), b"")
            head = next(lines, b"")
            about = msgspec.json.decode(head, type=About)
            whole.update(head)
            entries, seal = _walked(about, lines, whole)
    except OSError as trouble:
        raise UnprovedExport(f"{path.name} 读不出来") from trouble
    except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise UnprovedExport(f"{path.name} 不是完整的流水导出文件") from trouble
    if seal is None or seal.entries != entries or seal.sha256 != whole.hexdigest():
        raise UnprovedExport(f"{path.name} 的内容和校验码不符")
    if not is_signed(sign_key, DOMAIN + whole.digest(), _bytes(seal.signature)):
        raise UnprovedExport(f"{path.name} 的签名不是这个办公点的")
    return Exported(path.name, about, entries)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _lines(store: "Store", about: About, progress: Progress) -> Iterator[bytes]:
    yield _encode(about) + b"\n"
    total = about.last - about.first + 1
    for count, row in enumerate(rows.streamed_entries(store, about.first, about.last)):
        if count % TOLD_EVERY == 0:
            go_on(progress, count, total, "导出流水")
        told = row if about.with_values else {name: row[name] for name in (*_HEAD, "content", "digest")}
        yield _encode(told) + b"\n"


def _walked(about: About, lines: Iterator[bytes], whole: Any) -> tuple[int, Seal | None]:
    previous, expected, entries = _bytes(about.before) or START, about.after + 1, 0
    gaps = {gap.first: gap for gap in about.gaps}
    for line in lines:
        row = msgspec.json.decode(line, type=dict[str, Any])
        if "signature" in row:
            return entries, msgspec.convert(row, Seal) if next(lines, b"") == b"" else None
        entry = msgspec.convert(row, Line)
        gap = gaps.get(expected)
        if gap is not None and entry.seq == gap.last + 1:
            expected = entry.seq
            previous = b"" if gap.resume == entry.digest else previous
        previous = _next_digest(entry, expected, previous)
        whole.update(line)
        entries, expected = entries + 1, expected + 1
    return entries, None


def _next_digest(row: Line, expected: int, previous: bytes) -> bytes:
    """Give the digest of an entry that fits to the one before it (none behind a gap that named this one)."""
    content, head = _bytes(row.content), [getattr(row, name) for name in _HEAD]
    fits = not previous or entry_digest(previous, head, content).hex() == row.digest
    if row.seq != expected or not fits:
        raise UnprovedExport(f"导出的流水第 {expected} 条对不上")
    if row.salt is not None:
        told = content_digest(_bytes(row.salt), row.reason or "", row.before or "", row.after or "")
        if told != content:
            raise UnprovedExport(f"导出的流水第 {expected} 条的内容被改动过")
    return _bytes(row.digest)


def _bytes(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError as trouble:
        raise UnprovedExport("导出的流水里的校验码读不出来") from trouble
