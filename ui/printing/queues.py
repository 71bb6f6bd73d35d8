"""The system's print queues: which there are, and handing a finished PDF to one.

Where CUPS is (Linux), the PDF itself goes to it, byte for byte what the preview showed. Where it is not (Windows),
the same pages are painted as pictures at the printer's resolution, at their true size, never scaled to fit.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.core.errors import Refused

PAPERS = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
HANDING_OVER = 60  # seconds that the print service may take to accept a job
DOTS = 300  # per inch, for painted pages: fine enough for a laser printer, small enough for an old PC
JOB_TITLE = "cunzhantong"  # queues are seen by others: no name of a person or a paper

Pictures = Callable[[int], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Queue:
    """One print queue as the clerk picks it."""

    name: str
    words: str
    is_default: bool


def queues() -> list[Queue]:
    """Give the queues of this system, its default first; an empty list where no printer is set up."""
    default = QPrinterInfo.defaultPrinterName()
    found = [
        Queue(one.printerName(), one.description() or one.printerName(), one.printerName() == default)
        for one in QPrinterInfo.availablePrinters()
    ]
    return sorted(found, key=lambda queue: not queue.is_default)


def print_pdf(pdf: bytes, queue: str, paper: str, *, copies: int = 1, landscape: bool, pictures: Pictures) -> None:
    """Hand a finished PDF to a queue; ``pictures(dots)`` gives its pages as PNG for systems without CUPS.

    Raises ``Refused`` where the print service does not take it; then nothing was queued.
    """
    if program := shutil.which("lp"):
        _hand_to_cups(program, pdf, queue, paper, copies)
    else:
        _paint(queue, paper, copies, landscape=landscape, pictures=pictures(DOTS))


def _hand_to_cups(program: str, pdf: bytes, queue: str, paper: str, copies: int) -> None:
    words = [program, "-d", queue, "-n", str(copies), "-t", JOB_TITLE, "-o", f"media={paper}"]
    words += ["-o", "print-scaling=none", "-"]
    try:
        done = subprocess.run(words, input=pdf, capture_output=True, timeout=HANDING_OVER, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise _refusal(queue, "打印服务没有应答") from trouble
    if done.returncode:
        raise _refusal(queue, done.stderr.decode(errors="replace").strip() or "打印服务没有接受")


def _paint(queue: str, paper: str, copies: int, *, landscape: bool, pictures: Iterator[bytes]) -> None:
    printer = _printer(queue)
    printer.setDocName(JOB_TITLE)
    printer.setCopyCount(copies)
    printer.setResolution(DOTS)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(PAPERS[paper]), orientation, QMarginsF()))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise _refusal(queue, "打印机没有准备好")
    try:
        for index, picture in enumerate(pictures):
            if index and not printer.newPage():
                raise _refusal(queue, f"第 {index + 1} 页没有送到")
            painter.drawImage(_whole_page(printer), QImage.fromData(picture))
    finally:
        painter.end()


def _printer(queue: str) -> QPrinter:
    return QPrinter(QPrinterInfo.printerInfo(queue), QPrinter.PrinterMode.HighResolution)


def _whole_page(printer: QPrinter) -> QRectF:
    return QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))


def _refusal(queue: str, why: str) -> Refused:
    return Refused(
        f"没有打印出来：{why}。", untouched="文件已经做好，没有丢。", advice=f"请检查打印机“{queue}”后再打一次。"
    )
