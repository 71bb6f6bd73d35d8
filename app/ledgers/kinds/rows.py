"""A small table inside an entry: its rows hold typed values by column; as text one line per row, cells between ｜."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from app.ledgers.declaration import Column
from app.ledgers.kinds.kind import FieldKind, NotTyped, without_controls

BETWEEN = "｜"
MOST_ROWS = 500
_CELLS = re.compile(r"(?<!\\)((?:\\\\)*)[｜|]")
_WRITTEN = re.compile(r"\\(.)")
_decode = msgspec.json.Decoder(tuple[dict[str, str | int], ...]).decode
Row = dict[str, Any]
Cell = tuple[Column, FieldKind[Any]]
Check = Callable[[Column, FieldKind[Any], object], Any]


class CellFault(NotTyped):
    """Cells that hold no value of their kind: each with its row (from 1), column and what is wrong in words."""

    def __init__(self, faults: Sequence[tuple[int, str, str]]) -> None:
        """Say the first of them in the sentence; the others are in ``faults``."""
        row, _, words = faults[0]
        more = f"（另外还有 {len(faults) - 1} 处）" if faults[1:] else ""
        super().__init__(f"第 {row} 行{words}{more}")
        self.faults = tuple(faults)


class Rows:
    """The rows of one field; a row without any value is left out."""

    column_type = "TEXT"
    order = "text"

    def __init__(self, cells: Sequence[Cell], check: Check) -> None:
        """``check(column, kind, given)`` gives a cell's value or ``None``, and raises ``NotTyped``."""
        self._cells, self._check = tuple(cells), check

    def typed(self, text: str) -> tuple[Row, ...]:
        """Read one line per row, the cells in the order of the columns; | counts as ｜ where it stands alone."""
        lines = [line for line in without_controls(text).splitlines() if line.strip()]
        return self._all([self._split(line) for line in lines])

    def given(self, value: object) -> tuple[Row, ...]:
        """Take a list of mappings, by key or label of the column."""
        if not isinstance(value, list | tuple):
            raise NotTyped("要写成一行一行的明细")
        labels = {column.label: column.key for column, _ in self._cells}
        rows = []
        for number, row in enumerate(value, 1):
            if not isinstance(row, Mapping):
                raise NotTyped(f"第 {number} 行不是一行明细")
            rows.append({labels.get(str(name), str(name)): cell for name, cell in row.items()})
        return self._all(rows)

    def stored(self, value: tuple[Row, ...]) -> str:
        """Keep them as a JSON list of objects with the cells that hold something."""
        return msgspec.json.encode([self._kept(row) for row in value]).decode()

    def read(self, kept: str | int) -> tuple[Row, ...]:
        """Read them back; a column that is declared no more is left out."""
        kinds = {column.key: kind for column, kind in self._cells}
        return tuple(
            {name: kinds[name].read(cell) for name, cell in row.items() if name in kinds} for row in _decode(str(kept))
        )

    def shown(self, value: tuple[Row, ...]) -> str:
        """Show one line per row."""
        return "\n".join(BETWEEN.join(_escaped(text) for text in self._texts(row)) for row in value)

    def words(self, value: tuple[Row, ...]) -> str:
        """Find it by every cell."""
        return " ".join(text for row in value for text in self._texts(row) if text)

    def _texts(self, row: Row) -> Iterator[str]:
        for column, kind in self._cells:
            yield kind.shown(row[column.key]) if column.key in row else ""

    def _kept(self, row: Row) -> dict[str, str | int]:
        return {column.key: kind.stored(row[column.key]) for column, kind in self._cells if column.key in row}

    def _split(self, line: str) -> Row:
        texts = _CELLS.sub(r"\1" + "\x00", line).split("\x00")
        if len(texts) > len(self._cells):
            raise NotTyped(f"“{line[:20]}”有 {len(texts)} 格，只有 {len(self._cells)} 列")
        return {column.key: _plain(text) for (column, _), text in zip(self._cells, texts, strict=False)}

    def _all(self, rows: Sequence[Mapping[str, object]]) -> tuple[Row, ...]:
        faults: list[tuple[int, str, str]] = []
        found = [row for number, given in enumerate(rows, 1) if (row := self._row(number, given, faults))]
        if faults:
            raise CellFault(faults)
        if not found:
            raise NotTyped("一行也没有写")
        if len(found) > MOST_ROWS:
            raise NotTyped(f"最多 {MOST_ROWS} 行")
        return tuple(found)

    def _row(self, number: int, given: Mapping[str, object], faults: list[tuple[int, str, str]]) -> Row:
        known = {column.key for column, _ in self._cells}
        faults += [(number, name, f"没有“{name[:20]}”这一列") for name in given if name not in known]
        row: Row = {}
        missing = []
        for column, kind in self._cells:
            try:
                value = self._check(column, kind, given.get(column.key))
            except NotTyped as trouble:
                faults.append((number, column.key, f"“{column.label}”{trouble}"))
                continue
            if value is not None:
                row[column.key] = value
            elif column.required:
                missing.append((number, column.key, f"“{column.label}”没有填"))
        if row:
            faults += missing
        return row


def _escaped(text: str) -> str:
    return re.sub(r"([\\｜|])", r"\\\1", text).replace("\n", r"\n")


def _plain(text: str) -> str:
    return _WRITTEN.sub(lambda found: "\n" if found[1] == "n" else found[1], text.strip())
