"""A task in the background that stops when the clerk says so, and also when the office is left."""

import threading

from app.core.progress import Progress


class Watched:
    """A progress that is cancelled by whoever watches it or by leaving."""

    def __init__(self, progress: Progress, leaving: threading.Event) -> None:
        """Pass everything on to ``progress``."""
        self._progress, self._leaving = progress, leaving

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Tell how far it is."""
        self._progress(done, total, words)

    def cancelled(self) -> bool:
        """Tell whether it shall stop."""
        return self._leaving.is_set() or self._progress.cancelled()
