"""Telling what a file really is by its bytes, and whether a zip is sane, before any library opens it (FAULTS §4.2)."""

import struct
import zipfile
from pathlib import Path
from typing import Literal

from app.sheets.cells import Unreadable

Kind = Literal["xlsx", "calamine", "text"]

ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
LARGEST_RATIO = 200
RATIO_MATTERS_FROM = 8 * 1024 * 1024
MOST_ENTRIES = 10_000
LOOKED_AT = 8 * 1024
ENCRYPTED_FLAG = 0x1

_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<div", b"mime-version:", b"<body")
_BIFF_BEGIN = bytes.fromhex("0908100000060500")  # BOF of a BIFF8 workbook's globals
_FILE_PASS = 0x2F
_FIRST_RECORDS = 8
_OLE_STREAMS = {name: name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage")}


def recognise(path: Path) -> Kind:
    """Say which reader a file needs; raises ``Unreadable`` for what is no table."""
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable("too_large")
    with path.open("rb") as stream:
        head = stream.read(LOOKED_AT)
    if not head.strip():
        raise Unreadable("empty")
    if head.startswith(ZIP):
        return _recognise_zip(path)
    if head.startswith(OLE):
        return _recognise_ole(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"schemas-microsoft-com:office:spreadsheet" in start:
        raise Unreadable("old_xml")
    if start.startswith(_WEB_PAGE) or b"<table" in start:
        raise Unreadable("web_page")
    return "text"


def _recognise_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            mime = archive.read("mimetype")[:100] if "mimetype" in archive.NameToInfo else b""
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, RuntimeError) as trouble:
        raise Unreadable("truncated") from trouble
    check_entries(entries)
    names = {entry.filename for entry in entries}
    if mime.startswith(b"application/vnd.oasis.opendocument.spreadsheet") or "xl/workbook.bin" in names:
        return "calamine"
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise Unreadable("not_a_table")


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip whose names or sizes no honest program writes."""
    names = [entry.filename.lower() for entry in entries]
    if len(names) > MOST_ENTRIES or len(set(names)) < len(names):
        raise Unreadable("strange_zip")
    for name in names:
        if name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name or ":" in name:
            raise Unreadable("strange_zip")
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise Unreadable("password")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > LARGEST_UNPACKED or (unpacked > RATIO_MATTERS_FROM and unpacked > LARGEST_RATIO * max(packed, 1)):
        raise Unreadable("bomb")


def _recognise_ole(path: Path) -> Kind:
    content = path.read_bytes()
    if _OLE_STREAMS["EncryptedPackage"] in content or _has_file_pass(content):
        raise Unreadable("password")
    if _OLE_STREAMS["Workbook"] in content or _OLE_STREAMS["Book"] in content:
        return "calamine"
    raise Unreadable("not_a_table")


def _has_file_pass(content: bytes) -> bool:
    """Tell whether an .xls begins with FILEPASS (also its oldest form, which readers take for plain cells)."""
    at = content.find(_BIFF_BEGIN)
    for _ in range(_FIRST_RECORDS if at >= 0 else 0):
        kind, length = struct.unpack_from("<HH", content.ljust(at + 4, b"\0"), at)
        if kind == _FILE_PASS:
            return True
        at += 4 + length
    return False
