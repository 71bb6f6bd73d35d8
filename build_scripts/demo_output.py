"""A demonstration month without a display: the same program makes the papers, the package and a picture of every page.

    .venv/bin/python -m build_scripts.demo_output [FOLDER]

Everything goes through the headless door and ``python -m ui --pictures``, as a person or a script would do it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_scripts.environment import ROOT
from build_scripts.run import DEMO_PASSWORD
from build_scripts.terminal import NotReady, say

FOLDER = ROOT / "demo-output"
MARK = "说明.txt"
MARK_TEXT = "这里的文件都是示例村编出来的，由 build_scripts/run.py 生成，下次运行会全部重做，可以随时删除。\n"
SURNAMES = "王李张刘陈杨赵"
ITEM = "D13"
STEPS = (
    ("supplement", "--papers", "户口簿", "--reason", "缺户口簿"),
    ("accept", "--papers", "户口簿"),
    ("hand-over",),
    ("pause", "--kind", "公示", "--days", "5", "--reason", "按规定公示"),
    ("resume",),
    ("conclude", "--result", "准予"),
    ("deliver",),
    ("rate", "--level", "5"),
    ("archive",),
)
SLIPS = ("notify-once", "supplement", "accept", "proxy", "pause", "resume", "conclude", "deliver", "rate", "cover")

ANSWERED = (0, 3)
"""Exit codes of the door that come with an answer; 3 means that the answer is a list of findings."""

Run = Callable[[list[str], dict[str, str]], "subprocess.CompletedProcess[str]"]


def run_here(command: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start a program of the project and wait for it."""
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=ROOT, env=environ)


@dataclass(frozen=True)
class Month:
    """The month of one invented village: where it goes, and how the program's two faces are started."""

    folder: Path
    door: tuple[str, ...] = (sys.executable, "-m", "app")
    window: tuple[str, ...] = (sys.executable, "-m", "ui")
    run: Run = run_here
    made: list[Path] = field(default_factory=list)

    @property
    def village(self) -> Path:
        """The home folder of the village."""
        return self.folder / "village"

    @property
    def township(self) -> Path:
        """The home folder of its township."""
        return self.village / "township"

    def ask(self, home: Path, *words: str) -> Any:
        """Give the JSON answer of the door, findings among them; ``NotReady`` with its sentence where it refuses."""
        done = self.run([*self.door, "--home", str(home), "--json", *words], self._environ())
        if done.returncode not in ANSWERED:
            raise NotReady(f"“{' '.join(words)}”没有做成：{done.stderr.strip()}")
        return json.loads(done.stdout)

    def draw_pages(self, folder: Path) -> None:
        """Draw every page of the window."""
        done = self.run([*self.window, "--home", str(self.village), "--pictures", str(folder)], self._environ())
        if done.returncode != 0:
            raise NotReady(f"窗口的图没有画成：{done.stderr.strip()}")
        for picture in sorted(folder.glob("*.png")):
            self.tell("窗口的一页", picture)

    def tell(self, what: str, path: Path) -> None:
        """Say what was made and where."""
        self.made.append(path)
        say(f"  {what}：{path}")

    def _environ(self) -> dict[str, str]:
        return dict(os.environ, CUNZHAN_PASSWORD=DEMO_PASSWORD, QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")


@dataclass(frozen=True)
class Case:
    """The case that the month is shown with: its number, and the day it was accepted as text."""

    number: str
    day: str


def fresh_folder(folder: Path) -> None:
    """Empty the folder where it is ours; refuse where somebody else's files lie in it."""
    if folder.exists():
        if not (folder / MARK).exists() and any(folder.iterdir()):
            raise NotReady(f"{folder} 里有别的文件，没有动它。请把它移走再运行一次。")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).write_text(MARK_TEXT, encoding="utf-8")


def make(month: Month) -> None:
    """Make everything, and say where each thing is."""
    say("正在生成示例村……")
    month.ask(month.village, "demo", "--years", "1", "--cases-per-year", "200", "--seed", "7")
    case = one_case(month)
    papers(month, case)
    package(month, case)
    month.draw_pages(month.folder / "pages")


def one_case(month: Month) -> Case:
    """Take one case from the counter to its rating."""
    found = (month.ask(month.village, "search", surname, "--limit", "5") for surname in SURNAMES)
    resident = next(hit["id"] for hits in found for hit in hits if hit["kind"] == "resident")
    number = str(month.ask(month.village, "case", "register", "--resident", resident, "--item", ITEM)["number"])
    for step in STEPS:
        month.ask(month.village, "case", step[0], number, *step[1:])
    shown = month.ask(month.village, "case", "show", number)
    path = month.folder / f"办件-{number}.json"
    path.write_text(json.dumps(shown, ensure_ascii=False, indent=1), encoding="utf-8")
    month.tell("从登记到评价的一个办件", path)
    return Case(number, str(shown["accepted"]))


def papers(month: Month, case: Case) -> None:
    """Print the slips of the case, the hand-over list of its day, and the month's notices."""
    for kind in SLIPS:
        path = month.folder / f"单据-{kind}-{case.number}.pdf"
        month.ask(month.village, "slip", kind, case.number, "--out", str(path))
        month.tell("单据", path)
    path = month.folder / f"交接清单-{case.day}.pdf"
    month.ask(month.village, "slip", "hand-over", "--day", case.day, "--out", str(path))
    month.tell("交接清单", path)
    for kind, paper in (("cases", "A4"), ("cases", "A3"), ("services", "A3")):
        path = month.folder / f"公示-{kind}-{paper}.pdf"
        month.ask(month.village, "notice", kind, "--month", case.day[:7], "--paper", paper, "--out", str(path))
        month.tell("公示", path)


def package(month: Month, case: Case) -> None:
    """Carry the package to the township and let it add the month up."""
    stick = month.folder / "stick"
    stick.mkdir()
    written = month.ask(month.village, "package", "write", "--to", str(stick))
    month.tell(f"加密的报送包（核对码 {written['check_code']}）", stick / Path(written["file"]).name)
    (read,) = month.ask(month.township, "package", "read", str(stick))
    if not read["taken"]:
        raise NotReady(f"乡镇没有收进报送包：{read['reason']}")
    summary = month.ask(month.township, "summary", "--month", case.day[:7])
    path = month.folder / "乡镇汇总.json"
    path.write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    month.tell("乡镇的汇总", path)


def main(arguments: list[str]) -> int:
    """Make the month into the folder; give the exit code."""
    folder = Path(arguments[0]).resolve() if arguments else FOLDER
    try:
        fresh_folder(folder)
        make(Month(folder))
    except NotReady as refusal:
        say(str(refusal))
        return 1
    say("都做好了。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
