"""Taking in a file from outside: the parent's side, which survives whatever the file does to the child."""

from functools import cache
from pathlib import Path

import msgspec

from app.core.errors import Refused
from app.core.limited_child import ChildLost, Limits, ask_child
from app.core.progress import SILENT, Progress
from app.core.resources import load_toml
from app.sheets.cells import MOST_COLUMNS, MOST_ROWS, Merged, Row, Sheet
from app.sheets.child import Opening, Question, Ranges, Rows, Told, Trouble, read_in_child
from app.sheets.container import LARGEST_FILE

LIMITS = Limits()


class _Sentence(msgspec.Struct, frozen=True):
    sentence: str
    advice: str = ""


def read_sheet(path: Path, name: str = "", progress: Progress = SILENT, limits: Limits = LIMITS) -> Sheet:
    """Read one sheet of an .xlsx, .xls, .xlsb, .ods or .csv file, the first with anything in it where none is named.

    Raises ``Refused`` with one sentence for every cause, ``Cancelled`` where the clerk stopped it.
    """
    if not path.is_file():
        raise trouble_with(path, "missing")
    if path.stat().st_size > LARGEST_FILE:
        raise trouble_with(path, "too_large")
    question = msgspec.msgpack.encode(Question(str(path.absolute()), name))
    told = _Told()
    try:
        for message in ask_child(read_in_child, question, limits, progress):
            told.hear(message)
            progress(len(told.rows), 0, f"已读 {len(told.rows)} 行")
    except ChildLost as lost:
        raise trouble_with(path, f"child_{lost.cause}") from lost
    if told.trouble is not None:
        raise trouble_with(path, told.trouble.code, told.trouble.place)
    if told.opening is None or not told.rows:
        raise trouble_with(path, "nothing_inside")
    return Sheet(told.opening.name, told.opening.names, told.rows, told.merged)


class _Told:
    """What the child has told so far."""

    def __init__(self) -> None:
        self.opening: Opening | None = None
        self.trouble: Trouble | None = None
        self.rows: list[Row] = []
        self.merged: tuple[Merged, ...] = ()
        self._decode = msgspec.msgpack.Decoder(Told).decode

    def hear(self, message: bytes) -> None:
        match self._decode(message):
            case Opening() as opening:
                self.opening = opening
            case Rows(rows=more):
                self.rows += more
            case Ranges(merged=merged):
                self.merged = merged
            case Trouble() as trouble:
                self.trouble = trouble


def trouble_with(path: Path, code: str, place: str = "") -> Refused:
    """Make the sentence for one cause, naming the file."""
    told = _sentences()[code]
    filled = told.sentence.format(
        file=path.name, place=place, rows=MOST_ROWS, columns=MOST_COLUMNS, megabytes=LARGEST_FILE // 1024 // 1024
    )
    return Refused(filled, untouched="数据没有改动。", advice=told.advice)


@cache
def _sentences() -> dict[str, _Sentence]:
    return load_toml("imports/troubles.toml", dict[str, _Sentence])
