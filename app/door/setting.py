"""``setting``: list the office's settings, and change one."""

import argparse
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.core.settings import Declared, Value, declared_settings
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

SWITCH = {"on": True, "off": False, "开": True, "关": False, "true": True, "false": False}


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("setting", help="设置：列出、修改").add_subparsers(required=True, metavar="WAY")
    ways.add_parser("list", help="列出所有设置").set_defaults(run=run_list)
    change = ways.add_parser("set", help="修改一项，例如 setting set station.complaint_phone 0455-6700002")
    change.add_argument("key", metavar="KEY", help="设置的代号，见 setting list")
    change.add_argument("value", metavar="VALUE", help="新的内容；开关写 on 或 off")
    change.set_defaults(run=run_set)


def run_list(call: Call) -> Answer:
    """List every setting with its value."""
    values = call.open().settings.all()
    lines = [f"{key}  {declared.label}：{values[key]}" for key, declared in declared_settings().items()]
    return Answer(values, "\n".join(lines))


def run_set(call: Call) -> Answer:
    """Change one setting."""
    asked, session = call.arguments, call.open()
    declared = declared_settings().get(asked.key)
    if declared is None:
        raise Refused(f"没有“{asked.key}”这项设置。", untouched="设置没有改动。", advice="代号请看 setting list。")
    session.emit(session.settings.change(asked.key, _typed(declared, asked.value)))
    kept = session.settings.get(asked.key)
    return Answer({"key": asked.key, "value": kept}, f"“{declared.label}”已改为：{kept}")


def _typed(declared: Declared, text: str) -> Value:
    if declared.kind == "switch":
        return SWITCH.get(text.strip().lower(), text)
    return text
