"""Bad input through the headless door: one Chinese sentence and exit 2, nothing half done, nothing lost."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from app.cases.service import Cases
from app.core.clock import FixedClock
from app.door import answer
from app.operators import slots
from tests.conftest import PASSWORD

Asked = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path, fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy a fresh station and know its password."""
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    return Path(shutil.copytree(fresh_home, tmp_path / "村 站"))


@pytest.fixture
def ask(home: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Ask the door, look at the exit code, give what it said; a refusal is one line on stderr and nothing else."""

    def asked(*words: str | Path, code: int = 0) -> str:
        given = answer(["--home", str(home), *map(str, words)], clock)
        told = capsys.readouterr()
        assert (given, "Traceback" in told.err) == (code, False), told.err
        if code in {1, 2}:
            assert (told.out, told.err.count("\n"), told.err.endswith("。\n")) == ("", 1, True), told.err
        return told.err if code in {1, 2} else told.out

    return asked


def register(ask: Asked, name: str = "李四海") -> str:
    """Register a case and give its number."""
    return str(json.loads(ask("case", "register", "--resident", name, "--item", "D13", "--json"))["number"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["无此词"], "没有 '无此词' 这个词"),
        ([], "没有写 WORD"),
        (["case", "accept"], "没有写 NUMBER"),
        (["case", "list", "--所有"], "不认识 --所有"),
        (["search", "lsh", "--limit", "多"], "--limit 要写整数，现在是 '多'"),
        (["init", "--kind", "village", "--unit", "231221103201", "--name", "村"], "--kind 没有 'village'"),
        (["notice", "cases", "--landscape", "--portrait", "--out", "a.pdf"], "不能和 --landscape 一起写"),
        (["status", "--operator"], "--operator 后面没有写内容"),
        (["case", "list", "--month", "9999-12"], "不是月份"),
        (["notice", "services", "--month", "9999-12", "--out", "a.pdf"], "月份应写成 2026-10 这样"),
        (["slip", "hand-over", "--day", "十月", "--out", "a.pdf"], "“十月”不是日期"),
        (["notice", "post", "x", "--day", "0001-01-01"], "不在 2000—2100 年之间"),
    ],
)
def test_words_that_the_door_does_not_know(ask: Asked, words: list[str], said: str) -> None:
    assert said in ask(*words, code=2)


def test_days_outside_the_calendar_do_not_come_in(ask: Asked) -> None:
    number = register(ask)
    for day in ("0001-01-01", "1990-01-01", "2026-02-30", "9999-12-31"):
        ask("case", "register", "--resident", "李四海", "--item", "D13", "--day", day, code=2)
        ask("case", "accept", number, "--day", day, code=2)
    ask("case", "accept", number)
    said = ask("case", "pause", number, "--kind", "公示", "--days", "-5", "--reason", "公示", code=2)
    assert "天数不能是 -5" in said
    ask("case", "pause", number, "--kind", "公示", "--days", "9" * 20, "--reason", "公示", code=2)
    assert len(json.loads(ask("case", "list", "--json"))) == 1
    ask("agenda")
    assert json.loads(ask("check", "--json")) == {"ok": True, "findings": []}


@pytest.mark.parametrize("name", ["李四'; DROP TABLE cases;--", "<b>张三</b>&amp;", "𬱖景明", "百%分{0}%s"])
def test_strange_names_go_through_search_slip_and_notice(ask: Asked, tmp_path: Path, name: str) -> None:
    ask("setting", "set", "station.complaint_phone", "0455-6700002")
    ask("resident", "add", "--name", name)
    number = register(ask, name)
    ask("case", "accept", number)
    found = json.loads(ask("search", name, "--json"))
    assert {hit["kind"] for hit in found} == {"resident", "case"}
    ask("slip", "accept", number, "--out", tmp_path / "slip.pdf")
    ask("notice", "cases", "--month", "2026-10", "--out", tmp_path / "notice.pdf")
    assert json.loads(ask("case", "show", number, "--json"))["applicant"] == name
    assert json.loads(ask("check", "--json"))["ok"] is True


def test_a_sign_that_no_face_has_is_named_and_nothing_is_printed(ask: Asked, tmp_path: Path) -> None:
    number = register(ask, "王😀喜")
    ask("case", "accept", number)
    assert "“😀”（U+1F600）" in ask("slip", "accept", number, "--out", tmp_path / "slip.pdf", code=2)
    assert not (tmp_path / "slip.pdf").exists()


@pytest.mark.parametrize("out", ["", ".", "没有/单.pdf", "长" * 200 + ".pdf"])
def test_a_paper_that_cannot_be_written_is_refused_before_it_takes_a_number(
    ask: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    number = register(ask)
    ask("case", "accept", number)
    ask("slip", "accept", number, "--out", out, code=2)
    assert "2026-00001" in ask("slip", "accept", number, "--out", "单.pdf")


def test_a_disk_that_fails_after_the_archive_says_that_the_paper_is_kept(
    ask: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = register(ask)
    ask("case", "accept", number)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.durable.os.fsync", full)
    said = ask("slip", "accept", number, "--out", tmp_path / "单.pdf", code=2)
    assert "磁盘满了" in said
    assert "已在程序里存档" in said
    assert not list(tmp_path.glob("*.pdf*"))


def test_a_fault_of_our_own_is_a_sentence_and_a_place_in_the_log(
    ask: Asked, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("李四海 231221195001010011")

    monkeypatch.setattr(Cases, "show", broken)
    said = ask("case", "show", "2026-00001", code=1)
    assert said.startswith("程序出了问题（ZeroDivisionError）")
    log = (home / "logs" / "program.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "test_door_bad_input.py" in log
    assert "李四海" not in said + log
    assert "231221" not in said + log


def test_a_fault_where_no_office_is_makes_no_folder(
    clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("李四海")

    monkeypatch.setattr("app.door.id.read_id_number", broken)
    assert answer(["--home", str(tmp_path / "无"), "id", "1"], clock) == 1
    assert "问题在 test_door_bad_input.py:" in capsys.readouterr().err
    assert not (tmp_path / "无").exists()


def flip(path: Path, at: int) -> None:
    """Turn 64 bytes round."""
    content = bytearray(path.read_bytes())
    content[at : at + 64] = bytes(byte ^ 0xFF for byte in content[at : at + 64])
    path.write_bytes(content)


def test_a_text_of_broken_bytes_is_refused(ask: Asked) -> None:
    assert "不是 UTF-8" in ask("resident", "add", "--name", "李\udcff海", code=2)
    assert json.loads(ask("resident", "list", "--json")) == []


def test_an_answer_that_nobody_can_read_is_told(
    ask: Asked, home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as closed:
        closed.setattr("sys.stdout", None)
        assert answer(["--home", str(home), "case", "register", "--resident", "李", "--item", "D13"], clock) == 1
    assert "已经做了" in capsys.readouterr().err
    assert len(json.loads(ask("case", "list", "--json"))) == 1


DAMAGES: dict[str, Callable[[Path], object]] = {
    "the salt": lambda path: flip(path, 0),
    "the first page": lambda path: flip(path, 300),
    "half of it": lambda path: os.truncate(path, path.stat().st_size // 2),
    "all but 5000 bytes": lambda path: os.truncate(path, 5000),
    "everything": lambda path: os.truncate(path, 0),
    "text": lambda path: path.write_text("你好" * 4000, encoding="utf-8"),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_refused_and_not_touched(ask: Asked, home: Path, damage: str) -> None:
    DAMAGES[damage](home / "office.czdb")
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}
    for words in (["status"], ["case", "register", "--resident", "李", "--item", "D13"]):
        said = ask(*words, code=2)
        assert "数据文件有问题" in said
        assert "malformed" not in said
    told = json.loads(ask("check", "--json", code=3))
    assert told["ok"] is False
    assert "备份" in json.dumps(told["findings"], ensure_ascii=False)
    after = {path.name: path.read_bytes() for path in home.iterdir() if path.name in before}
    assert after.items() >= {name: before[name] for name in before if name != "office.lock"}.items()


@pytest.mark.parametrize("at", [4096 + 100, -1])
def test_a_damaged_page_is_a_finding_of_the_check(ask: Asked, home: Path, at: int) -> None:
    path = home / "office.czdb"
    flip(path, at if at > 0 else path.stat().st_size // 2)
    told = json.loads(ask("check", "--json", code=3))
    assert told["ok"] is False
    assert any("数据" in finding["what"] and finding["advice"] for finding in told["findings"])
    assert all("\n" not in finding["what"] for finding in told["findings"])


def test_the_keys_of_a_file_that_went_missing_are_never_written_over(ask: Asked, home: Path, tmp_path: Path) -> None:
    (home / "office.czdb").rename(tmp_path / "quarantine")
    keys = (home / "slots-a.json").read_bytes()
    ask("init", "--kind", "station", "--unit", "231221103201", "--name", "示例村")
    aside = [path for path in home.glob("slots-a-*.old") if path.read_bytes() == keys]
    assert len(aside) == 1
    assert "另一个办公点" in _put_back(ask, aside[0], tmp_path / "quarantine", home)
    (home / "marks.json").unlink()
    assert "示例村" in ask("status")


def _put_back(ask: Asked, keys: Path, file: Path, home: Path) -> str:
    """Bring a file that was found again back with its keys; the folder remembers another office meanwhile."""
    shutil.copy(keys, home / "slots-a.json")
    shutil.copy(keys, home / "slots-b.json")
    shutil.copy(file, home / "office.czdb")
    return ask("status", code=2)


@pytest.mark.parametrize("change", [{"box": "@@"}, {"salt": "A"}, {"cost": slots.Cost(3, 1 << 43)}])
def test_slots_that_no_program_of_ours_wrote(ask: Asked, home: Path, change: dict[str, object]) -> None:
    known = slots.read_slots([home / "slots-a.json"])
    ways = tuple(msgspec.structs.replace(slot, **change) for slot in known.slots)
    slots.write_slots(msgspec.structs.replace(known, slots=ways), (home / "slots-a.json", home / "slots-b.json"))
    assert "没有打开" in ask("status", code=2) or "钥匙文件" in ask("status", code=2)


def test_one_copy_of_the_slots_is_enough_and_mended_and_none_is_told(ask: Asked, home: Path) -> None:
    (home / "slots-a.json").write_bytes(b"\x00\xff{")
    ask("status")
    assert (home / "slots-a.json").read_bytes() == (home / "slots-b.json").read_bytes()
    for name in ("slots-a.json", "slots-b.json"):
        (home / name).write_bytes(b"\x00\xff{")
    assert "钥匙文件" in ask("status", code=2)


@pytest.mark.parametrize("name", ["temp", "office.lock"])
def test_something_else_where_our_files_should_be(ask: Asked, home: Path, name: str) -> None:
    path = home / name
    if path.is_dir():
        path.rmdir()
        path.write_text("不是文件夹", encoding="utf-8")
    else:
        path.unlink()
        path.mkdir()
    assert "同名" in ask("status", code=2)


def test_settings_through_the_door(ask: Asked) -> None:
    assert json.loads(ask("setting", "list", "--json"))["notices.days"] == 7
    assert json.loads(ask("setting", "set", "notices.days", "5", "--json")) == {"key": "notices.days", "value": 5}
    ask("setting", "set", "cases.roll_natural", "关")
    assert json.loads(ask("setting", "list", "--json"))["cases.roll_natural"] is False
    assert "没有“无”这项设置" in ask("setting", "set", "无", "1", code=2)
    ask("setting", "set", "station.complaint_phone", "无", code=2)
    ask("setting", "set", "cases.roll_natural", "也许", code=2)


def test_a_new_station_can_hang_its_notice_at_once(
    home: Path, tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    new = ["--home", str(tmp_path / "新站")]
    assert answer([*new, "init", "--kind", "station", "--unit", "231221103201", "--name", "示例村"], clock) == 0
    out = tmp_path / "公示.pdf"
    assert answer([*new, "notice", "cases", "--month", "2026-10", "--paper", "A3", "--out", str(out)], clock) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("heading", ["受理日期", "办理时间", "日期", "办结日期"])
def test_a_log_book_with_one_day_a_line_comes_in(ask: Asked, tmp_path: Path, heading: str) -> None:
    book = tmp_path / "登记簿.csv"
    book.write_text(f"{heading},姓名,代办事项\n2026-03-02,李四海,城乡居民养老保险参保登记\n", encoding="utf-8")
    told = json.loads(ask("import", "cases", book, "--json"))
    assert (told["good"], told["taken"]) == (1, 1)
    (case,) = json.loads(ask("case", "list", "--json"))
    assert case["registered"] == "2026-03-02"
    book.write_text("受理日期,姓名,代办事项\n1990-03-02,李四海,城乡居民养老保险参保登记\n", encoding="utf-8")
    told = json.loads(ask("import", "cases", book, "--json", code=3))
    assert "早于 2000 年" in told["errors"][0]["reason"]
