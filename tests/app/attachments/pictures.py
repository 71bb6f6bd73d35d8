"""Invented scans and photos, hostile ones too."""

import io
import struct
import zlib
from typing import Any

from PIL import ExifTags, Image
from reportlab.pdfgen.canvas import Canvas

GPS_NAME = "李淑芬家门口"
CAMERA = "PLANTED-CAMERA-8812"


def saved(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    """Give the bytes of a picture in a file format."""
    stream = io.BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def photo(width: int = 640, height: int = 480, seed: int = 0) -> Image.Image:
    """Draw something of many colours; another ``seed`` gives another picture."""
    red = Image.linear_gradient("L").resize((width, height))
    green = red.rotate(90, expand=False)
    blue = Image.new("L", (width, height), (seed * 37 + 11) % 256)
    return Image.merge("RGB", (red, green, blue))


def telling_photo(width: int = 640, height: int = 480, orientation: int = 1) -> bytes:
    """Give a JPEG with everything that a telephone writes beside the picture."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = CAMERA
    exif[ExifTags.Base.ImageDescription] = GPS_NAME.encode("utf-8").decode("latin-1")
    exif[ExifTags.Base.Orientation] = orientation
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (46.0, 33.0, 12.5)
    gps[ExifTags.GPS.GPSAreaInformation] = GPS_NAME.encode("utf-8")
    return saved(photo(width, height), exif=exif.tobytes(), comment=CAMERA.encode(), quality=90)


def drawing(width: int = 800, height: int = 1100) -> Image.Image:
    """Draw a page of black lines on white paper, as a scanner gives it."""
    page = Image.new("RGB", (width, height), "white")
    for line in range(40, height - 40, 24):
        page.paste((20, 20, 20), (60, line, width - 60 - line % 160, line + 9))
    return page


def png_of_size(width: int, height: int) -> bytes:
    """Give a PNG whose head promises a size that its few bytes never hold."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(100))) + _chunk(b"IEND", b"")
    )


def pdf(pages: int = 1, words: str = "page") -> bytes:
    """Make a PDF of so many pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    for page in range(1, pages + 1):
        canvas.drawString(100, 700, f"{words} {page}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
