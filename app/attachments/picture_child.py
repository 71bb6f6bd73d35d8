"""What runs inside the limited child: a picture from outside is unpacked, turned upright, scaled and saved anew.

Nothing of the file but its pixels goes on: no EXIF, no place, no camera, no comment, no thumbnail.
"""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP")
JPEGS = ("JPEG", "MPO")
_WITH_ALPHA = ("RGBA", "LA", "PA", "RGBa", "La")
_ORIENTATION = 0x0112


class ToKeep(msgspec.Struct, frozen=True, tag=True):
    """Make of this file what is kept; lengths in pixels, the limits in pixels altogether."""

    content: bytes
    long_edge: int
    quality: int
    whole_colour: bool
    few_colours: int
    most_pixels: int
    most_jpeg_pixels: int


class ToSee(msgspec.Struct, frozen=True, tag=True):
    """Make a preview of something kept, so many pixels across at most."""

    content: bytes
    width: int
    most_pixels: int


class Made(msgspec.Struct, frozen=True, tag=True):
    """The picture as bytes of a JPEG or PNG, and its size in pixels."""

    content: bytes
    width: int
    height: int


class Unfit(msgspec.Struct, frozen=True, tag=True):
    """Why it cannot be made: a code of resources/attachments.toml, and what its sentence tells."""

    code: str
    told: dict[str, int] = {}


class _Unfit(Exception):  # noqa: N818 - carries the finding out of the depth
    def __init__(self, code: str, **told: int) -> None:
        super().__init__(code)
        self.finding = Unfit(code, told)


def answer_with_picture(question: bytes, send: Callable[[bytes], None]) -> None:
    """Answer one question with :class:`Made` or :class:`Unfit`."""
    asked = msgspec.msgpack.decode(question, type=ToKeep | ToSee)
    send(msgspec.msgpack.encode(answered(asked)))


def answered(asked: ToKeep | ToSee) -> Made | Unfit:
    """Make the picture; whatever a hostile file does to the library, short of killing it, is a finding."""
    try:
        return _kept(asked) if isinstance(asked, ToKeep) else _seen(asked)
    except _Unfit as unfit:
        return unfit.finding
    except MemoryError:
        return Unfit("memory")
    except Exception:  # noqa: BLE001 - Pillow raises SyntaxError, ValueError, struct.error and more for broken files
        return Unfit("broken")


def _kept(asked: ToKeep) -> Made:
    image = _opened(asked.content, asked.most_pixels, asked.most_jpeg_pixels)
    turn = _orientation(image)
    if image.format in JPEGS:
        image.draft(None, (asked.long_edge, asked.long_edge))
    image = _turned(_scaled(_plain(image), asked.long_edge), turn)
    image.info.clear()
    body = io.BytesIO()
    jpeg = image if image.mode in {"L", "RGB"} else image.convert("L" if image.mode == "1" else "RGB")
    sampling = 0 if asked.whole_colour else 2
    jpeg.save(body, "JPEG", quality=asked.quality, optimize=True, subsampling=sampling)
    if image.getcolors(asked.few_colours) is not None:
        flat = io.BytesIO()
        _with_palette(image, asked.few_colours).save(flat, "PNG", optimize=True)
        body = min(body, flat, key=lambda stream: stream.getbuffer().nbytes)
    return Made(body.getvalue(), *image.size)


def _seen(asked: ToSee) -> Made:
    image = _opened(asked.content, asked.most_pixels, asked.most_pixels)
    if image.width > asked.width:
        if image.format in JPEGS:
            image.draft(None, (asked.width, asked.width))
        high = max(1, round(image.height * asked.width / image.width))
        image = _smooth(image).resize((asked.width, high), _lanczos())
    body = io.BytesIO()
    image.info.clear()
    image.save(body, "PNG", compress_level=1)
    return Made(body.getvalue(), *image.size)


def _opened(content: bytes, most_pixels: int, most_jpeg_pixels: int) -> "Image":
    """Open what the first bytes say it is, looking at its size before anything is unpacked."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own limit follows, with our own sentence
    image = Image.open(io.BytesIO(content), formats=FORMATS)
    width, height = image.size
    if width * height > (most_jpeg_pixels if image.format in JPEGS else most_pixels):
        raise _Unfit("pixels", width=width, height=height)
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and image.format not in JPEGS:
        raise _Unfit("frames", count=frames)
    return image


def _with_palette(image: "Image", colours: int) -> "Image":
    """Give a drawing of few colours a palette of them, where none of them is lost by it."""
    if image.mode != "RGB":
        return image
    drawn = image.quantize(colours)
    return drawn if drawn.convert("RGB").tobytes() == image.tobytes() else image


def _orientation(image: "Image") -> int:
    """Read how the camera was held; a file that tells nonsense there was held upright."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - whatever stands in a broken EXIF part
        return 1


def _plain(image: "Image") -> "Image":
    """Give the picture in black and white, greys or colours, on white paper where it could be seen through."""
    from PIL import Image

    image.load()
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda grey: grey / 257).convert("L")
    return image if image.mode in {"1", "L", "RGB"} else image.convert("RGB")


def _scaled(image: "Image", long_edge: int) -> "Image":
    width, height = image.size
    longest = max(width, height)
    if longest <= long_edge:
        return image
    size = (max(1, round(width * long_edge / longest)), max(1, round(height * long_edge / longest)))
    return _smooth(image).resize(size, _lanczos())


def _smooth(image: "Image") -> "Image":
    """Give a picture of which greys can be made; black and white alone would drop thin lines."""
    return image.convert({"1": "L", "P": "RGB"}.get(image.mode, image.mode))


def _lanczos() -> int:
    from PIL import Image

    return Image.Resampling.LANCZOS


def _turned(image: "Image", orientation: int) -> "Image":
    from PIL import Image

    way = Image.Transpose
    turns = {
        2: way.FLIP_LEFT_RIGHT,
        3: way.ROTATE_180,
        4: way.FLIP_TOP_BOTTOM,
        5: way.TRANSPOSE,
        6: way.ROTATE_270,
        7: way.TRANSVERSE,
        8: way.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image
