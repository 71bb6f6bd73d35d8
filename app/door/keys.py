"""``keys``: the recovery code of an open office, the township's key, and the way back over the township, both sides."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.door.arguments import secret_in
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("keys", help="恢复码、乡镇代管的钥匙").add_subparsers(required=True, metavar="WAY")
    ways.add_parser("show", help="恢复码的编号，乡镇有没有代管钥匙").set_defaults(run=run_show)
    ways.add_parser("new-code", help="换一个恢复码，原来的作废").set_defaults(run=run_new_code)
    ways.add_parser("township-on", help="村站：交一把钥匙给乡镇代管").set_defaults(run=run_on)
    ways.add_parser("township-off", help="村站：收回乡镇代管的钥匙").set_defaults(run=run_off)
    ask = ways.add_parser("ask", help="村站忘了密码：写一份请求带到乡镇")
    ask.add_argument("--new-password-file", type=Path, required=True, help="写着以后要用的新密码的文件")
    ask.add_argument("--to", type=Path, required=True, help="写到哪个文件夹或移动盘")
    ask.set_defaults(run=run_ask)
    answer = ways.add_parser("answer", help="乡镇：核对以后写一份答复")
    answer.add_argument("file", type=Path, help="村里带来的请求文件")
    answer.add_argument("--code", required=True, help="村里的核对码，六组数字")
    answer.add_argument("--checked", required=True, help="怎样核对的来人身份，记入流水")
    answer.add_argument("--to", type=Path, required=True, help="写到哪个文件夹或移动盘")
    answer.set_defaults(run=run_answer)
    take = ways.add_parser("take", help="村站：装入乡镇的答复；--operator 写给哪位站长")
    take.add_argument("file", type=Path, help="乡镇的答复文件")
    take.add_argument("--new-password-file", type=Path, required=True, help="写请求时定的新密码")
    take.set_defaults(run=run_take)


def run_show(call: Call) -> Answer:
    """Tell the code's number and who holds a key."""
    chair = call.open().chair
    number, holder = chair.code.number(), chair.township.holder()
    township = f"乡镇代管：{holder}" if holder else "没有交给乡镇代管"
    value = {"code_number": number, "township": holder or None}
    return Answer(value, f"恢复码编号 {number or '（没有）'}；{township}。")


def run_new_code(call: Call) -> Answer:
    """Have another code hold; it is told once, here."""
    chair = call.open().chair
    code = chair.code.draw()
    chair.code.keep(code, call.password())
    value = {"recovery_code": code, "code_number": chair.code.number()}
    return Answer(value, f"新恢复码（{chair.code.number()}）：{code}\n原来的作废。请抄在纸上封好。")


def run_on(call: Call) -> Answer:
    """Give the township a key."""
    name = call.open().chair.township.switch_on(call.password())
    return Answer({"township": name}, f"已经交给“{name}”代管一把钥匙。")


def run_off(call: Call) -> Answer:
    """Take it away."""
    call.open().chair.township.switch_off()
    return Answer({"township": None}, "乡镇代管的钥匙已经收回。")


def run_ask(call: Call) -> Answer:
    """Write the request; the office stays closed."""
    from app.opening import ask_township

    asked = call.arguments
    password = secret_in(asked.new_password_file, "新密码")
    written = ask_township(call.home, password, asked.to, clock=call.clock)
    value = {"file": str(written.path), "code": written.code}
    return Answer(value, f"请求已写到 {written.path}。核对码：{written.code}\n请抄下来，和文件一起带到乡镇。")


def run_answer(call: Call) -> Answer:
    """Check and answer."""
    asked, session = call.arguments, call.open()
    asking = session.village_keys.look(asked.file)
    path, changes = session.village_keys.answer(asked.file, asked.code, asked.checked, call.password(), asked.to)
    session.emit(changes)
    value = {**msgspec.to_builtins(asking), "file": str(path)}
    return Answer(value, f"给“{asking.name}”的答复已写到 {path}，请交来人带回。")


def run_take(call: Call) -> Answer:
    """Take the answer in."""
    from app.opening import take_township_answer

    asked = call.arguments
    password = secret_in(asked.new_password_file, "新密码")
    name = take_township_answer(call.home, asked.file, password, clock=call.clock, operator=call.operator or "")
    return Answer({"operator": name, "recovered": True}, f"“{name}”的密码已经改好。")
