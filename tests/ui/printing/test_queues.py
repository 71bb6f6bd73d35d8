"""Handing a PDF to the system's print service."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.core.errors import Refused
from ui.printing import queues

QUEUE, PATIENCE = "CunzhanPDF", 60


def pages(dots: int) -> Iterator[bytes]:
    """Two white pages as PNG."""
    for _ in range(2):
        image = QImage(dots * 8, dots * 11, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, the method str
        yield bytes(content.data())


def put_program(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "lp"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_cups_gets_the_very_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(tmp_path, f'echo "$@" > {tmp_path}/words; cat > {tmp_path}/job', monkeypatch)
    queues.print_pdf(b"%PDF the bytes", "办公室", "A3", copies=2, landscape=False, pictures=pages)
    assert (tmp_path / "job").read_bytes() == b"%PDF the bytes"
    words = (tmp_path / "words").read_text()
    assert "-d 办公室 -n 2" in words
    assert "media=A3" in words


def test_a_queue_that_refuses_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(tmp_path, "echo 'no such printer' >&2; exit 1", monkeypatch)
    with pytest.raises(Refused, match=r"no such printer.*没有丢"):
        queues.print_pdf(b"%PDF", "办公室", "A4", landscape=False, pictures=pages)


def test_a_print_service_that_hangs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(tmp_path, "exec tail -f /dev/null", monkeypatch)
    monkeypatch.setattr(queues, "HANDING_OVER", 0.2)
    with pytest.raises(Refused, match="没有应答"):
        queues.print_pdf(b"%PDF", "办公室", "A4", landscape=False, pictures=pages)


def test_without_cups_the_pages_are_painted(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def into_a_file(_: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        return printer

    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(queues, "_printer", into_a_file)
    queues.print_pdf(b"", "办公室", "A4", landscape=True, pictures=pages)
    printed = (tmp_path / "out.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_is_not_ready_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def nowhere(_: str) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "no" / "folder" / "out.pdf"))
        return printer

    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(queues, "_printer", nowhere)
    with pytest.raises(Refused, match="没有准备好"):
        queues.print_pdf(b"", "办公室", "A4", landscape=False, pictures=pages)


def test_queues_are_listed_with_the_default_first(qtbot: QtBot) -> None:
    found = queues.queues()
    assert found == sorted(found, key=lambda queue: not queue.is_default)


@pytest.fixture
def pdf_queue() -> Iterator[str]:
    """Set up a CUPS queue that makes PDF files, with a print service of our own where none is running."""
    running = subprocess.run(["lpstat", "-r"], check=False, capture_output=True, text=True).stdout
    service = None if "is running" in running else subprocess.Popen(["cupsd", "-f"])
    made = ["lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-P", "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"]
    end = time.monotonic() + PATIENCE
    while (trying := subprocess.run(made, check=False, capture_output=True, text=True)).returncode:
        assert time.monotonic() < end, trying.stderr
    yield QUEUE
    subprocess.run(["lpadmin", "-x", QUEUE], check=True)
    if service is not None:
        service.terminate()
        service.wait(PATIENCE)


@pytest.mark.heavy
def test_a_real_cups_queue_prints_the_page(pdf_queue: str) -> None:
    pdf = Path(__file__).with_name("page.pdf").read_bytes()
    folder = Path.home() / "PDF"
    before = stamped(folder)
    queues.print_pdf(pdf, pdf_queue, "A4", landscape=False, pictures=pages)
    end = time.monotonic() + PATIENCE
    text = ""
    while "hello" not in text:
        assert time.monotonic() < end, f"nothing readable came into {folder}: {text!r}"
        for printed in {path for path, _ in stamped(folder) - before}:
            text = subprocess.run(["pdftotext", printed, "-"], check=False, capture_output=True, text=True).stdout


def stamped(folder: Path) -> set[tuple[Path, int]]:
    """Give the papers that lie there with their time: the queue's numbers, and with them the names, come again."""
    found = set()
    for path in folder.glob("*.pdf"):
        with suppress(FileNotFoundError):  # the queue puts an old one away just now
            found.add((path, path.stat().st_mtime_ns))
    return found
