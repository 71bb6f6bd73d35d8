"""How far a long task is, and whether it is still wanted: two values that are handed to the task."""

from typing import Protocol

from app.core.errors import Refused


class Cancelled(Refused):
    """The clerk stopped the task; nothing of it was kept."""

    def __init__(self) -> None:
        """Say that nothing changed."""
        super().__init__("已经取消。", untouched="这一步没有做，数据没有改动。")


class Progress(Protocol):
    """Told of every step; asked before the next one."""

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Hear how many of how many steps are done, and what is being done in words."""
        ...

    def cancelled(self) -> bool:
        """Tell whether the task shall stop."""
        ...


class Silent:
    """A progress that nobody watches and nobody cancels."""

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Hear it and say nothing."""

    def cancelled(self) -> bool:
        """Never stop."""
        return False


SILENT = Silent()


def go_on(progress: Progress, done: int, total: int, words: str = "") -> None:
    """Tell a step and raise ``Cancelled`` where the clerk has stopped the task."""
    if progress.cancelled():
        raise Cancelled
    progress(done, total, words)
