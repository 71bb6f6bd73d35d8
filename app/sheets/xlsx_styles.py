"""What the styles of an .xlsx say about its numbers."""

from typing import Any

from app.sheets.cells import DAY, ERROR, NUMBER, TEXT, Cell
from app.sheets.numbers import number_text


class XlsxStyles:
    """How numbers are to be read: which styles mean days, which pad with zeros, and from which day they count."""

    def __init__(self, book: Any) -> None:
        """Read the styles of an opened openpyxl book."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        self.shared_strings: list[str] = []
        for sheet in book.worksheets[:1]:
            self.shared_strings = sheet._shared_strings  # noqa: SLF001 - read once by the book, offered nowhere
        self._epoch = book.epoch
        self._days: set[int] = book._date_formats  # noqa: SLF001 - as above
        self._spans: set[int] = book._timedelta_formats  # noqa: SLF001 - as above
        self._widths: dict[int, int] = {}
        for style, described in enumerate(book._cell_styles):  # noqa: SLF001 - as above
            number = described.numFmtId
            own = number - BUILTIN_FORMATS_MAX_SIZE
            formats = book._number_formats  # noqa: SLF001 - as above
            code = formats[own] if 0 <= own < len(formats) else BUILTIN_FORMATS.get(number, "")
            if code and set(code) == {"0"}:
                self._widths[style] = len(code)

    def number(self, stored: str, style: int) -> Cell:
        """Give a stored number as a cell: a day where its style says so, else its digits; raises ``ValueError``."""
        from openpyxl.utils.datetime import from_excel

        if style in self._days:
            try:
                moment = from_excel(float(stored), self._epoch, timedelta=style in self._spans)
            except (ValueError, OverflowError):
                return Cell(ERROR, "#VALUE!")
            if hasattr(moment, "date"):
                day = moment.date().isoformat()
                return Cell(DAY, day if moment.strftime("%H%M") == "0000" else f"{day} {moment.strftime('%H:%M')}")
            return Cell(TEXT, str(moment))
        return Cell(NUMBER, number_text(stored).zfill(self._widths.get(style, 0)))
