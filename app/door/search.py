"""``search``: the one box over residents, cases, items, units and entries of ledgers."""

import argparse
from typing import TYPE_CHECKING

from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

KINDS = {"resident": "村民", "case": "办件", "item": "事项", "unit": "组织", "entry": "台账"}


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("search", help="查找村民、办件和事项：名字、拼音、首字母、号码的一段都可以")
    parser.add_argument("text", metavar="TEXT", nargs="+", help="要找的字，几个词要都符合")
    parser.add_argument("--limit", type=int, default=20, help="最多列出几条")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """List what is found."""
    hits = call.open().search.find(" ".join(call.arguments.text), call.arguments.limit)
    lines = [f"{KINDS[hit.kind]}  {hit.title}  {hit.detail}" for hit in hits]
    return Answer(hits, "\n".join(lines) or "没有找到。")
