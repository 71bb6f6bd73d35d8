"""``status``: what this office holds, in numbers."""

import argparse
from typing import TYPE_CHECKING

from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    words.add_parser("status", help="这个办公点现在的情况").set_defaults(run=run)


def run(call: Call) -> Answer:
    """Count what is there."""
    status = call.open().status()
    held = f"村民 {status.residents} 人，办件 {status.cases} 件，台账 {status.entries} 条"
    held += f"，报送包 {status.packages_written} 个"
    text = f"{status.name}（{status.unit}）：{held}"
    return Answer(status, text)
