"""The rows of a sheet below its headings as drafts: each field's text, and what is wrong with which cell."""

from collections.abc import Iterator

import msgspec

from app.sheets.cells import MOST_CELLS, Cell, Row, Sheet, column_letters
from app.sheets.declarations import Declaration
from app.sheets.headings import Headings, plain_heading
from app.sheets.values import BadCell, read_cell

FEWEST_REPEATED = 2


class CellProblem(msgspec.Struct, frozen=True):
    """One bad cell: its row in the file from 1, the heading of its column, what stood there, why it is not taken."""

    row: int
    column: str
    value: str
    reason: str
    cell: str = ""


class Draft(msgspec.Struct, frozen=True):
    """One entry of the sheet: the texts of its fields, and the reasons of bad ones by field.

    ``known_as`` holds the number under which the same is registered already: such a row is passed over, not refused.
    """

    row: Row
    texts: dict[str, str]
    reasons: dict[str, str] = msgspec.field(default_factory=dict)
    known_as: list[str] = msgspec.field(default_factory=list)

    def text(self, field: str) -> str:
        """Give a field's text, empty where the sheet has none."""
        return self.texts.get(field, "")

    def refuse(self, field: str, reason: str) -> None:
        """Add a reason to a field that has none yet: one per cell is enough to find it."""
        self.reasons.setdefault(field, reason)


class Drafts(msgspec.Struct, frozen=True):
    """Every entry, and the numbers of rows that were passed over because they are no entries."""

    entries: list[Draft]
    passed_over: list[int]


def read_drafts(sheet: Sheet, headings: Headings, declaration: Declaration) -> Drafts:
    """Read every row below the headings; repeated headings, totals and signatures are passed over."""
    carried = _carried_cells(sheet, headings, declaration)
    entries, passed_over = [], []
    for row in sheet.rows:
        if row.number <= headings.last_row:
            continue
        if _is_no_entry(row, headings, declaration):
            passed_over.append(row.number)
            continue
        entries.append(_draft(row, headings, declaration, carried))
    return Drafts(entries, passed_over)


def problems_of(drafts: Drafts, headings: Headings, declaration: Declaration) -> list[CellProblem]:
    """Give every bad cell in the order of the sheet."""
    return [problem for draft in drafts.entries for problem in _problems(draft, headings, declaration)]


def _problems(draft: Draft, headings: Headings, declaration: Declaration) -> Iterator[CellProblem]:
    for field, reason in sorted(draft.reasons.items(), key=lambda one: headings.columns.get(one[0], 0)):
        column = headings.columns.get(field)
        cell = draft.row.cell(column) if column is not None else None
        title = headings.titles.get(column, "") if column is not None else ""
        place = f"{column_letters(column)}{draft.row.number}" if column is not None else ""
        shown = title.rpartition("·")[2] or declaration.of(field).title
        yield CellProblem(draft.row.number, shown, cell.text if cell else "", reason, place)


def _draft(row: Row, headings: Headings, declaration: Declaration, carried: dict[tuple[int, int], Cell]) -> Draft:
    draft = Draft(row, {})
    name_at = headings.columns.get("name")
    whose = _plain_text(row.cell(name_at)) if name_at is not None else ""
    for field, column in headings.columns.items():
        cell = row.cell(column) or carried.get((row.number, column))
        try:
            draft.texts[field] = read_cell(cell, declaration.of(field).reads, whose)
        except BadCell as trouble:
            draft.refuse(field, str(trouble))
    for required in declaration.required:
        if not draft.text(required.field) and required.field not in draft.reasons:
            draft.refuse(required.field, f"没有填写{required.title}")
    return draft


def _is_no_entry(row: Row, headings: Headings, declaration: Declaration) -> bool:
    texts = {column: cell.text for column, cell in enumerate(row.cells) if cell is not None}
    first = next(iter(texts.values()), "").strip().replace("：", ":").replace(" ", "").replace("\u3000", "")
    names = [headings.columns[one.field] for one in declaration.required if one.field in headings.columns]
    named = [column for column in names if _plain_text(row.cell(column))]
    if first.startswith(declaration.footers) and len(named) < max(len(names), FEWEST_REPEATED):
        return True
    if not any(column in texts for column in headings.columns.values()):
        return True
    repeated = sum(
        plain_heading(texts.get(column, "")) == plain_heading(headings.titles[column].rpartition("·")[2])
        for column in headings.columns.values()
    )
    return repeated >= max(FEWEST_REPEATED, (len(headings.columns) + 1) // 2)


def _carried_cells(sheet: Sheet, headings: Headings, declaration: Declaration) -> dict[tuple[int, int], Cell]:
    """Give the value of a merged cell to every row it covers, for columns that households share."""
    columns = {column for field, column in headings.columns.items() if declaration.of(field).carried}
    cells = {row.number: row for row in sheet.rows} if sheet.merged else {}
    carried: dict[tuple[int, int], Cell] = {}
    for merged in sheet.merged:
        if len(carried) > MOST_CELLS:  # ranges over ranges, which no spreadsheet writes
            break
        top = cells.get(merged.first_row)
        cell = top.cell(merged.first_column) if top else None
        if cell is not None and merged.first_column in columns and merged.first_row > headings.last_row:
            rows = range(merged.first_row + 1, min(merged.last_row, sheet.rows[-1].number) + 1)
            carried.update({(number, merged.first_column): cell for number in rows})
    return carried


def _plain_text(cell: Cell | None) -> str:
    return cell.text.strip() if cell is not None else ""
