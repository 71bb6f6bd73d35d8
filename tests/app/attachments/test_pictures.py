"""What is kept of a picture, and which pictures are not taken in."""

import io
import struct
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from app.attachments.facts import PdfLook
from app.attachments.picture_child import Made, ToKeep, ToSee, Unfit, answered
from app.attachments.preparing import prepare
from app.core.errors import Refused
from tests.app.attachments.pictures import CAMERA, drawing, photo, png_of_size, saved, telling_photo

pytestmark = pytest.mark.watched_children

MILLION = 1_000_000


class NoPdf:
    """Reads no PDF: pictures want none."""

    def look(self, content: bytes) -> PdfLook:
        raise AssertionError

    def draw(self, content: bytes, page: int, width: int) -> bytes:
        raise AssertionError


def kept(content: bytes, **other: Any) -> Made | Unfit:
    asked: dict[str, Any] = {
        "long_edge": 2000,
        "quality": 85,
        "whole_colour": True,
        "few_colours": 256,
        "most_pixels": 80 * MILLION,
        "most_jpeg_pixels": 260 * MILLION,
    }
    return answered(ToKeep(content, **{**asked, **other}))


def picture_of(made: Made | Unfit) -> Image.Image:
    assert isinstance(made, Made), made
    image = Image.open(io.BytesIO(made.content))
    image.load()
    assert image.size == (made.width, made.height)
    return image


def test_a_large_photo_is_scaled_to_two_thousand_pixels_and_stays_a_jpeg() -> None:
    image = picture_of(kept(saved(photo(4000, 3000))))
    assert (image.format, image.size, image.mode) == ("JPEG", (2000, 1500), "RGB")


def test_a_small_photo_keeps_its_size() -> None:
    assert picture_of(kept(saved(photo(320, 200)))).size == (320, 200)


def test_nothing_is_kept_of_what_stands_beside_the_picture() -> None:
    content = telling_photo()
    assert CAMERA.encode() in content
    made = kept(content)
    image = picture_of(made)
    assert isinstance(made, Made)
    assert not any(str(key).startswith(("exif", "comment", "icc", "xmp")) for key in image.info)
    assert len(image.getexif()) == 0
    for planted in (CAMERA.encode(), "李淑芬".encode(), b"Exif", b"GPS"):
        assert planted not in made.content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_telephone_was_held(orientation: int) -> None:
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste((200, 0, 0), (0, 0, 20, 13))
    turns = Image.Transpose
    inverse = {
        1: None, 2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180, 4: turns.FLIP_TOP_BOTTOM, 5: turns.TRANSPOSE,
        6: turns.ROTATE_90, 7: turns.TRANSVERSE, 8: turns.ROTATE_270,
    }[orientation]  # fmt: skip
    held = upright if inverse is None else upright.transpose(inverse)
    exif = Image.Exif()
    exif[0x0112] = orientation
    seen = picture_of(kept(saved(held, exif=exif.tobytes(), quality=95))).convert("RGB")
    assert seen.size == (60, 40)
    corner, far = seen.getpixel((5, 4)), seen.getpixel((55, 35))
    assert isinstance(corner, tuple)
    assert isinstance(far, tuple)
    assert (corner[0] > 150, corner[1] < 90) == (True, True)
    assert min(far) > 200


def test_a_nonsense_orientation_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 77
    assert picture_of(kept(saved(photo(60, 40), exif=exif.tobytes()))).size == (60, 40)


def test_a_scan_of_few_colours_is_kept_without_blur_where_that_is_smaller() -> None:
    page = drawing()
    made = kept(saved(page, "PNG"))
    image = picture_of(made)
    assert image.format == "PNG"
    assert image.convert("RGB").tobytes() == page.tobytes()


def test_a_black_and_white_scan_that_is_scaled_keeps_its_thin_lines_as_greys() -> None:
    page = Image.new("1", (3000, 4000), 1)
    page.paste(0, (0, 2000, 3000, 2001))
    image = picture_of(kept(saved(page, "TIFF", compression="group4"))).convert("L")
    assert min(image.crop((700, 990, 701, 1010)).tobytes()) < 200


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF", "WEBP"])
def test_every_kind_is_known_by_its_content(kind: str) -> None:
    prepared = prepare(saved(photo(120, 90), kind), NoPdf())
    assert (prepared.kind, prepared.width, prepared.height, prepared.pages) == ("picture", 120, 90, 1)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_mode_becomes_a_plain_picture(mode: str) -> None:
    image = Image.new("I;16", (40, 30), 40_000) if mode == "I;16" else photo(40, 30).convert(mode)
    made = kept(saved(image, "TIFF" if mode == "CMYK" else "PNG"))
    assert picture_of(made).mode in {"1", "L", "P", "RGB"}


