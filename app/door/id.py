"""``id``: what an identity number says."""

import argparse
from typing import TYPE_CHECKING

from app.core.identity import read_id_number
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("id", help="检查一个身份证号")
    parser.add_argument("number", metavar="NUMBER", help="18 位或旧的 15 位号码")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Read the number; nothing is opened and nothing kept."""
    reading = read_id_number(call.arguments.number, call.clock.today())
    value = {
        "valid": reading.valid,
        "birth": reading.birth_day,
        "sex": reading.sex or None,
        "reason": reading.reason,
        "number": reading.number,
        "warning": reading.warning,
    }
    if not reading.valid:
        return Answer(value, f"不对：{reading.reason}。")
    warning = f"\n提醒：{reading.warning}。" if reading.warning else ""
    return Answer(value, f"{reading.number}：{reading.birth_day} 出生，{reading.sex}。{warning}")
