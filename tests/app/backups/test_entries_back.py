"""Entries of ledgers in a backup: looked at and brought back by the declarations of that day and of today."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from app.backups.changed import changed_since
from app.backups.container import read_about
from app.backups.entries_back import EntriesBack
from app.backups.looking import Past, look_into
from app.backups.record_kinds import held_words
from app.backups.single import Outlook, TakingBack
from app.cases.facts import Applicant, NewCase
from app.core.errors import Refused
from app.ledgers.facts import Entry
from app.people.facts import TypedResident
from app.session import Session
from tests.app.attachments.pictures import pdf
from tests.app.backups.restores import back_up, open_again, restoring
from tests.app.ledgers.books import TEXT
from tests.app.ledgers.filled import typed_entry

SEALS = "entries_seal_use"
OWN = TEXT.replace('key = "seed_trade"', 'key = "seed_book"').partition("[money]")[0]


def look(session: Session, backup: Path) -> tuple[Past, TakingBack]:
    past = look_into(backup, session.store.key, session.home.temporary, session.clock)
    entries = EntriesBack(session.store, session.publishing.known, session.periods)
    return past, TakingBack(session.store, past, session.keep_true, entries)


def add(session: Session, key: str, **typed: str) -> Entry:
    return session.ledgers.add(key, {**typed_entry(session.ledgers.ledger(key)), **typed})[0]


def fields_of(outlook: Outlook) -> Mapping[str, tuple[str, str]]:
    return {field.label: (field.now, field.then) for field in outlook.rows[0].fields}


def test_a_changed_entry_comes_back_with_its_scan(session: Session, tmp_path: Path) -> None:
    entry = add(session, "seal_use", day="2026-10-08", matter="开介绍信")
    kept, _ = session.attachments.attach(SEALS, entry.id, "原件", pdf())
    backup = back_up(session, tmp_path / "backups")
    session.ledgers.edit("seal_use", entry.id, {"matter": "写错了"})
    session.attachments.remove(kept.id, "放错了")
    past, taking = look(session, backup)
    held = {one.kind: (one.words, one.count) for one in past.holds()}
    assert held[SEALS] == ("印章使用", 1)
    (found,) = past.find(SEALS, "介绍信")
    assert found.title.startswith(f"印章使用 {entry.number}  ")
    assert "2026-10-08" in found.line
    sheet = past.sheet(SEALS, entry.id)
    assert "开介绍信" in dict(sheet.facts).values()
    assert sheet.parts == (("附件", ("原件",)),)
    outlook = taking.outlook(SEALS, entry.id)
    assert outlook.refusal == outlook.left_out == ""
    assert ("写错了", "开介绍信") in fields_of(outlook).values()
    assert [row.becomes for row in outlook.rows] == ["changed", "revived"]
    taking.take_back([(SEALS, entry.id)])
    assert session.ledgers.entry("seal_use", entry.id).values["matter"] == "开介绍信"
    assert [hit.number for hit in session.search.find("介绍信")] == [entry.number]
    assert session.attachments.of(SEALS, entry.id)
    session.history.undo(session.operator.id)
    assert session.ledgers.entry("seal_use", entry.id).values["matter"] == "写错了"
    assert session.check() == []
    past.close()


def test_an_entry_of_a_table_that_is_not_there_any_more_makes_it(session: Session, tmp_path: Path) -> None:
    early = back_up(session, tmp_path / "backups", "early")
    entry = add(session, "seal_use", day="2026-10-08", matter="开介绍信")
    late = back_up(session, tmp_path / "backups", "late")
    restoring(session).whole(early)
    again = open_again(session.home.folder)
    assert SEALS not in again.store.tables
    past, taking = look(again, late)
    assert [row.becomes for row in taking.outlook(SEALS, entry.id).rows] == ["new"]
    taking.take_back([(SEALS, entry.id)])
    assert again.ledgers.numbered("seal_use", entry.number).values == entry.values
    assert [hit.number for hit in again.search.find("介绍信")] == [entry.number]
    again.ledgers.remove("seal_use", entry.id, "登记重了")
    assert [row.becomes for row in taking.outlook(SEALS, entry.id).rows] == ["revived"]
    newer = add(again, "seal_use")
    assert newer.number == "2026-B00001"
    assert again.check() == []
    past.close()
    again.close()


def test_a_ledger_of_an_older_declaration_comes_into_the_newer_one(session: Session, tmp_path: Path) -> None:
    session.publishing.publish(OWN)
    entry = add(session, "seed_book", day="2026-10-08", pieces="12")
    backup = back_up(session, tmp_path / "backups")
    newer = OWN.replace("version = 1", "version = 2").replace(
        'label = "袋数", kind = "whole"', 'label = "袋数", kind = "line"'
    )
    newer = newer.replace(
        'key = "pieces"\nlabel = "袋数"\nkind = "sum"\nfield = "pieces"',
        'key = "pieces"\nlabel = "袋数"\nkind = "count"',
    )
    newer = newer.replace(
        '  { key = "receipt"', '  { key = "place", label = "地点", kind = "line" },\n  { key = "receipt"'
    )
    session.publishing.publish(newer)
    session.ledgers.edit("seed_book", entry.id, {"pieces": "十几袋", "place": "村部", "seed": "写错了"})
    past, taking = look(session, backup)
    outlook = taking.outlook("entries_seed_book", entry.id)
    assert fields_of(outlook)["袋数"] == ("十几袋", "12")
    assert "地点" not in fields_of(outlook)
    taking.take_back([("entries_seed_book", entry.id)])
    values = session.ledgers.entry("seed_book", entry.id).values
    assert (values["pieces"], values["place"]) == ("12", "村部")
    assert session.check() == []
    past.close()


def test_what_has_no_place_in_an_older_declaration_is_left_out_and_told(session: Session, tmp_path: Path) -> None:
    session.publishing.publish(OWN)
    early = back_up(session, tmp_path / "backups", "early")
    newer = OWN.replace("version = 1", "version = 2")
    session.publishing.publish(
        newer.replace('  { key = "receipt"', '  { key = "place", label = "地点", kind = "line" },\n  { key = "receipt"')
    )
    entry = add(session, "seed_book", day="2026-10-08")
    late = back_up(session, tmp_path / "backups", "late")
    restoring(session).whole(early)
    again = open_again(session.home.folder)
    past, taking = look(again, late)
    outlook = taking.outlook("entries_seed_book", entry.id)
    assert outlook.left_out == "现在的台账没有这些栏目，不取回：地点。"
    taking.take_back([("entries_seed_book", entry.id)])
    assert again.ledgers.entry("seed_book", entry.id).values["seed"] == entry.values["seed"]
    assert again.check() == []
    past.close()
    again.close()


def test_a_ledger_that_is_not_published_any_more_is_refused(session: Session, tmp_path: Path) -> None:
    early = back_up(session, tmp_path / "backups", "early")
    session.publishing.publish(OWN)
    entry = add(session, "seed_book", day="2026-10-08")
    late = back_up(session, tmp_path / "backups", "late")
    restoring(session).whole(early)
    again = open_again(session.home.folder)
    past, taking = look(again, late)
    assert past.count("entries_seed_book") == 1
    assert "现在没有“种子往来”这本台账" in taking.outlook("entries_seed_book", entry.id).refusal
    with pytest.raises(Refused, match="现在没有"):
        taking.take_back([("entries_seed_book", entry.id)])
    past.close()
    again.close()


def test_a_closed_month_is_neither_added_to_nor_changed(session: Session, tmp_path: Path) -> None:
    changed = add(session, "seal_use", day="2026-09-08", matter="原文")
    removed = add(session, "seal_use", day="2026-09-09")
    corrected = add(session, "seal_use", day="2026-09-10")
    same = add(session, "seal_use", day="2026-09-11")
    backup = back_up(session, tmp_path / "backups")
    session.ledgers.edit("seal_use", changed.id, {"matter": "改过"})
    session.ledgers.remove("seal_use", removed.id, "登记重了")
    session.periods.close("2026-09", "seal_use")
    by, _ = session.ledgers.correct("seal_use", corrected.id, {"matter": "更正后"}, "写错了")
    past, taking = look(session, backup)
    for one in (changed, removed):
        assert "2026年9月已经结账" in taking.outlook(SEALS, one.id).refusal
    assert taking.outlook(SEALS, corrected.id).refusal.startswith(f"这一条后来已由 {by.number} 更正")
    assert not taking.outlook(SEALS, same.id).changes_anything
    session.periods.open("2026-09", "补登", "seal_use")
    taking.take_back([(SEALS, changed.id), (SEALS, removed.id)])
    assert session.ledgers.entry("seal_use", changed.id).values["matter"] == "原文"
    assert session.check() == []
    past.close()


def test_a_correction_needs_what_it_corrects(session: Session, tmp_path: Path) -> None:
    early = back_up(session, tmp_path / "backups", "early")
    entry = add(session, "seal_use", day="2026-09-08")
    session.periods.close("2026-09", "seal_use")
    correction, _ = session.ledgers.correct("seal_use", entry.id, {"matter": "更正后"}, "写错了")
    late = back_up(session, tmp_path / "backups", "late")
    restoring(session).whole(early)
    again = open_again(session.home.folder)
    past, taking = look(again, late)
    assert "请先取回被更正的那一条" in taking.outlook(SEALS, correction.id).refusal
    taking.take_back([(SEALS, entry.id)])
    taking.take_back([(SEALS, correction.id)])
    assert again.ledgers.entry("seal_use", entry.id).corrected_by == correction.id
    assert again.check() == []
    past.close()
    again.close()


def test_an_entry_comes_back_without_whoever_was_erased_since(session: Session, tmp_path: Path) -> None:
    one, _ = session.people.register(TypedResident(name="罗小满", phone="13812345678"), session.operator.id)
    asked = {"resident": "罗小满", "phone": "13812345678", "content": "罗小满问低保", "officer": "王守田"}
    entry = session.ledgers.add("consulting", asked)[0]
    other = session.ledgers.add("consulting", {**asked, "resident": "李淑芬", "phone": "", "content": "问医保"})[0]
    backup = session.backups.now()
    session.privacy.erasing.erase(one.id, "", "本人书面请求")
    with session.way_back.look_into(backup.path) as past:
        assert past.find("entries_consulting", "罗小满") == []
        assert [found.id for found in past.find("entries_consulting", "医保")] == [other.id]
        assert {found.id for found in past.find("entries_consulting")} == {entry.id, other.id}
        told = str(past.sheet("entries_consulting", entry.id)) + str(past.find("entries_consulting"))
        assert "罗小满" not in told
        assert "1234" not in told
        session.way_back.taking_back(past).take_back([("entries_consulting", entry.id)])
    assert "罗小满" not in str(session.ledgers.entry("consulting", entry.id).values)
    assert session.check() == []


def test_what_happened_to_entries_since_is_told_together(session: Session, tmp_path: Path) -> None:
    entry = add(session, "seal_use", day="2026-10-08")
    about = read_about(back_up(session, tmp_path / "backups"))
    assert "台账登记 1 条" in held_words(about.rows)
    add(session, "seal_use", day="2026-10-08")
    add(session, "council_day")
    session.ledgers.remove("seal_use", entry.id, "登记重了")
    assert changed_since(session.store, about).words == "此后登记了 2 条台账，删除了 1 条台账。"
    shutil.rmtree(tmp_path / "backups")


def test_the_line_of_a_case_comes_only_where_the_case_is(session: Session, tmp_path: Path) -> None:
    early = back_up(session, tmp_path / "backups", "early")
    new = NewCase(
        applicant=Applicant(name="李淑芬"), item_code="D13", channel="appointment", appointment_on=date(2026, 10, 12)
    )
    case, _ = session.cases.register(new, session.operator)
    (line,) = session.ledgers.entries("appointment")
    assert line.from_case == case.id
    late = back_up(session, tmp_path / "backups", "late")
    restoring(session).whole(early)
    again = open_again(session.home.folder)
    past, taking = look(again, late)
    assert "请先从备份里取回那一件" in taking.outlook("entries_appointment", line.id).refusal
    taking.take_back([("cases", case.id)])
    (own,) = again.ledgers.entries("appointment")
    assert own.number in taking.outlook("entries_appointment", line.id).refusal
    assert again.check() == []
    past.close()
    again.close()
