"""``backup restore|look|take``: the way back, part of the word ``backup``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import structs

from app.backups.container import read_about
from app.backups.record_kinds import record_kinds
from app.backups.single import WORDS
from app.core.errors import FileDamaged, Refused
from app.core.home import Home
from app.door.call import Answer, Call
from app.operators.slot_files import KeysLost
from app.sheets.ledger_columns import PREFIX, import_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.backups.looking import Held, Past
    from app.backups.restoring import Restored

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

MOST_SHOWN = 50
ENTRIES = "entries_"
Kind = TypeVar("Kind")


def configure(ways: "Words") -> None:
    """Declare the ways."""
    kinds = f"哪一类：{'、'.join(record_kinds())}，一本台账写 {PREFIX}代号"
    restore = ways.add_parser("restore", help="整个恢复到一份备份：原来的数据先另存一份备份")
    restore.add_argument("file", type=Path, metavar="FILE", help="备份文件")
    restore.add_argument("--to", type=Path, metavar="NEWHOME", help="恢复到一个新的文件夹（新电脑）")
    restore.add_argument("--code-file", type=Path, help="写着恢复码的文件；这时给的密码是新密码")
    restore.add_argument("--then-password-file", type=Path, help="换钥匙以前的备份：写着当时密码的文件")
    restore.set_defaults(run=run_restore)
    look = ways.add_parser("look", help="看看一份备份里面，什么也不改")
    look.add_argument("file", type=Path, metavar="FILE", help="备份文件")
    look.add_argument("kind", nargs="?", metavar="KIND", help=f"看{kinds}")
    look.add_argument("--find", default="", metavar="TEXT", help="只看带这些字的")
    look.add_argument("--record", default="", metavar="ID", help="看一条，和现在的比")
    look.set_defaults(run=run_look)
    take = ways.add_parser("take", help="从备份里取回几条记录；可以撤销")
    take.add_argument("file", type=Path, metavar="FILE", help="备份文件")
    take.add_argument("kind", metavar="KIND", help=kinds)
    take.add_argument("records", nargs="+", metavar="ID", help="记录（look 里列出的）")
    take.set_defaults(run=run_take)


def run_restore(call: Call) -> Answer:
    """Restore whole: in the place of the open office, of one that cannot be opened, or in a new home."""
    restored = _restored(call)
    return Answer(restored, restored.words)


def run_look(call: Call) -> Answer:
    """Tell what a backup holds, list records, or compare one with today's."""
    asked, way_back = call.arguments, call.open().way_back
    with way_back.look_into(asked.file) as past:
        kind = _kind(past, asked.kind) if asked.kind else ""
        if asked.record and kind:
            outlook = _known(lambda: way_back.taking_back(past).outlook(kind, asked.record))
            lines = [f"{row.title}  {WORDS[row.becomes]}" for row in outlook.rows]
            fields = [one for row in outlook.rows for one in row.fields]
            lines += [f"  {one.label}：现在“{one.now}”，备份里“{one.then}”" for one in fields]
            told = [outlook.record.title, *lines, outlook.left_out, outlook.refusal]
            return Answer(outlook, "\n".join(line for line in told if line))
        if kind:
            return _listed(past, kind, asked.find)
        since = way_back.since(past.about)
        held = past.holds()
        lines = [f"{past.moment} 的备份", *(f"{_called(one)}  {one.count}" for one in held), since.words]
        kinds = [structs.replace(one, kind=_said(one.kind)) for one in held]
        return Answer({"made_at": past.about.made_at, "held": kinds, "since": since}, "\n".join(lines))


def run_take(call: Call) -> Answer:
    """Bring records back as one action."""
    asked, session = call.arguments, call.open()
    with session.way_back.look_into(asked.file) as past:
        taking, kind = session.way_back.taking_back(past), _kind(past, asked.kind)
        count, changes = _known(lambda: taking.take_back([(kind, one) for one in asked.records]))
    session.emit(changes)
    told = f"取回 {len(asked.records)} 条，写了 {count} 行。" if count else "和现在一样，没有改动。"
    return Answer({"written": count}, told)


def _kind(past: "Past", said: str) -> str:
    """Give the table of a kind as it is said at the door; raises ``Refused`` for one that the backup does not hold."""
    found = {_said(kind): kind for kind in past.kinds}
    if said not in found:
        advice = f"可以用：{'、'.join(found)}。"
        raise Refused(f"这份备份里没有“{said[:40]}”这一类。", untouched="什么也没有做。", advice=advice)
    return found[said]


def _said(table: str) -> str:
    """Say a kind at the door: a ledger as everywhere, as ``ledger:KEY``."""
    return import_kind(table.removeprefix(ENTRIES)) if table.startswith(ENTRIES) else table


def _called(held: "Held") -> str:
    return f"{held.words}（{_said(held.kind)}）" if held.kind.startswith(ENTRIES) else held.words


def _listed(past: "Past", kind: str, text: str) -> Answer:
    found = past.find(kind, text, limit=MOST_SHOWN)
    lines = [f"{one.id}  {one.title}  {one.line}".rstrip() for one in found]
    more = past.count(kind, text) - len(found)
    return Answer(found, "\n".join([*lines, *([f"另有 {more} 条"] if more > 0 else [])]) or "没有找到。")


def _restored(call: Call) -> "Restored":
    from app.backups.unlocking import Given
    from app.session.returning import restore_here, restore_to

    asked = call.arguments
    code, then = _read(asked.code_file, "恢复码"), _read(asked.then_password_file, "密码")
    given = Given(call.password(), code, then)
    if asked.to is not None:
        return restore_to(asked.to, asked.file, given, clock=call.clock)
    home = Home(call.home)
    read_about(asked.file)
    if home.is_set_up() and not code:
        try:
            session = call.open()
        except (FileDamaged, KeysLost):
            pass
        else:
            return session.way_back.whole(asked.file)
    if not home.is_set_up() and not home.held_an_office():
        advice = "恢复到新的文件夹请用 --to。"
        raise Refused("这个文件夹里没有办公点。", untouched="什么也没有做。", advice=advice)
    return restore_here(call.home, asked.file, given, clock=call.clock)


def _known(ask: "Callable[[], Kind]") -> Kind:
    try:
        return ask()
    except KeyError as unknown:
        advice = "请用 look 列出的那一栏。"
        raise Refused("备份里没有这条记录。", untouched="数据没有改动。", advice=advice) from unknown


def _read(path: Path | None, what: str) -> str:
    """Read a word from a file, never from the command line, where others could see it."""
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        raise Refused(f"写着{what}的文件读不出来。", untouched="什么也没有做。", advice="请检查文件。") from trouble
