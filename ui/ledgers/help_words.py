"""What a ledger is for and what it asks, in words: computed from its declaration alone."""

from collections.abc import Iterator

from app.ledgers.declaration import Column, Declaration, Field
from app.ledgers.duties.duty import Duty

KINDS = {
    "line": "一行字",
    "paragraphs": "一段话",
    "whole": "整数",
    "decimal": "数",
    "money": "金额",
    "day": "日期",
    "month": "月份",
    "time": "时间",
    "period": "从哪天到哪天",
    "yes_no": "是或否",
    "choice": "选一项",
    "choices": "可选几项",
    "resident": "一位村民，也可以只写姓名",
    "residents": "几位村民，也可以只写姓名",
    "household": "一户",
    "member": "一位党员",
    "members": "几位党员",
    "unit": "单位",
    "post": "岗位",
    "item": "服务事项",
    "file": "这一条的一个附件",
    "rows": "一张小表",
}
_SPANS = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}
_CLOSES = {
    "month": "按月结账，结了账的月份只能看，写错了做更正。",
    "year": "按年结账，结了账的年份只能看，写错了做更正。",
    "none": "不结账，随时可以改。",
}


def field_words(field: Field) -> str:
    """Say what belongs into a field."""
    return "；".join(_of_column(field)) + (f"。每行：{_row(field)}" if field.fields else "")


def duty_words(ledger: Declaration, duty: Duty) -> str:
    """Say what a duty wants and how its time is counted."""
    labels = {one.key: one.label for one in ledger.field}
    counting = {
        "reply_within": f"从“{labels.get(duty.from_, '')}”起 {duty.days} 个{_days(duty)}内",
        "review_every": f"每 {duty.months} 个月一次",
        "at_least_sum": f"{_SPANS.get(duty.in_ or '', '')}合计至少 {duty.least:g} {duty.unit}".strip(),
        "at_least_count": f"{_SPANS.get(duty.in_ or '', '')}至少 {duty.least:g} {duty.unit or '次'}",
        "once_in_years": f"{duty.years} 年内至少一次",
        "within_first_days": f"{_SPANS.get(duty.of or '', '')}头 {duty.days} 天里",
        "window": f"以“{labels.get(duty.from_, '')}”为准，{_around(duty)}",
        "expires": f"“{labels.get(duty.field, '')}”到期前 {duty.warn_days} 天提醒",
    }
    per = f"，按“{labels[duty.per]}”分开算" if duty.per in labels else ""
    return f"{duty_title(duty)}（{counting[duty.kind]}{per}）"


def duty_title(duty: Duty) -> str:
    """Say what a duty wants, of no entry in particular."""
    words = duty.words.replace("{name}", "每一条").replace("{until}", "期限").replace("{left}", "")
    return words.strip("：，、 ")


def step_words(ledger: Declaration) -> list[str]:
    """Say which step leads from where to where and what it asks."""
    labels = {one.key: one.label for one in ledger.field}
    states = {one.key: one.label for one in ledger.state}
    found = []
    for step in ledger.step:
        needs = "、".join(labels[key] for key in step.needs)
        before = "、".join(states[key] for key in step.from_)
        found.append(f"{step.verb}：{before} → {states[step.to]}" + (f"，要填{needs}" if needs else ""))
    return found


def closing_words(ledger: Declaration) -> str:
    """Say how the ledger is closed."""
    carried = "没有办完的可以接着办到办完。" if ledger.carry and ledger.close != "none" else ""
    return _CLOSES[ledger.close] + carried


def fill_words(ledger: Declaration) -> str:
    """Say which cases appear here by themselves; empty where none do."""
    fill = ledger.fill
    if fill is None:
        return ""
    labels = {one.key: one.label for one in ledger.field}
    channels = {"visit": "上门办的件", "appointment": "预约的件"}
    which = f"“{fill.category}”类的办件" if fill.category else channels[fill.channel]
    return f"{which}自己会出现在这里，不用再登：{'、'.join(labels[key] for key in fill.map)}随办件走。"


def _of_column(column: Column) -> Iterator[str]:
    yield KINDS[column.kind] + (f"（{column.unit}）" if column.unit else "")
    if column.required:
        yield "要填"
    if column.choices:
        yield "、".join(one.label for one in column.choices)
    if column.hint:
        yield column.hint


def _row(field: Field) -> str:
    return "、".join(f"{one.label}（要填）" if one.required else one.label for one in field.fields)


def _around(duty: Duty) -> str:
    first = f"前 {duty.before} 天" if duty.before else "当天"
    return f"{first}到{f'后 {duty.after} 天' if duty.after else '当天'}"


def _days(duty: Duty) -> str:
    return "工作日" if duty.unit == "working" else "自然日"
