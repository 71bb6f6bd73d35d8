"""Bringing a table in: read it, find its columns, check every cell, and take all of it, the good rows, or nothing."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.progress import SILENT, Progress
from app.sheets.declarations import Declaration, declaration_of
from app.sheets.drafts import CellProblem, Drafts, problems_of, read_drafts
from app.sheets.error_workbook import error_workbook
from app.sheets.headings import Headings, columns_by_title, find_headings, headings_at
from app.sheets.reading import read_sheet
from app.sheets.taking import Taker
from db import imports as stored
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.sheets.cells import Sheet
    from db.store import Store

UNTOUCHED = "数据没有改动。"


class Looked(msgspec.Struct, frozen=True):
    """A file as it was read, and how its columns were understood: what the preview shows and the clerk corrects."""

    kind: str
    file_name: str
    sheet: "Sheet"
    headings: Headings | None
    declaration: Declaration

    @property
    def missing(self) -> tuple[str, ...]:
        """The headings of required fields that no column was found for."""
        found = self.headings.columns if self.headings else {}
        return tuple(column.title for column in self.declaration.required if column.field not in found)


class Checked(msgspec.Struct, frozen=True):
    """Every row with what is wrong in it, ready to be taken."""

    looked: Looked
    headings: Headings
    drafts: Drafts
    problems: list[CellProblem]

    @property
    def good(self) -> int:
        """How many rows have nothing wrong and are not there yet."""
        return sum(not draft.reasons and not draft.known_as for draft in self.drafts.entries)

    @property
    def present(self) -> int:
        """How many rows are registered already, just as they stand here."""
        return sum(not draft.reasons and bool(draft.known_as) for draft in self.drafts.entries)

    @property
    def notes(self) -> list[str]:
        """What the clerk should know besides the errors: hidden rows, rows passed over, columns not read."""
        told = []
        if hidden := self.looked.sheet.hidden_rows:
            told.append(f"有 {len(hidden)} 行在表里是隐藏的，也一起导入：{_rows(hidden)}")
        if self.drafts.passed_over:
            told.append(f"跳过了不是登记内容的行：{_rows(self.drafts.passed_over)}")
        if self.present:
            told.append(f"有 {self.present} 行已经登记过，内容一样，没有重复登记")
        if self.headings.unused:
            told.append(f"没有用到的列：{'、'.join(self.headings.unused)}")
        if len(self.looked.sheet.names) > 1:
            told.append(f"只读了工作表“{self.looked.sheet.name}”，另外还有 {len(self.looked.sheet.names) - 1} 张")
        return told


class ImportResult(msgspec.Struct, frozen=True):
    """What came of an import: counts of rows, and every bad cell."""

    rows: int
    good: int
    bad: int
    taken: int
    errors: list[CellProblem]
    notes: list[str] = msgspec.field(default_factory=list)
    present: int = 0


class Imports:
    """The imports of one office: ``takers`` check and take each kind of row, ``stand_by`` backs up before.

    ``declared`` gives what a kind of import expects; a ledger is one, as ``ledger:KEY``.
    """

    def __init__(
        self,
        store: "Store",
        takers: Callable[[str], Taker],
        stand_by: Callable[[], None] = lambda: None,
        declared: Callable[[str], Declaration] = declaration_of,
    ) -> None:
        self._store, self._takers, self._stand_by, self._declared = store, takers, stand_by, declared

    def look(self, kind: str, path: Path, sheet: str = "", progress: Progress = SILENT) -> Looked:
        """Read a file in the limited child and find its headings; raises ``Refused`` where it is no table."""
        declaration = self._declared(kind)
        read = read_sheet(path, sheet, progress)
        headings = find_headings(read, declaration, stored.known_layouts(self._store, kind))
        return Looked(kind, path.name, read, headings, declaration)

    def correct(self, looked: Looked, mapping: Mapping[str, str], row: int | None = None) -> Looked:
        """Read the fields from other headings, and the headings from another row, as the clerk says."""
        headings = looked.headings if row is None else headings_at(looked.sheet, row)
        if headings is None:
            raise Refused("这一行没有内容，不能当表头。", untouched=UNTOUCHED, advice="请选有“姓名”等字样的那一行。")
        known = {column.field for column in looked.declaration.column}
        wanted = {field: title for field, title in mapping.items() if field in known and title}
        columns = columns_by_title(headings.titles, wanted)
        corrected = msgspec.structs.replace(headings, columns=columns, doubled=())
        return msgspec.structs.replace(looked, headings=corrected)

    def check(self, looked: Looked, progress: Progress = SILENT) -> Checked:
        """Check every cell of every row; raises ``Refused`` where a required column was not found."""
        declaration, headings = looked.declaration, looked.headings
        if headings is None or looked.missing:
            wanted = "、".join(f"“{title}”" for title in looked.missing)
            raise Refused(
                f"“{looked.file_name}”里没有找到表头，缺少{wanted}这样的列。",
                untouched=UNTOUCHED,
                advice=f"请检查是不是{declaration.title}，或指明哪一列是什么。",
            )
        if headings.doubled:
            raise Refused(
                f"“{looked.file_name}”里有两列都是{'、'.join(headings.doubled)}，不知道该读哪一列。",
                untouched=UNTOUCHED,
                advice="请把并排的两栏改成上下一栏，或改掉其中一个列名。",
            )
        drafts = read_drafts(looked.sheet, headings, declaration)
        if not drafts.entries:
            raise Refused(f"“{looked.file_name}”的表头下面一行也没有。", untouched=UNTOUCHED)
        self._takers(looked.kind).check(drafts.entries, progress)
        return Checked(looked, headings, drafts, problems_of(drafts, headings, declaration))

    def take(
        self, checked: Checked, operator: str, *, only_good: bool = False, progress: Progress = SILENT
    ) -> tuple[ImportResult, Changes]:
        """Take every row in one transaction, where one is bad none; with ``only_good`` the rows without errors.

        The columns as they were understood are remembered for the next table of the same layout. Raises ``Refused``
        where the backup before it cannot be made; nothing is taken then.
        """
        looked, entries = checked.looked, checked.drafts.entries
        good = [draft for draft in entries if not draft.reasons and not draft.known_as]
        if not good or (len(good) + checked.present < len(entries) and not only_good):
            return self.result(checked, 0), Changes()
        taker = self._takers(looked.kind)
        taker.check(good, progress)
        if any(draft.reasons or draft.known_as for draft in good):
            raise Refused("检查以后数据有了变化，没有导入。", untouched=UNTOUCHED, advice="请重新检查一遍再导入。")
        self._stand_by()
        reason = f"导入 {looked.file_name}（批次 {new_id()[:13]}）"
        changes = taker.take(good, operator, reason, progress)
        with self._store.writing(operator, reason) as write:
            stored.keep_layout(write, checked.headings.fingerprint, looked.kind, checked.headings.mapping)
        return self.result(checked, len(good)), changes

    def result(self, checked: Checked, taken: int) -> ImportResult:
        """Count what was checked."""
        rows, good, present = len(checked.drafts.entries), checked.good, checked.present
        return ImportResult(rows, good, rows - good - present, taken, checked.problems, checked.notes, present)

    def errors_workbook(self, checked: Checked) -> bytes:
        """Give the copy of the sheet with red cells and a column of reasons."""
        return error_workbook(checked.looked.sheet, checked.headings, checked.problems)


def _rows(numbers: list[int]) -> str:
    shown = "、".join(str(number) for number in numbers[:5])
    return f"第 {shown} 行{'等' if len(numbers) > 5 else ''}"
