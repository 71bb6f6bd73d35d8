"""A good package on its way to an untouched township, and the means to forge others of it."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import msgspec
from pyrage import decrypt_io, encrypt_io, x25519

from app.packages import layout, sealing
from app.packages.keys import OfficeKeys, read_office_keys
from app.packages.layout import Header, Section
from app.packages.sections import pack_lines
from tests.app.packages.offices import Desk

AGE_CHUNK = 64 * 1024


@dataclass
class Sent:
    """A township that is untouched, and one good package on its way to it."""

    station: Desk
    township: Desk
    package: Path
    stick: Path

    @property
    def state(self) -> tuple[Any, ...]:
        """Everything that a refused package must leave alone."""
        counted = ("journal", "packages_in", "twins", "epochs", "offices", "held_entries", "ledger_fields")
        made = self.township.store.rows("SELECT sql FROM sqlite_schema WHERE name LIKE 'entries%' ORDER BY name")
        return (*(self.township.count(table) for table in counted), made, self.township.shared_state())

    def refused(self, content: bytes, sentence: str = "没有收") -> str:
        """Let the township read these bytes: refused with a sentence, nothing changed."""
        folder = self.stick / "altered"
        folder.mkdir(exist_ok=True)
        (folder / "altered.czp").write_bytes(content)
        before = self.state
        (answer,) = self.township.read(folder)
        assert not answer.taken
        assert answer.rows == 0
        assert sentence in str(answer.reason), answer.reason
        assert "没有改动" in str(answer.reason)
        assert self.state == before
        assert list(self.township.temporary.iterdir()) == []
        return str(answer.reason)


def opened_inside(sent: Sent, keys: OfficeKeys | None = None) -> tuple[Header, bytes, bytes]:
    """Give header, signature and the packed sections of the good package, as the township sees them."""
    inner = BytesIO()
    with sent.package.open("rb") as source:
        decrypt_io(source, inner, [(keys or read_office_keys(sent.township.store)).identity])
    inner.seek(0)
    body, signature = layout.read_front(inner)
    return msgspec.json.decode(body, type=Header), signature, inner.read()


def sealed_again(sent: Sent, inner: bytes) -> bytes:
    """Encrypt any inside to the township, as everybody can who knows its public key."""
    out = BytesIO()
    recipient = x25519.Recipient.from_str(read_office_keys(sent.township.store).seal_key)
    encrypt_io(BytesIO(inner), out, [recipient])
    return out.getvalue()


def signed_again(sent: Sent, header: Header, sections: bytes, keys: OfficeKeys | None = None) -> bytes:
    """Sign a changed header with the station's own key and seal it to the township."""
    with TemporaryFile() as packed, TemporaryFile() as out:
        packed.write(sections)
        township = read_office_keys(sent.township.store).seal_key
        sealing.seal(header, packed, keys or read_office_keys(sent.station.store), [township], out)
        out.seek(0)
        return out.read()


def with_lines(sent: Sent, **tables: list[bytes]) -> bytes:
    """Give a well-signed package with these lines in these tables."""
    header, _, _ = opened_inside(sent)
    into = BytesIO()
    sections = tuple(pack_lines(table, lines, into) for table, lines in tables.items())
    return signed_again(sent, changed(header, sections=sections), into.getvalue())


def changed(header: Header, **values: Any) -> Header:
    """Change a header and keep its sum true."""
    made = msgspec.structs.replace(header, **values)
    return msgspec.structs.replace(made, total_bytes=sum(section.packed for section in made.sections))


def line(sent: Sent, **values: object) -> bytes:
    """Give a case's line with these values."""
    epoch = sent.station.store.value("SELECT id FROM epochs WHERE owner = 1")
    whole = {
        "id": "01a00000-0000-7000-8000-0000000000aa",
        "epoch": epoch,
        "revision": 1,
        "number": "2026-77777",
        "state": "registered",
    }
    return msgspec.json.encode({**whole, **values})


def pack_into(sent: Sent, lines: list[bytes]) -> tuple[bytes, Section]:
    """Pack lines as a section of cases."""
    into = BytesIO()
    section = pack_lines("cases", lines, into)
    return into.getvalue(), section


class Impatient:
    """Cancels at a step."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.stop = False

    def __call__(self, done: int, total: int, words: str = "") -> None:
        self.stop = self.stop or words == self.words

    def cancelled(self) -> bool:
        return self.stop
