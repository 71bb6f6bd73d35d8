"""The first question: county and township from the shipped area codes, the village typed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from ui.setup.step import Step
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.entry import TextEntry
from ui.widgets.hits import Hit
from ui.widgets.pick_entry import PickEntry
from ui.widgets.verdict import FINE, Verdict, fault, hint
from ui.work import Work

OTHER, NONE = "other", "none"
_TAIL, _UNIT = 3, 12


class WhereStep(Step):
    """Its answer: ``county`` and ``township`` (codes and names), ``village``, and ``unit``, the 12-digit code."""

    def __init__(self, work: Work) -> None:
        """Ask ``app.units`` in the reading thread."""
        super().__init__("您的站点在哪里", "用来编单位代码，也印在公示和单据上。")
        self._work = work
        self._county = PickEntry(work, _find_counties, "县（区、市）", placeholder="输入县名的几个字，如 望奎")
        self._county.picked.connect(self._ask_townships)
        self._townships: dict[str, str] = {}
        self._township = ChoiceEntry(())
        form = self.form
        form.add("county", "县（区、市）", self._county, needed=True, advice="从表里选")
        form.add("township", "乡镇（街道）", self._township)
        form.add("township_name", "乡镇名称", TextEntry(), needed=True)
        tail = TextEntry(longest=3, letters=6)
        form.add("township_tail", "乡镇代码", tail, needed=True, check=_three, advice="3 位数字")
        form.add("village", "村（社区）", TextEntry(placeholder="如 示例村"), advice="乡镇、县里的办公点不填")
        form.add(
            "village_tail", "村代码", TextEntry(longest=3, letters=6), needed=True, check=self._judge_tail,
            advice="统计代码的最后 3 位，乡镇统计员知道",
        )
        form.edited.connect(self._fit)
        self._fit("")

    def is_done(self) -> bool:
        """Want the whole code of 12 digits."""
        if not super().is_done():
            return False
        for key in ("township_tail", "village_tail"):
            typed = self.form.typed().get(key)
            if typed is not None and len(typed) != _TAIL:
                self.form.tell(key, fault(f"要 {_TAIL} 位数字"))
        return len(self.unit()) == _UNIT

    def answer(self) -> dict[str, Any]:
        """Give codes and names."""
        county, typed = self._county.hit(), self.form.typed()
        picked = self._township.typed()
        name = self._townships.get(picked, "") if picked not in {OTHER, NONE} else typed.get("township_name", "")
        return {
            "unit": self.unit(),
            "county_name": "" if county is None else county.title,
            "township_name": name,
            "village": typed.get("village", ""),
        }

    def unit(self) -> str:
        """Put the 12 digits together; shorter while something is missing."""
        county, picked, typed = self._county.hit(), self._township.typed(), self.form.typed()
        if county is None:
            return ""
        if not picked:
            return ""
        if picked == NONE:
            return county.id + "000000"
        township = county.id + typed.get("township_tail", "") if picked == OTHER else picked
        return township + (typed["village_tail"] if typed.get("village") else "000")

    def _ask_townships(self, county: Hit) -> None:
        self._work.read(self, _townships_of, county.id, done=self._offer)

    def _offer(self, areas: Sequence[tuple[str, str]]) -> None:
        self._townships = dict(areas)
        options = [Option(code, name) for code, name in areas]
        extra = [Option(OTHER, "表里没有，自己填"), Option(NONE, "不选：这是县里的办公点")]
        self._township.offer([*options, *extra])
        self._fit("")
        if self._county.inner.hasFocus():
            self._township.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self, _key: str) -> None:
        picked = self._township.typed()
        typed = self.form.entry("village").typed()
        self.form.show_line("township", there=bool(picked))
        for key in ("township_name", "township_tail"):
            self.form.show_line(key, there=picked == OTHER)
        self.form.show_line("village", there=bool(picked) and picked != NONE)
        self.form.show_line("village_tail", there=bool(picked) and picked != NONE and bool(typed))

    def _judge_tail(self, typed: str) -> Verdict:
        verdict = _three(typed)
        return hint(f"单位代码 {self.unit()}") if verdict == FINE else verdict


def _three(typed: str) -> Verdict:
    if not (typed.isascii() and typed.isdigit()):
        return fault("只能是数字")
    return FINE if len(typed) == _TAIL else hint(f"还差 {_TAIL - len(typed)} 位")


def _find_counties(text: str, most: int) -> Sequence[Hit]:
    from app.units.areas import find_counties

    return [Hit("county", area.code, area.name, above) for area, above in find_counties(text, most)]


def _townships_of(county: str) -> Sequence[tuple[str, str]]:
    from app.units.areas import areas_within

    return [(area.code, area.name) for area in areas_within(county)]
