"""``unit``: the network of units: list, show, set up, merge, close; posts and who holds them."""

import argparse
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE, read_date
from app.door.call import Answer, Call
from app.units.facts import TypedHolder, TypedUnit
from app.units.kinds import declared, label_of, word
from app.units.tree import listed

if TYPE_CHECKING:
    from app.session import Session
    from app.units.facts import Post, Unit

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

OF_POST = ("post", "hold", "rename-post", "end-post")
GIVEN = ("short", "code", "address", "phone", "floor-area", "founded-on", "note")


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("unit", help="组织：列出、查看、设立、并入、关闭单位，安排岗位").add_subparsers(
        required=True, metavar="WAY"
    )
    listing = ways.add_parser("list", help="按上下级列出单位")
    listing.add_argument("--all", action="store_true", help="连同撤并了的")
    listing.set_defaults(run=run_list)
    ways.add_parser("begin", help="按本站设置建立县、乡镇、村三级").set_defaults(run=run_begin)
    kinds = "、".join(kind.label for kind in declared().kind)
    add = ways.add_parser("add", help="设立一个单位")
    add.add_argument("name", metavar="NAME", help="名称")
    add.add_argument("--kind", required=True, help=f"种类：{kinds}")
    add.add_argument("--under", default="", help="挂在哪个单位下面")
    for one in GIVEN:
        add.add_argument(f"--{one}", default="")
    add.set_defaults(run=run_add)
    _configure_one(ways)


def _configure_one(ways: "Words") -> None:
    """Declare the ways that take one unit."""
    for way, help_words, run in (
        ("show", "看一个单位：岗位、在岗的人、联系人、住户数", run_show),
        ("close", "关闭一个单位，经过留着", run_close),
        ("merge", "把一个单位并入另一个", run_merge),
        ("reopen", "重新设立撤并了的单位", run_reopen),
        ("post", "添加一个岗位", run_post),
        ("hold", "安排一个人到岗位上", run_hold),
        ("rename-post", "岗位改个叫法，人和任务不变", run_rename_post),
        ("end-post", "撤掉一个岗位，以前谁在岗都留着", run_end_post),
    ):
        parser = ways.add_parser(way, help=help_words)
        parser.add_argument("name", metavar="NAME", help="单位的名称")
        parser.set_defaults(run=run)
        if way == "merge":
            parser.add_argument("into", metavar="INTO", help="并入哪个单位")
        if way in {"close", "merge", "reopen"}:
            parser.add_argument("--reason", required=True, help="原因，记入日志")
        if way in {"close", "merge", "end-post"}:
            parser.add_argument("--day", type=read_date, help="哪天，例如 2026-10-09；不写就是今天")
        if way in OF_POST:
            parser.add_argument("post", metavar="POST", help="岗位名称")
        if way == "rename-post":
            parser.add_argument("new", metavar="NEW", help="改叫什么")
        if way in {"post", "rename-post"}:
            parser.add_argument("--duties", default="", help="职责")
        if way == "hold":
            parser.add_argument("person", metavar="PERSON", help="姓名")
            parser.add_argument("--role", choices=("A", "B"), default="A", help="A 岗或 B 岗")
            parser.add_argument("--phone", default="", help="电话")
            parser.add_argument("--office-phone", action="store_true", help="是办公电话，上墙不遮")
            parser.add_argument("--since", default="", help="从哪天起；不写就是今天")


def run_list(call: Call) -> Answer:
    """List the units as a tree."""
    lines = list(listed(call.open().network.tree(ended=call.arguments.all)))
    text = "\n".join(f"{line.branch}{line.unit.name}  {label_of(line.unit.kind)}{_ended(line.unit)}" for line in lines)
    return Answer([line.unit for line in lines], text or "还没有单位。可以先用 unit begin 建立县、乡镇、村三级。")


def run_show(call: Call) -> Answer:
    """Show one unit with its posts, links and households."""
    session = call.open()
    unit = session.network.named(call.arguments.name)
    posts, links = session.posts.of(unit.id), session.posts.links(unit.id)
    homes = session.grids.households(unit.id)
    way = " / ".join(one.name for one in session.network.way(unit.id))
    lines = [
        way,
        f"{label_of(unit.kind)}{_ended(unit)}",
        *(_post_line(post, session) for post in posts if not post.ended_on),
    ]
    lines += [f"联系人 {one.name} {one.title}".rstrip() for one in links if one.until is None]
    lines += [f"住户 {len(homes)} 户"] if homes else []
    value = {"unit": unit, "posts": posts, "links": links, "households": len(homes)}
    return Answer(value, "\n".join(lines))


