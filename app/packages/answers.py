"""What is told of each file that was read: taken, repeated, superseded, set aside as a fork, refused, unfinished."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from app.core.errors import Refused
from app.packages.checking import Checked
from app.packages.layout import check_code
from app.packages.receipts import Standing


class Taken(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """What became of one file; ``reason`` says why it was not taken, or what to know although it was.

    ``state`` is ``taken``, ``repeated``, ``superseded``, ``fork``, ``refused`` or ``unfinished``; ``rows`` counts the
    rows in a package that was taken, ``merged`` those that were new or newer.
    """

    file: str
    sender: str | None
    number: int | None
    taken: bool
    rows: int
    reason: str | None
    unit: str | None = None
    merged: int = 0
    twins: int = 0
    check_code: str | None = None
    state: str = "refused"

    @property
    def is_finding(self) -> bool:
        """Tell whether somebody should look at this file."""
        return self.state not in {"taken", "repeated", "superseded"}


def unfinished(path: Path) -> Taken:
    """Answer for a file that still has its ``.part``."""
    reason = "这是没有写完的包（.part），没有收。请站点重新写一份。"
    return Taken(path.name, None, None, taken=False, rows=0, reason=reason, state="unfinished")


def refused(path: Path, refusal: Refused, package: Checked | None = None) -> Taken:
    """Answer for a file that was refused; ``package`` where it is known who sent it."""
    if package is None:
        return Taken(path.name, None, None, taken=False, rows=0, reason=str(refusal))
    sender = package.sender
    return Taken(
        file=path.name,
        sender=sender["name"],
        unit=sender["unit"],
        number=package.header.number,
        taken=False,
        rows=0,
        reason=str(refusal),
    )


def answer(package: Checked, stands: Standing, reason: str | None, *, merged: int = 0, twins: int = 0) -> Taken:
    """Answer for a package that was whole: taken, or why it was not needed."""
    taken = stands is Standing.NEW
    return Taken(
        file=package.path.name,
        sender=package.sender["name"],
        unit=package.sender["unit"],
        number=package.header.number,
        taken=taken,
        rows=package.header.rows if taken else 0,
        reason=reason,
        merged=merged,
        twins=twins,
        check_code=check_code(package.digest),
        state=stands.value,
    )


def told_before(entry: Mapping[str, Any] | None) -> str:
    """Say that this package, or another one in its place, was taken before."""
    if entry is None:
        return "这是一次没有写成的尝试，内容已由同一编号的另一个包带到，不用再收。"
    day = datetime.fromisoformat(entry["read_at"]).astimezone().date()
    return f"这个包以前收过了（{day} 收，{entry['rows']} 行），没有重复收。"
