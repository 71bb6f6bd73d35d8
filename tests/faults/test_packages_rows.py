"""FAULTS §8 E 29, 30: well-signed packages whose headers, sections or rows are not what they must be."""

import os
from io import BytesIO
from pathlib import Path
from typing import IO

import msgspec

from app.core.clock import FixedClock
from app.packages import layout
from app.packages.keys import read_office_keys
from app.packages.layout import Header, Section
from app.packages.shared_rows import shared_shapes
from tests.app.packages.offices import Desk, enrol
from tests.faults.sent_package import (
    Sent,
    changed,
    line,
    opened_inside,
    pack_into,
    sealed_again,
    signed_again,
    with_lines,
)


def test_headers_that_contradict_themselves(sent: Sent) -> None:
    header, _, sections = opened_inside(sent)
    keys = read_office_keys(sent.station.store)
    first, *others = header.sections
    wrong: list[Header] = [
        msgspec.structs.replace(header, total_bytes=1),
        changed(header, sections=(first, first, *others)),
        changed(header, sections=tuple(reversed(header.sections))),
        changed(header, sections=(*header.sections, Section("residents", 0, 0, 0, "0" * 64))),
        changed(header, epochs=()),
        changed(header, epoch="another"),
        changed(header, number=0),
        changed(header, sections=(msgspec.structs.replace(first, bytes=layout.LARGEST_CONTENT + 1), *others)),
        changed(header, sections=tuple(msgspec.structs.replace(one, rows=one.rows + 1) for one in header.sections)),
        changed(header, sections=tuple(msgspec.structs.replace(one, bytes=one.bytes + 1) for one in header.sections)),
        changed(header, sections=tuple(msgspec.structs.replace(one, sha256="0" * 64) for one in header.sections)),
    ]
    for one in wrong:
        sent.refused(signed_again(sent, one, sections, keys), "")
    for body in (b"[]", b"\xff", b"{", b'{"format":1}', layout.header_bytes(header).replace(b'":', b'": ', 1)):
        signature = keys.sign(layout.signed_message(body))
        sent.refused(sealed_again(sent, layout.front(body, signature) + sections), "包头不合规定")


def test_an_epoch_of_another_village(sent: Sent, tmp_path: Path, clock: FixedClock) -> None:
    neighbour = Desk(tmp_path / "neighbour", "station", "231221103202", "邻村", clock)
    enrol(sent.township, neighbour)
    neighbour.write(tmp_path / "theirs")
    sent.township.read(tmp_path / "theirs")
    header, _, sections = opened_inside(sent)
    theirs = neighbour.store.value("SELECT id FROM epochs WHERE owner = 1")
    stolen = changed(header, epoch=theirs, epochs=(layout.Epoch(theirs, 1),), sections=())
    sent.refused(signed_again(sent, stolen, b""), "属于别的单位")
    assert sections


def test_rows_that_are_not_what_they_must_be(sent: Sent) -> None:
    bad: list[bytes] = [
        line(sent, id="AA"),
        line(sent, id="01A00000-0000-7000-8000-0000000000AA"),
        line(sent, revision=0),
        line(sent, revision=True),
        line(sent, revision=2**40),
        line(sent, deleted=2),
        line(sent, due_day="2026-02-30"),
        line(sent, due_day="2026-2-3"),
        line(sent, rating=6),
        line(sent, promised_days="5"),
        line(sent, materials="{}"),
        line(sent, materials="[1"),
        line(sent, materials="[1]"),
        line(sent, materials='[{"name":5}]'),
        line(sent, materials="[" * 90_000),
        line(sent, rating_tags='[["x"]]'),
        line(sent, state="somewhere"),
        line(sent, due_day="1999-12-31"),
        line(sent, registered_on="0001-01-01"),
        line(sent, number="x" * 65),
        line(sent, content="长" * 20_001),
        line(sent, content="a\0b"),
        line(sent, applicant_name=None),
        line(sent, owner=1),
        line(sent, n=5),
        line(sent, state=5),
        b'{"id":"01a00000-0000-7000-8000-0000000000aa"}',
        b"null",
        b"",
        b"{",
        b"\xff\xfe",
    ]
    for one in bad:
        sent.refused(with_lines(sent, cases=[one]), "不合规定")
    foreign = line(sent, epoch=sent.township.store.value("SELECT id FROM epochs WHERE owner = 1"))
    sent.refused(with_lines(sent, cases=[foreign]), "不属于发包单位")
    sent.refused(with_lines(sent, cases=[line(sent), line(sent)]))
    sent.refused(with_lines(sent, cases=[b"[" * 2_000_000]), "有一行太长")
    sent.refused(with_lines(sent, cases=[b"[" * 900_000]))


def test_an_event_may_not_hang_on_a_case_outside_its_package(sent: Sent) -> None:
    sent.township.read(sent.package.parent)
    taken = sent.township.store.value("SELECT id FROM cases LIMIT 1")
    epoch = msgspec.json.decode(line(sent))["epoch"]
    event = {
        "id": "01a00000-0000-7000-8000-0000000000ab",
        "epoch": epoch,
        "revision": 1,
        "case_id": taken,
        "seq": 9,
        "what": "note",
    }
    sent.refused(with_lines(sent, case_events=[msgspec.json.encode(event)]))


def test_sections_that_do_not_inflate(sent: Sent) -> None:
    header, _, sections = opened_inside(sent)
    import hashlib
    import zlib

    noise = os.urandom(500)
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_bomb = bomb.compress(b"\n" * 50_000_000) + bomb.flush()
    for content, size, rows in ((noise, 400, 1), (packed_bomb, 400, 1), (packed_bomb[:-3], 50_000_000, 50_000_000)):
        section = Section("cases", rows, size, len(content), hashlib.sha256(content).hexdigest())
        sent.refused(signed_again(sent, changed(header, sections=(section,)), content), "")
    good = pack_into(sent, [line(sent)])
    behind = good[0] + b"behind the end"
    section = Section("cases", 1, good[1].bytes, len(behind), hashlib.sha256(behind).hexdigest())
    sent.refused(signed_again(sent, changed(header, sections=(section,)), behind), "")
    assert sections


def test_shapes_refuse_what_the_database_would(sent: Sent) -> None:
    """The good package's own lines pass every check again, so the refusals above mean something."""
    header, _, sections = opened_inside(sent)
    content: IO[bytes] = BytesIO(sections)
    from app.packages.sections import unpack_lines

    for section in header.sections:
        for batch in unpack_lines(section, content):
            for one in batch:
                shape = shared_shapes()[section.name]
                row = shape.read(one)
                assert shape.content(row)[:-1] + b',"entry":%d}' % row.entry == one
                shape.check(one)
