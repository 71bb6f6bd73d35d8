from app.documents.reading import page_count, page_texts
from app.documents.recovery_sheet import recovery_sheet

CODE = "1C3A-BPJG-TFWC-702B-HJCZ-E493-A6PP"


def test_the_sheet_holds_every_group_on_one_page() -> None:
    pdf = recovery_sheet("示例村", "王守田", CODE, "2026年10月9日")
    text = "".join(page_texts(pdf))
    assert page_count(pdf) == 1
    assert all(group in text for group in CODE.split("-"))
    assert "示例村" in text
    assert recovery_sheet("示例村", "王守田", CODE, "2026年10月9日") == pdf
