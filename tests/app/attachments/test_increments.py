"""Incremental backups of the attachments: only what is new, under one key, back again with every digest compared."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.attachments.increments import Lines, back_up, bring_back, unneeded, verify
from app.core.errors import DiskTrouble, FileDamaged, WrongKey
from db.blob_increments import contents_of, held_in, write_increment
from db.blobs import Blobs

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
AT = "2026-10-09T01:00:00+00:00"
MEGA = 1 << 20


@pytest.fixture
def blobs(tmp_path: Path) -> Iterator[Blobs]:
    made = Blobs(tmp_path / "attachments.czdb", lambda: KEY)
    yield made
    made.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def run(blobs: Blobs, shelf: Path, wanted: set[bytes] | None = None, **other: int) -> tuple[str, ...]:
    named = blobs.digests() if wanted is None else wanted
    largest = other.get("largest", 512 * MEGA)
    return back_up(blobs, shelf, KEY, named, at=AT, largest=largest, lines=Lines())


def filled(blobs: Blobs, *contents: bytes) -> list[bytes]:
    return [blobs.put(content, AT) for content in contents]


def test_nothing_new_makes_no_new_file(blobs: Blobs, shelf: Path) -> None:
    assert run(blobs, shelf) == ()
    filled(blobs, b"one", b"two")
    first = run(blobs, shelf)
    assert len(first) == 1
    assert run(blobs, shelf) == first
    filled(blobs, b"three")
    second = run(blobs, shelf)
    assert second[0] == first[0]
    assert held_in(shelf / second[1], KEY) == {*filled(blobs, b"three")}
    assert sorted(path.name for path in shelf.iterdir()) == sorted(second)
    assert [name.split("-")[2] for name in second] == ["000001", "000002"]


def test_what_the_disk_did_not_change_is_not_read_again(
    blobs: Blobs, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(blobs, b"one")
    lines = Lines()
    names = back_up(blobs, shelf, KEY, blobs.digests(), at=AT, largest=MEGA, lines=lines)
    assert set(lines.held(shelf, KEY)) == set(names)
    monkeypatch.setattr("app.attachments.increments.held_in", None)
    assert set(lines.held(shelf, KEY)) == set(names)


def test_increments_are_found_by_their_names_only(blobs: Blobs, shelf: Path) -> None:
    filled(blobs, b"one")
    (name,) = run(blobs, shelf)
    (shelf / name.replace("000001", "copy")).write_bytes(b"a copy by hand")
    assert run(blobs, shelf) == (name,)


def test_a_large_office_is_written_in_several_files(blobs: Blobs, shelf: Path) -> None:
    filled(blobs, *(bytes([number]) * 400 for number in range(6)))
    names = run(blobs, shelf, largest=1_000)
    assert len(names) == 3
    assert frozenset[bytes]().union(*(held_in(shelf / name, KEY) for name in names)) == blobs.digests()


def test_everything_comes_back_from_increments(blobs: Blobs, shelf: Path, tmp_path: Path) -> None:
    digests = filled(blobs, b"one", b"two" * 10_000)
    run(blobs, shelf)
    digests += filled(blobs, b"three")
    names = run(blobs, shelf)
    target = tmp_path / "new" / "attachments.czdb"
    target.parent.mkdir()
    brought = bring_back(shelf, names, KEY, target, into_key=OTHER, at=AT)
    assert (brought.contents, brought.damaged, brought.unread) == (3, (), ())
    back = Blobs(target, lambda: OTHER)
    assert [back.read(digest) for digest in digests] == [b"one", b"two" * 10_000, b"three"]
    back.close()
    assert [path.name for path in target.parent.iterdir()] == ["attachments.czdb"]


def test_a_file_that_is_there_gets_what_it_lacks(blobs: Blobs, shelf: Path, tmp_path: Path) -> None:
    digests = filled(blobs, b"one", b"two")
    names = run(blobs, shelf)
    blobs.forget([digests[0]])
    filled(blobs, b"younger")
    blobs.close()
    bring_back(shelf, names, KEY, blobs.path, into_key=KEY, at=AT)
    assert blobs.read(digests[0]) == b"one"
    assert len(blobs.digests()) == 3


def test_a_file_that_cannot_be_opened_is_kept_aside(blobs: Blobs, shelf: Path) -> None:
    (digest,) = filled(blobs, b"one")
    names = run(blobs, shelf)
    blobs.close()
    blobs.path.write_bytes(b"x" * 9_000)
    bring_back(shelf, names, KEY, blobs.path, into_key=KEY, at=AT)
    assert blobs.read(digest) == b"one"
    kept = blobs.path.with_name("attachments-kept-20261009010000.czdb")
    assert kept.read_bytes() == b"x" * 9_000


def test_what_is_damaged_is_listed_and_the_rest_comes_back(blobs: Blobs, shelf: Path, tmp_path: Path) -> None:
    contents = [os.urandom(30_000) for _ in range(8)]
    filled(blobs, *contents)
    (name,) = run(blobs, shelf)
    body = bytearray((shelf / name).read_bytes())
    body[len(body) // 2] ^= 4
    (shelf / name).write_bytes(body)
    names = (name, "blobs-0000000000000000-000009-00000000.czblobs", "../attachments.czdb")
    brought = bring_back(shelf, names, KEY, tmp_path / "back", into_key=KEY, at=AT)
    assert (brought.contents, len(brought.damaged), brought.unread) == (7, 1, names[1:])
    assert [line[-8:] for line in verify(shelf, names, KEY)] == [
        "有 1 份内容坏了"[-8:],
        "czblobs：读不出来"[-8:],
        "zdb：读不出来"[-8:],
    ]


def test_a_damaged_increment_is_written_again(blobs: Blobs, shelf: Path) -> None:
    filled(blobs, b"one")
    (name,) = run(blobs, shelf)
    (shelf / name).write_bytes(b"noise" * 1_000)
    again = run(blobs, shelf)
    assert len(again) == 1
    assert again[0] != name
    assert verify(shelf, again, KEY) == []


def test_an_increment_with_something_erased_is_not_used_again(blobs: Blobs, shelf: Path) -> None:
    erased, kept = filled(blobs, b"erased", b"kept")
    (before,) = run(blobs, shelf)
    blobs.forget([erased])
    (after,) = run(blobs, shelf, {kept})
    assert after != before
    assert held_in(shelf / after, KEY) == {kept}
    assert unneeded(shelf, [after]) == [shelf / before]


def test_a_content_that_is_damaged_is_left_out(blobs: Blobs, shelf: Path) -> None:
    hurt, sound = filled(blobs, b"hurt", b"sound")
    with blobs._using() as connection:
        connection.execute("UPDATE blobs SET content = x'00' WHERE digest = ?", (hurt,))
    (name,) = run(blobs, shelf, {hurt, sound, b"lost"})
    assert held_in(shelf / name, KEY) == {sound}
    assert run(blobs, shelf, {hurt}) == ()


def test_after_a_change_of_keys_a_new_line_begins(blobs: Blobs, shelf: Path) -> None:
    filled(blobs, b"one")
    (before,) = run(blobs, shelf)
    (after,) = back_up(blobs, shelf, OTHER, blobs.digests(), at=AT, largest=MEGA, lines=Lines())
    assert before.split("-")[1] != after.split("-")[1]
    assert after.split("-")[2] == "000002"
    with pytest.raises(WrongKey):
        held_in(shelf / after, KEY)


def test_an_increment_is_read_where_nothing_can_be_written(blobs: Blobs, shelf: Path) -> None:
    filled(blobs, b"one")
    (name,) = run(blobs, shelf)
    assert [path.name for path in shelf.iterdir()] == [name]
    (shelf / name).chmod(0o400)
    assert [content for _, content in contents_of(shelf / name, KEY)] == [b"one"]
    assert [path.name for path in shelf.iterdir()] == [name]


def test_an_increment_is_never_written_over(shelf: Path) -> None:
    (shelf / "there").write_bytes(b"kept")
    with pytest.raises(FileExistsError):
        write_increment(shelf / "there", KEY, [], AT)
    assert (shelf / "there").read_bytes() == b"kept"


def test_what_does_not_read_back_takes_no_name(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.blob_increments.content_in", lambda *_: None)
    with pytest.raises(FileDamaged, match="读回来"):
        write_increment(shelf / "new", KEY, [(b"d", b"content")], AT)
    assert list(shelf.iterdir()) == []


def test_parts_that_a_power_cut_left_are_cleared(blobs: Blobs, shelf: Path) -> None:
    filled(blobs, b"one")
    part = shelf / "blobs-0123456789abcdef-000001-01234567.czblobs.part"
    part.write_bytes(b"half")
    part.with_name(f"{part.name}-wal").write_bytes(b"half")
    names = run(blobs, shelf)
    assert sorted(path.name for path in shelf.iterdir()) == list(names)


def test_a_shelf_that_is_gone_is_a_sentence(blobs: Blobs, tmp_path: Path) -> None:
    filled(blobs, b"one")
    with pytest.raises(DiskTrouble):
        run(blobs, tmp_path / "nowhere")
