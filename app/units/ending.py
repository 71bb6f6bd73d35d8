"""What ends with a unit or a post: who holds it, who is linked to it, which households it looks after."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from app.units.linking import end_link
from db import grids, roster
from db import network as rows

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

END, REOPEN = "end-post", "reopen-post"
Found = dict[str, Any]


def end_post(write: "Writing", store: "Store", post: Found, day: date) -> None:
    """End a post, with whoever holds it or stands in at it beyond that day; whoever has not begun yet never does."""
    for holder in rows.holders(store, post["unit_id"]):
        if holder["post_id"] == post["id"] and (holder["until"] is None or holder["until"] > day.isoformat()):
            if holder["since"] and holder["since"] > day.isoformat():
                write.remove("post_holders", holder["id"], "岗位已撤，没有到岗")
            else:
                write.update("post_holders", holder["id"], {"until": day})
    for there in roster.stand_ins_of(store, post["id"], day.isoformat()):
        if there["first_day"] <= day.isoformat():
            write.update("stand_ins", there["id"], {"last_day": day})
        else:
            write.remove("stand_ins", there["id"], "岗位已撤")
    write.update("posts", post["id"], {"ended_on": day}, action=END)


def end_all(write: "Writing", store: "Store", unit_id: str, day: date) -> None:
    """End every post of a unit, the links to it, and that households which are removed belong to it."""
    for post in _open(rows.posts(store, unit_id)):
        end_post(write, store, post, day)
    for link in rows.links(store, unit_id):
        if link["until"] is None:
            end_link(write, link["id"], date.fromisoformat(link["since"]) if link["since"] else None, day)
    for home in grids.belongings(store, unit_id):
        write.update("grid_households", home["id"], {"until": _not_before(home["since"], day)})


def open_again(write: "Writing", store: "Store", unit_id: str, day: date) -> None:
    """Open the posts again that ended with a unit on a day; nobody holds them yet."""
    for post in rows.posts(store, unit_id):
        if post["ended_on"] == day.isoformat():
            write.update("posts", post["id"], {"ended_on": None}, action=REOPEN)


def _open(posts: Iterable[Found]) -> list[Found]:
    return [post for post in posts if post["ended_on"] is None]


def _not_before(since: str | None, day: date) -> date:
    return max(day, date.fromisoformat(since)) if since else day
