r"""Check everything: rules, ruff, import contracts, mypy, tests and their coverage. Read by Python 3.7 too.

python3 build_scripts/test.py            (Windows: py build_scripts\test.py)
python3 build_scripts/test.py --all      also the tests marked heavy, and the frozen program
python3 build_scripts/test.py -- ARGS    only pytest, with ARGS
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

if not __package__:
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from build_scripts import environment, pythons, system_packages
from build_scripts.terminal import NotReady, say


def main(arguments: list[str]) -> int:
    """Make the environment ready, then run the checks in it; give their exit code."""
    try:
        python = environment.ready("runtime", "check")
    except NotReady as refusal:
        say(str(refusal))
        return 2
    system_packages.check_qt()
    system_packages.check_tools(system_packages.TEST_TOOLS)
    if "--all" in arguments:
        system_packages.check_tools(system_packages.HEAVY_TEST_TOOLS)
    command = [python, "-m", "build_scripts.checks", *arguments]
    return subprocess.call(command, cwd=str(environment.ROOT), env=pythons.clean_environ())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
