"""The steps of the roster: what each asks for and tells, and the columns of both lists."""

from collections.abc import Callable
from functools import partial

from app.core.day_text import shown_day
from app.units.on_duty import OnDuty
from ui.units.reading import DayRow
from ui.widgets.act_panel import Act
from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.day_entry import DayEntry
from ui.widgets.desk import Desk
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.name_entry import NameEntry
from ui.widgets.persons import find_persons
from ui.widgets.windowed import Column

LAY, DAY, SWAP, STAND_IN = "lay", "day", "swap", "stand_in"
TURNS = ("am_A", "am_B", "pm_A", "pm_B")
ACTS = {
    LAY: Act("排{name}的班", "按工作日轮流排，接着上次的人往下排。", "排班", ("people", "per", "second", "begin")),
    DAY: Act("改{name}的班", "空着就是没有人。", "改好了", ("day", *TURNS)),
    SWAP: Act("两天互换", "两天的人整个换过来。", "换班", ("day", "other")),
    STAND_IN: Act("{name}：替班", "回车就安排好。", "安排替班（回车）", ("away", "instead", "first", "last", "why")),
}
DONE = {LAY: "排好了。", DAY: "改好了。", SWAP: "换好了。", STAND_IN: "替班安排好了。"}
ESTIMATED = "！{year}年的放假安排还没有公布，先按法定节日和双休推算；公布后把日历导入，再重新排班。"
_PER = [Option("day", "一人一天"), Option("half", "一人半天"), Option("week", "一人一周")]


def add_lines(form: Form, desk: Desk) -> NameEntry:
    """Add every line that a step may ask for; gives the one for who stands in."""
    instead, today = NameEntry(desk.work, partial(find_persons, desk.session)), desk.session.clock.today
    form.add("people", "轮流的人", TextEntry(letters=30, longest=1000), needed=True, advice="按次序写，中间用顿号")
    form.add("per", "怎样轮", ChoiceEntry(_PER))
    form.add("second", "", TickEntry("同时排 B 岗（下一位）"))
    form.add("begin", "从哪天起", DayEntry(today), advice="空着就是整个月")
    form.add("day", "日期", DayEntry(today), needed=True)
    for key, words in zip(TURNS, ("上午 A 岗", "上午 B 岗", "下午 A 岗", "下午 B 岗"), strict=True):
        form.add(key, words, TextEntry(letters=10, longest=60))
    form.add("other", "和哪天换", DayEntry(today), needed=True)
    form.add("away", "谁不在", TextEntry(letters=10, longest=60), needed=True)
    form.add("instead", "谁来替", instead, advice="空着由 B 岗顶上")
    form.add("first", "第一天", DayEntry(today), needed=True)
    form.add("last", "最后一天", DayEntry(today))
    form.add("why", "原因", TextEntry(), advice="例如：开会、请假")
    return instead


def today_columns() -> list[Column]:
    """Give the columns of who is on duty today."""
    return [
        Column("岗位", lambda one: one.place),
        Column("在岗", lambda one: one.there.name or "！没有人", 136),
        Column("电话", lambda one: one.phone, 152, drop=2),
        Column("说明", _why, 200, drop=1),
    ]


def day_columns() -> list[Column]:
    """Give the columns of the month."""

    def turn(half: str, role: str) -> Callable[[DayRow], str]:
        return lambda row: row.names.get((half, role), "")

    return [
        Column("日期", lambda row: shown_day(row.day) + ("" if row.worked else "（休）"), 184),
        Column("上午 A", turn("am", "A")),
        Column("上午 B", turn("am", "B"), 128, drop=2),
        Column("下午 A", turn("pm", "A"), 160),
        Column("下午 B", turn("pm", "B"), 128, drop=2),
    ]


def _why(one: OnDuty) -> str:
    if one.planned.name and one.is_another:
        return f"替{one.planned.name}（{one.reason}）" if one.there.name else f"{one.planned.name}{one.reason}"
    return ""
