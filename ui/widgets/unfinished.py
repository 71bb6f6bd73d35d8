"""What somebody began to type and did not finish, so that it can be named before it is given up."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from ui.widgets.form import Form
from ui.widgets.page import Page


def unfinished(frame: QWidget) -> list[str]:
    """Give the titles of the pages on which a form holds something that was not saved; closed panels do not count."""
    return list(dict.fromkeys(page.title() for page in _pages_with_text(frame)))


def _pages_with_text(frame: QWidget) -> Iterator[Page]:
    for form in frame.findChildren(Form):
        page = _page_over(form)
        if page is not None and form.is_begun():
            yield page


def _page_over(form: QWidget) -> Page | None:
    """Give the page of a form that stands open in it, whether or not the page is the one that is shown."""
    at: QWidget | None = form
    while at is not None:
        if isinstance(at, Page):
            return at
        if at.isHidden():
            return None
        at = at.parentWidget()
    return None
