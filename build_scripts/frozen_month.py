"""Try what package.py built: a demonstration month from a read-only folder whose path has Chinese and a space.

    .venv/bin/python -m build_scripts.frozen_month dist/cunzhantong

Run as nobody where we are root, since to root nothing is read-only; with bare variables, and nothing on the path.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from build_scripts import demo_output
from build_scripts.demo_output import Month
from build_scripts.terminal import NotReady, say

NOBODY = 65534
PLACE = "村站 通"
ROSTER = (
    ("姓名", "性别", "身份证号码", "联系电话", "村民小组"),
    ("示例甲", "女", "11010519491231002X", "13800000000", "1组"),
    ("示例乙", "男", "110105194912310020", "13900000000", "2组"),
)
GOOD, BAD = 1, 1
UNWANTED = re.compile(r"Qt6?(Sql|Network)|qsql\w*\.", re.IGNORECASE)
LIBRARY = re.compile(r"\.(so|dll|pyd)(\.|$)")
SQLITE_INSIDE = b"SQLite format 3\x00"


@dataclass(frozen=True)
class BareMachine:
    """Starts the frozen programs as on a machine that has nothing of ours."""

    home: Path

    def run(self, command: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Start a program as nobody (where we are root), to whom the output so far belongs, and wait for it."""
        give_away(self.home)
        kept = {name: environ[name] for name in ("CUNZHAN_PASSWORD", "QT_QPA_PLATFORM")}
        kept |= {"HOME": str(self.home), "TMPDIR": str(self.home), "LANG": "C", "PATH": ""}
        nobody, groups = (NOBODY, list[int]()) if _is_root() else (None, None)
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=kept,
            user=nobody,
            group=nobody,
            extra_groups=groups,
        )


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def check_contents(bundle: Path) -> None:
    """Prove that one SQLite alone is in the bundle, and nothing that talks to a network (FAULTS §8, 42)."""
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    unwanted = [path.name for path in files if UNWANTED.search(path.name)]
    libraries = [path for path in files if LIBRARY.search(path.name) or path.stat().st_mode & 0o100]
    with_sqlite = [path.name for path in libraries if SQLITE_INSIDE in path.read_bytes()]
    if unwanted or len(with_sqlite) != 1:
        raise NotReady(f"包里有不该有的：{unwanted}，含 SQLite 的：{with_sqlite}")


def give_away(folder: Path) -> None:
    """Let nobody write below a folder."""
    if _is_root():
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, NOBODY, NOBODY)


def make_read_only(folder: Path) -> None:
    """Take away every right to write below a folder."""
    for path in (*folder.rglob("*"), folder):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def import_roster(month: Month) -> None:
    """Take in an Excel sheet with one bad row, which the frozen program reads in a child process."""
    roster = month.folder / "花名册.xlsx"
    with xlsxwriter.Workbook(roster) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROSTER):
            sheet.write_row(number, 0, row)
    answer = month.ask(month.village, "import", "residents", str(roster), "--take-good")
    if (answer["good"], answer["bad"], answer["taken"]) != (GOOD, BAD, GOOD):
        raise NotReady(f"子进程读 Excel 的结果不对：{answer}")
    say("  子进程读了 Excel，好的一行收进来了，坏的一行指出来了")


def check(month: Month) -> None:
    """Let the program check its own data file."""
    answer = month.ask(month.village, "check")
    if not answer["ok"]:
        raise NotReady(f"数据检查有问题：{answer['findings']}")


def try_bundle(bundle: Path, below: Path) -> None:
    """Run the month through a read-only copy of the bundle; ``NotReady`` with the first thing that fails."""
    check_contents(bundle)
    place = below / PLACE / bundle.name
    shutil.copytree(bundle, place, symlinks=True)
    folder = below / "输出"
    demo_output.fresh_folder(folder)
    below.chmod(0o755)
    make_read_only(below / PLACE)
    ending = ".exe" if sys.platform == "win32" else ""
    door, window = (str(place / f"{name}{ending}") for name in ("cunzhantong-door", "cunzhantong"))
    month = Month(folder, (door,), (window,), BareMachine(folder).run)
    demo_output.make(month)
    import_roster(month)
    check(month)
    say(f"打成的程序做出了 {len(month.made)} 个文件。")


def main(arguments: list[str]) -> int:
    """Try the bundle named; give 0 where the whole month went well."""
    with tempfile.TemporaryDirectory() as below:
        try:
            try_bundle(Path(arguments[0]).resolve(), Path(below))
        except NotReady as refusal:
            say(str(refusal))
            return 1
        finally:
            for path in (Path(below) / PLACE, *(Path(below) / PLACE).rglob("*")):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o755)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
