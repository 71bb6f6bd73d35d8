"""An office's own ledgers stand beside those that ship, follow themselves by the rules, and open or wind down."""

from datetime import date

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.publishing import Publishing
from app.ledgers.reading import shipped_declarations
from app.ledgers.refusal import DeclarationRefused
from db.store import Store
from db.writing import Writing
from tests.app.ledgers.books import TEXT

MEASURE = '[[measure]]\nkey = "pieces"\nlabel = "袋数"\nkind = "sum"'
NEWER = TEXT.replace("version = 1", "version = 2").replace(MEASURE, MEASURE.replace("sum", "distinct"))
NEWER = NEWER.replace('label = "袋数", kind = "whole"', 'label = "多少袋", kind = "line"')


@pytest.fixture
def raised() -> list[str]:
    return []


@pytest.fixture
def publishing(store: Store, clock: FixedClock, raised: list[str]) -> Publishing:
    def raise_table(write: Writing, newer: Declaration, former: Declaration | None) -> None:
        raised.append(f"{newer.key} {newer.version} after {former.version if former else 0}")

    return Publishing(store, clock, raise_table)


def test_what_ships_is_there_without_a_word_of_the_office(publishing: Publishing) -> None:
    assert list(publishing.all()) == [one.key for one in shipped_declarations()]
    assert publishing.text("dues") == ""


def test_a_published_ledger_stands_beside_the_shipped_ones_and_a_newer_version_follows_it(
    publishing: Publishing, store: Store, raised: list[str]
) -> None:
    one, changes = publishing.publish(TEXT, "seed_trade.toml")
    assert (one.made_here, one.status, one.declaration.version) == (True, "开放", 1)
    assert changes.touches("ledger_declarations")
    assert list(publishing.known())[-1] == "seed_trade"
    second, _ = publishing.publish(NEWER)
    assert second.declaration.version == 2
    assert raised == ["seed_trade 1 after 0", "seed_trade 2 after 1"]
    assert publishing.text("seed_trade") == NEWER
    assert store.value("SELECT count(*) FROM ledger_declarations") == 1
    with pytest.raises(Refused, match="不比现在的 2 新"):
        publishing.publish(NEWER)
    with pytest.raises(Refused, match="类型从 line 变成了 whole"):
        publishing.publish(TEXT.replace("version = 1", "version = 3"))


def test_what_is_not_whole_or_stands_in_the_way_leaves_the_office_as_it_was(
    publishing: Publishing, store: Store, raised: list[str]
) -> None:
    before = store.journal.last_seq
    with pytest.raises(DeclarationRefused):
        publishing.publish(TEXT.replace('title = "种子往来"', 'title = ""'))
    with pytest.raises(Refused, match="程序自带"):
        publishing.publish(TEXT.replace('key = "seed_trade"', 'key = "dues"'))
    with pytest.raises(Refused, match="没有代号"):
        publishing.change_status("seed_trade", "停用")
    assert (store.journal.last_seq, raised) == (before, [])


def test_any_ledger_winds_down_ends_and_opens_again_and_keeps_that_over_a_new_version(publishing: Publishing) -> None:
    publishing.publish(TEXT)
    going, _ = publishing.change_status("seed_trade", "收尾", date(2026, 9, 30))
    assert (going.status, going.since) == ("收尾", date(2026, 9, 30))
    after, _ = publishing.publish(NEWER)
    assert (after.status, after.since) == ("收尾", date(2026, 9, 30))
    ended, _ = publishing.change_status("dues", "停用")
    assert (ended.status, ended.since, ended.made_here) == ("停用", date(2026, 10, 9), False)
    assert not publishing.all()["dues"].takes(date(2026, 1, 1))
    again, _ = publishing.change_status("dues", "开放")
    assert (again.status, again.since, again.words) == ("开放", None, "")
    with pytest.raises(Refused, match="已经是开放"):
        publishing.change_status("dues", "开放")
