"""PDFs from outside: kept byte for byte, drawn as pictures, never run."""

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from app.attachments.facts import PdfUnfit
from app.attachments.preparing import draw, prepare
from app.core.errors import Refused
from app.core.limited_child import Limits
from app.documents.foreign_pdf import Draw, Drawn, ForeignPdf, Look, Looked, Unfit, answered
from tests.app.attachments.pictures import pdf

pytestmark = pytest.mark.watched_children

READER = ForeignPdf(Limits(1 << 30, 30))


def locked(user_password: str) -> bytes:
    stream = io.BytesIO()
    encryption = StandardEncryption(user_password, ownerPassword="owner", canModify=0)
    canvas = Canvas(stream, encrypt=encryption)
    canvas.drawString(100, 700, "locked")
    canvas.save()
    return stream.getvalue()


def with_object(body: bytes) -> bytes:
    """Give a PDF of one empty page whose catalogue has ``body`` in it."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + body + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>",
    ]
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(content)
    content += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def test_a_pdf_is_kept_byte_for_byte_with_its_pages_counted() -> None:
    content = pdf(3)
    prepared = prepare(content, READER)
    assert (prepared.kind, prepared.content, prepared.pages) == ("pdf", content, 3)
    assert (prepared.width, prepared.height) == (595, 842)


def test_a_pdf_with_a_password_is_refused_and_one_locked_against_changes_is_not() -> None:
    with pytest.raises(Refused, match="有密码"):
        prepare(locked("secret"), READER)
    assert prepare(locked(""), READER).pages == 1


def test_a_broken_pdf_is_refused() -> None:
    for content in (b"%PDF-1.7\nnothing", pdf()[: len(pdf()) // 5], b"%PDF-" + bytes(500)):
        with pytest.raises(Refused, match="打不开"):
            prepare(content, READER)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(READER, "look", lambda _: Looked(1001, 1, 1))
    with pytest.raises(Refused, match="1001 页"):
        prepare(pdf(), READER)


@pytest.mark.parametrize(
    "body",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"/OpenAction << /S /Launch /F (calc.exe) >>",
        b"/AA << /WC << /S /JavaScript /JS (while\\(true\\){}) >> >>",
        b"/OpenAction << /S /URI /URI (file:///etc/hostname) >>",
        b"/AcroForm << /Fields [] /XFA (x) >>",
    ],
)
def test_scripts_and_launch_actions_do_nothing(body: bytes) -> None:
    content = with_object(body)
    assert prepare(content, READER).content == content
    assert draw(content, 0, 200, READER).startswith(b"\x89PNG")


def test_a_page_is_drawn_as_wide_as_asked_and_a_tower_is_cut_down() -> None:
    drawn = answered(Draw(pdf(2), 1, 300))
    assert isinstance(drawn, Drawn)
    assert int.from_bytes(drawn.png[16:20]) in {300, 301}
    tower = answered(Draw(with_object(b"").replace(b"0 0 200 100", b"0 0 1 14400"), 0, 300))
    assert isinstance(tower, Drawn)
    assert int.from_bytes(tower.png[20:24]) <= 1201


def test_a_page_that_is_not_there_is_a_finding() -> None:
    assert answered(Draw(pdf(), 5, 300)) == Unfit("pdf_broken")
    assert answered(Look(pdf())) == Looked(1, 595, 842)
    with pytest.raises(Refused, match="画不出预览"):
        draw(pdf(), 5, 300, READER)


def test_an_endless_pdf_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.core.limited_child import ChildLost

    def lost(_: object) -> None:
        raise ChildLost("time")

    monkeypatch.setattr(READER, "_ask", lost)
    with pytest.raises(Refused, match="30 秒"):
        prepare(pdf(), READER)
    with pytest.raises(Refused, match="画不出预览"):
        draw(pdf(), 0, 300, READER)


def test_an_answer_of_the_other_kind_is_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(READER, "_ask", lambda _: None)
    with pytest.raises(PdfUnfit):
        READER.look(b"")
    with pytest.raises(PdfUnfit):
        READER.draw(b"", 0, 1)
