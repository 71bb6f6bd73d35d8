"""The dues of one office: the rate table as it is kept here, and what each member owes and has paid."""

import tomllib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.dues import MemberYear, expected, member_years
from app.ledgers.dues_rates import Rates, shipped_rates
from db.ledger_periods import book_rows
from db.settings import keep_setting, stored_settings

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

KEY, SETTING = "dues", "ledgers.dues_rates"
COLUMNS = ("id", "number", "day", "kind", "member", "class", "base", "from_month", "until_month", "income", "corrects")
MOST_LETTERS = 20_000
Computation = Callable[[Mapping[str, object]], int | None]


class DuesBook:
    """Reads the ledger ``dues``; changing the rate table is one action."""

    def __init__(self, store: "Store", clock: "Clock") -> None:
        """Work on one open office."""
        self._store, self._clock = store, clock

    def rates(self) -> Rates:
        """Give the rate table: the one kept here, else the one that ships."""
        text = self.rates_text()
        return read_rates(text) if text else shipped_rates()

    def rates_text(self) -> str:
        """Give the text of the table kept here; empty where the one that ships holds."""
        kept = stored_settings(self._store).get(SETTING)
        return msgspec.json.decode(kept, type=str) if kept else ""

    def change_rates(self, text: str) -> Changes:
        """Keep another rate table (TOML, as the one that ships; empty: that one again); raises ``Refused``."""
        if text:
            self._refuse_lost_class(read_rates(text))
        with self._store.writing(reason="修改党费标准") as write:
            keep_setting(write, SETTING, msgspec.json.encode(text).decode())
            return Changes.of(write.changed)

    def expected(self, values: Mapping[str, object]) -> int | None:
        """Reckon what an entry owes at least, in fen; ``None`` while it does not say enough."""
        return expected(self.rates(), values)

    def members(self, year: int) -> list[MemberYear]:
        """Give what each member owes and paid in a year, by name."""
        found = book_rows(self._store, KEY, COLUMNS)
        return member_years(found, self.rates(), year, self._clock.today())

    def _refuse_lost_class(self, rates: Rates) -> None:
        """Keep every class that ships: entries rest on them."""
        kept = {rate.class_ for rate in rates.rates}
        if lost := [rate.class_ for rate in shipped_rates().rates if rate.class_ not in kept]:
            raise _refused(f"少了“{lost[0]}”这一类")


def computations(dues: DuesBook) -> Mapping[str, Computation]:
    """Give the reckonings that a declaration may name with ``computed``."""
    return {"dues": dues.expected}


def fill_computed(
    ledger: Declaration, values: Mapping[str, object], known: Mapping[str, Computation]
) -> dict[str, object]:
    """Give an entry's values with what the program reckons where the clerk left it empty."""
    found = dict(values)
    for field in ledger.field:
        if field.computed and found.get(field.key) is None:
            found[field.key] = known[field.computed](found)
    return found


def read_rates(text: str) -> Rates:
    """Read a rate table strictly; raises ``Refused`` with the reason."""
    if len(text) > MOST_LETTERS:
        raise _refused("太长了")
    try:
        return msgspec.convert(tomllib.loads(text), Rates, strict=False)
    except (ValueError, RecursionError) as trouble:
        own = isinstance(trouble, msgspec.ValidationError) and "党费标准不完整" in str(trouble)
        raise _refused(str(trouble).partition(" - at `")[0] if own else "写法不对，读不懂") from trouble


def _refused(why: str) -> Refused:
    advice = "请照原来的样子改好后再试。"
    return Refused(f"党费标准没有采用：{why}。", untouched="原来的标准没有改动。", advice=advice)
