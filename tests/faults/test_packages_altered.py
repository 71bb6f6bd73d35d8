"""FAULTS §8 E 29, 30: packages that are cut, altered, misaddressed, forged or newer."""

import os
import random
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from nacl.signing import SigningKey
from pyrage import encrypt_io, x25519

from app.core.clock import FixedClock
from app.packages import layout
from app.packages.keys import OfficeKeys, key_id, read_office_keys
from tests.app.packages.offices import Desk, enrol
from tests.faults.sent_package import (
    AGE_CHUNK,
    Sent,
    changed,
    opened_inside,
    sealed_again,
    signed_again,
)


def test_every_cut_is_refused(sent: Sent) -> None:
    whole = sent.package.read_bytes()
    assert len(whole) > 2 * AGE_CHUNK
    header_end = whole.index(b"\n", whole.index(b"\n---")) + 1
    edges = {header_end + 16 + chunk * (AGE_CHUNK + 16) for chunk in range(len(whole) // AGE_CHUNK + 1)}
    cuts = {0, 1, 100, header_end, len(whole) - 1, *range(1024, len(whole), 16 * 1024), *edges}
    for cut in sorted(cut for cut in cuts if cut < len(whole)):
        sent.refused(whole[:cut])
    assert [answer.taken for answer in sent.township.read(sent.package)] == [True]


@pytest.mark.heavy
def test_every_cut_at_a_kibibyte_is_refused(sent: Sent) -> None:
    whole = sent.package.read_bytes()
    for cut in range(0, len(whole), 1024):
        sent.refused(whole[:cut])


@pytest.mark.parametrize("flips", [60, pytest.param(1_000, marks=pytest.mark.heavy)])
def test_every_flipped_bit_is_refused(sent: Sent, flips: int) -> None:
    whole = sent.package.read_bytes()
    seed = random.Random(11)
    places = [seed.randrange(len(whole) * 8) for _ in range(flips - 40)] + [seed.randrange(600 * 8) for _ in range(40)]
    for place in places:
        altered = bytearray(whole)
        altered[place // 8] ^= 1 << place % 8
        sent.refused(bytes(altered))


def test_what_is_appended_or_joined_is_refused(sent: Sent) -> None:
    whole = sent.package.read_bytes()
    for content in (whole + b"\0", whole + b"x" * 5_000, whole + whole, b"\0" + whole):
        sent.refused(content)
    header, signature, sections = opened_inside(sent)
    front = layout.front(layout.header_bytes(header), signature)
    sent.refused(sealed_again(sent, front + sections + b"more"), "末尾多出")
    assert [answer.taken for answer in sent.township.read(sent.package)] == [True]


def test_what_is_no_package_at_all(sent: Sent) -> None:
    for content in (b"hello", b"PK\x03\x04" + bytes(2_000), b"age-encryption.org/v1\n", os.urandom(5_000)):
        sent.refused(content, "不完整或者被改动过")
    sent.refused(b"", "文件是空的")
    sent.refused(sealed_again(sent, b""), "不是村站通的报送包")
    sent.refused(sealed_again(sent, layout.MAGIC + b"\xff\xff\xff\xff"), "包头长度不对")
    sent.refused(sealed_again(sent, layout.MAGIC + b"\0\0\0\x09short"), "包头被截断")


def test_a_package_for_another_township(sent: Sent, tmp_path: Path, clock: FixedClock) -> None:
    other = Desk(tmp_path / "other", "township", "231221104000", "邻镇", clock)
    (answer,) = other.read(sent.package.parent)
    assert "不是报给本单位的" in str(answer.reason)
    header, signature, sections = opened_inside(sent)
    enrol(other, sent.station, move=True)
    front = layout.front(layout.header_bytes(header), signature)
    out = BytesIO()
    encrypt_io(BytesIO(front + sections), out, [x25519.Recipient.from_str(read_office_keys(other.store).seal_key)])
    folder = tmp_path / "passed on"
    folder.mkdir()
    (folder / sent.package.name).write_bytes(out.getvalue())
    (answer,) = other.read(folder)
    assert "报给别的单位" in str(answer.reason)
    assert other.shared_state() == []


def test_a_package_of_a_station_that_was_never_enrolled(sent: Sent, tmp_path: Path, clock: FixedClock) -> None:
    stranger = Desk(tmp_path / "stranger", "station", "231221103299", "外村", clock)
    header, _, sections = opened_inside(sent)
    keys = read_office_keys(stranger.store)
    strange = changed(header, sender=stranger.store.office["id"], sender_key=key_id(keys.sign_key))
    sent.refused(signed_again(sent, strange, sections, keys), "没有在本单位登记")
    own = changed(header, sender=sent.township.store.office["id"])
    sent.refused(signed_again(sent, own, sections), "没有在本单位登记")


def test_a_signature_that_is_missing_or_another_villages(sent: Sent, tmp_path: Path, clock: FixedClock) -> None:
    header, signature, sections = opened_inside(sent)
    body = layout.header_bytes(header)
    sent.refused(sealed_again(sent, layout.front(body, bytes(64)) + sections), "签名和登记的站点不符")
    sent.refused(sealed_again(sent, layout.MAGIC + len(body).to_bytes(4, "big") + body + sections))
    neighbour = Desk(tmp_path / "neighbour", "station", "231221103202", "邻村", clock)
    enrol(sent.township, neighbour)
    keys = read_office_keys(neighbour.store)
    sent.refused(signed_again(sent, header, sections, keys), "签名和登记的站点不符")
    claimed = changed(header, sender_key=key_id(keys.sign_key))
    sent.refused(signed_again(sent, claimed, sections, keys), "签名用的钥匙和登记的不一样")
    bare = OfficeKeys(SigningKey.generate(), x25519.Identity.generate())
    plain = bare.signing.sign(body).signature
    sent.refused(sealed_again(sent, layout.front(body, plain) + sections), "签名和登记的站点不符")
    assert len(signature) == len(plain)


def test_a_good_package_sealed_anew_is_the_same_package(sent: Sent) -> None:
    sent.township.read(sent.package.parent)
    header, signature, sections = opened_inside(sent)
    before = sent.state
    folder = sent.stick / "again"
    folder.mkdir()
    (folder / "again.czp").write_bytes(
        sealed_again(sent, layout.front(layout.header_bytes(header), signature) + sections)
    )
    (answer,) = sent.township.read(folder)
    assert answer.state == "repeated"
    assert sent.state == before


def test_a_newer_program_wrote_it(sent: Sent) -> None:
    header, _, sections = opened_inside(sent)
    for newer in (changed(header, format=layout.FORMAT + 1), changed(header, schema=header.schema + 1)):
        reason = sent.refused(signed_again(sent, newer, sections), "更新版本的程序")
        assert "安装新版程序" in reason
    facts = msgspec.to_builtins(header) | {"format": 9, "something_new": {"x": 1}, "sections": "elsewhere"}
    body = msgspec.json.encode(facts)
    signature = read_office_keys(sent.station.store).sign(layout.signed_message(body))
    sent.refused(sealed_again(sent, layout.front(body, signature) + sections), "更新版本的程序")
    sent.refused(signed_again(sent, changed(header, format=0), sections), "包头不合规定")
