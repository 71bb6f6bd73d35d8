"""A ledger taken in from Excel: wrong cells named, what is there passed over, numbers kept, out and in the same."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.core.errors import Refused
from app.ledgers.facts import Entry, Wanted
from app.ledgers.periods_of_time import period_of
from app.session import Session
from app.sheets.cells import column_letters
from app.sheets.importing import Checked
from tests.app.ledgers.filled import typed_text
from tests.app.sheets.tables import Value, read_here, table

HEADS = ("日期", "经费类别", "摘要", "来源或收款人", "收入（元）", "支出", "经办人", "随便一列")
GOOD = (date(2026, 9, 3), "工作经费", "拨款", "镇政府", 1000, None, "王守田", "x")
Preview = Callable[..., Checked]


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the limited child in the first test alone: it is the same for every kind of table."""
    if "any_order" not in request.node.name:
        monkeypatch.setattr("app.sheets.importing.read_sheet", read_here)


@pytest.fixture
def preview(session: Session, tmp_path: Path) -> Preview:
    def checked(*rows: Sequence[Value], heads: Sequence[Value] = HEADS, key: str = "station_funds") -> Checked:
        return session.ledger_papers.preview(key, table(tmp_path / "账.xlsx", [heads, *rows]))

    return checked


def entries(session: Session, key: str = "station_funds") -> list[Entry]:
    return session.ledgers.entries(key, Wanted(sort="number"))


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(problem.cell, problem.reason) for problem in checked.problems]


def test_rows_come_in_by_their_headings_in_any_order(session: Session, preview: Preview) -> None:
    turned = (HEADS[::-1], GOOD[::-1])
    checked = preview(turned[1], heads=turned[0])
    assert checked.problems == []
    assert checked.notes == ["没有用到的列：随便一列"]
    result, _ = session.ledger_papers.take(checked)
    assert (result.rows, result.taken, result.bad) == (1, 1, 0)
    (entry,) = entries(session)
    assert entry.number == "2026-00001"
    assert entry.values["day"] == date(2026, 9, 3)
    assert entry.values["income"] == 100_000
    assert entry.values["outlay"] is None
    assert session.ledgers.count("station_funds", Wanted(text="拨款")) == 1


def test_every_wrong_cell_is_named_and_nothing_is_taken(session: Session, preview: Preview, tmp_path: Path) -> None:
    checked = preview(GOOD, (date(2026, 9, 4), "私房钱", "", "某人", "一千", -5, "王守田"))
    assert told(checked) == [
        ("B3", "不在选项里，可以是：工作经费、服务群众专项经费、党费拨返、捐助、集体经济、其他"),
        ("C3", "没有填写摘要"),
        ("E3", "要写金额，如 12.50"),
        ("F3", "不能小于 0元"),
    ]
    assert session.ledger_papers.take(checked)[0].taken == 0
    assert entries(session) == []
    (tmp_path / "错.xlsx").write_bytes(session.imports.errors_workbook(checked))
    sheet: Any = load_workbook(tmp_path / "错.xlsx").active
    assert sheet["B3"].fill.start_color.rgb.endswith("F4C7C3")
    assert "支出：不能小于 0元" in sheet["I3"].value
    assert session.ledger_papers.take(checked, only_good=True)[0].taken == 1
    assert len(entries(session)) == 1


def test_what_is_registered_already_is_passed_over_and_another_content_is_refused(
    session: Session, preview: Preview
) -> None:
    session.ledger_papers.take(preview(GOOD))
    heads, row = ("编号", *HEADS), ("2026-00001", *GOOD)
    again = preview(row, ("", *GOOD), heads=heads)
    assert (again.good, again.present, again.problems) == (1, 1, [])
    assert "有 1 行已经登记过，内容一样，没有重复登记" in again.notes
    assert session.ledger_papers.take(again)[0].taken == 1
    other = preview(("2026-00001", *GOOD[:2], "买纸", *GOOD[3:]), row, ("第一号", *GOOD), heads=heads)
    assert told(other) == [
        ("A2", "这个编号已经登记过，“摘要”不一样；要改请在台账里改那一条"),
        ("A3", "和第 2 行的编号相同"),
        ("A4", "不是本程序编的号，应是 2026-00017 的样子；不写就自动编号"),
    ]


def test_a_number_on_paper_is_kept_and_never_given_again(session: Session, preview: Preview) -> None:
    session.ledger_papers.take(preview(("2026-00007", *GOOD), ("", *GOOD), heads=("编号", *HEADS)))
    assert [entry.number for entry in entries(session)] == ["2026-00007", "2026-00008"]


def test_a_closed_month_takes_no_row(session: Session, preview: Preview) -> None:
    session.ledger_papers.take(preview((*GOOD[:4], 100, None, *GOOD[6:])))
    session.periods.close("2026-09")
    assert told(preview(GOOD)) == [("A2", "2026年9月已经结账，不能再补登")]


