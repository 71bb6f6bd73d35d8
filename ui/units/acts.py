"""The steps on the page of one unit: what each asks for and tells, and what is known of a unit in lines."""

from functools import partial

from app.core.day_text import long_day
from ui.units.reading import UnitSheet, kind_words
from ui.widgets.act_panel import Act
from ui.widgets.choice_entry import ChoiceEntry, TickEntry
from ui.widgets.day_entry import DayEntry
from ui.widgets.desk import Desk
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.name_entry import NameEntry
from ui.widgets.persons import find_persons

TAKE, POST, LEAVE, LINK, UNLINK = "take", "post", "leave", "link", "unlink"
RENAME, END = "rename", "end"
MERGE, CLOSE, REOPEN = "merge", "close", "reopen"
ACTS = {
    TAKE: Act("{name}换人", "原来的人到前一天为止。", "换人", ("person", "phone", "phone_open", "since")),
    POST: Act("给{name}添加岗位", "", "添加", ("post", "duties")),
    LEAVE: Act("{name}离岗", "从今天起不在这个岗位上；还没有人接。", "离岗", ()),
    RENAME: Act(
        "岗位“{name}”改叫法", "人、任务和以前的记录都不变。换了别的差事，请撤岗另加。", "保存", ("post", "duties")
    ),
    END: Act("撤掉岗位“{name}”", "在岗的人和单给这个岗位排的替班到这天为止；以前谁在岗都留着。", "撤岗", ("last",)),
    LINK: Act(
        "给{name}添加联系人",
        "哪位领导或干部联系这里（三联系）。",
        "添加",
        ("person", "title", "phone", "phone_open", "since"),
    ),
    UNLINK: Act("结束联系", "到今天为止，以前的留着。", "结束", ("link",)),
    MERGE: Act(
        "把{name}并入",
        "下面的单位和住户都归过去；这里的岗位和联系人到今天为止；以前的登记和经过都留着。",
        "并入",
        ("into", "reason"),
    ),
    CLOSE: Act("关闭{name}", "岗位和联系人到今天为止；以前的登记和经过都留着，不会删除。", "关闭", ("reason",)),
    REOPEN: Act("重新设立{name}", "岗位恢复，人要重新安排；并走的单位和住户不会自己回来。", "重新设立", ("reason",)),
}
DONE = {
    TAKE: "换好了。",
    POST: "岗位加好了。",
    LEAVE: "记下了，这个岗位现在没有人。",
    RENAME: "改好了。",
    END: "岗位撤了，以前谁在岗都留着。",
    LINK: "联系人加好了。",
    UNLINK: "联系结束了。",
    MERGE: "并好了。",
    CLOSE: "关闭了。",
    REOPEN: "重新设立了。",
}


def add_lines(form: Form, desk: Desk) -> NameEntry:
    """Add every line that a step may ask for; gives the one for a person."""
    person, today = NameEntry(desk.work, partial(find_persons, desk.session)), desk.session.clock.today
    form.add("person", "姓名", person, needed=True, advice="从名册里选，或写上姓名")
    form.add("title", "职务", TextEntry(letters=14), advice="例如：包村干部")
    form.add("phone", "电话", TextEntry(letters=16), advice="名册里有就不用填")
    form.add("phone_open", "", TickEntry("是办公电话，上墙不遮"))
    form.add("since", "从哪天起", DayEntry(today), needed=True)
    form.add("last", "到哪天为止", DayEntry(today, latest=today()), needed=True)
    form.add("post", "岗位", TextEntry(letters=16), needed=True, advice="例如：民政窗口")
    form.add("duties", "职责", TextEntry())
    form.add("into", "并入", ChoiceEntry([]), needed=True)
    form.add("link", "哪一位", ChoiceEntry([]), needed=True)
    form.add("reason", "原因", TextEntry(), needed=True, advice="记入日志")
    return person


def unit_facts(sheet: UnitSheet) -> list[tuple[str, str]]:
    """Give what is known of a unit, label and value; empty values are left out where they are shown."""
    unit = sheet.unit
    ended = ""
    if unit.closed_on is not None:
        how = f"并入{sheet.into}" if sheet.into else "关闭"
        ended = f"{long_day(unit.closed_on)}{how}：{unit.end_reason}"
    return [
        ("撤并", ended),
        ("种类", kind_words(unit)),
        ("上级", sheet.way),
        ("下面", f"{sheet.below} 个单位" if sheet.below else ""),
        ("编号", unit.code),
        ("办公电话", unit.phone),
        ("地址", unit.address),
        ("面积", "" if unit.floor_area is None else f"{unit.floor_area} 平方米"),
        ("成立", long_day(unit.founded_on) if unit.founded_on else ""),
        ("联系人", "、".join(sheet.contacts)),
        ("备注", unit.note),
    ]
