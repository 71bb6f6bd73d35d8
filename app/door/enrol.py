"""``enrol``: a township and a station learn each other's keys (``make``, ``accept``, ``confirm``)."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.door.arguments import writable
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word and its three steps."""
    steps = words.add_parser("enrol", help="乡镇和村站互相登记").add_subparsers(required=True, metavar="STEP")
    make = steps.add_parser("make", help="乡镇：写一份邀请")
    make.add_argument("--unit", required=True, help="村站的 12 位区划代码")
    make.add_argument("--name", required=True, help="村站名称")
    make.add_argument("--out", required=True, type=Path, help="邀请文件写到哪里")
    make.set_defaults(run=run_make)
    accept = steps.add_parser("accept", help="村站：接受邀请，写出回执")
    accept.add_argument("file", type=Path, help="乡镇的邀请文件")
    accept.add_argument("--out", required=True, type=Path, help="回执文件写到哪里")
    accept.add_argument("--replace", action="store_true", help="改登记到另一个乡镇")
    accept.set_defaults(run=run_accept)
    confirm = steps.add_parser("confirm", help="乡镇：核对电话里念的核对码，登记村站")
    confirm.add_argument("file", type=Path, help="村站的回执文件")
    confirm.add_argument("--code", required=True, help="村站念的核对码，六组五位数字")
    confirm.add_argument("--replace", action="store_true", help="代替同一代码的旧站点")
    confirm.set_defaults(run=run_confirm)


def run_make(call: Call) -> Answer:
    """Write the invitation."""
    asked = call.arguments
    session = call.open()
    writable(asked.out)
    letter, changes = session.packages.invite(asked.unit, asked.name, asked.out)
    session.emit(changes)
    value = {"unit": letter.unit, "name": letter.name, "file": str(asked.out)}
    return Answer(value, f"给“{letter.name}”的邀请已写到 {asked.out}，请交给村站。")


def run_accept(call: Call) -> Answer:
    """Pin the township and tell the check code."""
    asked = call.arguments
    session = call.open()
    writable(asked.out)
    code, changes = session.packages.accept(asked.file, asked.out, replace=asked.replace)
    session.emit(changes)
    value = {"code": code, "file": str(asked.out), "township": session.packages.parent()}
    return Answer(value, f"回执已写到 {asked.out}。核对码：{code}\n请打电话念给乡镇听。")


def run_confirm(call: Call) -> Answer:
    """Enrol the station, if the code fits."""
    asked = call.arguments
    session = call.open()
    party, changes = session.packages.confirm(asked.file, asked.code, replace=asked.replace)
    session.emit(changes)
    value = {"unit": party.unit, "name": party.name, "enrolled": True}
    return Answer(value, f"“{party.name}”（{party.unit}）已经登记。")
