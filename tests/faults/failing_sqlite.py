"""Every write, sync and truncation of SQLite's own files, counted and made to fail in this process.

The library's file functions are wrapped from Python: no tool, no other process, so that hundreds of faults take
seconds. What the library answers to them is its own code; the numbers are SQLite's (sqlite3.h).
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3._sqlite3 as library

from tests.faults.failing_files import FailingFiles

IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE, IOERR_DELETE, FULL = 778, 1034, 1546, 2570, 13
ENOSPC = 28

_Pointer, _Int, _Long = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Pointer, _Int, _Pointer)
_DELETE = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Int)
_WRITE = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Int, _Long)
_TRUNCATE = ctypes.CFUNCTYPE(_Int, _Pointer, _Long)
_SYNC = ctypes.CFUNCTYPE(_Int, _Pointer, _Int)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", _Int), ("file_bytes", _Int), ("longest_path", _Int), ("next", _Pointer), ("name", _Pointer),
        ("own", _Pointer), ("open", _Pointer), ("delete", _Pointer),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", _Int), ("close", _Pointer), ("read", _Pointer), ("write", _Pointer), ("truncate", _Pointer),
        ("sync", _Pointer), *((f"other_{number}", _Pointer) for number in range(13)),
    )  # fmt: skip


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class _Wrapped:
    """The functions in place of SQLite's; they live as long as this object."""

    def __init__(self, files: FailingFiles, vfs: _Vfs) -> None:
        self._files, self._tables = files, dict[int, tuple[_Methods, list[Any]]]()
        self._real_open, self._real_delete = _OPEN(vfs.open), _DELETE(vfs.delete)
        self.open, self.delete = _OPEN(self._open), _DELETE(self._delete)

    def _open(self, vfs: Any, name: Any, file: Any, flags: int, out: Any) -> int:
        result = int(self._real_open(vfs, name, file, flags, out))
        opened = _File.from_address(file)
        if result == 0 and opened.methods:
            opened.methods = ctypes.pointer(self._table(opened.methods.contents))
        return result

    def _delete(self, vfs: Any, name: Any, sync: int) -> int:
        return self._failed("delete", IOERR_DELETE) or int(self._real_delete(vfs, name, sync))

    def _table(self, real: _Methods) -> _Methods:
        address = ctypes.addressof(real)
        if address not in self._tables:
            own = _Methods()
            ctypes.pointer(own)[0] = real
            made = [
                _WRITE(self._then(_WRITE(real.write), "write", IOERR_WRITE)),
                _TRUNCATE(self._then(_TRUNCATE(real.truncate), "truncate", IOERR_TRUNCATE)),
                _SYNC(self._then(_SYNC(real.sync), "sync", IOERR_FSYNC)),
            ]
            own.write, own.truncate, own.sync = (ctypes.cast(one, _Pointer).value for one in made)
            self._tables[address] = (own, made)
            self._tables[ctypes.addressof(own)] = (own, made)
        return self._tables[address][0]

    def _then(self, real: Callable[..., int], name: str, code: int) -> Callable[..., int]:
        return lambda *given: self._failed(name, code) or real(*given)

    def _failed(self, name: str, code: int) -> int:
        try:
            self._files.step(name)
        except OSError as trouble:
            return FULL if trouble.errno == ENOSPC and name == "write" else code
        return 0


_kept: list[_Wrapped] = []


@contextmanager
def failing_sqlite(files: FailingFiles) -> Iterator[FailingFiles]:
    """Let every file that SQLite opens from now on go through ``files``."""
    loaded = ctypes.CDLL(library.__file__)
    loaded.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = loaded.sqlite3_vfs_find(None).contents
    before = vfs.open, vfs.delete
    wrapped = _Wrapped(files, vfs)
    _kept.append(wrapped)  # a file that is still open goes on calling it
    vfs.open, vfs.delete = (ctypes.cast(one, _Pointer).value for one in (wrapped.open, wrapped.delete))
    try:
        yield files
    finally:
        vfs.open, vfs.delete = before
