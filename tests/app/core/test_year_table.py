"""A year's announcement from a file: four ways to write it, and every wrong one refused in words."""

from datetime import date

import pytest

from app.core.errors import Refused
from app.core.year_table import YearTable, read_year_table

OFF = (date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 8), date(2027, 10, 1))
WORK = (date(2027, 2, 20),)


OWN = '{"year": 2027, "off": ["2027-01-01", "2027-02-05", "2027-02-08", "2027-10-01"], "work": ["2027-02-20"]}'
CHINESE = OWN.replace("year", "年份").replace("off", "放假").replace("work", "补班")
TOML = "year = 2027\noff = [2027-01-01, 2027-02-05, 2027-02-08, 2027-10-01]\nwork = [2027-02-20]\n"
HOLIDAY_CN = """{"year": 2027, "papers": [], "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "春节", "date": "2027-02-05", "isOffDay": true},
    {"name": "春节", "date": "2027-02-08", "isOffDay": true},
    {"name": "春节", "date": "2027-02-20", "isOffDay": false},
    {"name": "国庆节", "date": "2027-10-01", "isOffDay": true}
]}"""


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", OWN), ("a.JSON", "\ufeff" + CHINESE), ("a.toml", TOML), ("2027.json", HOLIDAY_CN)],
    ids=["own", "chinese", "toml", "holiday-cn"],
)
def test_the_ways_to_write_a_year(name: str, text: str) -> None:
    assert read_year_table(text.encode(), name) == YearTable(2027, OFF, WORK)


def test_spans_are_understood_and_weekend_days_in_them_do_no_harm() -> None:
    text = '{"year": 2027, "source": "国办发明电", "off": ["2027-01-01至2027-01-03", "2027-10-01..2027-10-07"]}'
    table = read_year_table(text.encode(), "a.json")
    assert len(table.off) == 10
    assert table.source == "国办发明电"
    assert table.work == ()


def test_the_december_before_belongs_to_the_notice() -> None:
    text = '{"year": 2027, "off": ["2027-01-01", "2027-10-01"], "work": ["2026-12-26"]}'
    assert read_year_table(text.encode(), "a.json").work == (date(2026, 12, 26),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"\xff\xfe", "不是放假安排表"),
        (b"not json", "不是放假安排表"),
        (b"[1, 2]", "没有年份和放假日"),
        (b"{}", "没有年份"),
        (b'{"year": true}', "没有年份"),
        (b'{"year": 2027}', "没有放假日"),
        (b'{"year": 2027, "off": "all"}', "没有放假日"),
        (b'{"year": 2027, "off": ["2027-02-30"]}', "“2027-02-30”不是日期"),
        (b'{"year": 2027, "off": ["2027-02-10..2027-02-05"]}', "前后颠倒"),
        (b'{"year": 2027, "off": ["2027-01-01..2027-12-31"]}', "太长"),
        (b'{"year": 2027, "days": [1]}', "不是一天"),
        (b'{"year": 2027, "days": [{"date": null, "isOffDay": true}]}', "不是日期"),
        (b'{"year": 1999, "off": ["1999-01-01"]}', "不在 2000—2100 年之间"),
        (b'{"year": 2027, "off": ["2028-01-03", "2027-01-01", "2027-10-01"]}', "2028-01-03 不属于 2027 年"),
        (b'{"year": 2027, "off": ["2027-01-01", "2027-10-01"], "work": ["2027-02-19"]}', "2027-02-19 本来就不是周末"),
        (
            b'{"year": 2027, "off": ["2027-01-01", "2027-10-01", "2027-02-20"], "work": ["2027-02-20"]}',
            "既写了放假又写了补班",
        ),
        (b'{"year": 2027, "off": ["2027-10-01"]}', "缺少元旦（2027-01-01）"),
    ],
)
def test_a_wrong_table_is_refused_and_nothing_is_taken(text: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_year_table(text, "年.json")
    assert sentence in str(refusal.value)
    assert "原来的日历没有改动" in str(refusal.value)


def test_many_problems_are_counted_and_six_are_named() -> None:
    days = ", ".join(f'"2026-03-{day:02d}"' for day in range(1, 11))
    with pytest.raises(Refused) as refusal:
        read_year_table(f'{{"year": 2027, "off": [{days}]}}'.encode(), "a.json")
    assert "有 12 处不对" in str(refusal.value)
    assert str(refusal.value).count("不属于") == 6
