"""How a ledger stands at an office: which declaration holds, whether it takes new entries, and who made it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.day_text import long_day
from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.succession import check_succession

OPEN, WINDING_DOWN, CLOSED = "开放", "收尾", "停用"
STATUSES = (OPEN, WINDING_DOWN, CLOSED)
UNTOUCHED = "台账没有改动。"


@dataclass(frozen=True, slots=True)
class Standing:
    """One ledger of an office; ``since`` is the day of its status, ``made_here`` tells it from those that ship."""

    declaration: Declaration
    status: str = OPEN
    since: date | None = None
    made_here: bool = False

    @property
    def words(self) -> str:
        """Say how it stands, where that is not simply open."""
        if self.status == OPEN or self.since is None:
            return ""
        what = "起停用，不再登记" if self.status == CLOSED else "起收尾，这一天以后的不再登记"
        return f"{long_day(self.since)}{what}"

    def takes(self, day: date) -> bool:
        """Tell whether a new entry of a day may be added: winding down takes late ones, a closed ledger none."""
        if self.status == WINDING_DOWN and self.since is not None:
            return day <= self.since
        return self.status == OPEN

    def refuse_new(self, day: date) -> None:
        """Raise ``Refused`` where no new entry of this day may be added."""
        if not self.takes(day):
            sentence = f"“{self.declaration.title}”{self.words}，没有登记。"
            advice = "以前登记的可以查看和打印；要再用，请站长改回开放。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请核对日期。" if self.status != CLOSED else advice)


def refuse_publication(newer: Declaration, known: Iterable[Standing]) -> None:
    """Raise ``Refused`` for a declaration that may not be published here.

    A ledger that ships is changed by the program alone; a ledger made here is followed by the rules of succession; no
    two bear one title.
    """
    for one in known:
        former = one.declaration
        if former.key != newer.key:
            if former.title == newer.title:
                sentence = f"已经有一本台账叫“{newer.title}”，没有发布。"
                raise Refused(sentence, untouched=UNTOUCHED, advice="请换一个名称。")
        elif not one.made_here:
            sentence = f"“{former.title}”（{former.key}）是程序自带的台账，不能用自己的声明代替。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请换一个代号，另外做一本。")
        else:
            check_succession(former, newer)


def refuse_status(one: Standing, status: str) -> None:
    """Raise ``Refused`` for a status that is none, or that the ledger has already."""
    if status not in STATUSES:
        sentence = f"“{status[:10]}”不是台账的状态。"
        raise Refused(sentence, untouched=UNTOUCHED, advice=f"可以用：{'、'.join(STATUSES)}。")
    if status == one.status:
        raise Refused(f"“{one.declaration.title}”已经是{status}。", untouched=UNTOUCHED)
