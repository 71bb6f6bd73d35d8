"""Hostile and broken workbooks, made byte by byte (FAULTS §4.3 and test 36)."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    '<Override PartName="/xl/styles.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK_RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="r3" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
)
BOOK = (
    f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr/><sheets>'
    '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
)
STRINGS = f'{HEAD}<sst xmlns="{MAIN}"><si><t>姓名</t></si></sst>'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill><patternFill/></fill></fills>'
    "<borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId='0'/></cellXfs></styleSheet>"
)
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'


def sheet(rows: str = ROW, after: str = "", before: str = "") -> str:
    """Give the XML of a sheet."""
    return f'{HEAD}{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(**changed: str) -> dict[str, str]:
    """Give every part of an honest workbook, some of them replaced: ``sheet``, ``strings``, ``styles``, ``book``."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": changed.get("book", BOOK),
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/sharedStrings.xml": changed.get("strings", STRINGS),
        "xl/styles.xml": changed.get("styles", STYLES),
        "xl/worksheets/sheet1.xml": changed.get("sheet", sheet()),
    }


def packed(
    path: Path, entries: Mapping[str, str] | Iterable[tuple[str, str]], method: int = zipfile.ZIP_DEFLATED
) -> Path:
    """Zip entries, also two of one name, into ``path``."""
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return path


def billion_laughs() -> str:
    """Give a document whose entities unfold to a billion laughs."""
    entities = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10)]
    return f"<!DOCTYPE worksheet [{''.join(entities)}]>"


def of_entity(declared: str, entity: str) -> str:
    """Give a sheet with a document type and a cell that uses one of its entities."""
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>&{entity};</t></is></c></row>'
    return sheet(row, before=declared)


def bomb(path: Path, size: int) -> Path:
    """Write a workbook whose sheet unpacks to ``size`` bytes of blanks, with its true sizes in the directory."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts().items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            stream.write(sheet(ROW)[: -len("</sheetData></worksheet>")].encode())
            blank = b" " * (1 << 20)
            for _ in range(size >> 20):
                stream.write(blank)
            stream.write(b"</sheetData></worksheet>")
    return path


def lying_bomb(path: Path, size: int) -> Path:
    """Write a bomb whose directory says that its sheet is small."""
    content = bytearray(bomb(path, size).read_bytes())
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.find(signature)
        while start >= 0:
            name = content[start + (46 if at == 24 else 30) :][:25]
            if name.startswith(b"xl/worksheets"):
                content[start + at : start + at + 4] = struct.pack("<I", 1000)
            start = content.find(signature, start + 4)
    path.write_bytes(content)
    return path


def compound_file(stream_name: str, content: bytes) -> bytes:
    """Give an OLE compound file with one stream, as .xls and encrypted .xlsx are."""
    size, free, end, fat_mark = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    padded = content.ljust(max(4096, -(-len(content) // size) * size), b"\0")
    sectors = len(padded) // size
    fat_sectors = -(-(sectors + 2) // 126)
    table = [fat_mark] * fat_sectors + [end]
    first = fat_sectors + 1
    table += [first + at + 1 for at in range(sectors - 1)] + [end]
    table += [free] * (fat_sectors * 128 - len(table))
    header = bytearray(size)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, fat_sectors, fat_sectors, 0, 4096, end, 0, end, 0)
    struct.pack_into("<109I", header, 76, *range(fat_sectors), *([free] * (109 - fat_sectors)))
    directory = _entry("Root Entry", 5, 1, end, 0) + _entry(stream_name, 2, free, first, len(padded))
    directory = directory.ljust(size, b"\0")
    return bytes(header) + struct.pack(f"<{len(table)}I", *table) + directory + padded


def _entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
    entry = bytearray(128)
    written = name.encode("utf-16-le") + b"\0\0"
    entry[: len(written)] = written
    struct.pack_into("<HBB", entry, 64, len(written), kind, 1)
    struct.pack_into("<III", entry, 68, 0xFFFFFFFF, 0xFFFFFFFF, child)
    struct.pack_into("<II", entry, 116, start, length)
    return bytes(entry)


def old_workbook(rows: Iterable[Iterable[str | float]], *, locked: bool = False) -> bytes:
    """Give a BIFF8 .xls with one sheet of texts and numbers; ``locked`` marks it as password-protected."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                body = struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text
                cells += record(0x0204, body)
            else:
                cells += record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = "表".encode("utf-16-le")
    lock = record(0x002F, struct.pack("<HHH", 0, 0x1234, 0x5678)) if locked else b""
    start = len(record(0x0809, begin)) + len(lock) + 4 + 6 + 2 + len(name) + len(record(0x000A, b""))
    book = io.BytesIO()
    book.write(record(0x0809, begin))
    book.write(lock)
    book.write(record(0x0085, struct.pack("<IBBBB", start, 0, 0, 1, 1) + name))
    book.write(record(0x000A, b""))
    book.write(record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)))
    book.write(cells)
    book.write(record(0x000A, b""))
    return compound_file("Workbook", book.getvalue())
