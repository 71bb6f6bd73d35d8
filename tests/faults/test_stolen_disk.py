"""A stolen disk tells nothing: a lived-in office, every byte of it searched for fifty strings (FAULTS §8, test 40)."""

import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from app.cases.facts import Applicant, NewCase
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.fault_log import keep_fault
from app.door import answer
from app.opening import OfficeSetup, ask_township, create_office, open_session, recover_office
from app.operators.hand_over import Plan
from app.people.facts import TypedResident
from app.session import Session
from tests.app.sheets.tables import table
from tests.conftest import QUICK
from tests.faults.stolen import (
    ENCODINGS,
    IDS,
    LETTER,
    NAMES,
    PHONES,
    PLACES,
    REASONS,
    TITLES,
    WORDS,
    Watch,
    copied,
    found_in,
    known_strings,
    plain_pages,
    said,
)

OPEN_FILES = {"slots-a.json", "slots-b.json", "marks.json", "tries.json", "township-request.json", "office.lock"}


@pytest.fixture(scope="module")
def watch() -> Watch:
    """Look over every file and child of this process."""
    return Watch()


def live_in(session: Session, folder: Path) -> None:
    """Do a bit of everything that a year at the desk brings."""
    residents = []
    for number, name in enumerate(NAMES):
        typed = TypedResident(
            name=name, id_number=IDS[number], phone=PHONES[number], address=PLACES[number % len(PLACES)],
            note=REASONS[number % len(REASONS)],
        )
        residents.append(session.people.register(typed, session.operator.id)[0])
    for number, reason in enumerate(REASONS):
        one = residents[number]
        who = Applicant(name=one.name, id=one.id, id_number=one.id_number, phone=one.phone, address=one.address)
        case, _ = session.cases.register(NewCase(applicant=who, item_code="D13", content=reason), session.operator)
    session.people.look_at_id_number(residents[0].id, session.operator.id, "查看证件为了核对补贴")
    for key in ("station.phone", "station.complaint_phone"):
        session.settings.change(key, "0455-5550199")
    attach(session, residents[0].id)
    rows = [["姓名", "身份证号", "电话"], ["令狐小冲子", IDS[7].replace("15", "16", 1), PHONES[0]]]
    looked = session.imports.look("residents", table(folder / "花名册.xlsx", rows))
    session.imports.check(looked)
    session.search.find(NAMES[1])
    session.search.find(IDS[2])
    slip, _ = session.slips.issue(session.slips.offered(session.cases.show(case.number))[0][0], case.number)
    assert slip.pdf.startswith(b"%PDF")
    session.notices.make("cases", "2026-10", day=date(2026, 10, 31))
    session.history.export(folder / "流水.czlog", session.operator.id)
    session.backups.now()


def attach(session: Session, resident: str) -> None:
    """Keep a photo whose file carries a name, and a PDF with words, under telling titles."""
    picture, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add_itxt("Comment", NAMES[0])
    Image.linear_gradient("L").save(picture, "PNG", pnginfo=words)
    session.attachments.attach("residents", resident, TITLES[0], picture.getvalue())
    from app.documents.document import Document, Words
    from app.documents.render import render

    letter = render(Document("说明", (Words(LETTER),)))
    kept, _ = session.attachments.attach("residents", resident, TITLES[1], letter)
    session.attachments.preview(kept.id, 200)
    session.attachments.rename(kept.id, TITLES[2])


def trouble_with(name: str) -> None:
    """Fail with a name in the message, as a fault of ours might."""
    raise ValueError(name)