def test_sixteen_bits_of_grey_keep_their_tone() -> None:
    grey = picture_of(kept(saved(Image.new("I;16", (40, 30), 32_896), "PNG"))).convert("L").tobytes()[0]
    assert abs(grey - 128) <= 2


def test_what_could_be_seen_through_lies_on_white_paper() -> None:
    glass = Image.new("RGBA", (40, 30), (200, 0, 0, 0))
    assert picture_of(kept(saved(glass, "PNG"))).convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    palette = Image.new("P", (40, 30), 0)
    palette.putpalette([10, 20, 30] * 256)
    assert picture_of(kept(saved(palette, "PNG", transparency=0))).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_bomb_is_refused_by_its_head_before_anything_is_unpacked() -> None:
    assert kept(png_of_size(50_000, 50_000)) == Unfit("pixels", {"width": 50_000, "height": 50_000})
    with pytest.raises(Refused, match="50000×50000"):
        prepare(png_of_size(50_000, 50_000), NoPdf())


def test_a_head_that_promises_more_than_is_there_is_broken() -> None:
    assert kept(png_of_size(3000, 2000)) == Unfit("broken")


def test_several_pages_in_one_picture_are_not_lost_silently() -> None:
    pages = saved(photo(40, 30), "TIFF", save_all=True, append_images=[photo(40, 30, 1), photo(40, 30, 2)])
    with pytest.raises(Refused, match="3 页"):
        prepare(pages, NoPdf())


def test_a_photo_with_a_second_small_one_inside_is_the_large_one() -> None:
    both = saved(photo(300, 200), "MPO", save_all=True, append_images=[photo(30, 20)])
    assert Image.open(io.BytesIO(both)).format == "MPO"
    assert picture_of(kept(both)).size == (300, 200)


def cut_short(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def with_noise(content: bytes) -> bytes:
    return content[:30] + bytes((at * 89) % 256 for at in range(200)) + content[230:]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF", "WEBP"])
@pytest.mark.parametrize("harm", [cut_short, with_noise, lambda content: content[:20]])
def test_a_broken_picture_is_a_finding_or_a_whole_picture_never_a_crash(
    kind: str, harm: Callable[[bytes], bytes]
) -> None:
    made = kept(harm(saved(photo(300, 200), kind)))
    assert isinstance(made, Made) or made.code in {"broken", "pixels", "frames", "memory"}


def test_a_truncated_photo_is_told() -> None:
    with pytest.raises(Refused, match="读不完整") as told:
        prepare(cut_short(saved(photo(300, 200))), NoPdf())
    assert told.value.untouched
    assert told.value.advice


def test_a_tiff_that_points_into_itself_ends() -> None:
    loop = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 0) + struct.pack("<I", 8)
    assert isinstance(kept(loop), Unfit)


def test_a_child_without_memory_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.attachments import rules as declared

    child = declared.Child(memory_mb=170, seconds=30, answer_mb=64)
    small = declared.Rules(**{**_fields(declared.rules()), "child": child})
    monkeypatch.setattr("app.attachments.preparing.rules", lambda: small)
    with pytest.raises(Refused, match=r"内存太多|读到一半"):
        prepare(saved(photo(6000, 6000), "PNG"), NoPdf())


def _fields(struct_value: Any) -> dict[str, Any]:
    return {name: getattr(struct_value, name) for name in struct_value.__struct_fields__}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 字节"),
        (b"PK\x03\x04 a workbook", "不是照片"),
        (b"MZ\x90\x00 a program called photo.jpg", "不是照片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是照片"),
        (b"GIF89a" + bytes(40), "不是照片"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        (b"x" * (21 << 20), "20"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as told:
        prepare(content, NoPdf())
    assert told.value.untouched == "什么也没有加进来，原来的附件没有动。"


def test_a_preview_is_as_wide_as_asked_and_never_wider_than_the_picture() -> None:
    large = answered(ToSee(saved(photo(1600, 1200)), 400, 80 * MILLION))
    small = answered(ToSee(saved(photo(100, 50)), 400, 80 * MILLION))
    palette = answered(ToSee(saved(drawing(), "PNG"), 400, 80 * MILLION))
    assert (picture_of(large).size, picture_of(small).size, picture_of(palette).size) == (
        (400, 300),
        (100, 50),
        (400, 550),
    )
    assert isinstance(answered(ToSee(b"\xff\xd8\xff none", 400, 80 * MILLION)), Unfit)
