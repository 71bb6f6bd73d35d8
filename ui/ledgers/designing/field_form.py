"""One field of a designed ledger: what it is called, what goes into it, where it stands, what it adds up to."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from app.core.pinyin import pinyin_of_words
from app.ledgers.declaration import CHOOSING, COUNTED, Column
from app.ledgers.designing.counting import (
    EXPIRING,
    GROUPING,
    group,
    groups_by,
    is_summed,
    plain_words,
    sum_field,
    warn,
    warns,
)
from app.ledgers.designing.design import Design, DesignedField, choices_typed
from app.ledgers.designing.fields import can_become, change_field, is_shown, show_in
from app.ledgers.duties.duty import MOST_DAYS
from ui.ledgers.designing.columns import COLUMNS, columns_shown, columns_taken
from ui.ledgers.entries import Tools, entry_for
from ui.ledgers.help_words import KINDS
from ui.ledgers.rows_entry import RowsEntry
from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.entry import LongTextEntry, TextEntry
from ui.widgets.form import Form
from ui.widgets.ticks_entry import TicksEntry
from ui.widgets.verdict import FINE, Verdict, fault

PRIVACY = (
    Option("plain", "不是", "bs"),
    Option("name", "姓名", "xm"),
    Option("id_number", "身份证号", "sfz"),
    Option("phone", "电话", "dh"),
    Option("account", "银行账号", "yh"),
    Option("address", "住址", "zz"),
    Option("sensitive", "别的隐私", "bd"),
)
SHOWN = (
    Option("listed", "清单"),
    Option("printed", "登记簿"),
    Option("filters", "筛选"),
    Option("search", "搜索框"),
    Option("posted", "公示"),
)
SUM, GROUP = Option("sum", "月底合计"), Option("group", "分开统计")
_PARTS = ("label", "hint", "unit", "least", "most", "letters", "default", "section")
_LINES: Mapping[str, tuple[str, ...]] = {
    "choices": CHOOSING,
    "columns": ("rows",),
    "unit": COUNTED,
    "least": COUNTED,
    "most": COUNTED,
    "letters": ("line", "paragraphs"),
    "default": ("line", "paragraphs", "whole", "decimal", "money", "day", "month", "time", "yes_no", *CHOOSING),
    "warn": EXPIRING,
    "privacy": tuple(kind for kind in KINDS if kind not in {"yes_no", "file", *CHOOSING}),
}
"""The kinds that have a line; a line that is not named here is there for all."""


class FieldForm(Form):
    """``show_field`` shows one field of a design; ``taken`` gives the design with what stands here now.

    Choices and columns are laid beside those that were there when the field was shown, not beside what was half typed.
    """

    def __init__(self, tools: Tools) -> None:
        """Begin without a field."""
        super().__init__()
        self._key = ""
        self._before: DesignedField = DesignedField(key="")
        self.add("label", "栏目名称", TextEntry(longest=60), needed=True, advice="如“坐船人”", stays=True)
        self.add("kind", "填什么", ChoiceEntry([]), stays=True)
        choices = LongTextEntry(lines=4)
        self.add("choices", "选项", choices, needed=True, advice="一行写一个（写完按 Tab）", stays=True)
        columns = RowsEntry(COLUMNS, partial(entry_for, tools=tools, in_row=True))
        self.add(
            "columns",
            "小表的列",
            columns,
            needed=True,
            advice="一行是一列；“填什么”不选就是一行字",
            stays=True,
            wide=True,
        )
        self.add("required", "要求", TickEntry("必须填"), stays=True)
        self.add("unit", "单位", TextEntry(letters=6), advice="如 元、人、公斤", stays=True)
        self.add("least", "最小", TextEntry(letters=8), stays=True)
        self.add("most", "最大", TextEntry(letters=8), stays=True)
        self.add("letters", "最多几个字", TextEntry(letters=6), stays=True)
        self.add("default", "先填好", TextEntry(), advice="新登一条时先写上的", stays=True)
        self.add("hint", "说明", TextEntry(longest=300), advice="填的时候写在旁边", stays=True)
        self.add("shown", "放在哪里", TicksEntry(SHOWN), stays=True)
        self.add("privacy", "个人信息", ChoiceEntry(PRIVACY), advice="公示和给外人看时照这个遮住", stays=True)
        self.add("sums", "统计", TicksEntry(), stays=True)
        days = TextEntry(letters=5, longest=4)
        self.add("warn", "提前几天提醒", days, check=_days, advice="空着不提醒", stays=True)
        self.add("section", "另起一段", TextEntry(), advice="从这一栏起，表单上另起一段的标题", stays=True)

    def show_field(self, design: Design, key: str, published: Column | None) -> None:
        """Show a field; one that is published keeps its kind or becomes a text."""
        self._key, field = key, design.field(key)
        self._before = field
        kinds = can_become(published, KINDS)
        kind = self.entry("kind")
        if isinstance(kind, ChoiceEntry):
            kind.box.blockSignals(True)
            kind.offer([Option(one, KINDS[one], pinyin_of_words(KINDS[one]).initials) for one in kinds])
            kind.box.blockSignals(False)
        self._show_lines(field)
        typed = {part: str(getattr(field, part)) for part in _PARTS}
        days = warns(design, key)
        self.show_typed(
            typed
            | {
                "kind": field.kind,
                "choices": "\n".join(one.label for one in field.choices),
                "columns": columns_shown(field.columns),
                "required": "1" if field.required else "",
                "shown": "\n".join(_shown(design, field)),
                "privacy": field.privacy,
                "sums": "\n".join(self._ticked_sums(design)),
                "warn": str(days) if days else "",
            }
        )

    def taken(self, design: Design) -> Design:
        """Give the design with what stands here; raises ``KeyError`` where the field is gone."""
        key, typed = self._key, self.typed()
        field = design.field(key)
        said: dict[str, Any] = {part: typed[part] for part in _PARTS if part in typed}
        said |= {"kind": typed["kind"], "required": bool(typed["required"])}
        shown = self._ticks("shown")
        said["search"] = "search" in shown
        if "privacy" in typed:
            said["privacy"] = typed["privacy"]
        if "choices" in typed:
            said["choices"] = choices_typed(typed["choices"].split("\n"), self._before.choices)
        if "columns" in typed:
            said["columns"] = columns_taken(typed["columns"], self._before.columns)
        was, newer = field.kind, change_field(design, key, **said)
        for where in ("listed", "printed", "filters", "posted"):
            newer = show_in(newer, key, where, there=where in shown)
        if typed["kind"] != was:
            self._show_lines(newer.field(key))
            return newer
        sums = self._ticks("sums")
        newer = sum_field(newer, key, wanted=SUM.value in sums)
        newer = group(newer, key, wanted=GROUP.value in sums) if newer.field(key).kind in GROUPING else newer
        return self._warned(newer, typed.get("warn", ""))

    def _warned(self, design: Design, typed: str) -> Design:
        if _days(typed).kind == "fault" or (not typed and not warns(design, self._key)):
            return design
        days = int(typed or 0)
        label = plain_words(design.field(self._key).label)
        return warn(design, self._key, days, f"{{name}}：{label}快到了") if days != warns(design, self._key) else design

    def _show_lines(self, field: DesignedField) -> None:
        """Show the lines that a field of this kind has."""
        for part, kinds in _LINES.items():
            self.show_line(part, there=field.kind in kinds)
        offered = [SUM] if field.kind in COUNTED else [GROUP] if field.kind in GROUPING else []
        sums = self.entry("sums")
        if isinstance(sums, TicksEntry) and sums.offered() != tuple(one.value for one in offered):
            sums.blockSignals(True)
            sums.offer(offered)
            sums.blockSignals(False)
        self.show_line("sums", there=bool(offered))

    def _ticked_sums(self, design: Design) -> Iterable[str]:
        if is_summed(design, self._key):
            yield SUM.value
        if groups_by(design, self._key):
            yield GROUP.value

    def _ticks(self, key: str) -> tuple[str, ...]:
        entry = self.entry(key)
        return entry.ticked() if isinstance(entry, TicksEntry) else ()


def _shown(design: Design, field: DesignedField) -> Iterable[str]:
    if field.search:
        yield "search"
    for where in ("listed", "printed", "filters", "posted"):
        if is_shown(design, field.key, where):
            yield where


def _days(typed: str) -> Verdict:
    fits = not typed or (typed.isdecimal() and int(typed) <= MOST_DAYS)
    return FINE if fits else fault("这里写天数")
