"""Watch a process under strace and give what it did to the files below one folder (FAULTS §2.1).

The process tells what it finished by lines ``WORD JSON`` into the file named by ``CUNZHAN_TOLD``; the line's own write
stands in the trace, so that everything is in one order. ``-shm`` files are left out: they are memory, not disk. What
the replay could not follow (a symbolic link, room set aside) fails here, it is never passed over.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.faults.steps_on_disk import Cut, Done, Linked, Made, Removed, Renamed, Step, Synced, Written
from tests.faults.trace_lines import Call, calls_of

ROOT = Path(__file__).resolve().parents[2]
TOLD = "CUNZHAN_TOLD"
LONGEST = 1 << 26
CALLS = (
    "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,"
    "lseek,sendfile,copy_file_range"
)


def needed(tool: str) -> str:
    """Give the path of a tool; a missing one fails, it never skips (build_scripts/system_packages.py brings it)."""
    found = shutil.which(tool, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin")))
    assert found is not None, f"缺少系统工具 {tool}：build_scripts/test.py 会装上它，或请手工安装"
    return found


def environ_of_child(**more: str) -> dict[str, str]:
    """Give the variables for a process that no coverage watches: the watching imports a second SQLite."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return {**own, "PYTHONDONTWRITEBYTECODE": "1", **more}


