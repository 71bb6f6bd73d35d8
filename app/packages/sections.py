"""One section of a package: JSON lines, deflated on the way in, inflated within limits on the way out."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from app.core.errors import Refused
from app.packages.layout import UNTOUCHED, Section

CHUNK = 1 << 18
LONGEST_LINE = 1 << 20
BATCH = 1_000
RAW_DEFLATE = -15
_BROKEN = "报送包里“{}”的内容和包头写的不一致。"


def pack_lines(name: str, lines: Iterable[bytes], into: IO[bytes], version: int = 0) -> Section:
    """Deflate lines into ``into`` and describe what was written; ``version`` is that of a ledger's declaration."""
    packer, digest = zlib.compressobj(6, zlib.DEFLATED, RAW_DEFLATE), hashlib.sha256()
    rows = size = packed = 0
    for line in lines:
        rows += 1
        size += len(line) + 1
        squeezed = packer.compress(line + b"\n")
        if squeezed:
            digest.update(squeezed)
            packed += into.write(squeezed)
    squeezed = packer.flush()
    digest.update(squeezed)
    packed += into.write(squeezed)
    return Section(name=name, rows=rows, bytes=size, packed=packed, sha256=digest.hexdigest(), version=version)


def check_digest(section: Section, source: IO[bytes]) -> None:
    """Read one section as it lies and compare its digest, before any of it is inflated."""
    digest = hashlib.sha256()
    for chunk in _chunks(section, source):
        digest.update(chunk)
    if digest.hexdigest() != section.sha256:
        raise _mismatch(section)


def unpack_lines(section: Section, source: IO[bytes]) -> Iterator[list[bytes]]:
    """Inflate one section in batches of lines; never holds more than a batch and a chunk.

    Raises ``Refused`` where sizes or counts are not what the header says.
    """
    unpacker = zlib.decompressobj(RAW_DEFLATE)
    rest, rows, size = b"", 0, 0
    batch: list[bytes] = []
    for piece in _inflate(unpacker, section, source):
        size += len(piece)
        if size > section.bytes:
            raise _mismatch(section)
        *lines, rest = (rest + piece).split(b"\n")
        if len(rest) > LONGEST_LINE:
            raise Refused(f"报送包里“{section.name}”有一行太长。", untouched=UNTOUCHED)
        batch.extend(lines)
        while len(batch) >= BATCH:
            rows += BATCH
            yield batch[:BATCH]
            del batch[:BATCH]
    rows += len(batch)
    if rest or not unpacker.eof or unpacker.unused_data or (rows, size) != (section.rows, section.bytes):
        raise _mismatch(section)
    if batch:
        yield batch


def _inflate(unpacker: "zlib._Decompress", section: Section, source: IO[bytes]) -> Iterator[bytes]:
    try:
        for chunk in _chunks(section, source):
            waiting = chunk
            while waiting:
                if unpacker.eof:
                    raise _mismatch(section)
                yield unpacker.decompress(waiting, CHUNK)
                waiting = unpacker.unconsumed_tail
        while piece := unpacker.decompress(b"", CHUNK):
            yield piece
    except zlib.error as trouble:
        raise _mismatch(section) from trouble


def _chunks(section: Section, source: IO[bytes]) -> Iterator[bytes]:
    left = section.packed
    while left:
        chunk = source.read(min(CHUNK, left))
        if not chunk:
            raise Refused("报送包不完整，后面被截断了。", untouched=UNTOUCHED)
        left -= len(chunk)
        yield chunk


def _mismatch(section: Section) -> Refused:
    return Refused(_BROKEN.format(section.name), untouched=UNTOUCHED, advice="请让发包单位重新写一份。")