def test_a_stolen_disk_tells_nothing(tmp_path: Path, clock: FixedClock, watch: Watch, setup: OfficeSetup) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    outside.mkdir()
    with watch.looking():
        session, code = create_office(home, setup, clock=clock)
        strings = known_strings(code, code.replace("-", ""))
        session.joining.add("李代办员", "代办员", WORDS[2])
        live_in(session, outside)
        try:
            trouble_with(NAMES[0])
        except ValueError as fault:
            keep_fault(session.home.logs, clock, type(fault), fault.__traceback__)
        with pytest.raises(Refused) as refused:
            open_session(home, WORDS[3], clock=clock)
        session.hear(refused.value)
        stolen = copied(home, tmp_path / "while-open")
        assert (stolen / "office.czdb-wal").stat().st_size > 0
        assert found_in(stolen, strings) == []
        township(session, outside, clock)
        session.leave()
    assert found_in(home, strings) == []
    with watch.looking():
        recover_office(home, code, WORDS[0], clock=clock)
        ask_township(home, WORDS[3], outside, clock=clock)
        session = open_session(home, WORDS[0], clock=clock)
        new_code = session.chair.code.draw()
        plan = Plan("赵接任人", former="代办员")
        session.chair.sheets.paper(plan, new_code)
        session.chair.hand_over.finish(plan, WORDS[1], new_code)
        session.leave()
        by_the_door(home, outside, clock)
    strings = known_strings(code, code.replace("-", ""), new_code, new_code.replace("-", ""))
    assert found_in(home, strings) == []
    assert_only_known_files_are_readable(home)
    sticks = tmp_path / "sticks"
    sticks.mkdir()
    for sealed in [*outside.glob("*.czp"), *outside.glob("*.czk")]:
        shutil.copy(sealed, sticks)
    assert len(list(sticks.iterdir())) >= 2
    assert found_in(sticks, strings) == []
    written = [name for name in watch.names if "outside" not in name]
    assert said("\n".join(written), strings) == []
    assert said("\n".join(watch.commands), strings) == []
    assert any("czdb" in name or "part" in name for name in written)
    assert watch.commands, "no child was seen: the watch looks at nothing"


def township(session: Session, folder: Path, clock: FixedClock) -> None:
    """Enrol with a township, write a package, and give the township a key."""
    answers = OfficeSetup("township", "231221103000", "示例镇", "张镇长", "镇里的一句话", "示例镇", "示例县", QUICK)
    other, _ = create_office(folder / "township", answers, clock=clock)
    other.packages.invite(session.store.office["unit"], session.office_name, folder / "invitation")
    told, _ = session.packages.accept(folder / "invitation", folder / "reply")
    other.packages.confirm(folder / "reply", told)
    other.close()
    session.packages.write(folder)
    session.chair.township.switch_on(WORDS[0])


def by_the_door(home: Path, folder: Path, clock: FixedClock) -> None:
    """Look at the office through the headless door, with the password in a file."""
    secret = folder / "password"
    secret.write_text(WORDS[1], encoding="utf-8")
    common = ["--home", str(home), "--password-file", str(secret)]
    assert answer([*common, "status"], clock) == 0
    assert answer([*common, "search", NAMES[0]], clock) == 0
    assert answer([*common, "check"], clock) == 0


def assert_only_known_files_are_readable(home: Path) -> None:
    """Whatever is not encrypted is one of the few files that are meant to be read, and holds what it should."""
    for path in home.rglob("*"):
        if not path.is_file() or path.suffix in {".czdb", ".czbak", ".czblob"} or path.stat().st_size == 0:
            continue
        content = path.read_bytes()
        readable = sum(content.count(byte) for byte in range(32, 127)) > 0.9 * len(content)
        if readable and path.suffix == ".json":
            json.loads(content)
        assert path.name in OPEN_FILES or path.parent.name == "logs" or path.suffix == ".txt" or not readable, path
    for path in home.glob("*.czdb"):
        assert not path.read_bytes().startswith(b"SQLite format 3")


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    strings = known_strings()
    for encoding in ENCODINGS:
        (tmp_path / encoding).write_bytes(b"\x00\xff" + "".join(strings).encode(encoding) + b"\xff")
        assert {line.partition(" in ")[0] for line in found_in(tmp_path, strings)} == set(strings)
        (tmp_path / encoding).unlink()
    (tmp_path / f"{NAMES[0]}.pdf").touch()
    assert found_in(tmp_path, strings) == [f"{NAMES[0]} in the name {NAMES[0]}.pdf"]


def test_an_erased_person_lies_in_no_page_of_file_or_log(session: Session, tmp_path: Path) -> None:
    """After 彻底删除 nothing is left even for who has the key: no free page, no frame of the log."""
    for number, name in enumerate(NAMES[:4]):
        typed = TypedResident(name=name, id_number=IDS[number], phone=PHONES[number], note=REASONS[number])
        person, _ = session.people.register(typed, session.operator.id)
    own = [NAMES[3], IDS[3], PHONES[3], REASONS[3]]
    key, before = session.store.key, copied(session.home.folder, tmp_path / "before")
    assert said(plain_pages(before / "office.czdb", key, tmp_path).decode("utf-8", "replace"), own) == own
    request, _ = session.privacy.requests.register(person.id, "删除", "", session.operator)
    session.privacy.erase(request.number)
    after = copied(session.home.folder, tmp_path / "after")
    left = plain_pages(after / "office.czdb", key, tmp_path)
    assert [one for one in own if one.encode() in left] == []
    assert NAMES[2].encode() in left
