"""Long papers are made in a child process: it can be stopped at once, and its memory goes with it (HOUSE §2.5)."""

from collections.abc import Callable

import msgspec

from app.core.errors import Refused
from app.core.limited_child import ChildLost, Limits, Send, Task, ask_child
from app.core.progress import SILENT, Progress
from app.documents.document import Document, Table
from app.documents.render import render

LONG = 1_500  # rows; the child's start (about 0.5 s) is then small beside the work
LIMITS = Limits(memory=2 << 30, seconds=900)
PIECE = 1 << 20


class Drawn(msgspec.Struct, frozen=True, tag=True):
    """So many pages of so many are drawn."""

    done: int
    total: int
    words: str


class Piece(msgspec.Struct, frozen=True, tag=True):
    """The next bytes of the PDF."""

    content: bytes


class Refusal(msgspec.Struct, frozen=True, tag=True):
    """The document cannot be made; the sentence in its three parts."""

    sentence: str
    untouched: str
    advice: str


def make_pdf(document: Document, progress: Progress = SILENT) -> bytes:
    """Give the PDF of a document, a long one from a child; the bytes are the same either way.

    Raises what :func:`render` raises, and ``Refused`` where the child ran out of memory or time.
    """
    rows = sum(len(block.rows) for block in document.blocks if isinstance(block, Table))
    return render(document, progress) if rows < LONG else render_in_child(document, progress, LIMITS)


def render_in_child(document: Document, progress: Progress, limits: Limits) -> bytes:
    """Give the PDF of a document from a child that may take so much memory and time."""
    return pdf_from_child(answer_with_pdf, msgspec.msgpack.encode(document), progress, limits)


def pdf_from_child(task: Task, question: bytes, progress: Progress, limits: Limits) -> bytes:
    """Give the PDF that ``task`` makes of a question in a child; the task tells it with :func:`send_pdf`."""
    heard = msgspec.msgpack.Decoder(Drawn | Piece | Refusal)
    pieces: list[bytes] = []
    try:
        for message in ask_child(task, question, limits, progress):
            match heard.decode(message):
                case Drawn(done=done, total=total, words=words):
                    progress(done, total, words)
                case Piece(content=content):
                    pieces.append(content)
                case Refusal() as told:
                    raise Refused(told.sentence, untouched=told.untouched, advice=told.advice)
    except ChildLost as lost:
        sentence = "这份材料太长，电脑的内存或时间不够，没有生成。"
        raise Refused(sentence, untouched="数据没有改动。", advice="请分月或分部门打印。") from lost
    return b"".join(pieces)


def answer_with_pdf(question: bytes, send: Send) -> None:
    """Make the PDF of a document in the child and send its pages' progress, then its bytes."""
    document = msgspec.msgpack.decode(question, type=Document)
    send_pdf(lambda progress: render(document, progress), send)


def send_pdf(make: Callable[[Progress], bytes], send: Send) -> None:
    """Send what ``make`` tells of its progress, then the bytes it gives, or the sentence of its refusal."""

    class Told:
        def __call__(self, done: int, total: int, words: str = "") -> None:
            send(msgspec.msgpack.encode(Drawn(done, total, words)))

        def cancelled(self) -> bool:
            return False

    try:
        pdf = make(Told())
    except Refused as refused:
        send(msgspec.msgpack.encode(Refusal(refused.sentence, refused.untouched, refused.advice)))
        return
    for start in range(0, len(pdf), PIECE):
        send(msgspec.msgpack.encode(Piece(pdf[start : start + PIECE])))
