"""The places of the window, in their order; each page is imported and built when it is first gone to.

To add a place: write its room, add a builder here and its line to ``PLACES``. ``shots`` names further views of the
place that ``--pictures`` shall show beside its first one (a case's page, a form); it is asked in the UI thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ui.widgets.desk import Desk, Goto
from ui.widgets.page import Page
from ui.widgets.parts import Part
from ui.widgets.sections import Section, SectionedPage

STATION, EVERYWHERE = frozenset({"station"}), frozenset({"station", "township"})


@dataclass(frozen=True, slots=True)
class Shot:
    """One more view of a place for the pictures: the name of its file and where it lies."""

    name: str
    goto: Goto


def _no_more(_: Desk) -> Sequence[Shot]:
    return ()


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its key (also its help page ``help/KEY.md``), its words, who builds its page, in which offices."""

    key: str
    words: str
    build: Callable[[Desk], Page]
    shots: Callable[[Desk], Sequence[Shot]] = _no_more
    kinds: frozenset[str] = STATION


def _office(desk: Desk) -> Part:
    from ui.settings.office_part import OfficePart

    return OfficePart(desk)


def _checkup(desk: Desk) -> Part:
    from ui.checkup.part import CheckupPart

    return CheckupPart(desk)


def _privacy(desk: Desk) -> Part:
    from ui.privacy.part import PrivacyPart

    return PrivacyPart(desk)


def _backup(desk: Desk) -> Part:
    from ui.backups.section import BackupSection

    return BackupSection(desk)


def _history(desk: Desk) -> Part:
    from ui.history.part import HistoryPart

    return HistoryPart(desk)


def _bin(desk: Desk) -> Part:
    from ui.history.bin_part import BinPart

    return BinPart(desk)


def _operators(desk: Desk) -> Part:
    from ui.operators.people_part import PeoplePart

    return PeoplePart(desk)


def _keys(desk: Desk) -> Part:
    from ui.operators.keys_part import KeysPart

    return KeysPart(desk)


def _happened(desk: Desk) -> Part:
    from ui.settings.happened_part import HappenedPart

    return HappenedPart(desk)


SECTIONS: tuple[Section, ...] = (
    Section("office", "本站", _office),
    Section("backup", "备份", _backup),
    Section("checkup", "体检", _checkup),
    Section("privacy", "个人信息", _privacy),
    Section("history", "流水", _history),
    Section("bin", "回收站", _bin),
    Section("operators", "操作员", _operators),
    Section("keys", "钥匙", _keys),
    Section("happened", "最近发生", _happened),
)
"""The sections of the place 设置, in their order."""


def _settings(desk: Desk) -> Page:
    return SectionedPage(desk, "settings", "设置", SECTIONS)


def _settings_shots(_: Desk) -> Sequence[Shot]:
    return tuple(Shot(f"settings-{one.key}", Goto("settings", what=one.key)) for one in SECTIONS[1:])


def _cases(desk: Desk) -> Page:
    from ui.cases.page import CasesPage

    return CasesPage(desk)


def _cases_shots(_: Desk) -> Sequence[Shot]:
    return (Shot("cases-new", Goto("cases", what="new")),)


def _ledgers(desk: Desk) -> Page:
    from ui.ledgers.page import LedgersPage

    return LedgersPage(desk)


def _ledgers_shots(_: Desk) -> Sequence[Shot]:
    return (
        Shot("ledgers-list", Goto("ledgers", "meeting")),
        Shot("ledgers-new", Goto("ledgers", "meeting", "new")),
        Shot("ledgers-help", Goto("ledgers", "mediation", "help")),
        Shot("ledgers-design", Goto("ledgers", "meeting", "copy")),
    )


def _people(desk: Desk) -> Page:
    from ui.people.page import PeoplePage

    return PeoplePage(desk)


def _people_shots(_: Desk) -> Sequence[Shot]:
    return (Shot("people-new", Goto("people", what="new")),)


def _units(desk: Desk) -> Page:
    from ui.units.page import UnitsPage

    return UnitsPage(desk)


def _units_shots(_: Desk) -> Sequence[Shot]:
    return (
        Shot("units-new", Goto("units", what="new")),
        Shot("units-grids", Goto("units", what="grids")),
        Shot("units-roster", Goto("units", what="roster")),
    )


def _today(desk: Desk) -> Page:
    from ui.today.page import TodayPage

    return TodayPage(desk)


def _catalogue(desk: Desk) -> Page:
    from ui.catalogue.page import CataloguePage

    return CataloguePage(desk)


def _catalogue_shots(_: Desk) -> Sequence[Shot]:
    return (
        Shot("catalogue-item", Goto("catalogue", "D01")),
        Shot("catalogue-edit", Goto("catalogue", "D01", "edit")),
        Shot("catalogue-departments", Goto("catalogue", what="departments")),
        Shot("catalogue-certificates", Goto("catalogue", what="certificates")),
    )


def _packages(desk: Desk) -> Page:
    from ui.packages.page import StationPackagesPage, TownshipPackagesPage

    return TownshipPackagesPage(desk) if desk.session.kind == "township" else StationPackagesPage(desk)


def _packages_shots(desk: Desk) -> Sequence[Shot]:
    views = ("read", "stations") if desk.session.kind == "township" else ("enrol",)
    return tuple(Shot(f"packages-{what}", Goto("packages", what=what)) for what in views)


def _notices(desk: Desk) -> Page:
    from ui.notices.page import NoticesPage

    return NoticesPage(desk)


def _notices_shots(desk: Desk) -> Sequence[Shot]:
    month = f"{desk.session.clock.today():%Y-%m}"
    return tuple(Shot(f"notices-{kind}", Goto("notices", month, kind)) for kind in ("cases", "services"))


PLACES: tuple[Place, ...] = (
    Place("today", "今日", _today),
    Place("cases", "代办", _cases, _cases_shots),
    Place("ledgers", "台账", _ledgers, _ledgers_shots),
    Place("people", "村民", _people, _people_shots),
    Place("catalogue", "事项", _catalogue, _catalogue_shots, EVERYWHERE),
    Place("notices", "公示", _notices, _notices_shots),
    Place("units", "组织", _units, _units_shots, EVERYWHERE),
    Place("packages", "报送", _packages, _packages_shots, EVERYWHERE),
    Place("settings", "设置", _settings, _settings_shots, EVERYWHERE),
)
FOUND_AT = {
    "resident": ("people",),
    "case": ("cases", "packages"),
    "item": ("catalogue",),
    "unit": ("units",),
    "entry": ("ledgers", "packages"),
}

INSTEAD = {"cases": "packages", "ledgers": "packages"}
"""Where an office that lacks a place reads what its stations did there."""


def places_of(kind: str) -> tuple[Place, ...]:
    """Give the places that make sense in an office of a kind; a township opens with the packages."""
    found = tuple(place for place in PLACES if kind in place.kinds)
    return found if kind == "station" else tuple(sorted(found, key=lambda place: place.key != "packages"))
