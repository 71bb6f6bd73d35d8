"""The places of the window, in their order; each page is imported and built when it is first gone to.

To add a place: write its room, add a builder here and its line to ``PLACES``. ``shots`` names further views of the
place that ``--pictures`` shall show beside its first one (a case's page, a form); it is asked in the UI thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ui.widgets.desk import Desk, Goto
from ui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class Shot:
    """One more view of a place for the pictures: the name of its file and where it lies."""

    name: str
    goto: Goto


def _no_more(_: Desk) -> Sequence[Shot]:
    return ()


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its key (also its help page ``help/KEY.md``), its words, and who builds its page."""

    key: str
    words: str
    build: Callable[[Desk], Page]
    shots: Callable[[Desk], Sequence[Shot]] = _no_more


def _settings(desk: Desk) -> Page:
    from ui.settings.page import SettingsPage

    return SettingsPage(desk)


def _cases(desk: Desk) -> Page:
    from ui.cases.page import CasesPage

    return CasesPage(desk)


def _cases_shots(_: Desk) -> Sequence[Shot]:
    return (Shot("cases-new", Goto("cases", what="new")),)


def _people(desk: Desk) -> Page:
    from ui.people.page import PeoplePage

    return PeoplePage(desk)


def _people_shots(_: Desk) -> Sequence[Shot]:
    return (Shot("people-new", Goto("people", what="new")),)


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


PLACES: tuple[Place, ...] = (
    Place("today", "今日", _today),
    Place("cases", "代办", _cases, _cases_shots),
    Place("people", "村民", _people, _people_shots),
    Place("catalogue", "事项", _catalogue, _catalogue_shots),
    Place("settings", "设置", _settings),
)
FOUND_AT = {"resident": "people", "case": "cases", "item": "catalogue"}
