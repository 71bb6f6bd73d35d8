"""A declaration is read whole or refused with file, line and reason."""

import pytest

from app.ledgers.checking import groups, taken_names
from app.ledgers.reading import read_declaration, shipped_declarations
from app.ledgers.refusal import DeclarationRefused, reason_of
from app.ledgers.toml_lines import line_of, read_path, stated_line

EIGHT_FIELDS = """\
key = "seed_loan"
title = "种子借用"
system = "S27"
group = "village"
purpose = "谁借了多少种子，什么时候还。"
version = 1
day = "day"
name = "{resident}"
field = [
  { key = "day", label = "日期", kind = "day", required = true, default = "today" },
  { key = "resident", label = "借种人", kind = "resident", required = true, search = true, privacy = "name" },
  { key = "seed", label = "品种", kind = "line", letters = 30, search = true },
  { key = "weight", label = "数量", kind = "decimal", least = 0, most = 9999, unit = "公斤" },
  { key = "price", label = "押金", kind = "money", least = 0 },
  { key = "use", label = "用途", kind = "choice", choices = [{ value = "春播", label = "春播" }] },
  { key = "back_on", label = "归还日期", kind = "day" },
  { key = "note", label = "备注", kind = "paragraphs" },
]
[list]
columns = ["number", "day", "resident", "seed", "state"]
filters = ["use", "state"]
sort = "-day"
[register]
columns = [{ field = "day", share = 40 }, { field = "resident", share = 60 }]
signature = ["经手人"]
[[measure]]
key = "weight"
label = "借出"
kind = "sum"
field = "weight"
"""
STATES = """\
[[state]]
key = "lent"
label = "借出"
[[state]]
key = "back"
label = "已还"
ended = true
[[step]]
key = "give_back"
verb = "归还"
from = ["lent"]
to = "back"
needs = ["back_on"]
[[duty]]
key = "back"
kind = "reply_within"
from = "day"
days = 30
unit = "natural"
done = "back_on"
words = "{name}：{until}前归还"
[fill]
category = "经济发展"
map = { day = "registered_on" }
[money]
kind = "stock"
income = "weight"
outlay = "price"
[notice]
columns = ["day", "seed"]
"""
WHOLE = EIGHT_FIELDS + STATES


def refused(text: str) -> DeclarationRefused:
    with pytest.raises(DeclarationRefused) as caught:
        read_declaration(text.encode(), "seed_loan.toml")
    return caught.value


def changed(old: str, new: str) -> DeclarationRefused:
    assert old in WHOLE
    return refused(WHOLE.replace(old, new, 1))


def test_eight_fields_need_one_file_of_forty_lines() -> None:
    ledger = read_declaration(EIGHT_FIELDS.encode(), "seed_loan.toml")
    assert len(EIGHT_FIELDS.splitlines()) <= 40
    assert len(ledger.field) == 8
    assert ledger.field[3].most == 9999
    assert ledger.close == "month"
    assert ledger.register.orientation == "landscape"


def test_states_duties_fill_money_and_notice_are_read() -> None:
    ledger = read_declaration(WHOLE.encode(), "seed_loan.toml")
    assert ledger.step[0].from_ == ("lent",)
    assert ledger.duty[0].days == 30
    assert ledger.fill is not None
    assert ledger.fill.map == {"day": "registered_on"}
    assert ledger.money is not None
    assert ledger.notice is not None


