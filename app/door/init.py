"""``init``: set up a new office in the home folder."""

import argparse
from typing import TYPE_CHECKING

from app.core.settings import checked, declared_settings
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

COMPLAINT_PHONE = "station.complaint_phone"
HOTLINE = "12345"
"""The government's service hotline of every place in the country, until the station names its own."""


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("init", help="新建一个办公点")
    parser.add_argument("--kind", choices=("station", "township"), required=True, help="station 村站，township 乡镇")
    parser.add_argument("--unit", required=True, help="12 位统计用区划代码")
    parser.add_argument("--name", required=True, help="办公点名称，例如 示例村")
    parser.add_argument("--operator-name", default="站长", help="第一位操作员的姓名")
    parser.add_argument(
        "--complaint-phone",
        default=HOTLINE,
        help=f"监督投诉电话；不写就先用全国统一的 {HOTLINE}，以后用 setting set 改",
    )
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Make the office; the recovery code is told once, here."""
    from app.opening import OfficeSetup, create_office

    asked = call.arguments
    setup = OfficeSetup(asked.kind, asked.unit, asked.name, call.operator or asked.operator_name, call.password())
    declared = declared_settings()[COMPLAINT_PHONE]
    phone = checked(declared, asked.complaint_phone)
    session, code = create_office(call.home, setup, clock=call.clock)
    try:
        session.settings.change(COMPLAINT_PHONE, phone)
        value = {"unit": asked.unit, "name": asked.name, "kind": asked.kind, "recovery_code": code}
    finally:
        session.close()
    return Answer(value, f"已新建“{asked.name}”。恢复码：{code}\n请抄在纸上封好，忘记密码时只有它能打开数据。")
