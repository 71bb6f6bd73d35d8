"""The arguments of ``case``: its parsers come from the workflow; lists, days and months are read here."""

import argparse
from datetime import date

from app.cases.figures import month_days
from app.cases.workflow import Transition
from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE, read_date

OPTIONS = {
    "text": ("--text", "答复、结果或整改的内容"),
    "result_document": ("--document", "结果文书号"),
    "kind": ("--kind", "特别程序：踏勘、公示、鉴定、听证、检验检测、专家评审、信息核对……"),
    "handler": ("--handler", "承办人"),
    "party": ("--party", "超期是谁的责任：村站、乡镇窗口、申请人"),
    "measure": ("--measure", "责任怎样追究"),
}


def declare_register(parser: argparse.ArgumentParser) -> None:
    """Declare what registering may be given."""
    parser.add_argument("--resident", required=True, metavar="ID|NAME", help="村民的编号、身份证号或姓名")
    parser.add_argument("--item", required=True, metavar="CODE", help="事项代码，例如 D13")
    for option, words_of_help in (
        ("--channel", "窗口、上门、预约、电话、服务点转来、服务订单"),
        ("--content", "办什么"),
        ("--phone", "联系电话"),
        ("--address", "住址"),
        ("--agent", "代理人姓名"),
        ("--agent-phone", "代理人电话"),
        ("--papers", "已经带来的材料，用顿号隔开"),
        ("--handler", "承办人"),
        ("--first-contact", "首问责任人"),
        ("--day", "真实的日期（补录纸上的件），2026-10-09"),
        ("--reason", "说明"),
        ("--appointment-on", "预约的日期"),
        ("--appointment-slot", "预约的时段"),
        ("--visit-address", "上门的地址"),
    ):
        parser.add_argument(option, default="", help=words_of_help)
    parser.add_argument("--written", action="store_true", help="书面咨询")


def declare_step(parser: argparse.ArgumentParser, step: Transition) -> None:
    """Declare what a step may be given, as the workflow says."""
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("--day", default="", help="真实的日期，不写就是今天")
    parser.add_argument("--reason", default="", help="原因或说明")
    parser.add_argument("--result", default="", help="办理结果：准予、不予、退件、撤回、终止")
    parser.add_argument("--level", type=int, help="评价：5 非常满意、4 满意、3 基本满意、2 不满意、1 非常不满意")
    for name in step.asks:
        if name in OPTIONS:
            option, words_of_help = OPTIONS[name]
            parser.add_argument(option, dest=name, default="", help=words_of_help)
    if "days" in step.asks:
        parser.add_argument("--days", type=int, help="几天")
    if "papers" in step.asks:
        parser.add_argument("--papers", default="", help="材料，用顿号隔开")
    if "tags" in step.asks:
        parser.add_argument("--tag", action="append", default=[], help="评价理由，可写多次")
    if "fields" in step.asks:
        parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="例如 applicant_phone=…")


def listed(text: str) -> tuple[str, ...]:
    """Read a list whose parts stand between commas of any kind."""
    for sign in "，、；;":
        text = text.replace(sign, ",")
    return tuple(part.strip() for part in text.split(",") if part.strip())


def fields(pairs: list[str]) -> dict[str, str]:
    """Read ``field=value`` pairs; raises ``Refused`` for anything else."""
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise Refused(f"“{wrong[0]}”不是 字段=内容 的样子。", untouched=NOTHING_DONE)
    return dict(pair.split("=", 1) for pair in pairs)


def day(text: str) -> date | None:
    """Read a day, none where nothing is written; raises ``Refused``."""
    return read_date(text) if text else None


def month(text: str) -> str:
    """Read a month ``YYYY-MM``; raises ``Refused``."""
    if text:
        try:
            month_days(text)
        except ValueError as trouble:
            raise Refused(
                f"“{text}”不是月份。", untouched=NOTHING_DONE, advice="月份写成 2026-10 的样子。"
            ) from trouble
    return text
