"""What is said of a designed ledger as a whole: its title, its group, what it is for, how it is closed."""

from collections.abc import Callable, Mapping

from msgspec import structs

from app.core.pinyin import pinyin_of_words
from app.ledgers.checking import NAMED, groups
from app.ledgers.designing.design import Design
from app.ledgers.designing.making import called_by
from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form

CLOSES = (
    Option("month", "按月结账", "ay"),
    Option("year", "按年结账", "an"),
    Option("none", "不结账", "bj"),
)


class HeadForm(Form):
    """``shown(design)`` puts a design there, ``taken(design)`` gives it back with what stands here now."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        offered = [Option(key, title, pinyin_of_words(title).initials) for key, title in groups()]
        self.add("title", "名称", TextEntry(longest=60), needed=True, advice="最多 12 个字，如“渡船登记”", stays=True)
        self.add("group", "放在哪类", ChoiceEntry([Option("", "未选"), *offered]), needed=True, stays=True)
        self.add("purpose", "记什么", TextEntry(longest=300), needed=True, advice="一句话，写在台账目录里", stays=True)
        self.add("day", "分月按", ChoiceEntry([]), advice="登记算在哪个月", stays=True)
        self.add("name", "每条叫作", ChoiceEntry([]), advice="搜索、流水里这样叫一条登记", stays=True)
        self.add("close", "结账", ChoiceEntry(CLOSES), advice="结了账的只能看，写错了做更正", stays=True)
        self.add("carry", "没办完的", TickEntry("结账以后接着办"), stays=True)

    def show_design(self, design: Design) -> None:
        """Show what a design says."""
        self.show_fields(design)
        self.show_typed(
            {
                "title": design.title,
                "group": design.group,
                "purpose": design.purpose,
                "close": design.close,
                "carry": "1" if design.carry else "",
            }
        )

    def show_fields(self, design: Design) -> None:
        """Offer the fields that there are now."""
        labels = {one.key: one.label or "（没有名称）" for one in design.fields}
        days = [one.key for one in design.fields if one.kind in {"day", "month"}]
        offered = [Option(key, labels[key]) for key in days]
        names = [Option(f"{{{key}}}", label) for key, label in labels.items()]
        if design.name and design.name not in {one.value for one in names}:
            names.insert(0, Option(design.name, NAMED.sub(lambda found: labels.get(found[1], ""), design.name)))
        if design.fields:
            names.insert(0, Option("", f"自动（现在是“{labels[called_by(design)]}”）"))
        self._offer("day", offered, design.day)
        self._offer("name", names, design.name)
        self.show_line("day", there=len(days) > 1)
        self.show_line("carry", there=bool(design.states))

    def taken(self, design: Design) -> Design:
        """Give the design with what stands here."""
        typed = self.typed()
        said: Mapping[str, Callable[[str], object]] = {
            **dict.fromkeys(("title", "group", "purpose", "name", "close"), str),
            **({"day": str} if "day" in typed else {}),
            **({"carry": bool} if "carry" in typed else {}),
        }
        newer = structs.replace(design, **{key: turn(typed[key]) for key, turn in said.items()})
        if newer.day != design.day and design.sort == f"-{design.day}":
            newer = structs.replace(newer, sort=f"-{newer.day}")
        return newer

    def _offer(self, key: str, options: list[Option], chosen: str) -> None:
        entry = self.entry(key)
        if isinstance(entry, ChoiceEntry):
            entry.box.blockSignals(True)
            entry.offer(options)
            entry.show_typed(chosen)
            entry.box.blockSignals(False)
