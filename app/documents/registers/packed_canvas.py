"""A canvas for hundreds of pages: each is packed as soon as it is finished, and the last ones can be put in front."""

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas


class PackedCanvas(Canvas):  # type: ignore[misc]
    """ReportLab keeps each page's commands as text until the end, ten times what they need packed."""

    def showPage(self) -> None:  # noqa: N802 - ReportLab's own name
        """Finish a page and pack it."""
        super().showPage()
        page = self._finished_pages()[-1]
        packed = PDFStream(content=zlib.compress(page.stream.encode()))
        packed.dictionary["Filter"] = PDFName("FlateDecode")
        page.Contents, page.stream = packed, ""

    def put_in_front(self, count: int) -> None:
        """Let the last pages stand before all others: contents are known only when everything else is."""
        pages = self._finished_pages()
        pages[:] = [*pages[len(pages) - count :], *pages[: len(pages) - count]]

    def _finished_pages(self) -> list[Any]:
        pages: list[Any] = self._doc.Pages.pages
        return pages
