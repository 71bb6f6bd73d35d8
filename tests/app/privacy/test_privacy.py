"""Consents, assessments, requests and erasure (个人信息保护法 13 to 15, 28 to 31, 44 to 47, 55, 56; DOMAIN C4)."""

from datetime import date
from pathlib import Path

import pytest

from app.cases.facts import Applicant, Given, NewCase
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.documents.reading import page_texts
from app.operators.rights import Rights
from app.people.facts import Resident
from app.privacy.declared import declared, request_kind
from app.privacy.facts import Assessment
from app.session import Session
from db.journal import chain_breaks
from tests.ui.people_of import villager

NAME, PHONE = "欧阳淑芬", "13800001234"


@pytest.fixture
def person(session: Session) -> Resident:
    return villager(session, NAME)


def case_of(session: Session, person: Resident, code: str = "D05") -> str:
    applicant = Applicant(
        id=person.id, name=person.name, id_number=person.id_number, phone=person.phone, address=person.address
    )
    new = NewCase(applicant=applicant, item_code=code, content=f"{NAME}家屋顶漏雨", agent_name="欧阳铁柱")
    return session.cases.register(new, session.operator)[0].number


def withdraw(session: Session, number: str) -> None:
    session.cases.take("withdraw", number, Given(reason=f"{NAME}说不办了"), session.operator)


