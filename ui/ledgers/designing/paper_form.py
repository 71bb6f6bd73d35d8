"""How a designed ledger is ordered, printed and counted, and what it reminds of."""

import re
from typing import cast

from msgspec import structs

from app.ledgers.designing.counting import count, counts, is_ticked, keep_duties, plain_words, rhythm, set_rhythm
from app.ledgers.designing.design import Design, Orientation
from app.ledgers.periods_of_time import Span
from ui.ledgers.help_words import duty_title
from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.ticks_entry import TicksEntry
from ui.widgets.verdict import FINE, Verdict, fault

_ORIENTATIONS = (Option("landscape", "横放", "h"), Option("portrait", "竖放", "s"))
SPANS = (
    Option("", "不提醒", "b"),
    Option("month", "每月", "my"),
    Option("quarter", "每季度", "mj"),
    Option("half_year", "每半年", "mb"),
    Option("year", "每年", "mn"),
)
_MOST_TIMES = 999
_BETWEEN = re.compile("[、，,;；]")


class PaperForm(Form):
    """``show_design`` puts a design there, ``taken`` gives it back with what stands here now."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.heading("清单和登记簿")
        self.add("sort", "清单次序", ChoiceEntry([]), stays=True)
        self.add("orientation", "登记簿的纸", ChoiceEntry(_ORIENTATIONS), stays=True)
        self.add("signature", "签字", TextEntry(), advice="每页下面谁签字，如“记录人、审核人”", stays=True)
        self.heading("统计和提醒")
        self.add("count", "条数", TickEntry("数一数登记了多少条"), stays=True)
        self.add("span", "多久登一次", ChoiceEntry(SPANS), advice="到时候没有登，今日页上会提醒", stays=True)
        self.add("times", "至少几次", TextEntry(letters=4, longest=3), check=_times, stays=True)
        self.add("duties", "还提醒", TicksEntry(), advice="照着做的那本台账带来的，不要的去掉", stays=True)

    def show_design(self, design: Design) -> None:
        """Show what a design says."""
        span, times = rhythm(design)
        self.show_fields(design)
        duties = self.entry("duties")
        if isinstance(duties, TicksEntry):
            others = [one for one in design.duties if not is_ticked(one)]
            duties.blockSignals(True)
            duties.offer([Option(one.key, duty_title(one)) for one in others])
            duties.tick(one.key for one in others)
            duties.blockSignals(False)
            self.show_line("duties", there=bool(others))
        typed = {"orientation": design.orientation, "signature": "、".join(design.signature), "span": span}
        self.show_typed({**typed, "count": "1" if counts(design) else "", "times": str(times)})
        self.show_line("times", there=bool(span))

    def show_fields(self, design: Design) -> None:
        """Offer the orders that there are now."""
        entry = self.entry("sort")
        if isinstance(entry, ChoiceEntry):
            own = {one.key: one.label or "（没有名称）" for one in design.fields if one.kind not in {"rows", "file"}}
            orders = [
                Option(f"{sign}{key}", f"按{label}，{words}")
                for key, label in own.items()
                if key in design.listed or key in {design.day, design.sort.removeprefix("-")}
                for sign, words in (("-", "大的、新的在前"), ("", "小的、早的在前"))
            ]
            entry.box.blockSignals(True)
            entry.offer([Option("", "按编号"), *orders])
            entry.show_typed(design.sort)
            entry.box.blockSignals(False)

    def taken(self, design: Design) -> Design:
        """Give the design with what stands here."""
        typed = self.typed()
        signature = (part.strip() for part in _BETWEEN.split(typed["signature"]))
        orientation = cast("Orientation", typed["orientation"])
        design = structs.replace(
            design,
            sort=typed["sort"],
            orientation=orientation,
            signature=tuple(one for one in signature if one),
        )
        design = count(design, wanted=bool(typed["count"]))
        duties = self.entry("duties")
        if isinstance(duties, TicksEntry) and not duties.isHidden():
            design = keep_duties(design, duties.ticked())
        span, times = typed["span"], typed.get("times", "1")
        self.show_line("times", there=bool(span))
        if span and _times(times).kind == "fault":
            return design
        words = {one.value: one.words for one in SPANS}[span]
        title = plain_words(design.title) or "台账"
        told = f"{title}：{words}至少登记 {times} 次"
        return set_rhythm(design, cast("Span", span) if span else None, int(times or 1), told)


def _times(typed: str) -> Verdict:
    fits = typed.isdecimal() and 1 <= int(typed) <= _MOST_TIMES
    return FINE if fits else fault(f"写 1 到 {_MOST_TIMES} 的数")
