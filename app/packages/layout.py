"""The layout of a package's inside: ``MAGIC | length | header | signature | sections`` (FAULTS §4.1).

The header is canonical JSON and is signed; it names every section with its digest, so one signature covers the whole.
It also names the recipient: otherwise a township could seal a village's signed package again for somebody else.
"""

import hashlib
import re
from typing import IO, Annotated

import msgspec

from app.core.errors import Refused

MAGIC = b"CZTONG\x00\x01"
SIGNED_AS = b"cunzhantong/package/v1\x00"
FORMAT = 1
LENGTH_BYTES = 4
SIGNATURE_BYTES = 64
LONGEST_HEADER = 1 << 20
MOST_SECTIONS = 2_000
LARGEST_FILE = 200 * 1000 * 1000
LARGEST_CONTENT = 4 * 1000 * 1000 * 1000
SUFFIX = ".czp"
UNFINISHED = ".part"

UNTOUCHED = "本单位的数据没有改动。"

Whole = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One table's rows, deflated JSON lines: ``bytes`` are those of the lines, ``packed`` those in the file.

    ``version`` is that of the ledger's declaration where the rows are entries; other sections do not name it.
    """

    name: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
    rows: Whole
    bytes: Whole
    packed: Whole
    sha256: Digest
    version: Whole = 0


class Epoch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One link in the sender's line.

    It follows ``after``, of which packages up to ``last_number`` and journal entries up to ``last_entry`` were kept.
    """

    id: Id
    ordinal: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    after: Id | None = None
    last_number: Whole | None = None
    last_entry: Whole | None = None


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed. ``previous`` is the digest of the package before; ``abandoned`` are earlier attempts at this one.

    A full package begins again with every row, so that nothing before it can be missing.
    """

    format: int
    program: Annotated[str, msgspec.Meta(max_length=64)]
    schema: Whole
    sender: Id
    sender_unit: Annotated[str, msgspec.Meta(max_length=64)]
    sender_key: Id
    recipient: Id
    number: Annotated[int, msgspec.Meta(ge=1, le=999_999)]
    epoch: Id
    epochs: Annotated[tuple[Epoch, ...], msgspec.Meta(min_length=1, max_length=1000)]
    previous: Digest | None
    abandoned: Annotated[tuple[Digest, ...], msgspec.Meta(max_length=1000)]
    is_full: bool
    made_on: Annotated[str, msgspec.Meta(max_length=32)]
    sections: Annotated[tuple[Section, ...], msgspec.Meta(max_length=MOST_SECTIONS)]
    total_bytes: Whole

    @property
    def rows(self) -> int:
        """Count the rows of all sections."""
        return sum(section.rows for section in self.sections)


class Preface(msgspec.Struct, frozen=True):
    """The few facts that any format's header has; enough to find the key and to tell a newer program."""

    format: int
    schema: int
    sender: str
    sender_key: str
    recipient: str
    number: int


_encode_header = msgspec.json.Encoder(order="sorted").encode


def header_bytes(header: Header) -> bytes:
    """Give the canonical bytes that are signed."""
    return _encode_header(header)


def package_digest(header: bytes) -> str:
    """Give the package's identity: the same however often the same content is sealed anew."""
    return hashlib.sha256(header).hexdigest()


def signed_message(header: bytes) -> bytes:
    """Give what the signature is made over; the domain keeps it from meaning anything elsewhere."""
    return SIGNED_AS + hashlib.sha256(header).digest()


def front(header: bytes, signature: bytes) -> bytes:
    """Give everything that lies before the sections."""
    return MAGIC + len(header).to_bytes(LENGTH_BYTES, "big") + header + signature


def read_front(inner: IO[bytes]) -> tuple[bytes, bytes]:
    """Read header and signature from the start of a decrypted package; raises ``Refused`` where they are not there."""
    if inner.read(len(MAGIC)) != MAGIC:
        raise Refused("这个文件不是村站通的报送包。", untouched=UNTOUCHED)
    length = int.from_bytes(inner.read(LENGTH_BYTES), "big")
    if not 0 < length <= LONGEST_HEADER:
        raise Refused("报送包的包头长度不对。", untouched=UNTOUCHED)
    header, signature = inner.read(length), inner.read(SIGNATURE_BYTES)
    if len(header) != length or len(signature) != SIGNATURE_BYTES:
        raise Refused("报送包不完整，包头被截断了。", untouched=UNTOUCHED)
    return header, signature


def check_code(digest: str) -> str:
    """Give the short code of a package for the hand-over slip: four groups of four."""
    shown = digest[:16].upper()
    return "-".join(shown[start : start + 4] for start in range(0, 16, 4))


def file_name(unit: str, number: int, epoch: str, attempt: int = 1) -> str:
    """Give ``<unit>-<number, six digits>-<last eight of the epoch>[-attempt].czp``: ASCII, at most 64 characters."""
    plain = re.sub(r"[^0-9A-Za-z]", "", unit)[:20] or "unit"
    tail = f"-{attempt}" if attempt > 1 else ""
    return f"{plain}-{number:06d}-{epoch.replace('-', '')[-8:]}{tail}{SUFFIX}"
