"""FAULTS §8 E: packages cut, altered, replayed, misaddressed and newer; sticks full, read-only and oddly named."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Self

import msgspec
import pytest
from nacl.signing import SigningKey
from pyrage import decrypt_io, encrypt_io, x25519

from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, Refused
from app.core.progress import Cancelled
from app.packages import layout, sealing
from app.packages.keys import OfficeKeys, key_id, read_office_keys
from app.packages.layout import Header, Section
from app.packages.sections import pack_lines
from app.packages.shared_rows import shared_shapes
from db.merge import MergedTable
from tests.app.packages.offices import STATION_UNIT, TOWNSHIP_UNIT, Desk, enrol

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
        counted = ("journal", "packages_in", "twins", "epochs", "offices")
        return (*(self.township.count(table) for table in counted), self.township.shared_state())

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


@pytest.fixture
def sent(tmp_path: Path, clock: FixedClock) -> Iterator[Sent]:
    """Write one package of a hundred cases, some 300 KB of it noise so that it has several chunks."""
    station = Desk(tmp_path / "station", "station", STATION_UNIT, "示例村", clock)
    township = Desk(tmp_path / "township", "township", TOWNSHIP_UNIT, "示例镇", clock)
    enrol(township, station)
    seed = random.Random(5)
    for number in range(1, 41):
        station.add_case(f"2026-{number:05d}", content=seed.randbytes(4_000).hex())
    stick = tmp_path / "stick"
    written = station.write(stick)
    yield Sent(station, township, stick / written.file, stick)
    Desk.close_all()


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


def pack_into(sent: Sent, lines: list[bytes]) -> tuple[bytes, Section]:
    """Pack lines as a section of cases."""
    into = BytesIO()
    section = pack_lines("cases", lines, into)
    return into.getvalue(), section


def test_replayed_and_shuffled(sent: Sent, tmp_path: Path) -> None:
    folders = [sent.package.parent]
    for step in range(4):
        sent.station.add_case(f"2026-{step + 100:05d}")
        folders.append(tmp_path / f"stick {step}")
        sent.station.write(folders[-1])
    other = sent.township.copy(tmp_path / "other")
    for folder in folders:
        sent.township.read(folder)
    order = folders * 10
    random.Random(2).shuffle(order)
    for folder in order:
        other.read(folder)
    assert other.shared_state() == sent.township.shared_state()
    assert other.count("packages_in") == 5


def test_all_in_one_folder_come_in_order(sent: Sent, tmp_path: Path) -> None:
    for step in range(3):
        sent.station.add_case(f"2026-{step + 100:05d}")
        sent.station.write(sent.stick)
    (sent.stick / "zz copy of the first.czp").write_bytes(sent.package.read_bytes())
    answers = sent.township.read(sent.stick)
    assert [answer.state for answer in answers] == ["taken"] * 4 + ["repeated"]
    assert [answer.reason for answer in answers[:4]] == [None] * 4
    assert [answer.number for answer in answers] == [1, 2, 3, 4, 1]


def test_one_bad_package_does_not_hold_up_the_others(sent: Sent) -> None:
    sent.station.write(sent.stick)
    whole = sent.package.read_bytes()
    sent.package.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    answers = sent.township.read(sent.stick)
    assert [answer.taken for answer in answers] == [False, True]
    sent.package.write_bytes(whole)
    assert [answer.state for answer in sent.township.read(sent.stick)] == ["taken", "repeated"]


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("at", [1, 2])
def test_a_merge_that_ends_in_the_middle_leaves_nothing(sent: Sent, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sent.state
    calls: list[str] = []
    add = MergedTable.add

    def dies(self: MergedTable, *values: Any) -> None:
        add(self, *values)
        calls.append("add")
        if len(calls) == at:
            raise Killed

    monkeypatch.setattr(MergedTable, "add", dies)
    with pytest.raises(Killed):
        sent.township.read(sent.stick)
    monkeypatch.undo()
    assert sent.state == before
    assert [answer.taken for answer in sent.township.read(sent.stick)] == [True]


def test_killed_while_merging(sent: Sent) -> None:
    """A second process is killed with the merge under way: none of the package is there afterwards (FAULTS 33)."""
    before = sent.state
    sent.township.store.close()
    program = (
        "import os, signal, sys\n"
        "from db.merge import MergedTable\n"
        "from tests.faults.merging_process import read\n"
        "add = MergedTable.add\n"
        "def dies(self, *values):\n"
        "    add(self, *values)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "MergedTable.add = dies\n"
        "read(sys.argv[1], sys.argv[2])\n"
    )
    import sys

    done = subprocess.run(
        [sys.executable, "-c", program, str(sent.township.file), str(sent.stick)], check=False, capture_output=True
    )
    assert done.returncode == -9, done.stderr.decode()
    sent.township.reopen()
    assert sent.state == before
    assert [answer.taken for answer in sent.township.read(sent.stick)] == [True]


class Impatient:
    """Cancels at a step."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.stop = False

    def __call__(self, done: int, total: int, words: str = "") -> None:
        self.stop = self.stop or words == self.words

    def cancelled(self) -> bool:
        return self.stop


