"""The disk that forgets what was not synced: forgetful_disk.c built, mounted, broken, cut off from its power."""

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.faults.recording import needed

SOURCE = Path(__file__).with_name("forgetful_disk.c")
COMMAND = ".command"


@cache
def built() -> Path:
    """Build the file system; whatever is missing for it fails, it is never passed over."""
    program = Path(mkdtemp(prefix="forgetful-")) / "forgetful_disk"
    asked = [needed("pkg-config"), "fuse3", "--cflags", "--libs"]
    flags = subprocess.run(asked, check=False, capture_output=True, text=True)
    assert flags.returncode == 0, f"缺少系统组件 libfuse3-dev：build_scripts/test.py --all 会装上它\n{flags.stderr}"
    command = [needed("gcc"), "-O2", "-Wall", "-Werror", "-o", str(program), str(SOURCE), *flags.stdout.split()]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return program


class ForgetfulDisk:
    """One disk; what stands in ``content`` at first is on it for good."""

    def __init__(self, scratch: Path, content: Path) -> None:
        """Lay the disk out and mount it; fails where this machine mounts nothing."""
        self.mounted, self._backing = scratch / "mounted", scratch / "backing"
        for folder in (self.mounted, self._backing):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        self._numbers = 1
        self._lay_out(content, 1)
        self._mount()

    def command(self, words: str) -> None:
        """Have the disk obey (see the C source)."""
        (self.mounted / COMMAND).write_text(words)

    def was_touched(self) -> bool:
        """Tell whether a fault was met; a disk without power was touched by that."""
        try:
            return (self.mounted / COMMAND).read_text() == "touched"
        except OSError:
            return True

    def cut_power(self) -> None:
        """Let everything be forgotten that was not synced, and start anew."""
        self.close()
        self._mount()

    def close(self) -> None:
        """Take the disk away, without a last sync."""
        self._daemon.kill()
        self._daemon.communicate()
        subprocess.run([needed("umount"), "-l", str(self.mounted)], check=False, capture_output=True)

    def _mount(self) -> None:
        command = [str(built()), str(self._backing), str(self.mounted)]
        self._daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wait_until(lambda: os.path.ismount(self.mounted) or self._daemon.poll() is not None)
        if self._daemon.poll() is not None and self._daemon.stderr is not None:
            words = self._daemon.stderr.read().decode()
            raise AssertionError(f"这台机器挂不上 FUSE（/dev/fuse、fuse3、root）：{words}")

    def _lay_out(self, folder: Path, number: int) -> None:
        lines = []
        for path in sorted(folder.iterdir()):
            self._numbers += 1
            lines.append(f"{'d' if path.is_dir() else 'f'} {self._numbers} {path.name}\n")
            if path.is_dir():
                self._lay_out(path, self._numbers)
            else:
                shutil.copyfile(path, self._backing / f"f{self._numbers}")
        (self._backing / f"d{number}").write_text("".join(lines))


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something that comes within milliseconds, or fail after ten seconds."""
    import select
    import time

    until = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < until, "waited ten seconds"
        select.select([], [], [], 0.002)
