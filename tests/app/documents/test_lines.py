"""Running text fills its lines: even margins, no blank where none was written, numbers never drawn out."""

import subprocess
from pathlib import Path

import pytest

from app.documents.document import Document, Words
from app.documents.faces import Face, squeezed, width
from app.documents.page import NOTICE, Page, Size
from app.documents.reading import page_texts
from app.documents.render import render
from app.documents.sheet import WIDEST_SPACING, Sheet

LONG = (
    "为接受村民监督，现将2026年10月本站受理、办结的代办事项公示如下。本月登记80件，办结60件，其中按时办结59件；"
    "申请人张𬱖、李喆、王䶮、赵镕等，满意度评价9件，满意以上9件。对公示内容有异议的，请在公示期内向村民委员会反映，"
    "监督投诉电话：0455-6700002（“便民服务站”），或者拨打12345——我们会在5个工作日内答复……《村务公开》专栏同时张贴。"
)


@pytest.mark.parametrize("size", [10.5, 12.0, 14.0, 16.0])
@pytest.mark.parametrize("landscape", [True, False])
def test_the_text_comes_out_again_without_blanks(tmp_path: Path, size: float, landscape: bool) -> None:
    pdf = render(Document("公示", (Words(LONG, size=size),), Page(Size.A4, landscape, NOTICE)))
    file = tmp_path / "lines.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
    assert told.replace("\n", "").replace("\f", "") == LONG
    assert page_texts(pdf)[0].replace("\n", "") == LONG


def test_a_filled_line_ends_at_the_margin_and_numbers_are_not_drawn_out() -> None:
    line = "本月登记80件，电话0455-6700002，办结"
    room = width(line, Face.SONG, 12) + 6
    sheet = Sheet()
    sheet.write_across(10, 100, line, Face.SONG, 12, room)
    assert "".join(one.text for one in sheet.texts) == line
    last = sheet.texts[-1]
    drawn = width(last.text, Face.SONG, 12) + last.spacing * (len(last.text) - 1)
    assert last.x + drawn == pytest.approx(10 + room)
    assert {one.spacing for one in sheet.texts if one.text[0].isdigit()} == {0}
    assert all(one.spacing <= WIDEST_SPACING * 12 for one in sheet.texts)


@pytest.mark.parametrize("more", [0, -3, 60])
def test_a_line_that_fits_exactly_or_is_too_short_stays_as_it_is(more: float) -> None:
    sheet = Sheet()
    sheet.write_across(10, 100, "短短的一行", Face.SONG, 12, width("短短的一行", Face.SONG, 12) + more)
    assert [(one.text, one.spacing) for one in sheet.texts] == [("短短的一行", 0)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("“低保”，已受理", (3,)),
        ("（《条例》）。", (0, 4, 5)),
        ("完。（另）", (1,)),
        ("好，的", ()),
        ("a),b", ()),
        ("", ()),
    ],
)
def test_signs_that_meet_give_up_their_empty_half(text: str, places: tuple[int, ...]) -> None:
    assert squeezed(text, Face.SONG) == places
    alone = sum(width(sign, Face.SONG, 10) for sign in text)
    assert width(text, Face.SONG, 10) == pytest.approx(alone - 5 * len(places))


@pytest.mark.parametrize("face", [face for face in Face if face is not Face.RARE])
def test_every_face_sets_meeting_signs_close(face: Face) -> None:
    assert squeezed("（《法》）。", face) == (0, 3, 4)