@pytest.mark.parametrize("words", ["正在检查", "正在合并"])
def test_cancelled_in_the_middle(sent: Sent, words: str) -> None:
    before = sent.state
    answers: list[Any] = []
    try:
        answers = sent.township.packages.read(sent.stick, Impatient(words))[0]
    except Cancelled:
        assert words == "正在检查"
    assert not any(answer.taken for answer in answers)
    assert sent.state == before


def test_our_own_disk_is_full(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        """Writes nothing."""

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def write(self, _: bytes) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            return None

    before = sent.state
    monkeypatch.setattr(sealing, "TemporaryFile", lambda **_: Full())
    with pytest.raises(DiskTrouble, match="临时文件写不进去"):
        sent.township.read(sent.stick)
    keys, full, header = read_office_keys(sent.station.store), Full(), opened_inside(sent)[0]
    for content in (b"", bytes(1_000_000)):
        with pytest.raises(DiskTrouble, match="临时文件写不进去（盘满了）"):
            sealing.seal(header, BytesIO(content), keys, [keys.seal_key], full)  # type: ignore[arg-type]
    monkeypatch.undo()
    shutil.rmtree(sent.township.temporary)
    with pytest.raises(DiskTrouble, match="临时文件建不起来"):
        sent.township.read(sent.stick)
    shutil.rmtree(sent.station.temporary)
    with pytest.raises(DiskTrouble, match="本机磁盘"):
        sent.station.packages.write(sent.stick)
    assert sent.state == before


@pytest.mark.parametrize(
    "name",
    [
        "中文包.czp",
        "长" * 80 + ".czp",
        "CON.czp",
        "点.czp",
        "emoji 🌾.czp",
        "\u202egnp.czp",
        " space .czp",
        "UPPER.CZP",
    ],
)
def test_names_of_files_mean_nothing(sent: Sent, name: str) -> None:
    sent.package.rename(sent.stick / name)
    (answer,) = sent.township.read(sent.stick)
    assert (answer.taken, answer.file) == (True, name)


def test_what_is_called_a_package_and_is_none(sent: Sent) -> None:
    (sent.stick / "folder.czp").mkdir()
    (sent.stick / "dangling.czp").symlink_to("nowhere")
    os.mkfifo(sent.stick / "pipe.czp")
    (sent.stick / ".hidden.czp").write_bytes(b"")
    (sent.stick / "note.txt").write_bytes(b"")
    (sent.stick / "1.czp.part").write_bytes(sent.package.read_bytes()[:1000])
    answers = {answer.file: answer for answer in sent.township.read(sent.stick)}
    assert set(answers) == {"folder.czp", "dangling.czp", "pipe.czp", "1.czp.part", sent.package.name}
    assert answers[sent.package.name].taken
    assert answers["1.czp.part"].state == "unfinished"
    for name in ("folder.czp", "dangling.czp", "pipe.czp"):
        assert "不是一个文件" in str(answers[name].reason)


def test_a_single_file_or_a_folder_of_folders(sent: Sent, tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    (deep / "示例村").mkdir(parents=True)
    shutil.copy(sent.package, deep / "示例村" / sent.package.name)
    assert [answer.taken for answer in sent.township.read(deep)] == [True]
    assert [answer.state for answer in sent.township.read(sent.package)] == ["repeated"]
    with pytest.raises(Refused, match="文件夹读不出来"):
        sent.township.read(tmp_path / "没有")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a small file system in memory, where the test may."""
    made: list[Path] = []

    def mount(size: str) -> Path:
        folder = tmp_path / f"disk{len(made)}"
        folder.mkdir()
        if os.geteuid() != 0 or shutil.which("mount") is None:
            pytest.skip("mounting needs root")
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False, capture_output=True
        )
        if done.returncode:
            pytest.skip("this machine mounts nothing")
        made.append(folder)
        return folder

    yield mount
    for folder in made:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_stick_that_is_really_full(sent: Sent, small_disk: Callable[[str], Path]) -> None:
    folder = small_disk("300k")
    older = folder / "older.czp"
    older.write_bytes(b"x" * 200_000)
    sent.station.add_case("2026-00099", content=os.urandom(9_000).hex())
    with pytest.raises(Refused, match="盘满了"):
        sent.station.packages.write(folder, full=True)
    assert older.read_bytes() == b"x" * 200_000
    assert [path.name for path in folder.iterdir()] == ["older.czp"]
    assert len(sent.station.packages.written()) == 1


def test_a_stick_that_is_read_only(sent: Sent, small_disk: Callable[[str], Path]) -> None:
    folder = small_disk("20m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(Refused, match="只读"):
        sent.station.packages.write(folder)
    assert len(sent.station.packages.written()) == 1


def test_a_folder_with_the_packages_name(sent: Sent, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    name = layout.file_name(STATION_UNIT, 2, sent.station.store.value("SELECT id FROM epochs WHERE owner = 1"))
    (target / name).mkdir()
    written = sent.station.write(target)
    assert written.file == name.replace(".czp", "-2.czp")
    assert (target / name).is_dir()


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


@pytest.mark.heavy
def test_three_hundred_villages_in_one_folder(tmp_path: Path, clock: FixedClock) -> None:
    """FAULTS 34: every village of a county on one stick; a cancel in the middle keeps whole packages only."""
    township = Desk(tmp_path / "township", "township", TOWNSHIP_UNIT, "示例镇", clock)
    for number in range(300):
        village = Desk(tmp_path / f"v{number}", "station", f"231221103{number + 200:03d}", f"第{number}村", clock)
        enrol(township, village)
        with village.store.writing() as write:
            rows = ({"number": f"2026-{n:05d}", "state": "registered", "content": "办理参保"} for n in range(1, 101))
            write.insert_many("cases", rows)
        village.write(tmp_path / "stick")
        Desk.opened.remove(village.store)
        village.store.close()

    class After(Impatient):
        """Cancels after a hundred packages were merged."""

        def __call__(self, done: int, total: int, words: str = "") -> None:
            self.stop = township.count("packages_in") >= 100

    answers = township.packages.read(tmp_path / "stick", After(""))[0]
    assert sum(answer.taken for answer in answers) == 100
    assert township.count("cases") == 100 * 100
    assert "已经取消" in str(next(answer for answer in answers if not answer.taken).reason)
    answers = township.read(tmp_path / "stick")
    assert [answer.taken for answer in answers].count(True) == 200
    assert township.count("cases") == 300 * 100
    assert list(township.temporary.iterdir()) == []
    Desk.close_all()
