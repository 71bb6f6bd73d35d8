"""The headless door: one file per word, nothing but arguments in and JSON or sentences out.

Exit codes: 0 done, 2 refused (a Chinese sentence on stderr), 3 the answer is a list of findings.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from app.door.call import Answer, Call

if TYPE_CHECKING:
    from app.core.clock import Clock

REFUSED = 2

WORDS = {
    "init": "app.door.init",
    "demo": "app.door.demo",
    "status": "app.door.status",
    "check": "app.door.check",
    "enrol": "app.door.enrol",
    "id": "app.door.id",
    "due": "app.door.due",
    "calendar": "app.door.calendar",
    "catalogue": "app.door.catalogue",
    "resident": "app.door.resident",
    "import": "app.door.import_",
    "search": "app.door.search",
    "case": "app.door.case",
    "agenda": "app.door.agenda",
    "slip": "app.door.slip",
    "notice": "app.door.notice",
    "package": "app.door.package",
    "summary": "app.door.summary",
}


def answer(words: Sequence[str], clock: "Clock | None" = None) -> int:
    """Run one call and print its answer; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    general, rest = _general_parser().parse_known_args(list(words))
    arguments = _parser(rest).parse_args(rest)
    call = Call(arguments, operator=general.operator, password_file=general.password_file)
    if general.home is not None:
        call.home = general.home
    if clock is not None:
        call.clock = clock
    try:
        given: Answer = arguments.run(call)
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED
    finally:
        call.close()
    shown = msgspec.json.encode(given.value).decode() if general.json else given.text
    if shown:
        sys.stdout.write(f"{shown}\n")
    return given.code


def _general_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--home", type=Path, help="办公点的数据文件夹")
    parser.add_argument("--operator", help="操作员姓名；只有一位时可以不写")
    parser.add_argument("--password-file", type=Path, help="写着密码的文件；也可以用环境变量 CUNZHAN_PASSWORD")
    parser.add_argument("--json", action="store_true", help="把结果写成一个 JSON 值")
    return parser


def _parser(rest: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m app", description="村站通：不开窗口也能办的每一件事。", parents=[_general_parser()]
    )
    words = parser.add_subparsers(required=True, metavar="WORD")
    wanted = next((word for word in rest if word in WORDS), None)
    for word in [wanted] if wanted else WORDS:
        importlib.import_module(WORDS[word]).configure(words)
    return parser