def test_every_shipped_declaration_is_whole() -> None:
    ledgers = shipped_declarations()
    assert len(ledgers) >= 48
    assert len({ledger.key for ledger in ledgers}) == len(ledgers)
    assert len({ledger.title for ledger in ledgers}) == len(ledgers)
    assert {ledger.group for ledger in ledgers} == {key for key, _ in groups()}
    assert shipped_declarations() is ledgers


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('key = "seed_loan"', 'key = "x; DROP TABLE cases"', 1, "x; DROP TABLE cases"),
        ('key = "seed_loan"', 'key = "select"', 1, "select"),
        ('title = "种子借用"', 'title = ""', 2, "不能空着"),
        ('title = "种子借用"', f'title = "{"长" * 13}"', 2, "有 13 个字，最多 12 个"),
        ('system = "S27"', 'system = "27"', 3, "S06"),
        ('group = "village"', 'group = "nowhere"', 4, "nowhere"),
        ('purpose = "谁借了多少种子，什么时候还。"', 'purpose = "两\\n行"', 5, "换行"),
        ("version = 1", "version = 0", 6, "1 到 9999"),
        ("version = 1", 'version = "1"', 6, "应为整数，写的是文字"),
        ("version = 1", "version = 1\nopen = true", 1, "不认识的 open"),
        ('day = "day"', 'day = "seed"', 7, "不是这本台账的日期"),
        ('name = "{resident}"', 'name = "{name}"', 8, "不能写自己"),
        ('name = "{resident}"', 'name = "借用"', 8, "由栏目组成"),
        ('label = "品种", ', "", 9, "缺少 label"),
        ('label = "品种"', 'label = " "', 9, "不能空着"),
        ('kind = "line"', 'kind = "widget"', 9, "不能写“widget”"),
        ('key = "seed"', 'key = "rowid"', 9, "rowid"),
        ('key = "seed"', 'key = "Seed"', 9, "Seed"),
        ('key = "seed"', 'key = "day"', 9, "写了 2 次"),
        ('kind = "decimal", least = 0', 'kind = "decimal", least = 10000', 9, "最小值比最大值还大"),
        ('kind = "line", letters = 30', 'kind = "line", least = 1', 9, "不是数"),
        ("letters = 30", "letters = 20000", 9, "字数限制"),
        ('unit = "公斤"', f'unit = "{"斤" * 13}"', 9, "单位太长"),
        (', choices = [{ value = "春播", label = "春播" }]', "", 9, "选择类"),
        ('{ value = "春播", label = "春播" }', '{ value = "春播", label = "" }', 9, "不能空着"),
        ('label = "春播" }]', 'label = "春播" }], default = "秋播"', 9, "不在选项里"),
        ('kind = "decimal", least', 'kind = "decimal", default = "许多", least', 9, "默认值“许多”要写数"),
        ('kind = "paragraphs"', 'kind = "unit", default = "镇里"', 9, "默认值“镇里”要选"),
        ('kind = "paragraphs"', 'kind = "paragraphs", default = "today"', 9, "不能是 today"),
        ('kind = "paragraphs"', 'kind = "rows"', 9, "要有 fields"),
        (
            'kind = "paragraphs"',
            'kind = "rows", fields = [{ key = "a", label = "甲", kind = "rows" }]',
            9,
            "明细里不能再有明细",
        ),
        ('"seed", "state"]', '"kilo", "state"]', 20, "没有“kilo”"),
        ('columns = ["number", "day", "resident", "seed", "state"]', "columns = []", 20, "至少要有一列"),
        ('filters = ["use"', 'filters = ["kilo"', 21, "没有“kilo”"),
        ('sort = "-day"', 'sort = "-kilo"', 22, "没有“kilo”"),
        ("share = 60", "share = 50", 24, "加起来是 90"),
        ('"resident", share', '"kilo", share', 24, "没有“kilo”"),
        ('key = "weight"\n', 'key = "WEIGHT"\n', 27, "统计代号"),
        ('field = "weight"\n', 'field = "seed"\n', 30, "不能合计"),
        ('field = "weight"\n', 'field = "weight"\nby = ["kilo"]\n', 31, "没有“kilo”"),
        ('label = "已还"', 'label = ""', 36, "状态要有名称"),
        ('key = "back"', 'key = "lent"', 31, "写了 2 次"),
        ('from = ["lent"]', 'from = ["gone"]', 38, "没有“gone”这个状态"),
        ('to = "back"', 'to = "lent"', 38, "兜了圈子"),
        ('needs = ["back_on"]', 'needs = ["kilo"]', 43, "没有“kilo”"),
        ('verb = "归还"', 'verb = ""', 38, "步骤要有名称"),
        ('from = "day"', 'from = "kilo"', 44, "没有“kilo”"),
        ('done = "back_on"', 'done = "kilo"', 50, "没有“kilo”"),
        ('done = "back_on"', 'done = "day"', 50, "兜了圈子"),
        ("days = 30", "days = 99999", 44, "天数或次数不对"),
        ('category = "经济发展"', 'category = "经济发展"\nchannel = "visit"', 52, "只写一个"),
        ("map = { day =", "map = { kilo =", 54, "没有“kilo”"),
        ('income = "weight"', 'income = "seed"', 55, "不能记收支"),
        ('outlay = "price"', 'outlay = "kilo"', 55, "没有“kilo”"),
        ('columns = ["day", "seed"]', 'columns = ["day", "kilo"]', 60, "没有“kilo”"),
    ],
)
def test_what_is_wrong_is_refused_with_line_and_reason(old: str, new: str, line: int, said: str) -> None:
    trouble = changed(old, new)
    assert said in trouble.reason
    assert trouble.line == line
    assert trouble.file_name == "seed_loan.toml"
    assert f"第 {line} 行" in trouble.sentence
    assert "没有改动" in trouble.untouched


