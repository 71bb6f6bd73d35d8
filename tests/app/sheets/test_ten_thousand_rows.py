"""10,000 rows with 1,000 errors: every one told by its cell, nothing taken, then the good ones (issue 2)."""

from pathlib import Path

import pytest

from app.session import Session
from app.sheets.importing import Imports
from tests.app.sheets.tables import Value, id_number, table


def rolled(rows: int, bad_every: int) -> list[list[Value]]:
    """Give rows of people, each ``bad_every``-th with an id number that the spreadsheet rounded."""
    head: list[Value] = ["序号", "姓名", "身份证号", "电话"]
    people: list[list[Value]] = []
    for number in range(rows):
        day = f"{1940 + number % 60}{number // 1000 % 12 + 1:02d}{number % 28 + 1:02d}"
        written: Value = id_number(str(231200 + number // 500), day, number % 1000)
        if number % bad_every == 0:
            written = int(str(written)[:17].ljust(18, "0"))
        people.append(
            [str(number), f"王{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number // 10 % 10}", written, f"138{number:08d}"]
        )
    return [head, *people]


@pytest.mark.parametrize("rows", [400, pytest.param(10_000, marks=pytest.mark.heavy)])
def test_many_rows_with_many_errors(imports: Imports, session: Session, tmp_path: Path, rows: int) -> None:
    path = table(tmp_path / "大表.xlsx", rolled(rows, 10))
    checked = imports.check(imports.look("residents", path))
    assert (len(checked.problems), checked.good) == (rows // 10, rows * 9 // 10)
    assert [problem.row for problem in checked.problems] == list(range(2, rows + 2, 10))
    result, _ = imports.take(checked, session.operator.id)
    assert (result.rows, result.bad, result.taken) == (rows, rows // 10, 0)
    assert session.status().residents == 0
    result, _ = imports.take(checked, session.operator.id, only_good=True)
    assert result.taken == rows * 9 // 10 == session.status().residents
    copy = tmp_path / "错误.xlsx"
    copy.write_bytes(imports.errors_workbook(checked))
    again = imports.look("residents", copy)
    assert len(again.sheet.rows) == rows + 1
    assert again.headings is not None
    assert again.headings.unused == ("序号", "错误原因")