def run_begin(call: Call) -> Answer:
    """Set up the upper tiers and our own station."""
    session = call.open()
    session.emit(session.network.begin())
    return run_list_of(session)


def run_list_of(session: "Session") -> Answer:
    """Tell the units there are after they were set up."""
    units = session.network.units()
    return Answer(units, "已建立：" + "、".join(unit.name for unit in units) + "。")


def run_add(call: Call) -> Answer:
    """Set up a unit."""
    asked, session = call.arguments, call.open()
    parent = session.network.named(asked.under).id if asked.under else ""
    given = {one.replace("-", "_"): getattr(asked, one.replace("-", "_")) for one in GIVEN}
    unit, changes = session.network.add(TypedUnit(kind=asked.kind, name=asked.name, parent_id=parent, **given))
    session.emit(changes)
    return Answer(unit, f"已设立{label_of(unit.kind)}“{unit.name}”。")


def run_close(call: Call) -> Answer:
    """Close a unit."""
    asked, session = call.arguments, call.open()
    unit, changes = session.network.close(session.network.named(asked.name).id, asked.reason, asked.day)
    session.emit(changes)
    return Answer(unit, f"“{unit.name}”已关闭，以前的经过都留着。")


def run_merge(call: Call) -> Answer:
    """Merge a unit into another."""
    asked, session = call.arguments, call.open()
    into = session.network.named(asked.into)
    unit, changes = session.network.merge(session.network.named(asked.name).id, into.id, asked.reason, asked.day)
    session.emit(changes)
    return Answer(unit, f"“{unit.name}”已并入“{into.name}”。")


def run_reopen(call: Call) -> Answer:
    """Open a unit again."""
    asked, session = call.arguments, call.open()
    unit, changes = session.network.reopen(session.network.named(asked.name).id, asked.reason)
    session.emit(changes)
    return Answer(unit, f"“{unit.name}”已重新设立。")


def run_post(call: Call) -> Answer:
    """Add a post."""
    asked, session = call.arguments, call.open()
    post, changes = session.posts.add(session.network.named(asked.name).id, asked.post, asked.duties)
    session.emit(changes)
    return Answer(post, f"已添加岗位“{post.name}”。")


def run_hold(call: Call) -> Answer:
    """Let somebody take a post over."""
    asked, session = call.arguments, call.open()
    unit, post = _named_post(session, asked)
    typed = TypedHolder(
        role=asked.role, name=asked.person, phone=asked.phone, phone_open=asked.office_phone, since=asked.since
    )
    post, changes = session.posts.take(post.id, typed)
    session.emit(changes)
    return Answer(post, f"{asked.person} 现在是“{unit.name}”的{post.name}（{word(asked.role)}）。")


def run_rename_post(call: Call) -> Answer:
    """Call a post otherwise; its duties stay where none are given."""
    asked, session = call.arguments, call.open()
    _, there = _named_post(session, asked)
    post, changes = session.posts.edit(there.id, asked.new, asked.duties or there.duties)
    session.emit(changes)
    return Answer(post, f"岗位“{there.name}”改叫“{post.name}”。")


def run_end_post(call: Call) -> Answer:
    """End a post."""
    asked, session = call.arguments, call.open()
    unit, post = _named_post(session, asked)
    session.emit(session.posts.end(post.id, asked.day))
    return Answer(session.posts.find(post.id), f"“{unit.name}”的岗位“{post.name}”已撤，以前谁在岗都留着。")


def _named_post(session: "Session", asked: argparse.Namespace) -> "tuple[Unit, Post]":
    """Give the unit and its open post of this name; raises ``Refused``."""
    unit = session.network.named(asked.name)
    found = [post for post in session.posts.of(unit.id) if post.name == asked.post.strip() and post.ended_on is None]
    if not found:
        sentence = f"“{unit.name}”没有“{asked.post}”这个岗位。"
        raise Refused(sentence, untouched=NOTHING_DONE, advice="请先用 unit post 添加。")
    return unit, found[0]


def _post_line(post: "Post", session: "Session") -> str:
    today = session.clock.today()
    held = [(role, post.now(role, today)) for role in ("A", "B")]
    people = "，".join(f"{word(role)} {one.name} {one.phone}".rstrip() for role, one in held if one is not None)
    return f"{post.name}：{people or '没有人'}"


def _ended(unit: "Unit") -> str:
    return "" if unit.closed_on is None else f"  {msgspec.to_builtins(unit.closed_on)} {unit.end_reason}"
