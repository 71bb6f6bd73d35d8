"""``month``: look at a month or year of the ledgers, close it, open it again with a reason, list what is closed."""

import argparse
from typing import TYPE_CHECKING

from app.door.call import Answer, Call
from app.ledgers.closing import Closed, read_period, shown_period

if TYPE_CHECKING:
    from app.ledgers.period_view import PeriodView
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("month", help="台账结账：结一个月或一年、重新打开、看结了哪些")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, told in (("close", "结账：以后只能看，改要做更正"), ("open", "重新打开，要写原因")):
        action = actions.add_parser(name, help=told)
        action.add_argument("period", metavar="M", help="月份 2026-09，或年份 2026")
        action.add_argument("--ledger", metavar="KEY", default="", help="只结这一本；不写是全部")
        action.add_argument("--reason", default="", help="原因")
    actions.add_parser("list", help="列出已经结账的月份和年份")
    show = actions.add_parser("show", help="看一个月或一年各本台账：结没结、哪里要改、没办完的、结余")
    show.add_argument("period", metavar="M", help="月份 2026-09，或年份 2026")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the action names."""
    session = call.open()
    given = call.arguments
    if given.action == "list":
        closed = session.periods.closed()
        return Answer([_value(one) for one in closed], "\n".join(_told(session, one) for one in closed))
    if given.action == "show":
        return _show(session.period_views.view(read_period(given.period)))
    if given.action == "close":
        session.emit(session.periods.close(given.period, given.ledger, given.reason))
    else:
        session.emit(session.periods.open(given.period, given.reason, given.ledger))
    one = Closed(given.period.strip(), given.ledger)
    done = "已经结账" if given.action == "close" else "已经重新打开"
    return Answer({**_value(one), "closed": given.action == "close"}, f"{_told(session, one)}{done}。")


def _value(one: Closed) -> dict[str, object]:
    return {"period": one.period, "ledger": one.ledger}


def _show(view: "PeriodView") -> Answer:
    value = {
        "period": view.period,
        "closed": view.whole,
        "early": view.early,
        "ledgers": [
            {
                "key": one.ledger.key,
                "entries": one.entries,
                "unfinished": one.unfinished,
                "closed": one.closed is not None,
                "troubles": one.troubles,
                "piles": [{"name": pile.name, "opening": pile.opening, "closing": pile.closing} for pile in one.piles],
            }
            for one in view.ledgers
        ],
    }
    lines = (f"  {one.ledger.title}：{one.entries} 条，{one.state}。{one.words}" for one in view.ledgers)
    return Answer(value, "\n".join((view.words, *lines)))


def _told(session: "Session", one: Closed) -> str:
    title = f"“{session.publishing.known()[one.ledger].title}”" if one.ledger else "全部台账"
    return f"{title}{shown_period(one.period)}"
