"""FAULTS §8, test 24: while the office is open, nothing but SQLCipher opens its file; a plain open drops our locks."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.operations import OPERATIONS
from tests.faults.recording import ROOT, TOLD, environ_of_child, needed
from tests.faults.trace_lines import Call, calls_of

LIVE = ("home/office.czdb", "home/attachments.czdb")
COPYING = {"open", "read_bytes", "write_bytes", "copy", "copy2", "copyfile", "copyfileobj", "move", "read_text"}


def strangers_at(calls: Iterator[Call], path: str) -> Iterator[str]:
    """Give each opening of ``path`` that is not SQLite's while SQLite has it open; SQLite alone asks ``O_NOFOLLOW``."""
    ours: set[tuple[str, str]] = set()
    for call in calls:
        if call.name == "close":
            ours.discard(call.handle())
        elif call.opened == path and "O_NOFOLLOW" in call.arguments:
            ours.add((str(call.result), path))
        elif call.opened == path and ours:
            yield call.arguments


@pytest.mark.parametrize("word", ["backup", "attach", "restore", "hand-over", "migrate", "package", "undo"])
def test_only_one_library_opens_the_live_file(tmp_path: Path, word: str) -> None:
    OPERATIONS[word].scene(tmp_path)
    trace, told = tmp_path / "trace", tmp_path / "told"
    watch = [needed("strace"), "-f", "-y", "-xx", "-z", "--seccomp-bpf", "-e", "trace=openat,open,creat,close"]
    command = [*watch, "-e", "signal=none", "-o", str(trace), sys.executable, "-m", "tests.faults.lived"]
    subprocess.run(
        [*command, word, str(tmp_path), "1"], cwd=ROOT, env=environ_of_child(**{TOLD: str(told)}), check=True,
        capture_output=True, timeout=120,
    )  # fmt: skip
    with trace.open(encoding="ascii") as lines:
        calls = list(calls_of(lines))
    assert any(call.opened == str(tmp_path / LIVE[0]) for call in calls)
    for live in LIVE:
        assert list(strangers_at(iter(calls), str(tmp_path / live))) == []


def test_the_guard_sees_a_stranger() -> None:
    path = "/home/office.czdb"
    ours = Call("openat", "O_RDWR|O_NOFOLLOW", 7, path)
    plain = Call("openat", "O_RDONLY|O_CLOEXEC", 8, path)
    assert list(strangers_at(iter([plain, ours]), path)) == []
    assert list(strangers_at(iter([ours, plain]), path)) == ["O_RDONLY|O_CLOEXEC"]


def test_no_code_opens_or_copies_the_office_file_itself() -> None:
    found = []
    for room in ("app", "db", "ui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or ast.unparse(node.func).endswith("Store.open"):
                    continue
                if ast.unparse(node.func).rsplit(".", 1)[-1] in COPYING:
                    text = ast.unparse(node)
                    if "office_file" in text or "attachments_file" in text or "store.path" in text:
                        found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {text}")
    assert found == []
