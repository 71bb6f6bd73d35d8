"""``check``: look through the whole data file for damage; changes nothing."""

import argparse
from typing import TYPE_CHECKING

from app.door.call import FINDINGS, Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    words.add_parser("check", help="检查数据是否完好").set_defaults(run=run)


def run(call: Call) -> Answer:
    """Check pages, references and the journal's chain."""
    findings = call.open().check()
    text = "\n".join(findings) or "数据完好。"
    return Answer({"ok": not findings, "findings": findings}, text, FINDINGS if findings else 0)
