"""``handover``: hand the chair over to a successor, with a sheet to sign, a new recovery code and a new file key."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE, secret_in
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

SHEET = "交接清单.pdf"


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("handover", help="交接站长：换人、换密码、换恢复码、换文件钥匙")
    parser.add_argument("--to", required=True, help="接任者的姓名；可以是已有的操作员，也可以是新人")
    parser.add_argument("--new-password-file", type=Path, required=True, help="写着接任者新密码的文件")
    parser.add_argument("--former", default="", help="原站长以后的权限，例如 代办员；不写就是离开")
    parser.add_argument("--keep-township", action="store_true", help="乡镇代管的钥匙继续代管")
    parser.add_argument("--out", type=Path, required=True, help="交接清单写到哪个文件夹")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Write the sheet, then hand over; the new recovery code is told once, here."""
    from app.documents.saving import save_pdf
    from app.operators.hand_over import Plan

    asked, session = call.arguments, call.open()
    password = secret_in(asked.new_password_file, "新密码")
    if not asked.out.is_dir():
        raise Refused(f"没有“{asked.out}”这个文件夹。", untouched=NOTHING_DONE, advice="请先建好文件夹。")
    plan, chair = Plan(asked.to, asked.former, asked.keep_township), session.chair
    chair.hand_over.check(plan)
    code = chair.code.draw()
    paper, changes = chair.sheets.paper(plan, code)
    session.emit(changes)
    saved = save_pdf(asked.out / SHEET, paper.pdf)
    done, changes = chair.hand_over.finish(plan, password, code)
    session.emit(changes)
    value = {**msgspec.to_builtins(done), "recovery_code": code, "sheet": str(saved)}
    lines = [
        f"站长已经交给“{done.successor}”，原来的密码和恢复码作废。",
        f"新恢复码（{done.code_number}）：{code}",
        f"请抄在纸上封好。交接清单在 {saved}，请打印签字。",
    ]
    if done.without_password:
        lines.append(f"下列操作员要由新站长重新设置密码：{'、'.join(done.without_password)}。")
    return Answer(value, "\n".join(lines))
