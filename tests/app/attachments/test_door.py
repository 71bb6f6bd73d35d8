"""``attach``: photos and PDFs of a case through the headless door."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cases.facts import Applicant, NewCase
from app.core.clock import FixedClock
from app.door import answer
from app.opening import OfficeSetup, create_office
from app.people.facts import TypedResident
from tests.app.attachments.pictures import pdf, saved, telling_photo
from tests.conftest import PASSWORD

Door = Callable[..., Any]
NUMBER = "2026-00001"


@pytest.fixture
def home(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Path:
    session, _ = create_office(tmp_path / "station", setup, clock=clock)
    session.cases.register(NewCase(applicant=Applicant(name="李淑芬"), item_code="D13"), session.operator)
    session.close()
    return tmp_path / "station"


@pytest.fixture
def door(home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Door:
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)

    def call(*words: str, code: int = 0, as_json: bool = True) -> Any:
        given = ["--home", str(home), "attach", *words, *(["--json"] if as_json else [])]
        assert answer(given, clock) == code
        told = capsys.readouterr()
        return told.err if code else json.loads(told.out) if as_json else told.out

    return call


def test_a_file_goes_in_is_listed_and_comes_out(door: Door, tmp_path: Path) -> None:
    source = tmp_path / "李淑芬的身份证.jpg"
    source.write_bytes(telling_photo())
    (tmp_path / "b.bin").write_bytes(pdf(2))
    kept = door(NUMBER, str(source), "--title", "身份证")
    assert (kept["title"], kept["kind"], kept["subject_table"]) == ("身份证", "picture", "cases")
    assert "PDF 2 页" in door(NUMBER, str(tmp_path / "b.bin"), as_json=False)
    assert [one["title"] for one in door(NUMBER, "--list")] == ["身份证", "材料1"]
    assert "2  材料1  PDF 2 页" in door(NUMBER, "--list", as_json=False)
    out = door(NUMBER, "--save", "2", "--to", str(tmp_path / "out.pdf"))
    assert Path(out["file"]).read_bytes() == pdf(2)
    assert "回收站" in door(NUMBER, "--remove", "1", "--reason", "放错了", as_json=False)
    assert [one["title"] for one in door(NUMBER, "--list")] == ["材料1"]


def test_a_villager_has_attachments_too(door: Door, home: Path, clock: FixedClock, tmp_path: Path) -> None:
    from app.opening import open_session

    session = open_session(home, PASSWORD, clock=clock)
    resident, _ = session.people.register(TypedResident(name="王小苗"), session.operator.id)
    session.close()
    (tmp_path / "a").write_bytes(pdf())
    assert door(resident.id, str(tmp_path / "a"))["subject_table"] == "residents"


def test_what_cannot_be_done_is_one_sentence(door: Door, tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "large.jpg").write_bytes(bytes(21 << 20))
    (tmp_path / "text.pdf").write_text("no pdf at all", encoding="utf-8")
    for words, sentence in (
        ((NUMBER,), "没有写要加哪个文件"),
        ((NUMBER, str(tmp_path / "empty.jpg")), "0 字节"),
        ((NUMBER, str(tmp_path / "large.jpg")), "21.0 MB"),
        ((NUMBER, str(tmp_path / "text.pdf")), "不是照片"),
        ((NUMBER, str(tmp_path / "none.jpg")), "找不到文件"),
        ((NUMBER, str(tmp_path)), "不是一个文件"),
        ((NUMBER, "--save", "1", "--to", str(tmp_path / "x")), "没有第 1 个附件"),
        (("2026-09999", "--list"), "2026-09999"),
        ((NUMBER, "--list", "--save", "1"), "不能和"),
    ):
        assert sentence in door(*words, code=2), words
    assert door(NUMBER, "--list") == []


def test_a_copy_wants_a_place(door: Door, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(pdf())
    door(NUMBER, str(tmp_path / "a"))
    assert "没有写存到哪里" in door(NUMBER, "--save", "1", code=2)
    assert "文件夹" in door(NUMBER, "--save", "1", "--to", str(tmp_path / "no" / "x.pdf"), code=2)
    assert "原因" in door(NUMBER, "--remove", "1", code=2)


def test_neither_the_name_of_the_file_nor_what_the_camera_wrote_is_kept(door: Door, home: Path, tmp_path: Path) -> None:
    source = tmp_path / "PLANTED-FILE-NAME-王小苗.jpg"
    source.write_bytes(telling_photo())
    door(NUMBER, str(source))
    from tests.app.attachments.pictures import CAMERA, photo

    assert saved(photo())
    source.unlink()
    planted = ("PLANTED-FILE-NAME", "王小苗", CAMERA, "李淑芬")
    for path in home.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for words in planted:
            for encoding in ("utf-8", "utf-16-le", "gbk"):
                assert words.encode(encoding) not in content, (path.name, words)
                assert words not in path.name
    assert list((home / "temp").iterdir()) == []
