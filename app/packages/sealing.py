"""Putting a package's inside under signature and encryption, and getting it out again with both verified."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import msgspec
from pyrage import DecryptError, EncryptError, decrypt_io, encrypt_io, x25519

from app.core.errors import DiskTrouble, Refused
from app.packages import layout
from app.packages.files import in_words
from app.packages.keys import OfficeKeys, is_signed_by
from app.packages.layout import FORMAT, UNTOUCHED, Header, Preface
from app.packages.sections import check_digest

AGAIN = "请让发包单位重新写一份。"
NEWER = "请安装新版程序后再收，包里的内容不会丢。"

KeyFinder = Callable[[Preface], bytes]


@dataclass(frozen=True)
class Opened:
    """A package whose signature and digests hold; ``inner`` stands at its first section."""

    header: Header
    digest: str
    inner: IO[bytes]


class _Joined:
    """The front and the sections, one after the other, as encryption reads them."""

    def __init__(self, front: bytes, sections: IO[bytes]) -> None:
        self._front, self._sections = front, sections

    def read(self, size: int = -1) -> bytes:
        if self._front:
            piece, self._front = self._front[:size], self._front[size:]
            return piece
        return self._sections.read(size)


def seal(header: Header, sections: IO[bytes], keys: OfficeKeys, recipients: Sequence[str], into: IO[bytes]) -> str:
    """Sign a header, encrypt front and sections to the recipients, and give the package's digest.

    Raises ``DiskTrouble`` where our own disk does not hold it.
    """
    body = layout.header_bytes(header)
    front = layout.front(body, keys.sign(layout.signed_message(body)))
    sections.seek(0)
    target = _Watched(into)
    try:
        encrypt_io(_Joined(front, sections), target, [x25519.Recipient.from_str(key) for key in recipients])
    except (EncryptError, OSError):
        if target.trouble is None:
            raise
    if target.trouble is not None:  # pyrage says nothing of a last piece that could not be written
        raise DiskTrouble(f"临时文件写不进去（{in_words(target.trouble)}）") from target.trouble
    return layout.package_digest(body)


@contextmanager
def opened_package(path: Path, temporary: Path, keys: OfficeKeys, find_key: KeyFinder, schema: int) -> Iterator[Opened]:
    """Decrypt a package into a nameless file in ``temporary`` and verify it; nothing is parsed before that.

    Decryption gives out plaintext before it notices a cut (FAULTS §4.1), so it goes to its end first. Raises
    ``Refused`` with one sentence for each thing that can be wrong, ``DiskTrouble`` where our own disk is full.
    """
    with _our_own_file(temporary) as inner:
        _decrypt(path, keys, inner)
        body, signature = layout.read_front(inner)
        header = _verified(body, signature, find_key, schema)
        start = inner.tell()
        for section in header.sections:
            check_digest(section, inner)
        if inner.read(1):
            raise Refused("报送包末尾多出了内容，没有收。", untouched=UNTOUCHED, advice=AGAIN)
        inner.seek(start)
        yield Opened(header, layout.package_digest(body), inner)


@contextmanager
def _our_own_file(temporary: Path) -> Iterator[IO[bytes]]:
    try:
        inner = TemporaryFile(dir=temporary)  # noqa: SIM115 - closed below; its opening alone is our disk's trouble
    except OSError as trouble:
        raise DiskTrouble(f"临时文件建不起来（{in_words(trouble)}）") from trouble
    try:
        yield inner
    finally:
        with suppress(OSError):  # what could not be written is told already, and all of it goes away
            inner.close()


def _decrypt(path: Path, keys: OfficeKeys, inner: IO[bytes]) -> None:
    """Leave ``inner`` at its beginning, with everything that was decrypted in the file and nothing in memory alone."""
    target = _Watched(inner)
    _refuse_no_package(path)
    try:
        with path.open("rb") as stream:
            source = _Watched(stream)
            _decrypt_watched(source, target, keys)
    except OSError as trouble:
        raise Refused(
            f"文件读不出来（{in_words(trouble)}），没有收。", untouched=UNTOUCHED, advice=AGAIN
        ) from trouble
    if target.trouble is None:
        try:
            inner.seek(0)
        except OSError as trouble:
            target.trouble = trouble
    if target.trouble is not None:
        raise DiskTrouble(f"临时文件写不进去（{in_words(target.trouble)}）") from target.trouble


def _decrypt_watched(source: "_Watched", target: "_Watched", keys: OfficeKeys) -> None:
    """Raise what the stick did, or ``Refused`` for what the package is; what our own disk did stays in ``target``."""
    try:
        decrypt_io(source, target, [keys.identity])
    except (DecryptError, OSError) as trouble:
        if source.trouble is not None:
            raise source.trouble from None
        if target.trouble is None:
            raise (_not_opened(str(trouble)) if isinstance(trouble, DecryptError) else _damaged()) from trouble


def _refuse_no_package(path: Path) -> None:
    """Refuse what cannot be one before a byte of it is read."""
    if not path.is_file():
        raise Refused(f"“{path.name}”不是一个文件，没有收。", untouched=UNTOUCHED)
    size = path.stat().st_size
    if size > layout.LARGEST_FILE:
        raise Refused("文件太大，不是正常的报送包，没有收。", untouched=UNTOUCHED)
    if size == 0:
        raise Refused("文件是空的，可能没有写完就拔了盘，没有收。", untouched=UNTOUCHED, advice=AGAIN)


class _Watched:
    """A stream beside a cipher, which keeps no errors: what happens to it is the disk's doing, not the package's."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.trouble: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as trouble:
            self.trouble = trouble
            raise

    def write(self, piece: bytes) -> int:
        try:
            return self._stream.write(piece)
        except OSError as trouble:
            self.trouble = trouble
            raise

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as trouble:
            self.trouble = trouble
            raise


def _not_opened(why: str) -> Refused:
    if "No matching keys" in why:
        return Refused(
            "这个包不是报给本单位的（或者文件头已经损坏），打不开，没有收。",
            untouched=UNTOUCHED,
            advice="请核对收件单位。",
        )
    return _damaged()


def _damaged() -> Refused:
    return Refused("文件不完整或者被改动过，没有收。", untouched=UNTOUCHED, advice=AGAIN)


def _verified(body: bytes, signature: bytes, find_key: KeyFinder, schema: int) -> Header:
    strange = Refused("报送包的包头不合规定，没有收。", untouched=UNTOUCHED, advice=AGAIN)
    try:
        preface = msgspec.json.decode(body, type=Preface)
    except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise strange from trouble
    if not is_signed_by(find_key(preface), layout.signed_message(body), signature):
        raise Refused("签名和登记的站点不符，没有收。", untouched=UNTOUCHED, advice="请电话核实这个包是谁写的。")
    if preface.format > FORMAT or preface.schema > schema:
        raise Refused("这个包是更新版本的程序写的，本机程序还不认识，没有收。", untouched=UNTOUCHED, advice=NEWER)
    try:
        header = msgspec.json.decode(body, type=Header)
    except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise strange from trouble
    if header.format < 1 or layout.header_bytes(header) != body:
        raise strange
    if header.total_bytes != sum(section.packed for section in header.sections):
        raise strange
    if sum(section.bytes for section in header.sections) > layout.LARGEST_CONTENT:
        raise Refused("包里的内容大得不正常，没有收。", untouched=UNTOUCHED, advice=AGAIN)
    return header
