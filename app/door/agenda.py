"""``agenda``: what is due today."""

import argparse
from typing import TYPE_CHECKING

from app.core.day_text import shown_day
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    words.add_parser("agenda", help="今天要做的事").set_defaults(run=run)


def run(call: Call) -> Answer:
    """Compute Today."""
    today = call.open().agenda.today()
    lines = [f"{shown_day(today.day)}，{'工作日' if today.working_day else '休息日'}，共 {today.total} 件事。"]
    for group in today.groups:
        lines.append(f"{group.label}（{group.total}）" if group.total else f"{group.label}：{group.empty}")
        lines += [f"  {line.number} {line.title}：{line.why}。{line.verb}" for line in group.lines]
    return Answer(today, "\n".join(lines))
