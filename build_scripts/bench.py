"""How fast the program is, as ratios of one run: ``bench.py`` for all, ``bench.py search --cases N --json`` for one.

Never run as a test: a machine's own speed is no property of the program (HOUSE §6). The exit code is 1 where a limit of
the issue is not kept.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

MEASURES = ("start", "search", "notice", "volume", "merge", "backup", "memory", "journal", "ledger")
LARGE = 1_100_000


def main(words: list[str]) -> int:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description="量一量：每一项都是与最直接做法的比")
    parser.add_argument("measure", nargs="?", choices=MEASURES, help="只量一项；不写就全部量")
    parser.add_argument("--cases", type=int, help="办件数；查找不写时量 4,000 和 1,100,000 两种")
    parser.add_argument("--json", action="store_true", help="写成一个 JSON 对象")
    asked = parser.parse_args(words)
    wanted = [(asked.measure, asked.cases)] if asked.measure else [(name, asked.cases) for name in MEASURES]
    if asked.measure is None and asked.cases is None:
        wanted.insert(2, ("search", LARGE))
    kept = True
    for name, cases in wanted:
        measured = importlib.import_module(f"build_scripts.measures.{name}").measure(cases)
        kept = kept and measured.kept and all(value for key, value in measured.seen.items() if key.endswith("_kept"))
        if asked.json:
            print(json.dumps(measured.told(), ensure_ascii=False))
        else:
            sign, limit = ("≥" if measured.at_least else "≤"), measured.limit
            bound = f"（应 {sign} {limit}）" if limit is not None else ""
            print(f"{name:<8}{measured.ratio:>7.2f} {bound}  {measured.words}")
            print("        " + "  ".join(f"{key}={value}" for key, value in measured.seen.items()))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
