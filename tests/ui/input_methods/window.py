"""Open the real window of an office and tell, a JSON line for each change, what stands where the focus is.

``python -m tests.ui.input_methods.window HOME``, with the password in ``CUNZHAN_PASSWORD``; runs until it is ended.
"""

import json
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.login.opening import open_office
from ui.main_window.locking import LockedWindow
from ui.main_window.program import Program
from ui.widgets.finder import Finder
from ui.widgets.text_box import TextBox

_LOOK = 20  # milliseconds


def state(window: LockedWindow) -> dict[str, object]:
    """Say where the keys go, what is written there, what is being composed, what was found."""
    focused = QApplication.focusWidget()
    listed = focused.list.hits() if isinstance(focused, Finder) and focused.list.isVisible() else []
    return {
        "at": "" if focused is None else focused.accessibleName(),
        "text": focused.text() if isinstance(focused, TextBox) else "",
        "composing": isinstance(focused, TextBox) and focused.is_composing(),
        "hits": [hit.title for hit in listed],
        "place": window.frame.place(),
        "title": window.frame.page().title(),
    }


def main(home: Path) -> int:
    """Show the window until the process is ended."""
    program = Program(home)
    program.open_office(open_office(home, os.environ["CUNZHAN_PASSWORD"]))
    window = program.window
    assert isinstance(window, LockedWindow)
    window.activateWindow()
    told: list[dict[str, object]] = [{}]

    def look() -> None:
        now = state(window)
        if now != told[0]:
            told[0] = now
            sys.stdout.write(json.dumps(now, ensure_ascii=False) + "\n")
            sys.stdout.flush()

    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(_LOOK)
    signal.signal(signal.SIGTERM, lambda *_: program.application.quit())
    code = program.application.exec()
    program.close()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
