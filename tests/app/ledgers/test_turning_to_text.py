"""What is kept reads as before where a newer version of a ledger makes a field, or a column of its rows, a text."""

from app.ledgers.turning_to_text import turned, turned_fields
from tests.app.ledgers.books import TEXT, book

ROWS = '  { key = "lines", label = "明细", kind = "rows", fields = [{ key = "sum", label = "钱", kind = "%s" },'
ROWS += ' { key = "goods", label = "货", kind = "line" }] },\n  { key = "receipt"'
BEFORE = TEXT.replace('  { key = "receipt"', ROWS % "money")
AFTER = TEXT.replace('  { key = "receipt"', ROWS % "line").replace("version = 1", "version = 2")
AFTER = AFTER.replace('label = "经手人", kind = "residents"', 'label = "经手人", kind = "line"')


def test_rows_and_references_turn_and_the_rest_stays() -> None:
    fields = turned_fields(book(BEFORE), book(AFTER))
    assert [old.key for old, _ in fields] == ["hands", "lines"]
    row = {"hands": '[{"id":"r1","name":"李四"},{"id":"","name":"王五"}]', "lines": '[{"sum":1250,"goods":"稻"}]'}
    assert turned(row, fields) == {"hands": "李四、王五", "lines": '[{"sum":"12.50","goods":"稻"}]'}
    assert turned({"hands": None, "lines": None}, fields) == {}
    assert turned_fields(book(), book()) == ()


def test_a_label_is_kept_in_one_line() -> None:
    before = TEXT.replace('label = "单据号", kind = "line"', 'label = "单据号", kind = "paragraphs"')
    (pair,) = turned_fields(book(before), book())
    assert turned({"receipt": "一号\n二号"}, (pair,)) == {"receipt": "一号 二号"}
    assert turned({"receipt": "一号"}, (pair,)) == {}
