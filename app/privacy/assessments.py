"""Impact assessments before sensitive data is processed or anything published, kept three years (art. 55, 56)."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.privacy.declared import ReadyAssessment, declared
from app.privacy.facts import Assessment
from db import privacy as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

PARTS = {
    "title": "评估的事",
    "purpose": "处理目的",
    "data_kinds": "涉及的个人信息",
    "necessity": "是否必要",
    "risks": "对个人的风险",
    "measures": "保护措施",
    "outcome": "结论",
    "assessor": "评估人",
}
NOT_KEPT = "没有保存。"


class Assessments:
    """The impact assessments of one office."""

    def __init__(self, store: "Store", clock: "Clock") -> None:
        """Work on one open office."""
        self._store, self._clock = store, clock

    def all(self) -> list[Assessment]:
        """Give every assessment, newest first."""
        return [msgspec.convert(row, Assessment, strict=False) for row in rows.assessments(self._store)]

    def ready(self) -> tuple[ReadyAssessment, ...]:
        """Give the assessments to begin with that are not kept yet."""
        kept = {one.title for one in self.all()}
        return tuple(one for one in declared().assessment if one.title not in kept)

    def keep(self, typed: Assessment) -> tuple[Assessment, Changes]:
        """Keep an assessment of today, or of ``made_on``; it must be kept for three years from then.

        Raises ``Refused`` naming the parts that are empty, or a day to come.
        """
        today = self._clock.today()
        made_on = typed.made_on or today
        empty = [words for name, words in PARTS.items() if not getattr(typed, name).strip()]
        if empty:
            raise Refused(f"还没有写：{'、'.join(empty)}。", untouched=NOT_KEPT, advice="每一项都要写。")
        if made_on > today:
            raise Refused("评估的日期在今天以后。", untouched=NOT_KEPT, advice="请核对日期。")
        values = {name: getattr(typed, name).strip() for name in PARTS}
        with self._store.writing(reason="个人信息保护影响评估") as write:
            kept_until = _years_after(made_on, declared().keep_assessment_years)
            row_id = write.insert("impact_assessments", {**values, "made_on": made_on, "keep_until": kept_until})
            return self.find(row_id), Changes.of(write.changed)

    def remove(self, assessment_id: str, reason: str) -> Changes:
        """Remove an assessment whose time is over; raises ``Refused`` before that (art. 56: at least three years)."""
        kept = self.find(assessment_id)
        if kept.keep_until is not None and self._clock.today() < kept.keep_until:
            sentence = f"这份评估要保存到 {kept.keep_until.isoformat()}，没有删除。"
            raise Refused(sentence, untouched="评估没有改动。", advice="法律要求至少保存三年。")
        with self._store.writing(reason=reason) as write:
            write.remove("impact_assessments", assessment_id, reason)
            return Changes.of(write.changed)

    def find(self, assessment_id: str) -> Assessment:
        """Give one assessment; raises ``Refused`` where there is none."""
        row = rows.assessment(self._store, assessment_id)
        if row is None:
            raise Refused("找不到这份评估。", untouched="没有改动。", advice="请刷新后再试。")
        return msgspec.convert(row, Assessment, strict=False)


def _years_after(day: date, years: int) -> date:
    """Give the corresponding day (民法典 202), the last of February for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
