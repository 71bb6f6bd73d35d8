"""The arguments of the door: a parser that refuses in one Chinese sentence instead of printing its usage."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import NoReturn

from app.core.errors import Refused
from app.core.year_table import FIRST_YEAR, LAST_YEAR
from db.disk_words import disk_words

NOTHING_DONE = "什么也没有做。"
_FAULTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"argument (?:WORD|ACTION|WAY|STEP): invalid choice: (?P<value>.*?) \(choose from.*", "没有 {value} 这个词"),
        (
            r"argument (?P<name>.+?): invalid choice: (?P<value>.*?) \(choose from (?P<known>.*)\)",
            "{name} 没有 {value}，可以用 {known}",
        ),
        (r"argument (?P<name>.+?): invalid int value: (?P<value>.*)", "{name} 要写整数，现在是 {value}"),
        (r"argument (?P<name>.+?): invalid .*? value: (?P<value>.*)", "{name} 不能是 {value}"),
        (r"argument (?P<name>.+?): expected .*", "{name} 后面没有写内容"),
        (r"argument (?P<name>.+?): not allowed with argument (?P<value>.*)", "{name} 不能和 {value} 一起写"),
        (r"argument (?P<name>.+?): ignored explicit argument (?P<value>.*)", "{name} 后面不能写 {value}"),
        (r"the following arguments are required: (?P<name>.*)", "没有写 {name}"),
        (r"one of the arguments (?P<name>.*) is required", "{name} 要写一个"),
        (r"unrecognized arguments: (?P<value>.*)", "不认识 {value}"),
        (r"ambiguous option: (?P<value>.*?) could match (?P<known>.*)", "{value} 可以是 {known} 里的任何一个"),
    )
)


class WordParser(argparse.ArgumentParser):
    """An argument parser whose complaint is a :class:`Refused`; ``--help`` is as ever."""

    def error(self, message: str) -> NoReturn:
        """Refuse in Chinese, with the way to the help."""
        words = next(
            (words.format(**found.groupdict()) for pattern, words in _FAULTS if (found := pattern.fullmatch(message))),
            message,
        )
        one_line = " ".join(words.split())
        raise Refused(f"命令写得不对：{one_line}。", untouched=NOTHING_DONE, advice=f"用法请看 {self.prog} --help。")


def read_date(text: str) -> date:
    """Read the day of an option (argparse's ``type``); raises ``Refused``, also outside the years of the calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError as trouble:
        raise Refused(f"“{text}”不是日期。", untouched=NOTHING_DONE, advice="日期写成 2026-10-09 的样子。") from trouble
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(f"“{text}”不在 {FIRST_YEAR}—{LAST_YEAR} 年之间。", untouched=NOTHING_DONE, advice="请检查年份。")
    return day


def secret_in(path: Path, what: str) -> str:
    """Read a password or code from its file; raises ``Refused`` with ``what`` it was meant to be."""
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as trouble:
        sentence = f"写着{what}的文件读不出来。"
        raise Refused(sentence, untouched=NOTHING_DONE, advice="请检查文件的路径和编码（UTF-8）。") from trouble


def writable(out: Path) -> Path:
    """Look before anything is done whether a file can stand at ``out``; raises ``Refused``."""
    try:
        is_folder, has_folder = out.is_dir(), out.parent.is_dir()
        out.exists()
    except OSError as trouble:
        raise Refused(f"“{out.name}”用不了（{disk_words(trouble)}）。", untouched=NOTHING_DONE) from trouble
    if not out.name or is_folder:
        raise Refused(f"“{out}”是一个文件夹，不是文件名。", untouched=NOTHING_DONE, advice="请写上文件名。")
    if not has_folder:
        raise Refused(f"没有“{out.parent}”这个文件夹。", untouched=NOTHING_DONE, advice="请先建好文件夹。")
    return out