def test_a_state_that_no_step_reaches_is_refused() -> None:
    trouble = refused(WHOLE + '[[state]]\nkey = "lost"\nlabel = "丢失"\n')
    assert "没有哪一步能到“丢失”" in trouble.reason
    assert trouble.line == len(WHOLE.splitlines()) + 1


def test_ten_thousand_fields_are_refused() -> None:
    many = "".join(f'[[field]]\nkey="f{at}"\nlabel="x"\nkind="line"\n' for at in range(1_200))
    head = EIGHT_FIELDS.partition("field = [")[0]
    rest = EIGHT_FIELDS.partition("]\n[list]")[2]
    assert "有 1200 个栏目，应为 1 到 60 个" in refused(f"{head}\n{many}[list]{rest}").reason
    assert "最多 64 KB" in refused(f"{head}\n{many * 9}[list]{rest}").reason


def test_too_many_columns_in_rows_are_refused() -> None:
    columns = ", ".join(f'{{ key = "c{at}", label = "列", kind = "line" }}' for at in range(41))
    trouble = changed('kind = "paragraphs"', f'kind = "rows", fields = [{columns}]')
    assert "41 列，最多 40 列" in trouble.reason


def test_ten_megabytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(DeclarationRefused) as caught:
        read_declaration(b"\xff" * 10 * 1024 * 1024, "big.toml")
    assert "文件有 10240 KB" in caught.value.reason


def test_what_is_no_text_no_toml_or_too_deep_is_refused() -> None:
    with pytest.raises(DeclarationRefused) as caught:
        read_declaration(b'key = "a"\ntitle = "\xff"', "a.toml")
    assert (caught.value.line, caught.value.reason) == (2, "不是 UTF-8 文字")
    assert refused('key = "a"\ntitle = \n').line == 2
    assert "套得太深" in refused(f"key = {'[' * 20_000}").reason
    assert "套得太深" in refused(f"key = {'[' * 30}{']' * 30}").reason
    assert "读不懂" in refused(f"version = {'9' * 5_000}").reason


def test_the_reserved_names_are_read_from_resources() -> None:
    assert "select" in taken_names().sql
    assert "epoch" in taken_names().system


def test_the_place_of_a_fault() -> None:
    text = 'a = 1\n[list]\ncolumns = []\n[[field]]\nkey = ""\n[[field]]  # second\nkey = "b"'
    assert line_of(text, ()) == 1
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("list", "columns")) == 3
    assert line_of(text, ("list", "sort")) == 2
    assert line_of(text, ("field", 1, "key")) == 7
    assert line_of(text, ("field", 1)) == 6
    assert line_of(text, ("state", 3)) == 1
    assert line_of("", ("key",)) == 1
    assert read_path("Expected `str` - at `$.field[3].kind`") == ("field", 3, "kind")
    assert stated_line("Invalid value (at end of document)") == 1


def test_a_reason_is_said_in_chinese() -> None:
    assert reason_of("Expected `float | null`, got `str` - at `$.x`") == "应为数或空，写的是文字"
    assert reason_of("Expected `Thing`, got `str`") == "应为Thing，写的是文字"
    assert reason_of("我们自己的话 - at `$.duty[0]`") == "我们自己的话"
