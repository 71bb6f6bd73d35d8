"""``recover``: a new password with the recovery code from the paper, read from files, never from the command line."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.door.arguments import secret_in
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("recover", help="忘了密码：用恢复码设新密码；--operator 写给谁，不写就是恢复码的主人")
    parser.add_argument("--code-file", type=Path, required=True, help="写着恢复码的文件")
    parser.add_argument("--new-password-file", type=Path, required=True, help="写着新密码的文件")
    parser.add_argument("--backup", type=Path, help="两份钥匙文件都丢了时，用哪份备份里的")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Set the password; the code stays good."""
    from app.opening import recover_office

    asked = call.arguments
    code, password = secret_in(asked.code_file, "恢复码"), secret_in(asked.new_password_file, "新密码")
    name = recover_office(
        call.home, code, password, clock=call.clock, operator=call.operator or "", backup=asked.backup
    )
    return Answer({"operator": name, "recovered": True}, f"已给“{name}”设了新密码，恢复码继续有效。")
