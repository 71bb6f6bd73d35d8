"""The window on its desktop as a test sees it: keys go in at the display, what stands there comes out line by line."""

import json
import os
import selectors
import subprocess
import time
from collections import deque
from collections.abc import Callable

from tests.ui.input_methods.desktop import PATIENCE, choose_pinyin, xdotool

State = dict[str, object]


class Desk:
    """Presses keys on the display and follows the window; ``passed`` keeps every state that it went through."""

    def __init__(self, method: str, environ: dict[str, str], window: "subprocess.Popen[bytes]") -> None:
        self._method, self._environ, self._window = method, environ, window
        self._read, self._waiting, self.passed = b"", deque[State](), list[State]()
        self._looking = selectors.DefaultSelector()
        assert window.stdout is not None
        self._out = window.stdout.fileno()
        self._looking.register(self._out, selectors.EVENT_READ)

    def key(self, *keys: str) -> None:
        """Press keys, named as X names them."""
        xdotool(self._environ, "key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        """Type letters."""
        xdotool(self._environ, "type", "--delay", "60", text)

    def choose_pinyin(self) -> None:
        """Switch to pinyin where the focus is."""
        choose_pinyin(self._method, self._environ)

    def compose(self, letters: str) -> None:
        """Type letters until the window shows them as not yet text."""
        self.type(letters)
        self.has(composing=True)

    def has(self, **wanted: object) -> State:
        """Follow the window until it stands so."""
        return self.until(lambda state: all(state[name] == value for name, value in wanted.items()), str(wanted))

    def until(self, wanted: Callable[[State], bool], what: str) -> State:
        """Follow the window until it is as wanted; gives how it stands."""
        end = time.monotonic() + PATIENCE
        while not (self.passed and wanted(self.passed[-1])):
            stands = self.passed[-1:]
            assert time.monotonic() < end, f"waited for {what}; the window stands at {stands}"
            if self._waiting:
                self.passed.append(self._waiting.popleft())
            elif self._looking.select(timeout=1):
                told = os.read(self._out, 65536)
                assert told, f"the window has ended; it stood at {stands}"
                *lines, self._read = (self._read + told).split(b"\n")
                self._waiting.extend(json.loads(line) for line in lines)
        return self.passed[-1]
