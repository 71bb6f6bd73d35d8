"""The part of ``ledger`` that needs an office: publishing, status, figures, books of money and stock, dues."""

import argparse
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.brought_file import brought_bytes
from app.core.errors import Refused
from app.door.arguments import read_date
from app.door.call import Answer, Call
from app.ledgers.balance import MonthOfPile, month_words, months, shown_amount
from app.ledgers.closing import days_of, read_period, shown_period
from app.ledgers.contributions.months import MemberDues
from app.ledgers.declaration import Declaration
from app.ledgers.kinds.numbers import Money
from app.ledgers.measures import Figure
from app.ledgers.periods_of_time import Span, period_of
from app.ledgers.reading import MOST_BYTES
from app.ledgers.standing import STATUSES, Standing

if TYPE_CHECKING:
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

ACTIONS = ("publish", "status", "measures", "balance", "dues", "rates")


def configure(actions: "Words") -> None:
    """Declare the actions."""
    publish = actions.add_parser("publish", help="发布一份台账声明，或者自己做的台账的新一版")
    publish.add_argument("file", metavar="FILE", type=Path)
    status = actions.add_parser("status", help="看一本台账的状态，或者改成开放、收尾、停用")
    status.add_argument("key", metavar="KEY")
    status.add_argument("status", metavar="STATUS", nargs="?", choices=STATUSES)
    status.add_argument("--since", metavar="YYYY-MM-DD", type=read_date, help="从哪天起；不写是今天")
    for name, told in (("measures", "一个月或一年的统计"), ("balance", "一本账每个月的收支和结余")):
        action = actions.add_parser(name, help=told)
        action.add_argument("key", metavar="KEY")
        span = action.add_mutually_exclusive_group(required=name == "measures")
        span.add_argument("--month", metavar="YYYY-MM")
        span.add_argument("--year", metavar="YYYY")
    dues = actions.add_parser("dues", help="党费：每位党员应交、实交、欠几个月；不写时间是今年")
    span = dues.add_mutually_exclusive_group()
    span.add_argument("--year", metavar="YYYY")
    span.add_argument("--quarter", metavar="YYYY-MM", help="这个月所在的一季")
    span.add_argument("--month", metavar="YYYY-MM")
    rates = actions.add_parser("rates", help="看党费标准，或换成文件里的标准")
    rates.add_argument("file", metavar="FILE", type=Path, nargs="?")
    rates.add_argument("--shipped", action="store_true", help="改回程序自带的标准")
    rates.add_argument("--drop", action="store_true", help="不要 --from 那天起的一张，前一张接着用")
    rates.add_argument("--from", dest="since", metavar="YYYY-MM-DD", type=read_date, help="从哪天起；不写是本月一日")


def run(call: Call) -> Answer:
    """Do what the action names."""
    session, given = call.open(), call.arguments
    if given.action == "publish":
        return _publish(session, given.file)
    if given.action == "status":
        return _status(session, given.key, given.status, given.since)
    if given.action == "dues":
        return _dues(session, given)
    if given.action == "rates":
        if given.drop:
            session.emit(session.dues.drop_rates(given.since or session.clock.today().replace(day=1)))
        return _rates(session, given.file, given.since, shipped=given.shipped)
    ledger = _known(session, given.key).declaration
    typed = given.month or given.year or ""
    if given.action == "balance":
        return _balance(session, ledger, read_period(typed) if typed else "")
    return _measures(session, ledger, read_period(typed))


def _publish(session: "Session", path: Path) -> Answer:
    content = brought_bytes(path, "一份台账声明", largest=MOST_BYTES)
    try:
        text = content.decode()
    except UnicodeDecodeError as trouble:
        sentence = f"“{path.name}”不是 UTF-8 文字，没有发布。"
        raise Refused(sentence, untouched="台账没有改动。", advice="请存成 UTF-8 后再试。") from trouble
    one, changes = session.publishing.publish(text, path.name)
    session.emit(changes)
    return Answer(_line(one), f"“{one.declaration.title}”第 {one.declaration.version} 版已经发布。")


def _status(session: "Session", key: str, status: str | None, since: date | None) -> Answer:
    if status is not None:
        _, changes = session.publishing.change_status(key, status, since)
        session.emit(changes)
    one = _known(session, key)
    return Answer(_line(one), f"“{one.declaration.title}”：{one.words or one.status}")


def _measures(session: "Session", ledger: Declaration, period: str) -> Answer:
    figures = session.figures(ledger.key, *days_of(period))
    value = {"key": ledger.key, "period": period, "measures": [_figure(one) for one in figures]}
    lines = [f"{ledger.title}，{shown_period(period)}："]
    for one in figures:
        lines.append(f"  {one.label} {one.amount:f} {one.unit}".rstrip())
        for by, groups in one.groups.items():
            label = next((field.label for field in ledger.field if field.key == by), "状态")
            lines.append(f"    按{label}：{'，'.join(f'{group.shown} {group.amount:f}' for group in groups) or '无'}")
    return Answer(value, "\n".join(lines))


