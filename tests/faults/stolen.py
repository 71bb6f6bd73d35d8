"""What the stolen-disk test needs: fifty known strings, a watch over files and command lines, and a search in bytes."""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import util
from pathlib import Path
from typing import Any
from unittest import mock

from tests.app.sheets.tables import id_number

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gbk")
NAMES = ("欧阳淑芬", "诸葛大壮", "司马春来", "上官玉兰", "东方红旗", "慕容守业", "端木小满", "夏侯长林")
IDS = tuple(id_number("231221", f"19{60 + number}0{number + 1}15", 100 + number) for number in range(8))
PHONES = tuple(f"1390455{7301 + number * 97}" for number in range(8))
PLACES = tuple(f"靠山屯第{number}排老槐树旁红砖房" for number in "三四五六七八")
REASONS = (
    "屋顶漏雨想申请危房改造",
    "老伴卧床需要人照看",
    "儿子在外打工没有汇款",
    "材料里缺了残疾证复印件",
    "低保金上个月没有到账",
    "窗口说要重新开证明",
)
TITLES = ("住院病历首页照片", "离婚判决书扫描件", "银行流水打印件")
WORDS = ("稻花香里-2026", "新站长的一句长话", "代办员记得住的话", "想不起来又想起来")
OTHERS = ("王守田", "赵接任人", "李代办员", "0455-5550199", "查看证件为了核对补贴", "看了病历以后存档")
LETTER = "这份说明是给镇民政办的不能外传"


class Watch:
    """Every file opened to write, renamed, or made while it looks, and every command line of a child."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.commands: list[str] = []
        self._looking = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._looking:
            return
        if event == "open" and isinstance(arguments[0], str | bytes):
            mode, flags = arguments[1] or "", arguments[2] or 0
            if set(str(mode)) & set("wxa+") or int(flags) & 0o103:
                self.names.add(_text(arguments[0]))
        elif event in {"os.rename", "os.mkdir", "os.link", "os.symlink", "shutil.copyfile", "sqlite3.connect"}:
            self.names.update(_text(name) for name in arguments if isinstance(name, str | bytes))
        elif event in {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}:
            self.commands.append(repr(arguments))

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look while the block runs; children of multiprocessing are seen by their arguments."""
        real = util.spawnv_passfds

        def spawned(path: Any, arguments: Any, handles: Any) -> Any:
            self.commands.append(repr(arguments))
            return real(path, arguments, handles)

        with mock.patch.object(util, "spawnv_passfds", spawned):
            self._looking = True
            try:
                yield
            finally:
                self._looking = False


def _text(name: str | bytes) -> str:
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else name


def known_strings(*more: str) -> list[str]:
    """Give everything that must be found nowhere."""
    known = [*NAMES, *IDS, *PHONES, *PLACES, *REASONS, *TITLES, *WORDS, *OTHERS, LETTER, *more]
    assert len(set(known)) >= 50
    assert min(len(one.encode("gbk")) for one in known) >= 6, "a shorter one would be found by chance"
    return known


def copied(home: Path, target: Path) -> Path:
    """Copy a home as a thief would, while it is open, without touching its files in this process (FAULTS §2.3)."""
    subprocess.run(["cp", "-a", str(home), str(target)], check=True)
    return target


def found_in(folder: Path, strings: list[str]) -> list[str]:
    """Search every byte of every file, and the names, for every string in every encoding."""
    needles = [(one, one.encode(encoding)) for one, encoding in itertools.product(strings, ENCODINGS)]
    found = []
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        found += [f"{one} in the name {name}" for one in strings if one in name]
        if path.is_file():
            content = path.read_bytes()
            found += [f"{one} in {name}" for one, needle in needles if needle in content]
    return found


def said(text: str, strings: list[str]) -> list[str]:
    """Give the strings that stand in a text."""
    return [one for one in strings if one in text]


def plain_pages(path: Path, key: bytes, scratch: Path) -> bytes:
    """Decrypt every page of a data file, free ones too, and of its log: what lies there whatever SQL says.

    SQLCipher 4: AES-256-CBC, pages of 4096 bytes of which the last 80 are the IV and the HMAC, the first 16 of the file
    a salt; a raw key is used as it is.
    """
    content = path.read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    pages[0] = pages[0][16:]
    log = path.with_name(f"{path.name}-wal")
    frames = log.read_bytes()[32:] if log.exists() else b""
    pages += [frames[at + 24 : at + 24 + 4096] for at in range(0, len(frames), 24 + 4096)]
    return b"".join(_plain(page, key, scratch) for page in pages if any(page))


def _plain(page: bytes, key: bytes, scratch: Path) -> bytes:
    body, iv = page[:-80], page[-80:-64]
    command = ["openssl", "enc", "-d", "-aes-256-cbc", "-nopad", "-K", key.hex(), "-iv", iv.hex()]
    return subprocess.run(command, input=body, capture_output=True, check=True, cwd=scratch).stdout
