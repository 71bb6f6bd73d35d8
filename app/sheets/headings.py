"""Finding the row of headings in any layout: titles above it, two rows with merged cells, other words for the same."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

import msgspec

from app.sheets.cells import Row, Sheet
from app.sheets.declarations import Declaration

SEARCHED_ROWS = 40
FEWEST_COLUMNS = 2
LONGEST_HEADING = 30
EXACT, BEGINNING = 3, 1
OTHER_PEOPLE = ("户主", "监护", "配偶", "父亲", "母亲", "紧急", "联系人", "代理", "委托代理")

_TAILED = re.compile(r"(.{2,}?)(?:\d+位?|[一二三]|必填|选填|签字|签名|盖章)+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|【[^】]*】|《[^》]*》")
_SIGNS = re.compile(r"[^\w]|_")


class Headings(msgspec.Struct, frozen=True):
    """Where the headings stand and what they mean.

    ``last_row`` is the last row of headings, ``columns`` the column (from 0) of each field, ``titles`` the heading of
    each column as it stands, ``doubled`` required fields that two columns could be, ``unused`` headings not read.
    """

    first_row: int
    last_row: int
    columns: dict[str, int]
    titles: dict[int, str]
    fingerprint: str
    doubled: tuple[str, ...] = ()
    remembered: bool = False

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that no field reads."""
        return tuple(title for column, title in self.titles.items() if column not in self.columns.values())

    @property
    def mapping(self) -> dict[str, str]:
        """Each field with the heading it is read from, as it is remembered."""
        return {field: self.titles.get(column, "") for field, column in self.columns.items()}


def find_headings(
    sheet: Sheet, declaration: Declaration, remembered: Mapping[str, Mapping[str, str]]
) -> Headings | None:
    """Find the headings that fit best; a layout seen before (``remembered`` by fingerprint) goes before all others."""
    best: tuple[int, int, Headings] | None = None
    for first, last, titles in _candidates(sheet):
        fingerprint = fingerprint_of(titles)
        if fingerprint in remembered:
            columns = columns_by_title(titles, remembered[fingerprint])
            return Headings(first, last, columns, titles, fingerprint, remembered=True)
        columns, score, doubled = _columns(titles, declaration)
        columns |= _stand_ins(columns, declaration)
        found = Headings(first, last, columns, titles, fingerprint, doubled)
        enough = len(columns) >= FEWEST_COLUMNS or not {one.field for one in declaration.required} - columns.keys()
        if enough and (best is None or (score, -last) > best[:2]):
            best = (score, -last, found)
    return best[2] if best else None


def _stand_ins(columns: Mapping[str, int], declaration: Declaration) -> dict[str, int]:
    """Give a required field without a column the column of the first of its stand-ins that has one."""
    missing = [one for one in declaration.required if one.field not in columns]
    found = {one.field: next((columns[other] for other in one.stand_ins if other in columns), None) for one in missing}
    return {field: column for field, column in found.items() if column is not None}


def headings_at(sheet: Sheet, row: int) -> Headings | None:
    """Take one row, chosen by the clerk, as the headings, with no field read from it yet."""
    for first, last, titles in _candidates(sheet):
        if first == last == row:
            return Headings(first, last, {}, titles, fingerprint_of(titles))
    return None


def columns_by_title(titles: Mapping[int, str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Turn a mapping of fields to headings into columns; a heading that is not there is left out."""
    by_title = {plain_heading(title): column for column, title in reversed(list(titles.items()))}
    return {
        field: by_title[plain_heading(title)] for field, title in mapping.items() if plain_heading(title) in by_title
    }


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """Reduce a heading to what is compared: no spaces, signs or brackets, small letters."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return _SIGNS.sub("", _BRACKETS.sub("", folded)) or _SIGNS.sub("", folded)


def fingerprint_of(titles: Mapping[int, str]) -> str:
    """Name a layout by its headings in their order."""
    text = "\n".join(f"{column} {plain_heading(title)}" for column, title in sorted(titles.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def _candidates(sheet: Sheet) -> Iterator[tuple[int, int, dict[int, str]]]:
    """Give single rows, then pairs of rows, each with the heading of every column."""
    rows = sheet.rows[:SEARCHED_ROWS]
    for row in rows:
        titles = _texts(row)
        if titles:
            yield row.number, row.number, titles
    for upper, lower in pairwise(rows):
        if lower.number == upper.number + 1:
            above = _spread(upper, sheet)
            below = _texts(lower)
            if below and len(above) >= FEWEST_COLUMNS:
                yield upper.number, lower.number, _joined(above, below)


def _texts(row: Row) -> dict[int, str]:
    texts = ((column, cell.text.strip()) for column, cell in enumerate(row.cells) if cell is not None)
    return {column: text for column, text in texts if 0 < len(text) <= LONGEST_HEADING}


def _spread(row: Row, sheet: Sheet) -> dict[int, str]:
    """Give the headings of a row, a merged one over all the columns it covers."""
    texts = _texts(row)
    for merged in sheet.merged:
        if merged.first_row <= row.number <= merged.last_row and merged.first_column in texts:
            for column in range(merged.first_column, min(merged.last_column, 200) + 1):
                texts.setdefault(column, texts[merged.first_column])
    return dict(sorted(texts.items()))


def _joined(above: Mapping[int, str], below: Mapping[int, str]) -> dict[int, str]:
    titles = {}
    for column in sorted({*above, *below}):
        upper, lower = above.get(column, ""), below.get(column, "")
        titles[column] = f"{upper}·{lower}" if upper and lower and upper != lower else upper or lower
    return titles


def _columns(titles: Mapping[int, str], declaration: Declaration) -> tuple[dict[str, int], int, tuple[str, ...]]:
    """Give each field its best column, the score of them all, and required fields that fit two columns alike."""
    fields: dict[str, list[str]] = {}
    for declared in declaration.column:
        for synonym in declared.synonyms:
            fields.setdefault(synonym, []).append(declared.field)
    fits = [
        (fit, len(synonym), -column, field)
        for column, title in titles.items()
        for fit, synonym in _readings(title)
        for field in fields.get(synonym, ())
    ]
    columns: dict[str, int] = {}
    score = 0
    exact: dict[str, set[int]] = {}
    for fit, _, minus_column, field in sorted(fits, reverse=True):
        if fit == EXACT:
            exact.setdefault(field, set()).add(-minus_column)
        if field not in columns and -minus_column not in columns.values():
            columns[field] = -minus_column
            score += fit
    required = {column.field for column in declaration.required}
    if not required - columns.keys():
        score += EXACT * len(required)
    doubled = [
        declaration.of(field).title
        for field, found in exact.items()
        if field in required and len(found - (set(columns.values()) - {columns[field]})) > 1
    ]
    return columns, score, tuple(doubled)


def _readings(title: str) -> list[tuple[int, str]]:
    """Give the synonyms that a heading may be, with how well each would fit.

    ``户主`` over ``身份证号`` is another person's: such parts are never read alone. ``联系电话1`` is ``联系电话``.
    """
    upper, _, lower = title.rpartition("·")
    plain, own = plain_heading(upper + lower), plain_heading(lower)
    if plain.startswith(OTHER_PEOPLE):
        return [(EXACT, plain)]
    readings = [(EXACT, plain), (EXACT, own)] if plain != own else [(EXACT, own)]
    if tailed := _TAILED.fullmatch(own):
        readings.append((BEGINNING, tailed[1]))
    return readings
