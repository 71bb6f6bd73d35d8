"""``backup``: make a backup, list them, read them back, rehearse, carry the newest to the second place."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.backups.facts import Backup
from app.backups.policy import declared
from app.backups.standing import grouped
from app.core.errors import FileDamaged, Refused
from app.door import backup_restore
from app.door.call import FINDINGS, Answer, Call

if TYPE_CHECKING:
    from app.backups.rehearsing import Rehearsal
    from app.backups.shelf import Shelved
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

MORE: "tuple[Callable[[Words], None], ...]" = (backup_restore.configure,)
"""Who declares further ways of the word."""


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("backup", help="备份：做一份、列表、核对、演练、恢复").add_subparsers(
        required=True, metavar="WAY"
    )
    now = ways.add_parser("now", help="现在做一份")
    now.add_argument("--to", type=Path, metavar="DIR", help="放到这个文件夹；不写就放到备份位置")
    now.set_defaults(run=run_now)
    listing = ways.add_parser("list", help="做过的备份，为什么留着，大约留到哪天")
    listing.add_argument("--from", dest="place", type=Path, metavar="DIR", help="看这个文件夹里的")
    listing.set_defaults(run=run_list)
    verify = ways.add_parser("verify", help="从头读一遍，核对校验码；不写名字就核对全部")
    verify.add_argument("name", nargs="?", metavar="NAME", help="备份的文件名")
    verify.set_defaults(run=run_verify)
    rehearse = ways.add_parser("rehearse", help="取出最新的一份，打开、数行、核对流水；坏了就试再前面的")
    rehearse.set_defaults(run=run_rehearse)
    second = ways.add_parser("second", help="把最新的一份抄到第二处")
    second.set_defaults(run=run_second)
    for declare in MORE:
        declare(ways)


def run_now(call: Call) -> Answer:
    """Make a backup."""
    asked, session = call.arguments, call.open()
    made = session.backups.now(to=None if asked.to is None else asked.to.absolute())
    return Answer(_told(made), f"备份好了，读回来核对过：{made.path}（{grouped(made.records)} 条）。")


def run_list(call: Call) -> Answer:
    """List the backups of a place."""
    asked, session = call.arguments, call.open()
    place = session.backups.place() if asked.place is None else asked.place.absolute()
    shelf = session.backups.shelf(place)
    second = session.backups.second_place()
    lines = [_line(one, session) for one in shelf] or ["还没有备份。"]
    value = {
        "place": str(place),
        "second_place": None if second is None else str(second),
        "backups": [{**_told(one.backup), "why": one.verdict.why, "until": one.until} for one in shelf],
    }
    return Answer(value, "\n".join([f"位置：{place}", *lines]))


def run_verify(call: Call) -> Answer:
    """Read one backup, or all, and compare their digests; 3 where one is damaged."""
    asked, session = call.arguments, call.open()
    every = session.backups.list()
    chosen = every if asked.name is None else [one for one in every if one.name == asked.name]
    if not chosen:
        raise Refused("没有这样的备份。", untouched="什么也没有做。", advice="请用 backup list 看有哪些。")
    found = {one.name: _fault(session, one) for one in chosen}
    lines = [f"{name}  {fault or '完好'}" for name, fault in found.items()]
    damaged = any(found.values())
    value = {"ok": not damaged, "backups": [{"name": name, "fault": fault} for name, fault in found.items()]}
    return Answer(value, "\n".join(lines), FINDINGS if damaged else 0)


def run_rehearse(call: Call) -> Answer:
    """Rehearse the newest backup, and older ones where it is no good; 3 where it was not."""
    session = call.open()
    done = session.backups.rehearse()
    standing = session.backups.standing()
    lines = [line for one in done for line in _rehearsed(one)]
    value = {"ok": not standing.is_wrong, "words": standing.words, "rehearsals": done}
    return Answer(value, "\n".join([*lines, standing.words]), FINDINGS if standing.is_wrong else 0)


def run_second(call: Call) -> Answer:
    """Carry the newest sound backup to the second place."""
    there = call.open().backups.fill_second()
    return Answer(_told(there), f"抄好了，读回来核对过：{there.path}。")


def _fault(session: "Session", backup: Backup) -> str:
    try:
        session.backups.verify(backup)
    except FileDamaged as damage:
        return damage.sentence
    except Refused as refusal:
        return refusal.sentence
    return ""


def _told(backup: Backup) -> dict[str, object]:
    about = backup.about
    return {
        "name": backup.name,
        "path": str(backup.path),
        "size": backup.size,
        "made_at": about.made_at if about else None,
        "reason": about.reason if about else None,
        "records": backup.records,
        "rows": about.rows if about else {},
        "journal": about.journal_seq if about else None,
        "fault": backup.trouble,
    }


def _line(one: "Shelved", session: "Session") -> str:
    at = one.backup.made_at.astimezone(session.clock.wall().tzinfo)
    about = one.backup.about
    made = declared().made_words(about.reason) if about else one.backup.trouble
    until = f"，大约到 {one.until}" if one.until else ""
    return f"{one.backup.name}  {at:%Y-%m-%d %H:%M}  {made}  {one.backup.records} 条  {one.verdict.why}{until}"


def _rehearsed(one: "Rehearsal") -> list[str]:
    if one.is_good:
        return [f"{one.name}  可用，{one.records} 条"]
    return [f"{one.name}  {finding}" for finding in one.findings]
