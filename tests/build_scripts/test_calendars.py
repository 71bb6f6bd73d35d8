"""The shipped calendars are what their script makes of ``holidays``, which stops where it contradicts the notices."""

import copy

import pytest

from app.core.resources import load_json
from app.core.working_calendar import shipped_tables
from build_scripts.calendars import check_against_the_notices, make_tables


@pytest.fixture(scope="module")
def tables() -> list[dict[str, object]]:
    return make_tables()


def test_the_files_are_what_the_script_makes(tables: list[dict[str, object]]) -> None:
    stored = [
        *load_json("calendars/announced.json", list[dict[str, object]]),
        *load_json("calendars/estimated.json", list[dict[str, object]]),
    ]
    assert sorted(stored, key=lambda table: str(table["year"])) == tables
    assert len(shipped_tables()) == len(tables)


def test_a_release_of_holidays_that_contradicts_a_notice_stops_the_script(tables: list[dict[str, object]]) -> None:
    check_against_the_notices(tables)
    for year, field in ((2025, "work"), (2026, "work"), (2026, "off")):
        wrong = copy.deepcopy(tables)
        next(table for table in wrong if table["year"] == year)[field] = []
        with pytest.raises(SystemExit, match=f"{year} differ from the notice"):
            check_against_the_notices(wrong)
