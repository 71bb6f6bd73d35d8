"""``check``: look through the data file for damage; changes nothing. A file that cannot be opened is a finding, too."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.errors import FileDamaged, Refused
from app.door.call import FINDINGS, Answer, Call

if TYPE_CHECKING:
    from pathlib import Path

    from app.checkup.facts import Finding

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("check", help="检查数据是否完好")
    parser.add_argument("--full", action="store_true", help="查完以后记下来，当作这个月的体检")
    parser.add_argument("--repair", action="store_true", help="把能按数据重做的（搜索、操作清单、编号的计数）重做一遍")
    parser.add_argument("--accept-older", action="store_true", help="数据文件是较旧的一份，就用它，当作从备份恢复")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Check everything; with ``--repair`` rebuild what can be computed and check again."""
    try:
        session = call.open(accept_older=call.arguments.accept_older)
    except FileDamaged as damaged:
        return _unopened(call, damaged)
    before = session.ending.findings if session.ending is not None else ()
    report = session.checkup.full(remember=call.arguments.full)
    wanted = tuple(dict.fromkeys(found.repair for found in report.findings if found.repairable))
    if call.arguments.repair and wanted:
        session.emit(session.checkup.repair(wanted))
        report = session.checkup.full(remember=call.arguments.full)
    return _answer([*before, *report.findings], report.rows)


def _answer(findings: "Sequence[Finding]", rows: int = 0) -> Answer:
    sound = not any(found.is_fault for found in findings)
    value = {"ok": sound, "findings": [_plain(found) for found in findings]}
    text = "\n".join(line_of(found) for found in findings)
    if sound:
        text = "\n".join(part for part in (text, f"数据完好：看过 {rows} 条记录。" if rows else "数据完好。") if part)
    return Answer(value, text, 0 if sound else FINDINGS)


def _unopened(call: Call, damaged: Refused) -> Answer:
    """Tell a file that does not open as a finding, with the newest backup that is whole."""
    from app.checkup.declaration import finding

    found = finding("unopened", "file", damaged.sentence, why=damaged.sentence.rstrip("。"))
    backup = _newest_sound(call.office_home.backups)
    way = f"最近的完好备份是 {backup.name}。" if backup is not None else "数据文件夹里没有完好的备份，请找 U 盘上的。"
    return _answer([msgspec.structs.replace(found, advice=f"{found.advice}{way}")])


def _newest_sound(folder: "Path") -> "Path | None":
    from app.backups.container import verify_container
    from app.backups.listing import backups_in

    for backup in backups_in(folder):
        with suppress(Refused):
            verify_container(backup.path)
            return backup.path
    return None


def _plain(found: "Finding") -> dict[str, Any]:
    return msgspec.to_builtins(found)  # type: ignore[no-any-return]


def line_of(found: "Finding") -> str:
    """Say a finding in one line."""
    from app.checkup.declaration import declared

    return f"【{declared().severity[found.severity]}】{found.words}。{found.advice}"
