"""Registers and volumes of an office: what stands in its ledgers now, in order, with whose book it is."""

import re
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.documents.reading import page_texts
from app.history.facts import Asked
from app.ledgers.periods_of_time import period_of
from app.session import Session

FUNDS = {"fund": "工作经费", "purpose": "拨款", "party": "镇政府", "handler": "王守田"}


@pytest.fixture
def kept(session: Session) -> Session:
    """Write three entries into two ledgers, one of them last year."""
    add = session.ledgers.add
    add("station_funds", {**FUNDS, "day": "2025-12-30", "income": "500"})
    add("station_funds", {**FUNDS, "day": "2026-10-08", "income": "12.50"})
    fields = session.ledgers.ledger("point_log").field
    add("point_log", {field.key: _fitting(field.kind, field.choices) for field in fields})
    return session


def _fitting(kind: str, choices: tuple[object, ...]) -> object:
    given = {"day": "2026-10-09", "time": "9:30", "whole": "1", "yes_no": "是", "rows": None, "file": None}
    return getattr(choices[0], "value", None) if choices else given.get(kind, "张三丰")


def words(pdf: bytes) -> list[str]:
    return [re.sub(r"\s", "", text) for text in page_texts(pdf)]


def test_a_register_shows_the_span_and_what_was_there_before(kept: Session) -> None:
    october = period_of(kept.clock.today(), "month")
    paper = kept.ledger_papers.register("station_funds", october)
    (text,) = words(paper.pdf)
    assert (paper.title, paper.pages, paper.entries, paper.landscape) == ("经费收支登记簿（2026年10月）", 1, 1, True)
    assert "上期结转500.00" in text
    assert "镇政府" in text
    masked = kept.ledger_papers.register("station_funds", october, masked=True)
    assert "镇政府" not in words(masked.pdf)[0]


def test_a_volume_is_of_one_ledger_or_of_all_that_were_written_in(kept: Session) -> None:
    one = kept.ledger_papers.volume(2026, "station_funds")
    assert (one.title, one.entries, one.pages) == ("经费收支（2026年）", 1, 3)
    cover, contents, _ = words(one.pdf)
    assert "登记条数1条保管人王守田成册日期2026年10月9日" in cover
    assert "2026年10月1条1" in contents
    whole = kept.ledger_papers.volume(2026)
    texts = words(whole.pdf)
    assert (whole.entries, whole.title) == (2, "台账汇编（2026年）")
    assert "经费收支1条2" in "".join(texts)
    assert "三会一课没有登记" in "".join(texts)


def test_a_year_without_any_entry_is_no_volume(kept: Session) -> None:
    with pytest.raises(Refused, match="一本台账也没有登记"):
        kept.ledger_papers.volume(2020)
    assert kept.ledger_papers.volume(2020, "station_funds").entries == 0


def test_what_is_printed_and_saved_stands_in_the_journal(kept: Session, tmp_path: Path) -> None:
    paper = kept.ledger_papers.register("point_log", period_of(kept.clock.today(), "year"))
    before = kept.status().journal
    kept.ledger_papers.note_printed(paper, 2)
    assert kept.ledger_papers.save(tmp_path / "簿", paper).read_bytes() == paper.pdf
    assert kept.status().journal == before + 2
    kept.history.gather()
    told = kept.history.search(Asked(kind="printed")).page(0, 5)
    assert [one.words for one in told[:2]] == ["生成纸件 便民服务点日志", "打印 便民服务点日志"]
