"""What a notice says around its table, and which words on it are the office's own and name nobody."""

import re
from typing import TYPE_CHECKING

from app.catalogue.seeding import shipped_departments
from app.core.day_text import long_day, shown_month
from app.documents.slips.declaration import issuer_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from app.cases.service import Cases
    from app.catalogue.catalogue import Catalogue
    from app.core.settings import Settings
    from app.notices.declaration import Notice
    from app.notices.lines import Lines
    from app.units.units import Units

UNITS = {"natural": "个自然日", "working": "个工作日"}
PUBLIC_SETTINGS = ("station.phone", "station.complaint_phone", "station.township_phone", "station.address")
PLACEHOLDER = re.compile(r"\{\w+\}")
SAID_OF_US = ("village", "issuer", "contact", "hours")


class Wording:
    """Fills a notice's declared wording from the office's settings and the month's figures."""

    def __init__(self, cases: "Cases", catalogue: "Catalogue", settings: "Settings", units: "Units") -> None:
        """Read from one open office."""
        self._cases, self._catalogue, self._settings, self._units = cases, catalogue, settings, units

    def words(
        self, declared: "Notice", month: str, lines: "Lines", day: "date", until: "date | None"
    ) -> dict[str, str]:
        """Give every placeholder its words."""
        figures = self._cases.figures(month)
        own = self._units.own()
        unit = UNITS[self._settings.text("notices.days_unit")]
        return {
            "month": shown_month(month),
            "village": own.name,
            "issuer": issuer_name(own.full_name, own.kind),
            "registered": str(figures.registered),
            "concluded": str(figures.concluded),
            "on_time": str(figures.on_time),
            "rated": str(figures.rated),
            "satisfied": str(figures.satisfied),
            "withheld": str(lines.withheld),
            "counted": str(len(lines.rows) + lines.withheld),
            "posted": long_day(day),
            "until": long_day(until) if until else "",
            "days": f"{self._settings.number(declared.days_setting)}{unit}" if declared.days_setting else "",
            "contact": self._settings.text("notices.objection_contact") or f"{own.name}村民委员会",
            "complaint_phone": self._settings.text("station.complaint_phone"),
            "station_phone": self._settings.text("station.phone") or "—",
            "hours": self._settings.text("station.hours"),
        }

    def public_words(self) -> list[str]:
        """Give the phones and the address that are meant to hang on the board."""
        return [text for key in PUBLIC_SETTINGS if (text := self._settings.text(key))]

    def own_words(self, declared: "Notice", words: "Mapping[str, str]") -> set[str]:
        """Give the words that stand on the notice by declaration or as they shipped.

        A person may be called like a part of them (高龄, 平安); such a place is not a readable name. What the office
        wrote itself into an item is not among them.
        """
        found = {words[key] for key in SAID_OF_US} | {one.name for one in shipped_departments()}
        for text in (declared.title, declared.body, declared.empty, declared.withheld, declared.period):
            found.update(PLACEHOLDER.split(text))
        found.update(PLACEHOLDER.split(declared.objection))
        found.update(column.head for column in declared.column)
        found.update(self._shipped_words())
        return found

    def _shipped_words(self) -> "Iterator[str]":
        for item in self._catalogue.items():
            yield item.category
            for version in self._catalogue.versions(item.code):
                if version.shipped:
                    yield version.name
                    yield from (material.name for material in version.materials)
                    yield version.fee
