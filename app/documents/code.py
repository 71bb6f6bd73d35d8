"""A QR code as black squares on a sheet: it carries a number to scan, never a person's data."""

from reportlab.graphics.barcode.qr import QrCodeWidget

from app.documents.sheet import Box, Sheet

QUIET = 4  # modules of white that ISO/IEC 18004 asks for on each side


def draw_code(sheet: Sheet, content: str, x: float, y: float, side: float) -> None:
    """Draw a QR code (error correction M) into the square at ``x``, ``y`` with its quiet zone inside."""
    widget = QrCodeWidget(content, barLevel="M")
    widget.qr.make()
    count = widget.qr.getModuleCount()
    module = side / (count + 2 * QUIET)
    for row in range(count):
        dark = [widget.qr.isDark(row, column) for column in range(count)]
        column = 0
        while column < count:
            end = column
            while end < count and dark[end]:
                end += 1
            if end > column:
                left = x + (QUIET + column) * module
                low = y + side - (QUIET + row + 1) * module
                sheet.boxes.append(Box(left, low, (end - column) * module, module + 0.05, 0))
            column = end + 1
