"""Putting households into grids, over from one to another, and out of them, inside one transaction each."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.core.errors import Refused
from db import grids as rows

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

UNTOUCHED = "什么也没有改动。"
Found = dict[str, Any]


def put_in(write: "Writing", store: "Store", grid_id: str, households: Iterable[str], since: date) -> int:
    """Put households into a grid from a day on; gives how many were not in it. What was before ends the day before.

    Raises ``Refused`` where one is gone, or came later than that day into the grid that it is in.
    """
    fresh, moved = [], 0
    for household_id in dict.fromkeys(households):
        home = rows.household(store, household_id)
        if home is None:
            raise Refused("有一户找不到了。", untouched=UNTOUCHED, advice="请刷新后再试。")
        there = rows.belonging(store, household_id)
        if there is not None and there["grid_id"] == grid_id:
            continue
        moved += 1
        name = home["head_name"] or home["number"]
        if there is None:
            _clear_before(write, store, household_id, name, since)
        if there is None or _ended(write, there, name, since):
            fresh.append({"grid_id": grid_id, "household_id": household_id, "since": since})
        else:
            write.update("grid_households", there["id"], {"grid_id": grid_id})
    write.insert_many("grid_households", fresh)
    return moved


def take_over(write: "Writing", store: "Store", grid_id: str, into: str, day: date) -> None:
    """Let every household of a grid go over into another one, those too that were removed: they may come back."""
    fresh = []
    for there in rows.belongings(store, grid_id):
        since = date.fromisoformat(there["since"]) if there["since"] else date.min
        if since < day:
            write.update("grid_households", there["id"], {"until": day - timedelta(days=1)})
            fresh.append({"grid_id": into, "household_id": there["household_id"], "since": day})
        else:
            write.update("grid_households", there["id"], {"grid_id": into})
    write.insert_many("grid_households", fresh)


def take_out(write: "Writing", store: "Store", households: Iterable[str], last: date) -> int:
    """Take households out of their grids, with their last day there; gives how many. Raises ``Refused``."""
    count = 0
    for household_id in dict.fromkeys(households):
        there, home = rows.belonging(store, household_id), rows.household(store, household_id)
        if there is None or home is None:
            raise Refused("这一户不在网格里。", untouched=UNTOUCHED, advice="请刷新后再试。")
        _refuse_before(there, home["head_name"] or home["number"], last)
        write.update("grid_households", there["id"], {"until": last}, action="leave-grid")
        count += 1
    return count


def _clear_before(write: "Writing", store: "Store", household_id: str, name: str, since: date) -> None:
    """Let what was before end the day before; what began and ended on this very day was nothing."""
    last = next(iter(rows.belonged(store, household_id)), None)
    if last is None or last["until"] < since.isoformat():
        return
    if last["until"] > since.isoformat():
        sentence = f"{name}户到 {last['until']} 为止在{last['grid']}，日期要比这晚。"
        raise Refused(sentence, untouched=UNTOUCHED, advice="请改日期。")
    if last["since"] == last["until"]:
        write.remove("grid_households", last["id"], "当天改回")
    else:
        write.update("grid_households", last["id"], {"until": since - timedelta(days=1)})


def _ended(write: "Writing", there: Found, name: str, since: date) -> bool:
    """End what was before; ``False`` where it began on this very day and is simply put right."""
    _refuse_before(there, name, since)
    if there["since"] == since.isoformat():
        return False
    write.update("grid_households", there["id"], {"until": since - timedelta(days=1)})
    return True


def _refuse_before(there: Found, name: str, day: date) -> None:
    if there["since"] and day.isoformat() < there["since"]:
        sentence = f"{name}户从 {there['since']} 起在{there['grid']}，日期不能比这早。"
        raise Refused(sentence, untouched=UNTOUCHED, advice="请改日期。")
