"""A finished PDF read back: the text of its pages for the privacy gate, pictures of them for the preview."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import pypdfium2

POINTS_PER_INCH = 72


_ONE_AT_A_TIME = RLock()  # PDFium is not made for two threads; the preview reads while a paper is made


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """Count the pages."""
    with _opened(pdf) as document:
        return len(document)


def page_texts(pdf: bytes) -> list[str]:
    """Give the text of each page, line by line, as a reader of the paper would meet it."""
    with _opened(pdf) as document:
        texts = []
        for page in document:
            words = page.get_textpage()
            texts.append(words.get_text_bounded().replace("\r\n", "\n"))
            words.close()
            page.close()
        return texts


def page_picture(pdf: bytes, page: int, scale: float) -> bytes:
    """Give one page (counted from 0) as PNG, ``scale`` pixels to the point."""
    with _opened(pdf) as document:
        opened = document[page]
        bitmap = opened.render(scale=scale)
        stream = io.BytesIO()
        bitmap.to_pil().save(stream, "PNG", compress_level=1)
        bitmap.close()
        opened.close()
    return stream.getvalue()


def is_landscape(pdf: bytes) -> bool:
    """Tell whether the first page is wider than high."""
    with _opened(pdf) as document:
        page = document[0]
        width, height = page.get_size()
        page.close()
    return bool(width > height)


def page_picture_across(pdf: bytes, page: int, pixels: int) -> bytes:
    """Give one page (counted from 0) as PNG of that many pixels across, for the preview."""
    with _opened(pdf) as document:
        opened = document[page]
        points = opened.get_width()
        opened.close()
    return page_picture(pdf, page, pixels / points)


def page_pictures(pdf: bytes, dots: int) -> Iterator[bytes]:
    """Give every page as PNG at ``dots`` per inch, one after the other."""
    for page in range(page_count(pdf)):
        yield page_picture(pdf, page, dots / POINTS_PER_INCH)