def record(module: str, arguments: Sequence[str], folder: Path, scratch: Path) -> list[Step]:
    """Run ``python -m module arguments`` and give its steps below ``folder``; the process must end well."""
    trace, told = scratch / "trace.txt", scratch / "told.txt"
    reader = TraceReader(folder, told)
    watch = [needed("strace"), "-f", "-y", "-xx", "-z", "--seccomp-bpf", "-s", str(LONGEST)]
    command = [*watch, "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace)]
    command += [sys.executable, "-m", module, *arguments]
    environ = environ_of_child(**{TOLD: str(told)})
    ended = subprocess.run(command, cwd=ROOT, env=environ, check=False, capture_output=True, timeout=600)
    assert ended.returncode == 0, ended.stderr.decode()[-3000:]
    with trace.open(encoding="ascii", errors="replace") as lines:
        steps = [step for call in calls_of(lines) for step in reader.read(call)]
    trace.unlink()
    return steps


class TraceReader:
    """Turns calls into steps; mirrors the watched folder, so that it knows each name, size and place of writing."""

    def __init__(self, folder: Path, told: Path) -> None:
        """Look at what stands in ``folder`` now, before the process runs; ``told`` is the file that it tells into."""
        self._folder, self._told = f"{folder.resolve()}/", str(told.resolve())
        paths = [path.resolve() for path in folder.rglob("*") if path.is_file()]
        self._files = {str(path).removeprefix(self._folder): bytearray(path.read_bytes()) for path in paths}
        self._places: dict[tuple[str, str], int] = {}
        self._by_call: dict[str, Callable[[Call], Iterator[Step]]] = {
            **dict.fromkeys(("open", "openat", "creat"), self._open),
            **dict.fromkeys(("write", "writev"), self._write),
            **dict.fromkeys(("pwrite64", "pwritev"), self._write_at),
            **dict.fromkeys(("fsync", "fdatasync"), self._sync),
            **dict.fromkeys(("rename", "renameat", "renameat2"), self._rename),
            **dict.fromkeys(("unlink", "unlinkat", "rmdir"), self._remove),
            **dict.fromkeys(("mkdir", "mkdirat"), self._make_folder),
            **dict.fromkeys(("link", "linkat"), self._link),
            **dict.fromkeys(("sendfile", "copy_file_range"), self._copy),
            "ftruncate": self._truncate,
            "lseek": self._seek,
        }

    def read(self, call: Call) -> Iterator[Step]:
        """Give the steps of one call."""
        if (reader := self._by_call.get(call.name)) is not None:
            yield from reader(call)
        elif self._folder in call.arguments or any(self._inside(name) for name in call.names()):
            raise AssertionError(f"the replay does not know {call.name}({call.arguments[:200]})")

    def _inside(self, path: str) -> str | None:
        name = path.removeprefix(self._folder)
        return None if name == path or name.endswith("-shm") else name

    def _open(self, call: Call) -> Iterator[Step]:
        name = self._inside(call.opened)
        if name is None or "O_TMPFILE" in call.arguments or "O_DIRECTORY" in call.arguments:
            return
        if name not in self._files:
            if "O_CREAT" not in call.arguments:
                return
            self._files[name] = bytearray()
            yield Made(name)
        elif "O_TRUNC" in call.arguments and self._files[name]:
            self._files[name].clear()
            yield Cut(name, 0)
        self._places[str(call.result), name] = len(self._files[name]) if "O_APPEND" in call.arguments else 0

    def _seek(self, call: Call) -> Iterator[Step]:
        handle, path = call.handle()
        if (name := self._inside(path)) is not None:
            self._places[handle, name] = call.result
        yield from ()

    def _write(self, call: Call) -> Iterator[Step]:
        handle, path = call.handle()
        if path == self._told:
            for line in call.content().decode().splitlines():
                what, facts = line.split(" ", 1)
                yield Done(what, facts)
        elif (name := self._inside(path)) in self._files and name is not None:
            offset = self._places[handle, name]
            self._places[handle, name] = offset + call.result
            yield self._written(name, offset, call.content())

    def _write_at(self, call: Call) -> Iterator[Step]:
        _, path = call.handle()
        if (name := self._inside(path)) in self._files and name is not None:
            yield self._written(name, call.number(), call.content())

    def _copy(self, call: Call) -> Iterator[Step]:
        order = (0, 1) if call.name == "sendfile" else (1, 0)
        (handle, path), (_, source) = call.handle(order[0]), call.handle(order[1])
        if (name := self._inside(path)) in self._files and name is not None:
            assert call.name == "sendfile", "copy_file_range: the replay does not follow its offsets"
            start = call.number(-2)
            inside = self._inside(source)
            whole = bytes(self._files[inside]) if inside in self._files and inside else Path(source).read_bytes()
            end = start  # strace shows the offset as it was before the call
            offset = self._places[handle, name]
            self._places[handle, name] = offset + call.result
            yield self._written(name, offset, whole[end : end + call.result])

    def _written(self, name: str, offset: int, content: bytes) -> Written:
        held = self._files[name]
        held.extend(bytes(max(0, offset - len(held))))
        held[offset : offset + len(content)] = content
        return Written(name, offset, content)

    def _truncate(self, call: Call) -> Iterator[Step]:
        _, path = call.handle()
        if (name := self._inside(path)) in self._files and name is not None:
            size, held = call.number(), self._files[name]
            del held[size:]
            held.extend(bytes(size - len(held)))
            yield Cut(name, size)

    def _sync(self, call: Call) -> Iterator[Step]:
        _, path = call.handle()
        if f"{path}/" == self._folder:
            yield Synced("")
        elif (name := self._inside(path)) is not None:
            yield Synced(name)

    def _rename(self, call: Call) -> Iterator[Step]:
        before, after = (self._inside(name) for name in call.names())
        if before is None and after is None:
            return
        assert before is not None, f"brought in from outside: {call.names()}"
        assert after is not None, f"moved outside: {call.names()}"
        for name in [name for name in self._files if name == before or name.startswith(f"{before}/")]:
            self._files[after + name.removeprefix(before)] = self._files.pop(name)
        yield Renamed(before, after)

    def _link(self, call: Call) -> Iterator[Step]:
        before, after = (self._inside(name) for name in call.names())
        if before is not None and after is not None:
            self._files[after] = self._files[before]
            yield Linked(before, after)

    def _remove(self, call: Call) -> Iterator[Step]:
        if (name := self._inside(call.names()[0])) is not None:
            self._files.pop(name, None)
            yield Removed(name)

    def _make_folder(self, call: Call) -> Iterator[Step]:
        if (name := self._inside(call.names()[0])) is not None:
            yield Made(name, is_folder=True)
