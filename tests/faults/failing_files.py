"""Every step that Python takes on files, counted: one fails, all from one on fail, or the process dies there."""

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import pytest

EACH = [pytest.param(3, id="thin"), pytest.param(1, id="each", marks=pytest.mark.heavy)]
"""How far from one step that fails to the next: every third in every run, each with ``test.py --all``."""
STEPS = ("open", "fsync", "replace", "rename", "unlink", "rmdir", "mkdir", "ftruncate")


class FailingFiles:
    """Counts the steps; ``at`` says at which one (from 1) it fails, 0 for never; ``forever`` fails all after it."""

    def __init__(self, at: int, *, forever: bool = False, dies: bool = False, code: int = errno.EIO) -> None:
        self.at, self.forever, self.dies, self.code = at, forever, dies, code
        self.steps = 0
        self.names: list[str] = []

    def step(self, name: str) -> None:
        """Count one step and fail or die where it is its turn."""
        self.steps += 1
        self.names.append(name)
        if self.at and (self.steps == self.at or (self.forever and self.steps > self.at)):
            if self.dies:
                os._exit(9)
            raise OSError(self.code, os.strerror(self.code))

    def counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function of ``os``."""

        def call(*args: Any, **how: Any) -> Any:
            if name != "open" or args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self.step(name)
            return real(*args, **how)

        return call

    def opened(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap ``io.open``: opening to write and each write are steps."""

        def call(file: Any, mode: str = "r", *args: Any, **how: Any) -> Any:
            if not set(mode) & set("wxa+"):
                return real(file, mode, *args, **how)
            self.step("create")
            return _Counted(real(file, mode, *args, **how), self)

        return call


class _Counted:
    """An open file whose writes are steps."""

    def __init__(self, stream: Any, files: FailingFiles) -> None:
        self._stream, self._files = stream, files

    def write(self, content: Any) -> Any:
        """Count a write; where it fails half of it has arrived."""
        try:
            self._files.step("write")
        except OSError:
            self._stream.write(content[: len(content) // 2])
            raise
        return self._stream.write(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._stream.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def failing(files: FailingFiles) -> Iterator[FailingFiles]:
    """Let everything in this process go through ``files``."""
    before: list[tuple[Any, str, Any]] = [(os, name, getattr(os, name)) for name in STEPS]
    before.append((io, "open", io.open))
    for module, name, real in before:
        setattr(module, name, files.opened(real) if module is io else files.counted(name, real))
    try:
        yield files
    finally:
        for module, name, real in before:
            setattr(module, name, real)
