"""Python's collector of reference cycles, kept to the UI thread and to its idle moments.

Left alone it runs in whichever thread happens to allocate, also inside a call from Qt; what it frees there may be a
widget or a timer, and Qt objects destroyed in another thread, or under the hands of an event, end the program.
"""

import gc

from PySide6.QtCore import QObject, QTimerEvent

PACE = 500
"""Milliseconds between two looks; a look without work costs some microseconds."""


class Collecting(QObject):
    """While it lives, cycles are collected by its own timer alone; ``stop`` gives Python its own way back."""

    def __init__(self, parent: QObject) -> None:
        """Begin; UI thread only."""
        super().__init__(parent)
        gc.disable()
        self._timer = self.startTimer(PACE)

    def stop(self) -> None:
        """Let Python collect by itself again: no thread is left that could do it at a bad moment."""
        self.killTimer(self._timer)
        gc.enable()

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Collect the oldest generation that is full, as Python would have done."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
