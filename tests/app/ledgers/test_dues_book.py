"""The dues of an office: the rate table may be replaced, entries reckon themselves, members are added up."""

from datetime import date

import msgspec
import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.resources import resource_bytes
from app.ledgers.contributions.book import DuesBook, computations, fill_computed, read_rates
from app.ledgers.contributions.rate_tables import shipped_rates
from app.ledgers.periods_of_time import period_of
from app.ledgers.reading import shipped_declarations
from db.store import Store
from tests.app.ledgers.books import lay, make_table

SHIPPED = resource_bytes("ledgers/rates/dues.toml").decode()
LEDGER = next(one for one in shipped_declarations() if one.key == "dues")
YEAR = period_of(date(2026, 1, 1), "year")
FARMER = {"class": "农民", "from_month": "2026-01", "until_month": "2026-03"}


@pytest.fixture
def dues(store: Store, clock: FixedClock) -> DuesBook:
    return DuesBook(store, clock)


def test_each_table_holds_from_its_day_on(dues: DuesBook) -> None:
    assert dues.rates() == shipped_rates()
    assert dues.expected(FARMER) == 60
    dearer = SHIPPED.replace("least = 20\nmost = 100", "least = 50\nmost = 100")
    changes = dues.change_rates(dearer, date(2026, 3, 1))
    assert changes.touches("settings")
    assert dues.expected(FARMER) == 20 + 20 + 50
    assert dues.rates() == read_rates(dearer)
    dues.change_rates("")
    assert dues.rates() == shipped_rates()
    assert [(one.since, one.own) for one in dues.tables().tables] == [
        (None, False),
        (date(2026, 3, 1), True),
        (date(2026, 10, 1), False),
    ]
    dues.drop_rates(date(2026, 10, 1))
    assert dues.rates() == read_rates(dearer)
    with pytest.raises(Refused, match="没有从2026年10月1日起"):
        dues.drop_rates(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rate = 3", "写法不对"),
        ("= =", "写法不对"),
        ("a = " + "[" * 3000, "写法不对"),
        (" " * 20_001, "太长"),
        ('most_arrears_months = 6\n[[rate]]\nclass = "农民"\n', "党费标准不完整"),
        ('most_arrears_months = 6\n[[rate]]\nclass = "农民"\nleast = 1\nmost = 2\n', "少了“有工资收入”"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(dues: DuesBook, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        dues.change_rates(text)
    assert len(dues.tables().tables) == 1


def test_an_entry_leaves_what_the_program_reckons_empty(dues: DuesBook) -> None:
    assert fill_computed(LEDGER, FARMER, computations(dues))["expected"] == 60
    assert fill_computed(LEDGER, {**FARMER, "expected": 5}, computations(dues))["expected"] == 5
    assert fill_computed(LEDGER, {}, computations(dues))["expected"] is None


def test_members_of_a_year_are_added_up_from_the_book(dues: DuesBook, store: Store) -> None:
    assert dues.members(YEAR) == []
    make_table(store, LEDGER)
    member = msgspec.json.encode({"id": "m1", "name": "李四"}).decode()
    paid = {"id": "1", "number": "1", "state": "", "day": "2026-03-05", "kind": "党员缴纳", "member": member}
    lay(store, LEDGER, [{**paid, **FARMER, "income": 60}])
    (one,) = dues.members(YEAR)
    assert (one.name, one.paid, one.owed.least, one.open_months[0]) == ("李四", 60, 200, "2026-04")


def test_a_table_is_read_as_the_one_that_ships() -> None:
    assert read_rates(SHIPPED) == shipped_rates()
