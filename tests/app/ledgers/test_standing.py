"""What may be published here, and which new entries a ledger takes."""

from datetime import date

import msgspec
import pytest

from app.core.errors import Refused
from app.ledgers.standing import CLOSED, OPEN, WINDING_DOWN, Standing, refuse_publication, refuse_status
from tests.app.ledgers.books import book

BOOK = book()
DAY = date(2026, 10, 9)
LATER, EARLIER = date(2026, 10, 10), date(2026, 9, 1)


def test_winding_down_takes_late_entries_and_a_closed_ledger_none() -> None:
    going = Standing(BOOK, WINDING_DOWN, DAY)
    assert Standing(BOOK).takes(LATER)
    assert (going.takes(EARLIER), going.takes(DAY), going.takes(LATER)) == (True, True, False)
    assert not Standing(BOOK, CLOSED, DAY).takes(EARLIER)
    going.refuse_new(EARLIER)
    with pytest.raises(Refused, match=r"2026年10月9日起收尾.*请核对日期"):
        going.refuse_new(LATER)
    with pytest.raises(Refused, match="停用，不再登记"):
        Standing(BOOK, CLOSED, DAY).refuse_new(EARLIER)
    assert Standing(BOOK).words == ""


def test_a_shipped_ledger_a_taken_title_and_a_broken_succession_are_not_published() -> None:
    newer = msgspec.structs.replace(BOOK, version=2)
    refuse_publication(newer, [Standing(BOOK, made_here=True)])
    refuse_publication(BOOK, [])
    with pytest.raises(Refused, match="程序自带"):
        refuse_publication(newer, [Standing(BOOK)])
    with pytest.raises(Refused, match="已经有一本台账叫“种子往来”"):
        refuse_publication(msgspec.structs.replace(BOOK, key="other"), [Standing(BOOK, made_here=True)])
    with pytest.raises(Refused, match="版本 1 不比现在的 1 新"):
        refuse_publication(BOOK, [Standing(BOOK, made_here=True)])
    with pytest.raises(Refused, match="少了栏目"):
        refuse_publication(
            msgspec.structs.replace(newer, field=newer.field[:-1]), [Standing(BOOK, made_here=True)]
        )


def test_a_status_is_one_of_three_and_changes() -> None:
    refuse_status(Standing(BOOK), CLOSED)
    with pytest.raises(Refused, match="开放、收尾、停用"):
        refuse_status(Standing(BOOK), "关门")
    with pytest.raises(Refused, match="已经是开放"):
        refuse_status(Standing(BOOK), OPEN)
