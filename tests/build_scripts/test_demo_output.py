"""The month without a display: everything it promises is made and told, and the first refusal ends it."""

import json
import subprocess
from pathlib import Path

import pytest

from build_scripts import demo_output
from build_scripts.demo_output import Month
from build_scripts.terminal import NotReady

ANSWERS: dict[str, object] = {
    "demo": {},
    "search": [{"kind": "item", "id": "D13"}, {"kind": "resident", "id": "r1"}],
    "case": {"number": "2026-00001", "accepted": "2026-10-09"},
    "slip": {},
    "notice": {},
    "package write": {"file": "/x/stick/a.czp", "check_code": "1234"},
    "package read": [{"taken": True, "reason": None}],
    "summary": [{"unit": "231221103201"}],
}


class Program:
    """A door and a window that answer as if they had done it; ``refused`` is the word that they refuse."""

    def __init__(self, refused: str = "") -> None:
        self.refused = refused
        self.said: list[list[str]] = []

    def run(self, command: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
        assert environ["CUNZHAN_PASSWORD"] not in command
        self.said.append(command)
        word = next((word for word in command if word in ANSWERS), "")
        word = f"package {command[command.index('package') + 1]}" if "package" in command else word
        if self.refused in command:
            return subprocess.CompletedProcess(command, 2, "", "不行。\n")
        if "--pictures" in command:
            folder = Path(command[-1])
            folder.mkdir()
            (folder / "today-100.png").touch()
        return subprocess.CompletedProcess(command, 0, json.dumps(ANSWERS.get(word, {})), "")


def test_everything_is_made_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = Program()
    month = Month(tmp_path, ("door",), ("window",), program.run)
    demo_output.make(month)
    told = capsys.readouterr().out
    names = [path.name for path in month.made]
    assert names[0] == "办件-2026-00001.json"
    assert len([name for name in names if name.startswith("单据")]) == len(demo_output.SLIPS)
    assert {"公示-cases-A4.pdf", "公示-services-A3.pdf", "a.czp", "乡镇汇总.json", "today-100.png"} <= set(names)
    assert all(str(path) in told for path in month.made)
    steps = [command[command.index("case") + 1] for command in program.said if "case" in command]
    assert steps == ["register", *(step[0] for step in demo_output.STEPS), "show"]


@pytest.mark.parametrize("refused", ["demo", "rate", "notice", "summary", "--pictures"])
def test_the_first_refusal_ends_it(refused: str, tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="不行"):
        demo_output.make(Month(tmp_path, ("door",), ("window",), Program(refused).run))


def test_a_package_that_the_township_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "package read", [{"taken": False, "reason": "校验不符"}])
    with pytest.raises(NotReady, match="校验不符"):
        demo_output.make(Month(tmp_path, ("door",), ("window",), Program("nothing").run))


def test_our_folder_is_made_anew_and_anothers_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "demo-output"
    demo_output.fresh_folder(folder)
    (folder / "old.pdf").touch()
    demo_output.fresh_folder(folder)
    assert [path.name for path in folder.iterdir()] == [demo_output.MARK]
    (folder / demo_output.MARK).unlink()
    (folder / "mine.txt").touch()
    with pytest.raises(NotReady, match="别的文件"):
        demo_output.fresh_folder(folder)
    assert (folder / "mine.txt").exists()


def test_the_exit_code_tells_a_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_output, "make", lambda _: None)
    assert demo_output.main([str(tmp_path / "a")]) == 0
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine.txt").touch()
    assert demo_output.main([str(tmp_path / "b")]) == 1
