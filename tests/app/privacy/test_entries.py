"""Entries of ledgers on the law's side: what is held of a person tells them, an erasure reaches their scans."""

import pytest

from app.core.errors import Refused
from app.documents.reading import page_texts
from app.ledgers.facts import Entry
from app.ledgers.kinds.values import Ref
from app.people.facts import Resident, TypedHousehold, TypedResident
from app.privacy.declared import declared
from app.session import Session
from tests.app.attachments.pictures import pdf
from tests.app.ledgers.filled import typed_entry
from tests.ui.people_of import villager

NAME, PHONE, OTHER = "欧阳淑芬", "13800001234", "李淑芬"
TEAM, ASKED = "entries_volunteer_team", "entries_consulting"


@pytest.fixture
def person(session: Session) -> Resident:
    return villager(session, NAME)


@pytest.fixture
def about(session: Session, person: Resident) -> Entry:
    typed = {"resident": NAME, "phone": PHONE, "content": "问低保怎么办", "officer": "王守田"}
    return session.ledgers.add("consulting", typed)[0]


@pytest.fixture
def shared(session: Session, person: Resident) -> Entry:
    session.people.register(TypedResident(name=OTHER), session.operator.id)
    typed = typed_entry(session.ledgers.ledger("volunteer_team"))
    return session.ledgers.add("volunteer_team", {**typed, "roster": f"{NAME}、{OTHER}", "skills": "会开车"})[0]


def test_a_person_is_told_what_the_ledgers_hold_of_them(
    session: Session, person: Resident, about: Entry, shared: Entry
) -> None:
    session.attachments.attach(ASKED, about.id, "申请书", pdf())
    removed, _ = session.ledgers.add("consulting", {"resident": NAME, "content": "记重的", "officer": "王守田"})
    session.ledgers.remove("consulting", removed.id, "记重了")
    held = session.privacy.gathering.of(person.id)
    told = {one.id: one for one in held.entries}
    assert set(told) == {about.id, shared.id, removed.id}
    assert (told[about.id].ledger, told[about.id].number, told[about.id].day) == (
        "咨询服务",
        about.number,
        "2026-10-09",
    )
    assert {NAME, PHONE, "问低保怎么办"} <= {text for _, text in told[about.id].facts}
    assert [text for _, text in told[shared.id].facts] == [NAME]
    assert told[removed.id].number.endswith("（在回收站里）")
    assert held.scans == ("申请书",)
    request, _ = session.privacy.requests.register(person.id, "look", "", session.operator)
    text = "".join(page_texts(session.privacy.answer(request.number))).replace("\n", "")
    for words in ("台账里的登记", "咨询服务", about.number, "问低保怎么办", "申请书"):
        assert words in text, words
    assert OTHER not in text


def test_a_household_that_goes_by_their_name_is_theirs(session: Session, person: Resident) -> None:
    me = session.operator.id
    household, _ = session.people.register_household(TypedHousehold(number="17", head_name=NAME), me)
    with session.store.writing(reason="归户") as write:
        write.update("residents", person.id, {"household_id": household.id})
    typed = typed_entry(session.ledgers.ledger("household_visit"))
    session.people.register(TypedResident(name=NAME), me)
    visit, _ = session.ledgers.add("household_visit", {**typed, "household": {"id": household.id, "name": NAME}})
    assert [one.id for one in session.privacy.gathering.of(person.id).entries] == [visit.id]
    session.privacy.erasing.erase(person.id, "", "本人书面请求")
    value = session.ledgers.entry("household_visit", visit.id).values["household"]
    assert value == Ref(household.id, declared().gone)


def test_an_erasure_takes_the_scans_of_entries_about_them(
    session: Session, person: Resident, about: Entry, shared: Entry
) -> None:
    paper, photo = pdf(3), pdf(2)
    scan, _ = session.attachments.attach(ASKED, about.id, f"{NAME}申请书", paper)
    gone, _ = session.attachments.attach(ASKED, about.id, "身份证", pdf(4))
    session.attachments.remove(gone.id, "放错了")
    beside, _ = session.attachments.attach(TEAM, shared.id, f"合影有{NAME}", photo)
    session.ledgers.edit("volunteer_team", shared.id, {"skills": f"{NAME}会开车"})
    erased, _ = session.privacy.erasing.erase(person.id, "", "本人书面请求")
    assert (erased.removed["entries"], erased.removed["attachments"]) == (2, 2)
    for one in (scan, gone):
        with pytest.raises(Refused):
            session.attachments.content(one.id)
    assert session.attachments.content(beside.id) == photo
    assert session.attachments.find(beside.id).title == f"合影有{declared().gone}"
    told = [one.words for one in erased.holders]
    assert any(shared.number in words and "合影有已依法删除" in words for words in told)
    session.store.checkpoint()
    names = [row["name"] for row in session.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    left = "".join(repr(session.store.rows(f"SELECT * FROM {name}")) for name in names)  # noqa: S608 - our tables
    assert [one for one in (NAME, person.id_number, PHONE, "ouyangshufen") if one in left] == []
    assert session.check() == []


def test_a_field_that_points_at_a_scan_of_theirs_is_emptied(session: Session, person: Resident) -> None:
    ledger = session.ledgers.ledger("public_welfare")
    key = next(field.key for field in ledger.field if field.kind == "file")
    typed = {**typed_entry(ledger), key: ""}
    named = next((field.key for field in ledger.field if field.kind == "resident"), "")
    entry, _ = session.ledgers.add("public_welfare", {**typed, **({named: NAME} if named else {})})
    scan, _ = session.attachments.attach("entries_public_welfare", entry.id, f"{NAME}的照片", pdf())
    session.ledgers.edit("public_welfare", entry.id, {key: {"id": scan.id, "name": scan.title}})
    session.privacy.erasing.erase(person.id, "", "本人书面请求")
    value = session.ledgers.entry("public_welfare", entry.id).values[key]
    assert value is None if named else value == Ref(scan.id, f"{declared().gone}的照片")
    assert session.check() == []
