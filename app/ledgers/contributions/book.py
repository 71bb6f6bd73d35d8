"""The dues of one office: the rate tables as they are kept here, and what each member owes and has paid."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from app.ledgers.contributions.months import MemberDues, expected, member_dues
from app.ledgers.contributions.rate_tables import Held, Rates, RateTables, shipped_rates
from app.ledgers.declaration import Declaration
from app.ledgers.periods_of_time import Period
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

    def tables(self) -> RateTables:
        """Give every rate table: the one that ships, and those kept here, each from its day on."""
        kept = (
            Held(read_rates(text) if text else shipped_rates(), date.fromisoformat(since), own=bool(text))
            for since, text in self._kept().items()
        )
        return RateTables((Held(shipped_rates()), *kept))

    def rates(self) -> Rates:
        """Give the rate table that holds today."""
        return self.tables().held(self._clock.today()).rates

    def change_rates(self, text: str, since: date | None = None) -> Changes:
        """Keep a rate table from a day on (without one from the first of this month); raises ``Refused``.

        TOML, as the one that ships; empty: that one again. A table of the same day is replaced.
        """
        if text:
            self._refuse_lost_class(read_rates(text))
        day = since or self._clock.today().replace(day=1)
        return self._keep({**self._kept(), day.isoformat(): text}, f"修改党费标准，{long_day(day)}起")

    def drop_rates(self, since: date) -> Changes:
        """Let go of the table that holds from a day on: the one before it goes on; raises ``Refused``."""
        kept = dict(self._kept())
        if kept.pop(since.isoformat(), None) is None:
            raise Refused(f"没有从{long_day(since)}起的党费标准。", untouched="标准没有改动。", advice="请刷新后再试。")
        return self._keep(kept, f"不要{long_day(since)}起的党费标准")

    def expected(self, values: Mapping[str, object]) -> int | None:
        """Reckon what an entry owes at least, in fen; ``None`` while it does not say enough."""
        return expected(self.tables().on, values)

    def members(self, span: Period) -> list[MemberDues]:
        """Give what each member owes and paid in a month, quarter or year, by name."""
        found, months = book_rows(self._store, KEY, COLUMNS), (f"{span.first:%Y-%m}", f"{span.last:%Y-%m}")
        return member_dues(found, self.tables().on, months, self._clock.today())

    def _kept(self) -> Mapping[str, str]:
        """Read the tables kept here by the day from which they hold; an empty text is the one that ships."""
        kept = stored_settings(self._store).get(SETTING)
        return msgspec.json.decode(kept, type=dict[str, str]) if kept else {}

    def _keep(self, tables: Mapping[str, str], reason: str) -> Changes:
        with self._store.writing(reason=reason) as write:
            keep_setting(write, SETTING, msgspec.json.encode(dict(sorted(tables.items()))).decode())
            return Changes.of(write.changed)

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