def test_a_correction_comes_in_with_what_it_corrects(session: Session, preview: Preview, tmp_path: Path) -> None:
    why = "少写一个零"
    rows = [
        ("2026-00001", "", "", *GOOD),
        ("2026-00002", "2026-00001", why, *GOOD),
        ("2026-00003", "2026-00009", why, *GOOD),
        ("2026-00004", "2026-00001", "", *GOOD),
        ("2026-00005", "", why, *GOOD),
    ]
    heads = ("编号", "更正", "更正原因", *HEADS)
    checked = preview(*rows, heads=heads)
    assert told(checked) == [
        ("B4", "表里和台账里都没有编号 2026-00009"),
        ("B5", "更正要在“更正原因”一栏写明原因"),
        ("C6", "写了更正原因，没有写更正的是哪个编号"),
    ]
    session.ledger_papers.take(checked, only_good=True)
    former, newer = entries(session)
    assert (newer.corrects, newer.corrects_why, former.corrected_by) == (former.id, why, newer.id)
    session.ledger_papers.export("station_funds", tmp_path / "出.xlsx")
    sheet: Any = load_workbook(tmp_path / "出.xlsx").active
    assert [[cell.value for cell in sheet[column]] for column in "BC"] == [
        ["更正", None, "2026-00001"],
        ["更正原因", None, why],
    ]
    again = session.ledger_papers.preview("station_funds", tmp_path / "出.xlsx")
    assert (again.good, again.present, again.problems) == (0, 2, [])
    other = preview(("2026-00002", "2026-00001", "别的原因", *GOOD), heads=heads)
    assert told(other) == [("A2", "这个编号已经登记过，“更正原因”不一样；要改请在台账里改那一条")]


def test_a_missing_column_and_an_unknown_ledger_are_refused(session: Session, preview: Preview) -> None:
    with pytest.raises(Refused, match="缺少“摘要”、“来源或收款人”、“经办人”这样的列"):
        preview(GOOD[:2], heads=HEADS[:2])
    with pytest.raises(Refused, match="没有代号为"):
        preview(GOOD, key="no_such_ledger")


def test_an_export_is_typed_safe_and_noted(session: Session, preview: Preview, tmp_path: Path) -> None:
    session.ledger_papers.take(preview((*GOOD[:2], "=1+1", *GOOD[3:])))
    out = tmp_path / "出.xlsx"
    before = session.status().journal
    assert session.ledger_papers.export("station_funds", out, period_of(date(2026, 9, 1), "month")) == 1
    assert session.status().journal == before + 1
    sheet: Any = load_workbook(out).active
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["编号"].number_format == row["摘要"].number_format == "@"
    assert (row["摘要"].value, row["摘要"].data_type) == ("=1+1", "s")
    assert (row["收入（元）"].value, row["收入（元）"].number_format) == (1000, "0.00")
    assert row["日期"].value.date() == date(2026, 9, 3)
    assert session.ledger_papers.export("station_funds", out, period_of(date(2026, 8, 1), "month")) == 0


@pytest.mark.parametrize("key", ["meeting", "mediation", "volunteer_action"])
def test_what_one_office_wrote_out_another_takes_in_and_writes_out_the_same(
    session: Session, tmp_path: Path, key: str
) -> None:
    ledger = session.ledgers.ledger(key)
    for place in range(3):
        session.ledgers.add(key, {field.key: example(field, place) for field in ledger.field})
    papers, first, second = session.ledger_papers, tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    papers.export(key, first)
    for entry in entries(session, key):
        with session.store.writing(reason="清空") as write:
            write.update(f"entries_{key}", entry.id, {"number": f"旧{entry.number}", "deleted": 1})
    checked = papers.preview(key, first)
    assert checked.problems == []
    assert papers.take(checked)[0].taken == 3
    papers.export(key, second)
    assert cells(second) == cells(first)


def example(field: Any, place: int) -> object:
    """Give something that fits a field."""
    if field.kind in {"choice", "choices"}:
        return field.choices[place % len(field.choices)].value
    if field.kind == "rows":
        return [{column.key: example(column, place) for column in field.fields}] * 2
    plain = {"day": "2026-10-09", "month": "2026-10", "time": "9:30", "period": "2026-01-01 至 2026-02-01"}
    numbers = {"whole": str(place + 1), "decimal": "1.5", "money": "12.50", "yes_no": "是"}
    return {**plain, **numbers}.get(field.kind, f"张三丰、李四\n=1+{place}")


def cells(path: Path) -> list[list[object]]:
    sheet: Any = load_workbook(path).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_state_comes_in_only_with_what_its_step_needs(session: Session, preview: Preview) -> None:
    ledger = session.ledgers.ledger("public_welfare")
    labels = {field.key: field.label for field in ledger.field}
    wanted = [field for field in ledger.field if field.required]
    heads = (*(field.label for field in wanted), labels["finished_on"], labels["result"], "状态")
    good = [typed_text(field) for field in wanted]
    checked = preview(
        [*good, "", "", "已完成"],
        [*good, "2026-10-08", "修好了", "已完成"],
        [*good, "", "", ""],
        heads=heads,
        key="public_welfare",
    )
    at = len(wanted)
    reason = "状态是“已完成”，这一栏要填"
    assert told(checked) == [(f"{column_letters(at)}2", reason), (f"{column_letters(at + 1)}2", reason)]
    result, _ = session.ledger_papers.take(checked, only_good=True)
    assert (result.taken, result.bad) == (2, 1)
