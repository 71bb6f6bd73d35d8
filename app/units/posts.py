"""Posts of units (A and B), who holds them from when to when, and who is linked to whom (三联系)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.typed_text import clean_phone, clean_text
from app.units.ending import end_post
from app.units.facts import Holder, Link, Person, Post, TypedHolder, TypedLink
from app.units.kinds import word
from app.units.linking import end_link, link_values
from app.units.people_of import person_of
from app.units.typed import LONGEST_NAME, LONGEST_TEXT, Fault, check_holder, check_link, day_or_none, refuse
from db import grids
from db import network as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

UNTOUCHED = "什么也没有改动。"


class Posts:
    """Reads and writes posts, holders and contact links of one office."""

    def __init__(self, store: "Store", clock: "Clock") -> None:
        """Work on one office's file."""
        self._store, self._clock = store, clock

    def of(self, unit_id: str = "") -> list[Post]:
        """Give the posts of one unit, or of all, each with everybody who held it."""
        held: dict[str, list[Holder]] = {}
        for row in rows.holders(self._store, unit_id):
            held.setdefault(row["post_id"], []).append(msgspec.convert(row, Holder, strict=False))
        return [_post(row, held.get(row["id"], ())) for row in rows.posts(self._store, unit_id)]

    def find(self, post_id: str) -> Post:
        """Give one post; raises ``Refused`` where there is none."""
        row = rows.post(self._store, post_id)
        if row is None:
            raise Refused("找不到这个岗位。", untouched=UNTOUCHED, advice="请刷新后再试。")
        return next(post for post in self.of(row["unit_id"]) if post.id == post_id)

    def add(self, unit_id: str, name: str, duties: str = "") -> tuple[Post, Changes]:
        """Set up a post; raises ``UnitFaults``, and ``Refused`` for a unit that is not there or has ended."""
        unit = rows.unit(self._store, unit_id)
        if unit is None or unit["closed_on"] is not None:
            raise Refused("这个单位不在了，不能添加岗位。", untouched=UNTOUCHED, advice="请刷新后再试。")
        values = self._values(unit_id, "", name, duties)
        with self._store.writing(reason="设立岗位") as write:
            post_id = write.insert("posts", {"unit_id": unit_id, "known_as": values["name"], **values})
            changes = Changes.of(write.changed)
        return self.find(post_id), changes

    def edit(self, post_id: str, name: str, duties: str = "") -> tuple[Post, Changes]:
        """Change what a post is called or does; raises ``UnitFaults``, and ``Refused`` for one that ended."""
        post = self._standing(post_id)
        values = self._values(post.unit_id, post_id, name, duties)
        with self._store.writing(reason="修改岗位") as write:
            write.update("posts", post_id, values)
            changes = Changes.of(write.changed)
        return self.find(post_id), changes

    def end(self, post_id: str, day: date | None = None) -> Changes:
        """End a post and whoever holds it, with the last day (today); what was stays readable. Raises ``Refused``."""
        post, on = self._standing(post_id), day or self._clock.today()
        if on > self._clock.today():
            raise Refused("撤岗日期不能晚于今天。", untouched=UNTOUCHED, advice="请改日期。")
        with self._store.writing(reason=f"撤销岗位{post.name}") as write:
            end_post(write, self._store, {"id": post.id, "unit_id": post.unit_id}, on)
            return Changes.of(write.changed)

    def take(self, post_id: str, typed: TypedHolder) -> tuple[Post, Changes]:
        """Let somebody take a post over; whoever held it in this role leaves the day before.

        Whoever was put down from that very day was put down wrongly: this one stands in their place. A name that the
        register has once becomes that resident, and an empty phone theirs. Raises ``UnitFaults`` and ``Refused``.
        """
        refuse(check_holder(typed))
        post = self._standing(post_id)
        known = person_of(self._store, typed.name, typed.resident_id)
        since = day_or_none(typed.since) or self._clock.today()
        before = [one for one in post.holders if one.role == typed.role and (one.until is None or one.until >= since)]
        put_right = _refuse_wrong_day(post, before, known.person, since)
        values = {
            "post_id": post_id,
            "role": typed.role,
            "resident_id": known.person.id,
            "name": known.person.name,
            "phone": clean_phone(typed.phone) or known.phone,
            "phone_open": typed.phone_open and bool(clean_phone(typed.phone)),
            "since": since,
        }
        with self._store.writing(reason=f"{post.name}{word(typed.role)}换人" if before else "安排岗位") as write:
            for one in before:
                if one is not put_right:
                    write.update("post_holders", one.id, {"until": since - timedelta(days=1)})
            if put_right is not None:
                write.update("post_holders", put_right.id, values)
            else:
                write.insert("post_holders", values)
            changes = Changes.of(write.changed)
        return self.find(post_id), changes

    def leave(self, holder_id: str, day: date | None = None) -> Changes:
        """Let somebody leave a post, with their last day (today); nobody follows yet."""
        row, on = rows.holder(self._store, holder_id), day or self._clock.today()
        if row is None or row["until"] is not None:
            raise Refused("这个人已经不在岗了。", untouched=UNTOUCHED, advice="请刷新后再试。")
        if row["since"] and on.isoformat() < row["since"]:
            raise Refused("离岗日期早于到岗日期。", untouched=UNTOUCHED, advice="请改离岗日期。")
        with self._store.writing(reason="离岗") as write:
            write.update("post_holders", holder_id, {"until": on})
            return Changes.of(write.changed)

    def links(self, target_id: str = "") -> list[Link]:
        """Give who is linked to one unit or household, or to any, those that ended last."""
        found = [msgspec.convert(row, Link, strict=False) for row in rows.links(self._store, target_id)]
        return sorted(found, key=lambda one: one.until is not None)

    def link(self, typed: TypedLink) -> Changes:
        """Link somebody to a unit or a household; raises ``UnitFaults`` and ``Refused``."""
        refuse(check_link(typed))
        find = rows.unit if typed.target == "unit" else grids.household
        if find(self._store, typed.target_id) is None:
            raise Refused("联系的地方不在了。", untouched=UNTOUCHED, advice="请重新选。")
        values = link_values(self._store, typed, self._clock.today())
        with self._store.writing(reason="安排联系") as write:
            write.insert("contact_links", values)
            return Changes.of(write.changed)

    def unlink(self, link_id: str, day: date | None = None) -> Changes:
        """End a link on a day (today)."""
        row, on = rows.link(self._store, link_id), day or self._clock.today()
        if row is None or row["until"] is not None:
            raise Refused("这个联系已经结束了。", untouched=UNTOUCHED, advice="请刷新后再试。")
        with self._store.writing(reason="结束联系") as write:
            end_link(write, link_id, date.fromisoformat(row["since"]) if row["since"] else None, on)
            return Changes.of(write.changed)

    def _standing(self, post_id: str) -> Post:
        post = self.find(post_id)
        if post.ended_on is not None:
            raise Refused(f"岗位“{post.name}”已经撤了，不能再改。", untouched=UNTOUCHED, advice="请刷新后再试。")
        return post

    def _values(self, unit_id: str, post_id: str, name: str, duties: str) -> dict[str, str]:
        plain, does = clean_text(name), clean_text(duties)
        twice = any(
            row["name"] == plain and row["id"] != post_id and row["ended_on"] is None
            for row in rows.posts(self._store, unit_id)
        )
        long = len(plain) > LONGEST_NAME
        refuse(
            [
                Fault("name", "没有填写岗位名称" if not plain else f"岗位名称最多 {LONGEST_NAME} 个字" if long else ""),
                Fault("name", f"已经有“{plain}”这个岗位了" if plain and twice else ""),
                Fault("duties", f"职责最多 {LONGEST_TEXT} 个字" if len(does) > LONGEST_TEXT else ""),
            ]
        )
        return {"name": plain, "duties": does}


def _post(row: dict[str, Any], holders: "list[Holder] | tuple[()]") -> Post:
    return msgspec.convert({**row, "holders": tuple(holders)}, Post, strict=False)


def _refuse_wrong_day(post: Post, before: "list[Holder]", person: Person, since: date) -> Holder | None:
    """Refuse one who holds the post already, in either role, or a day before others; give who is put right."""
    for one in post.holders:
        if one.person.is_same(person) and (one.until is None or one.until >= since):
            raise Refused(f"{one.name}已经在这个岗位上（{word(one.role)}）。", untouched=UNTOUCHED)
    for one in before:
        if one.since is not None and one.since > since:
            sentence = f"{one.name}从{one.since.isoformat()}起在这个岗位上，接手的日期要比这晚。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请改到岗日期。")
    return next((one for one in before if one.since == since), None)
