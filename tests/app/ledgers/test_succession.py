"""A newer version of a published ledger keeps what entries rest on."""

import pytest

from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.reading import read_declaration
from app.ledgers.succession import check_succession

TEXT = """\
key = "loan"
title = "借用"
system = "S27"
group = "village"
purpose = "谁借了什么。"
version = 1
day = "day"
name = "{thing}"
field = [
  { key = "day", label = "日期", kind = "day" },
  { key = "thing", label = "物品", kind = "choice", choices = [{value="a", label="锄"}, {value="b", label="犁"}] },
  { key = "parts", label = "配件", kind = "rows", fields = [{ key = "count", label = "件数", kind = "whole" }] },
]
[list]
columns = ["day"]
[register]
columns = [{ field = "day", share = 100 }]
[[state]]
key = "out"
label = "借出"
"""


def read(text: str) -> Declaration:
    return read_declaration(text.encode(), "loan.toml")


def newer(old: str, new: str) -> Declaration:
    assert old in TEXT
    return read(TEXT.replace("version = 1", "version = 2").replace(old, new))


def test_a_new_field_and_anything_into_text_are_taken() -> None:
    check_succession(
        read(TEXT), newer('kind = "day" },', 'kind = "day" }, { key = "n1", label = "新", kind = "line" },')
    )
    choices = ', kind = "choice", choices = [{value="a", label="锄"}, {value="b", label="犁"}]'
    check_succession(read(TEXT), newer(choices, ', kind = "line"'))
    check_succession(read(TEXT), newer('kind = "whole"', 'kind = "line"'))
    rows = ', kind = "rows", fields = [{ key = "count", label = "件数", kind = "whole" }]'
    check_succession(read(TEXT), newer(rows, ', kind = "paragraphs"'))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "loan"', 'key = "loans"', "代号"),
        ("version = 2", "version = 1", "不比现在的 1 新"),
        ('label = "日期", kind = "day"', 'label = "日期", kind = "month"', "栏目“日期”的类型从 day 变成了 month"),
        (', {value="b", label="犁"}', "", "少了选项“犁”"),
        ('kind = "whole"', 'kind = "decimal"', "栏目“件数”的类型"),
        ('key = "count"', 'key = "total"', "少了栏目“件数”"),
        ('key = "parts"', 'key = "bits"', "少了栏目“配件”"),
        ('key = "out"', 'key = "away"', "少了状态“借出”"),
    ],
)
def test_what_entries_rest_on_is_not_changed(old: str, new: str, said: str) -> None:
    changed = TEXT.replace("version = 1", "version = 2").replace(old, new)
    with pytest.raises(Refused, match="新版声明不能采用") as caught:
        check_succession(read(TEXT), read(changed))
    assert said in caught.value.sentence
    assert "没有改动" in caught.value.untouched
