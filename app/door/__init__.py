"""The headless door: one file per word, nothing but arguments in and JSON or sentences out.

Exit codes: 0 done, 1 the program itself failed (a sentence on stderr, kind and place in the log), 2 refused (a Chinese
sentence on stderr), 3 the answer is a list of findings.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from app.core.fault_log import fault_words, keep_fault
from app.door.arguments import WordParser, read_date
from app.door.call import Answer, Call

if TYPE_CHECKING:
    from app.core.clock import Clock

FAILED = 1
REFUSED = 2

WORDS = {
    "init": "app.door.init",
    "demo": "app.door.demo",
    "status": "app.door.status",
    "check": "app.door.check",
    "repair": "app.door.repair",
    "setting": "app.door.setting",
    "operator": "app.door.operator",
    "enrol": "app.door.enrol",
    "id": "app.door.id",
    "due": "app.door.due",
    "calendar": "app.door.calendar",
    "catalogue": "app.door.catalogue",
    "ledger": "app.door.ledger",
    "entry": "app.door.entry",
    "month": "app.door.month",
    "resident": "app.door.resident",
    "unit": "app.door.unit",
    "grid": "app.door.grid",
    "network": "app.door.network",
    "roster": "app.door.roster",
    "import": "app.door.import_",
    "export": "app.door.export",
    "register": "app.door.register",
    "volume": "app.door.volume",
    "search": "app.door.search",
    "case": "app.door.case",
    "attach": "app.door.attach",
    "agenda": "app.door.agenda",
    "slip": "app.door.slip",
    "notice": "app.door.notice",
    "package": "app.door.package",
    "backup": "app.door.backup",
    "recover": "app.door.recover",
    "handover": "app.door.handover",
    "keys": "app.door.keys",
    "summary": "app.door.summary",
    "privacy": "app.door.privacy",
    "journal": "app.door.journal",
    "undo": "app.door.undo",
}


class UnreadAnswer(Exception):  # noqa: N818 - an answer that nobody could read
    """The work is done, but its answer could not be written."""


def answer(words: Sequence[str], clock: "Clock | None" = None) -> int:
    """Run one call and print its answer; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    call = Call(argparse.Namespace())
    if clock is not None:
        call.clock = clock
    try:
        return _answered(words, call)
    except Refused as refusal:
        sys.stderr.write(f"{_one_line(str(refusal))}\n")
        call.hear(refusal)
        return REFUSED
    except UnreadAnswer:
        sys.stderr.write("这一步已经做了，只是结果没有写出来（标准输出写不进去）。\n")
        return FAILED
    except UnicodeEncodeError:
        sys.stderr.write("没有做：内容里有不完整的文字（不是 UTF-8）。请检查输入的编码。\n")
        return REFUSED
    except Exception as fault:  # noqa: BLE001 - nothing stands above the door; the clerk is told, the log keeps the place
        sys.stderr.write(f"{_told(fault, call)}\n")
        return FAILED


def _answered(words: Sequence[str], call: Call) -> int:
    general, rest = _general_parser().parse_known_args(list(words))
    call.arguments = _parser(rest).parse_args(rest)
    call.operator, call.password_file, call.today = general.operator, general.password_file, general.today
    if general.home is not None:
        call.home = general.home
    try:
        given: Answer = call.arguments.run(call)
    finally:
        if (trouble := call.close()) is not None:
            sys.stderr.write(f"{_one_line(str(trouble))}\n")
    shown = msgspec.json.encode(given.value).decode() if general.json else given.text
    if shown:
        _say(shown)
    return given.code


def _say(shown: str) -> None:
    """Print the answer; a closed or full standard output is told, for the work itself is done."""
    try:
        sys.stdout.write(f"{shown}\n")
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our answer has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, AttributeError) as trouble:
        raise UnreadAnswer from trouble


def _one_line(sentence: str) -> str:
    return " ".join(sentence.splitlines())


def _told(fault: Exception, call: Call) -> str:
    """Keep kind and place of a fault of our own, never its message, which may hold a name; say where."""
    home = call.office_home
    if home.folder.is_dir():
        kept = keep_fault(home.logs, call.clock, type(fault), fault.__traceback__)
        where = f"经过记在 {kept}"
    else:
        where = f"问题在 {_one_line(fault_words(type(fault), fault.__traceback__)).rsplit('  ', 1)[-1]}"
    return f"程序出了问题（{type(fault).__name__}），这一步没有做完。以前保存的都在。请核对后再做一次；{where}。"


def _general_parser() -> WordParser:
    parser = WordParser(prog="python -m app", add_help=False, allow_abbrev=False)
    parser.add_argument("--home", type=Path, help="办公点的数据文件夹")
    parser.add_argument("--operator", help="操作员姓名；只有一位时可以不写")
    parser.add_argument("--password-file", type=Path, help="写着密码的文件；也可以用环境变量 CUNZHAN_PASSWORD")
    parser.add_argument("--today", type=read_date, metavar="YYYY-MM-DD", help="今天的日期，电脑的钟不准时用")
    parser.add_argument("--json", action="store_true", help="把结果写成一个 JSON 值")
    return parser


def _parser(rest: Sequence[str]) -> WordParser:
    parser = WordParser(
        prog="python -m app", description="村站通：不开窗口也能办的每一件事。", parents=[_general_parser()]
    )
    words = parser.add_subparsers(required=True, metavar="WORD")
    wanted = next((word for word in rest if word in WORDS), None)
    for word in [wanted] if wanted else WORDS:
        importlib.import_module(WORDS[word]).configure(words)
    return parser