def _balance(session: "Session", ledger: Declaration, period: str) -> Answer:
    if ledger.money is None:
        raise Refused(f"“{ledger.title}”不是记收支的账。", untouched="什么也没有改动。", advice="请核对代号。")
    found = [one for one in months(session.periods.moves(ledger)) if one.month.startswith(period)]
    wrong = session.periods.faults(ledger, period) if period else []
    value = {
        "key": ledger.key,
        "months": [_month(ledger, one) for one in found],
        "faults": [{"number": fault.number, "words": fault.words} for fault in wrong],
    }
    lines = [*(month_words(ledger, one) for one in found), *(f"账不平：{fault.words}" for fault in wrong)]
    return Answer(value, "\n".join(lines))


def _dues(session: "Session", given: argparse.Namespace) -> Answer:
    asked: dict[Span, str | None] = {"year": given.year, "quarter": given.quarter, "month": given.month}
    named = next(((span, typed) for span, typed in asked.items() if typed), None)
    day = session.clock.today() if named is None else days_of(read_period(named[1] or ""))[0]
    found = session.dues.members(period_of(day, "year" if named is None else named[0]))
    return Answer([_member(one) for one in found], "\n".join(_member_words(one) for one in found))


def _rates(session: "Session", path: Path | None, since: date | None, *, shipped: bool) -> Answer:
    if path is not None or shipped:
        text = ""
        if path is not None and not shipped:
            text = brought_bytes(path, "一份党费标准", largest=MOST_BYTES).decode("utf-8", "replace")
        session.emit(session.dues.change_rates(text, since))
    held = session.dues.tables().held(session.clock.today())
    rates = held.rates
    value = {
        "most_arrears_months": rates.most_arrears_months,
        "own": held.own,
        "since": held.since,
        "tables": [{"since": one.since, "own": one.own} for one in session.dues.tables().tables],
        "classes": [
            {
                "class": rate.class_,
                "least": rate.least,
                "most": rate.most,
                "steps": [{"up_to": step.up_to, "percent": str(step.percent)} for step in rate.steps],
            }
            for rate in rates.rates
        ],
    }
    lines = []
    for rate in rates.rates:
        steps = (f"{'' if one.up_to is None else f'{one.up_to} 元以下 '}{one.percent}%" for one in rate.steps)
        fixed = f"每月 {_yuan(rate.least)} 到 {_yuan(rate.most)} 元"
        lines.append(f"{rate.class_}：{'，'.join(steps) or fixed}")
    return Answer(value, "\n".join(lines))


def _known(session: "Session", key: str) -> Standing:
    known = session.publishing.all()
    if key not in known:
        raise Refused(f"没有代号为“{key[:30]}”的台账。", untouched="什么也没有改动。", advice="代号请看 ledger list。")
    return known[key]


def _line(one: Standing) -> dict[str, object]:
    ledger = one.declaration
    return {
        "key": ledger.key,
        "title": ledger.title,
        "version": ledger.version,
        "status": one.status,
        "since": one.since,
        "made_here": one.made_here,
    }


def _figure(one: Figure) -> dict[str, object]:
    return {
        "key": one.key,
        "label": one.label,
        "unit": one.unit,
        "amount": f"{one.amount:f}",
        "by": {
            by: [{"value": group.value, "shown": group.shown, "amount": f"{group.amount:f}"} for group in groups]
            for by, groups in one.groups.items()
        },
    }


def _month(ledger: Declaration, one: MonthOfPile) -> dict[str, str]:
    def told(amount: Decimal) -> str:
        return shown_amount(ledger, amount).partition(" ")[0]

    amounts = {"opening": one.opening, "income": one.income, "outlay": one.outlay, "closing": one.closing}
    return {"month": one.month, "per": one.pile_name, **{name: told(amount) for name, amount in amounts.items()}}


def _member(one: MemberDues) -> dict[str, object]:
    return {
        "name": one.name,
        "class": one.class_,
        "owed": _yuan(one.owed.least),
        "owed_most": _yuan(one.owed.most),
        "paid": _yuan(one.paid),
        "owing": _yuan(one.owing),
        "open_months": one.open_months,
        "words": one.words,
    }


def _member_words(one: MemberDues) -> str:
    least, most = _yuan(one.owed.least), _yuan(one.owed.most)
    owed = least if least == most else f"{least} 到 {most}"
    return f"{one.name}（{one.class_ or '没有写标准'}）：应交 {owed} 元，实交 {_yuan(one.paid)} 元，{one.words}"


def _yuan(fen: int) -> str:
    return Money().shown(fen)
