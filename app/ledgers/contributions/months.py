"""What each member owes and has paid, month by month, from the entries of the dues book and the rate tables.

A month is paid where an entry covers it. What a month costs follows from class and base of the entry that covers it,
else of the last one before it, else of the first one after it. Members owe from the first month that any entry of
theirs covers: when somebody's duty to pay began is known from nowhere else (DOMAIN B6).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.errors import Refused
from app.ledgers.contributions.rate_tables import Owed, Rates, owed
from app.ledgers.grouping import Stored, parts
from app.ledgers.kinds.numbers import Money

Row = Mapping[str, Stored]
RatesOf = Callable[[str], Rates]
"""Gives the table that holds for a month ``YYYY-MM``."""
PAID = "党员缴纳"
MONTHS = 12
NOTHING = Owed(0, 0)


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of a member: the months it covers (``YYYY-MM``, both ends), class, monthly base and sum in fen."""

    number: str
    day: str
    first: str
    last: str
    class_: str
    base: int
    paid: int

    @property
    def months(self) -> tuple[str, ...]:
        """Give every month that it covers."""
        return months_between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class MemberDues:
    """One member in a span of months, in fen; ``owing`` is what is missing until now, by the least they owe."""

    member: str
    name: str
    class_: str
    base: int
    owed: Owed
    paid: int
    owing: int
    open_months: tuple[str, ...]
    is_long: bool

    @property
    def words(self) -> str:
        """Say how it stands."""
        if not self.open_months:
            return "交清了" if not self.owing else "少交了"
        first, last = self.open_months[0], self.open_months[-1]
        which = first if first == last else f"{first} 到 {last}"
        return f"{len(self.open_months)} 个月没交（{which}）{'，超过了一般最长的时间' if self.is_long else ''}"


def payment_of(one: MemberDues) -> tuple[tuple[str, str], ...]:
    """Give what is known of the payment that settles what a member owes, field by field, as a clerk types it."""
    known = {"kind": PAID, "member": one.member, "class": one.class_}
    if one.base:
        known["base"] = Money().shown(one.base)
    if one.open_months:
        known |= {"from_month": one.open_months[0], "until_month": one.open_months[-1]}
    if one.owing:
        known["income"] = Money().shown(one.owing)
    return tuple((key, text) for key, text in known.items() if text)


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Give every month from the first to the last; none where the last comes before the first."""
    start, end = (int(month[:4]) * MONTHS + int(month[5:]) - 1 for month in (first, last))
    return tuple(f"{at // MONTHS:04d}-{at % MONTHS + 1:02d}" for at in range(start, end + 1))


def expected(rates: RatesOf, values: Mapping[str, object]) -> int | None:
    """Reckon the field “应缴” of an entry in fen: the least that its class owes for its months.

    ``None`` where class, months or (for a percentage) the base are not there yet, or do not go together.
    """
    class_, first, last, base = (values.get(key) for key in ("class", "from_month", "until_month", "base"))
    if not isinstance(class_, str) or not isinstance(first, str) or not isinstance(last, str):
        return None
    months = months_between(first, last)
    by_income = any(rate.class_ == class_ and rate.steps for month in months for rate in rates(month).rates)
    if not months or (by_income and not isinstance(base, int)):
        return None
    try:
        return sum(owed(rates(month), class_, base if isinstance(base, int) else 0).least for month in months)
    except Refused:
        return None


def payments(rows: Iterable[Row]) -> dict[tuple[str, str], list[Payment]]:
    """Give the payments that stand by member (key and last name), in the order of their days; a correction replaces."""
    known = {str(row["id"]): row for row in rows}
    corrected = {str(row.get("corrects") or "") for row in known.values()}
    standing = [row for key, row in known.items() if key not in corrected and row["kind"] == PAID]
    found: dict[str, tuple[str, list[Payment]]] = {}
    for row in sorted(standing, key=lambda row: (str(row["day"]), str(row["number"]))):
        ((key, name), *_) = parts("reference", row["member"])
        if key:
            found[key] = (name, [*found.get(key, ("", []))[1], _payment(row)])
    return {(key, name): some for key, (name, some) in found.items()}


def member_dues(rows: Iterable[Row], rates: RatesOf, span: tuple[str, str], today: date) -> list[MemberDues]:
    """Give every member who owes or paid something from the first month of a span to its last, by name.

    Months to come owe nothing yet.
    """
    now = f"{today:%Y-%m}"
    if span[0] > now:
        return []
    found = (_member(who, some, rates, span, now) for who, some in payments(rows).items())
    return sorted((one for one in found if one.paid or one.owed.most), key=lambda one: (one.name, one.member))


def _payment(row: Row) -> Payment:
    month = str(row["day"])[:7]
    first = str(row["from_month"] or row["until_month"] or month)
    last = str(row["until_month"] or row["from_month"] or month)
    return Payment(
        number=str(row["number"]),
        day=str(row["day"]),
        first=min(first, last),
        last=max(first, last),
        class_=str(row["class"] or ""),
        base=int(row["base"] or 0),
        paid=int(row["income"] or 0),
    )


def _member(who: tuple[str, str], some: list[Payment], rates: RatesOf, span: tuple[str, str], now: str) -> MemberDues:
    (first, last), until = span, min(span[1], now)
    begun = max(first, min(payment.first for payment in some))
    due = months_between(begun, until)
    costs = [_cost(some, rates, month) for month in due]
    covered = {month for payment in some for month in payment.months}
    paid = sum(share for payment in some for month, share in _shares(payment) if first <= month <= last)
    paid_so_far = sum(share for payment in some for month, share in _shares(payment) if month in due)
    total = Owed(sum(cost.least for cost in costs), sum(cost.most for cost in costs))
    open_months = tuple(month for month in due if month not in covered)
    latest = _told(some, until)
    return MemberDues(
        member=who[0],
        name=who[1],
        class_=latest.class_,
        base=latest.base,
        owed=total,
        paid=paid,
        owing=max(0, total.least - paid_so_far),
        open_months=open_months,
        is_long=len(open_months) > rates(until).most_arrears_months,
    )


def _shares(payment: Payment) -> list[tuple[str, int]]:
    """Lay a payment to its months in equal parts; the fen that are left over lie on the last one."""
    months = payment.months
    each = payment.paid // len(months)
    return [(month, each) for month in months[:-1]] + [(months[-1], payment.paid - each * (len(months) - 1))]


def _told(some: list[Payment], month: str) -> Payment:
    """Give the payment whose class and base hold in a month."""
    classed = [payment for payment in some if payment.class_] or some
    covering = [payment for payment in classed if month in payment.months]
    before = [payment for payment in classed if payment.last < month]
    return (covering or sorted(before, key=lambda payment: payment.last) or classed[:1])[-1]


def _cost(some: list[Payment], rates: RatesOf, month: str) -> Owed:
    told = _told(some, month)
    try:
        return owed(rates(month), told.class_, told.base)
    except Refused:
        return NOTHING
