"""``python -m ui [--home DIR] [--pictures DIR]``: opens the window, or draws every page into DIR without a display."""

import argparse
import os
import sys
from pathlib import Path

from app.core.no_dumps import forbid_dumps


def arguments(words: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m ui", description="村站通的窗口")
    parser.add_argument("--home", type=Path, help="办公点的数据文件夹")
    parser.add_argument("--pictures", type=Path, help="不开窗口，把每一页画成 PNG 放进这个文件夹")
    parser.add_argument("--until-login", action="store_true", help="登录窗口能打字时就退出（用来量启动时间）")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    """Run until the last window is closed; gives the exit code."""
    asked = arguments(words)
    if asked.pictures is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.main_window.program import Program

    program = Program(asked.home)
    if asked.pictures is not None:
        from ui.main_window.pictures import draw_every_page

        return draw_every_page(program, asked.pictures)
    return program.run(until_login=asked.until_login)


if __name__ == "__main__":
    forbid_dumps()
    sys.exit(main(sys.argv[1:]))
