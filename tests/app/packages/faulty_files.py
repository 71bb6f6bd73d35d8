"""A file layer whose k-th call fails, as sticks do: full, pulled, failing, read-only, or lying."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

from app.packages.files import SystemFiles


class FaultyFiles(SystemFiles):
    """Counts calls; the one numbered ``k`` (from 1), and with ``forever`` all after it, raises ``OSError(number)``."""

    def __init__(self, k: int = 0, number: int = 0, *, forever: bool = False) -> None:
        self.k, self.number, self.forever = k, number, forever
        self.calls: list[str] = []

    def _step(self, name: str) -> None:
        self.calls.append(name)
        at = len(self.calls)
        if self.k and (at == self.k or (self.forever and at > self.k)):
            raise OSError(self.number, name)

    def is_folder(self, folder: Path) -> bool:
        self._step("is_folder")
        return super().is_folder(folder)

    def free_bytes(self, folder: Path) -> int:
        self._step("free_bytes")
        return super().free_bytes(folder)

    def exists(self, path: Path) -> bool:
        self._step("exists")
        return super().exists(path)

    def create(self, path: Path) -> IO[bytes]:
        self._step("create")
        return _FaultyStream(super().create(path), self)  # type: ignore[return-value]  # only what carry() uses

    def sync(self, stream: IO[bytes]) -> None:
        self._step("sync")
        super().sync(stream)

    def rename(self, old: Path, new: Path) -> None:
        self._step("rename")
        super().rename(old, new)

    def sync_file(self, path: Path) -> None:
        self._step("sync_file")
        super().sync_file(path)

    def sync_folder(self, folder: Path) -> None:
        self._step("sync_folder")
        super().sync_folder(folder)

    def read_from_medium(self, path: Path) -> Iterator[bytes]:
        self._step("read_from_medium")
        yield from super().read_from_medium(path)

    def remove(self, path: Path) -> None:
        self._step("remove")
        super().remove(path)


class _FaultyStream:
    def __init__(self, stream: IO[bytes], files: FaultyFiles) -> None:
        self._stream, self._files = stream, files

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def write(self, chunk: bytes) -> int:
        self._files._step("write")
        return self._stream.write(chunk)

    def flush(self) -> None:
        self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()


class LyingFiles(SystemFiles):
    """A stick that says yes and keeps something else (fake capacity, dropped writes)."""

    def read_from_medium(self, path: Path) -> Iterator[bytes]:
        for chunk in super().read_from_medium(path):
            yield bytes(len(chunk))
