"""Pictures of what is kept, in memory only: the last few that were looked at."""

import threading
from collections import OrderedDict
from collections.abc import Callable

Key = tuple[str, int, int]


class Previews:
    """The last ``most`` previews by digest, page and width; safe in any thread."""

    def __init__(self, most: int) -> None:
        """Begin with none."""
        self._most, self._guard = most, threading.Lock()
        self._kept: OrderedDict[Key, bytes] = OrderedDict()

    def find(self, key: Key, draw: Callable[[], bytes]) -> bytes:
        """Give a preview, drawn now where it was not looked at lately."""
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        drawn = draw()
        with self._guard:
            self._kept[key] = drawn
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return drawn

    def clear(self) -> None:
        """Forget all: after an erasure, and at the end."""
        with self._guard:
            self._kept.clear()


def drawn_width(wanted: int, step: int) -> int:
    """Give the width that is drawn for a wanted one: whole steps of it, so that few different ones are ever made."""
    return max(step, wanted // step * step)