def everything(session: Session) -> bytes:
    session.store.checkpoint()
    tables = [row["name"] for row in session.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    told = [repr(session.store.rows(f"SELECT * FROM {name}")) for name in tables]  # noqa: S608 - names of our tables
    return "".join(told).encode()


def test_every_declared_purpose_and_request_says_its_article() -> None:
    articles = [one.article for one in declared().purpose] + [one.article for one in declared().request]
    assert all(article.startswith("第") for article in articles)
    assert {one.code for one in declared().request} == {"P01", "P02", "P03"}


def test_a_consent_is_given_and_withdrawn_and_what_is_missing_is_named(session: Session, person: Resident) -> None:
    consents = session.privacy.consents
    assert [one.key for one in consents.missing(person.id, "D01", "最低生活保障申请")] == ["sensitive"]
    kept, changes = consents.give(person.id, "sensitive", given_by="本人")
    assert changes.touches("consents")
    assert (kept.given_on, kept.given_by, kept.form) == (date(2026, 10, 9), "本人", "单独书面")
    assert consents.missing(person.id, "D01", "最低生活保障申请") == []
    assert consents.missing(person.id, "D90", "开介绍信") == []
    consents.withdraw(kept.id)
    assert not consents.of(person.id)[0].stands
    assert [one.key for one in consents.missing(person.id, "D01", "最低生活保障申请")] == ["sensitive"]
    with pytest.raises(Refused, match="已经撤回过"):
        consents.withdraw(kept.id)


def test_a_child_needs_the_guardian(session: Session) -> None:
    child = villager(session, "欧阳小宝", born="2015-05-05", order="001")
    with pytest.raises(Refused, match="不满 14 周岁"):
        session.privacy.consents.give(child.id, "photo")
    kept, _ = session.privacy.consents.give(child.id, "照片和扫描件", guardian="欧阳铁柱")
    assert (kept.guardian, kept.given_by) == ("欧阳铁柱", "欧阳铁柱")


@pytest.mark.parametrize(("day", "words"), [(date(2026, 10, 10), "在今天以后")])
def test_a_consent_of_tomorrow_is_refused(session: Session, person: Resident, day: date, words: str) -> None:
    with pytest.raises(Refused, match=words):
        session.privacy.consents.give(person.id, "agent", day=day)
    with pytest.raises(Refused, match="没有“闲聊”这种用途"):
        session.privacy.consents.give(person.id, "闲聊")
    assert session.privacy.consents.of(person.id) == []


def test_an_assessment_is_kept_three_years(session: Session, clock: FixedClock) -> None:
    assessments = session.privacy.assessments
    ready = assessments.ready()[0]
    values = {name: getattr(ready, name) for name in ready.__struct_fields__}
    kept, _ = assessments.keep(Assessment(**values, assessor="王守田", made_on=date(2024, 2, 29)))
    assert kept.keep_until == date(2027, 2, 28)
    assert ready.title not in {one.title for one in assessments.ready()}
    with pytest.raises(Refused, match="保存到 2027-02-28"):
        assessments.remove(kept.id, "整理")
    clock.advance(days=200)
    assessments.remove(kept.id, "到期")
    assert assessments.all() == []
    with pytest.raises(Refused, match="还没有写：评估人"):
        assessments.keep(Assessment(**values, assessor=" "))


def test_a_look_is_a_case_with_an_answer_that_tells_everything_and_is_noted(session: Session, person: Resident) -> None:
    case_of(session, person)
    session.people.look_at_id_number(person.id, session.operator.id, "核对")
    session.privacy.consents.give(person.id, "agent")
    request, _ = session.privacy.requests.register(person.id, "查阅", "想看看有哪些记录", session.operator)
    assert (request.item_code, request.due_day) == ("P01", date(2026, 10, 29))
    pdf = session.privacy.answer(request.number, "以上是全部记录。")
    text = "".join(page_texts(pdf)).replace("\n", "")
    for words in (NAME, person.id_number, PHONE, "代为办理", "查看完整号码", "以上是全部记录", "第四十五条"):
        assert words in text, words
    last = session.store.row("SELECT action FROM journal ORDER BY seq DESC LIMIT 1")
    assert last == {"action": "print"}
    assert session.store.value("SELECT count(*) FROM papers") == 0
    with pytest.raises(Refused, match="不是查阅"):
        session.privacy.answer("2026-00001")


def test_the_items_of_requests_come_once_and_with_the_same_ids_everywhere(session: Session, person: Resident) -> None:
    for kind in ("look", "correct"):
        session.privacy.requests.register(person.id, kind, "", session.operator)
    rows = session.store.rows("SELECT id, owner FROM service_items WHERE code LIKE 'P0%' ORDER BY code")
    assert len(rows) == 3
    assert {row["owner"] for row in rows} == {2}
    assert session.search.find("更正")[0].kind == "item"
    assert request_kind("更正").code == "P02"


def test_erasure_waits_for_open_cases(session: Session, person: Resident) -> None:
    number = case_of(session, person)
    request, _ = session.privacy.requests.register(person.id, "erase", "", session.operator)
    with pytest.raises(Refused, match="还没有删除"):
        session.privacy.answer(request.number)
    before = everything(session)
    with pytest.raises(Refused, match=f"还有 1 件正在办（{number}）"):
        session.privacy.erase(request.number)
    assert everything(session) == before


def test_erasure_removes_the_values_everywhere_and_leaves_the_chain_whole(
    session: Session, person: Resident, tmp_path: Path
) -> None:
    number = case_of(session, person)
    withdraw(session, number)
    session.privacy.consents.give(person.id, "agent", given_by=NAME)
    request, _ = session.privacy.requests.register(person.id, "删除", f"{NAME}请求删除", session.operator)
    secrets = [NAME, person.id_number, PHONE, "屋顶漏雨", "欧阳铁柱", "ouyangshufen"]
    assert all(one.encode() in everything(session) for one in secrets[:3])
    (erased, pdf), changes = session.privacy.erase(request.number)
    assert changes.touches("residents")
    assert erased.removed["cases"] == 2
    assert erased.removed["journal_values"] > 5
    left = everything(session)
    assert [one for one in secrets if one.encode() in left] == []
    assert session.search.find(NAME) == []
    assert session.search.find(person.id_number) == []
    assert list(chain_breaks(session.store.reader)) == []
    assert session.check() == []
    assert session.cases.find(number).applicant_name == declared().gone
    text = "".join(page_texts(pdf)).replace("\n", "")
    assert NAME in text
    assert "办件经过" in text
    assert [one.resident_id for one in session.privacy.erasing.all()] == [person.id]
    again = "".join(page_texts(session.privacy.answer(request.number)))
    assert "办件经过" in again
    assert NAME not in again


def test_what_still_holds_the_erased_is_told_with_its_day(session: Session, person: Resident) -> None:
    session.backups.now()
    request, _ = session.privacy.requests.register(person.id, "erase", "", session.operator)
    (erased, pdf), _ = session.privacy.erase(request.number)
    assert len(erased.holders) == 1
    assert "备份 231221103201-" in erased.holders[0].words
    assert erased.holders[0].until is not None
    assert "还在别处的" in "".join(page_texts(pdf))


def test_who_may_not_erase_cannot(session: Session, person: Resident) -> None:
    request, _ = session.privacy.requests.register(person.id, "erase", "", session.operator)
    before = everything(session)
    session.__dict__.pop("privacy")
    session.rights = Rights("代办员")
    with pytest.raises(Refused):
        session.privacy.erase(request.number)
    assert everything(session) == before
