"""Long papers come from a child: the same bytes, page by page, stopped at once, refused in words."""

import msgspec
import pytest

from app.core.errors import Refused
from app.core.limited_child import Limits
from app.core.progress import SILENT, Cancelled
from app.documents.document import Closing, Code, Column, Document, Facts, Signatures, Table, Ticks, Title, Words
from app.documents.long_paper import LIMITS, LONG, answer_with_pdf, make_pdf, render_in_child
from app.documents.page import Page, Size
from app.documents.render import render

pytestmark = pytest.mark.watched_children

COLUMNS = (Column("序号", 1, "center"), Column("申请人", 2), Column("事项", 5))


def roster(rows: int, name: str = "张*𬱖") -> Document:
    table = Table(COLUMNS, tuple((str(n), name, "高龄津贴") for n in range(rows)))
    facts = Facts((("说明", ""),), tall=frozenset({"说明"}))
    signed = Signatures(("经办人：",))
    blocks = (
        Title("登记册"),
        Words("说明。"),
        facts,
        table,
        Ticks((("是", True),)),
        signed,
        Code("CZT 1"),
        Closing("站", "日"),
    )
    return Document("登记册", blocks, Page(Size.A4, landscape=True), always_numbered=True)


class Heard:
    """Keeps what it is told, and stops the task after so many steps."""

    def __init__(self, steps: int = 10_000) -> None:
        self.steps: list[tuple[int, int]] = []
        self.most = steps

    def __call__(self, done: int, total: int, words: str = "") -> None:
        self.steps.append((done, total))

    def cancelled(self) -> bool:
        return len(self.steps) >= self.most


def test_the_child_gives_the_same_bytes_and_tells_every_page() -> None:
    heard = Heard()
    pdf = render_in_child(roster(120), heard, LIMITS)
    assert pdf == render(roster(120))
    assert heard.steps == [(n, len(heard.steps)) for n in range(1, len(heard.steps) + 1)]
    assert len(heard.steps) > 2


@pytest.mark.parametrize("rows", [3, LONG])
def test_short_and_long_papers_are_asked_for_alike(rows: int) -> None:
    assert make_pdf(roster(rows)).startswith(b"%PDF")


def test_a_refusal_in_the_child_is_the_same_sentence() -> None:
    with pytest.raises(Refused, match=r"U\+1F600") as here:
        render(roster(1, "😀"))
    with pytest.raises(Refused, match=r"U\+1F600") as there:
        render_in_child(roster(1, "😀"), SILENT, LIMITS)
    assert str(here.value) == str(there.value)


def test_the_child_is_stopped_and_short_papers_too() -> None:
    with pytest.raises(Cancelled):
        render_in_child(roster(LONG), Heard(0), LIMITS)
    with pytest.raises(Cancelled):
        render(roster(200), Heard(1))


def test_a_child_without_time_is_told_in_words() -> None:
    with pytest.raises(Refused, match="没有生成"):
        render_in_child(roster(LONG), SILENT, Limits(seconds=0))


def test_what_the_child_sends_is_the_pdf_in_pieces() -> None:
    sent: list[bytes] = []
    answer_with_pdf(msgspec.msgpack.encode(roster(2)), sent.append)
    assert b"%PDF" in sent[-1]
    answer_with_pdf(msgspec.msgpack.encode(roster(1, "😀")), sent.append)
    assert b"Refusal" in sent[-1]
