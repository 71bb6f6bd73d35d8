"""Taking back: entry by entry, as an action of its own, by its own operator, refused where something is in the way."""

from typing import Any

import pytest
from msgspec.structs import replace

from app.cases.facts import Given
from app.core.errors import Refused
from app.operators.rights import NotAllowed, Rights
from app.people.facts import TypedHousehold, typed_again
from db.history import rows_with_ids
from db.people import count_residents
from db.shared_rows import changed_rows
from tests.app.history.conftest import Clerk
from tests.ui.people_of import id_number


def row(clerk: Clerk, table: str, row_id: str) -> dict[str, Any]:
    store = clerk.session.store
    columns = ("n", "owner", "deleted", "removed_reason", *store.tables[table].columns)
    return rows_with_ids(store, table, columns, [row_id])[row_id]


def test_a_registration_goes_and_comes_back(clerk: Clerk) -> None:
    one = clerk.villager("李淑芬")
    back = clerk.undo()
    assert back.words == "撤销：登记 村民 李淑芬"
    assert clerk.session.search.find("李淑芬") == []
    assert count_residents(clerk.session.store, "", "") == 0
    clerk.undo(back.seq)
    assert [hit.id for hit in clerk.session.search.find("李淑芬")] == [one.id]
    assert clerk.session.store.journal.last_seq == clerk.history.verify().entries
    assert clerk.session.history.verify().broken is None


def test_a_change_goes_back_column_by_column_and_the_search_with_it(clerk: Clerk) -> None:
    one = clerk.villager("李淑芬", phone="13812345678")
    before = row(clerk, "residents", one.id)
    clerk.session.people.edit(one.id, replace(typed_again(one), name="李淑芳", phone=""), clerk.id)
    assert [hit.title for hit in clerk.session.search.find("李淑芳")]
    clerk.undo()
    assert row(clerk, "residents", one.id) == before
    assert clerk.session.search.find("李淑芳") == []
    assert clerk.session.search.find("李淑芬")[0].id == one.id


def test_a_step_of_a_case_goes_back_with_its_event_and_can_be_taken_again(clerk: Clerk) -> None:
    case = clerk.case()
    before = row(clerk, "cases", case.id)
    accepted = clerk.take("accept", case)
    clerk.undo()
    assert row(clerk, "cases", case.id) == before
    file = clerk.session.cases.show(case.number)
    assert [event.what for event in file.events] == ["register"]
    assert file.case.due_day is None
    assert file.offers[0].key == "accept"
    assert clerk.take("accept", case) == replace(accepted, revision=accepted.revision + 2)
    file = clerk.session.cases.show(case.number)
    assert [(event.what, event.seq) for event in file.events] == [("register", 1), ("accept", 3)]
    assert clerk.session.cases.figures("2026-10").accepted == 1
    assert clerk.history.verify().broken is None


def test_a_whole_life_is_taken_back_step_by_step_and_done_again(clerk: Clerk) -> None:
    case = clerk.case()
    rows = [row(clerk, "cases", case.id)]
    for step, given in (
        ("accept", {}),
        ("pause", {"kind": "appraisal", "reason": "评定"}),
        ("resume", {}),
        ("conclude", {"result": "准予"}),
        ("deliver", {}),
        ("rate", {"level": 5}),
    ):
        clerk.take(step, case, **given)
        rows.append(row(clerk, "cases", case.id))
    undone = []
    for before in reversed(rows[:-1]):
        undone.append(clerk.undo())
        assert row(clerk, "cases", case.id) == before
    for back, after in zip(reversed(undone), rows[1:], strict=True):
        clerk.undo(back.seq)
        assert row(clerk, "cases", case.id) == after
    file = clerk.session.cases.show(case.number)
    assert [event.what for event in file.events] == [
        "register", "accept", "pause", "resume", "conclude", "deliver", "rate",
    ]  # fmt: skip
    assert clerk.history.verify().broken is None


def test_a_registered_case_goes_its_number_never_comes_again(clerk: Clerk) -> None:
    case = clerk.case()
    clerk.undo()
    assert clerk.session.cases.lines() == []
    assert clerk.session.search.find(case.number) == []
    with pytest.raises(Refused):
        clerk.session.cases.show(case.number)
    assert clerk.case().number == "2026-00002"
    assert clerk.session.cases.figures("2026-10").registered == 1


def test_a_removal_and_a_revival_are_taken_back(clerk: Clerk) -> None:
    one = clerk.villager()
    clerk.session.people.remove(one.id, clerk.id, "登记重复")
    removed = row(clerk, "residents", one.id)
    clerk.undo()
    assert not clerk.session.people.find(one.id).deleted
    clerk.session.people.remove(one.id, clerk.id, "登记重复")
    clerk.session.people.revive(one.id, clerk.id, "没有重复")
    clerk.undo()
    assert row(clerk, "residents", one.id) == removed


def test_what_was_changed_afterwards_is_refused_by_name(clerk: Clerk) -> None:
    one = clerk.villager(phone="13812345678")
    clerk.change(one, phone="13912345678")
    steps = clerk.steps()
    registered = steps[1]
    assert "“村民 李淑芬”后来又改过（10月9日（周五）09:00 王守田 修改）" in registered.blocked
    with pytest.raises(Refused, match="村民 李淑芬”后来又改过"):
        clerk.undo(registered.seq)
    clerk.undo()
    clerk.undo(registered.seq)
    assert clerk.session.people.find(one.id).deleted


def test_what_was_changed_and_changed_back_stands_in_nobody_s_way(clerk: Clerk) -> None:
    one = clerk.villager(phone="13812345678")
    registered = clerk.steps()[0]
    clerk.change(one, phone="13912345678")
    clerk.change(one, phone="13812345678")
    clerk.undo(registered.seq)
    assert clerk.session.people.find(one.id).deleted


def test_taking_back_twice_is_refused_and_the_next_ctrl_z_goes_further_back(clerk: Clerk) -> None:
    first, second = clerk.villager("李淑芬"), clerk.villager("王桂兰")
    steps = clerk.steps()
    assert clerk.undo().words.endswith("王桂兰")
    with pytest.raises(Refused, match="已经撤销过"):
        clerk.undo(steps[0].seq)
    assert clerk.undo().words.endswith("李淑芬")
    with pytest.raises(Refused, match=r"没有可以撤销|撤不回"):
        clerk.undo()
    assert clerk.session.people.find(first.id).deleted
    assert clerk.session.people.find(second.id).deleted


def test_looks_and_prints_are_no_steps(clerk: Clerk) -> None:
    one = clerk.villager()
    clerk.session.people.look_at_id_number(one.id, clerk.id)
    clerk.session.settings.change("screen.text_size", 150)
    assert clerk.undo().words == "撤销：登记 村民 李淑芬"


def test_only_the_last_thirty_steps_of_one_s_own(clerk: Clerk) -> None:
    seqs = []
    for n in range(31):
        clerk.villager(f"村民{n}")
        seqs.append(clerk.steps()[0].seq)
    assert len(clerk.steps()) == 30
    with pytest.raises(Refused, match="最近 30 步"):
        clerk.undo(seqs[0])
    clerk.undo(seqs[1])
    assert len(clerk.steps()) == 30
    with pytest.raises(Refused, match="最近 30 步"):
        clerk.history.undo("01a00000-0000-7000-8000-0000000000ff", seqs[5])
    with pytest.raises(Refused, match="最近 30 步"):
        clerk.undo(999_999)


def test_another_operator_s_later_change_stands_in_the_way(clerk: Clerk) -> None:
    one = clerk.villager(phone="13812345678")
    with clerk.session.store.writing("01a00000-0000-7000-8000-0000000000ff", "改电话") as write:
        write.update("residents", one.id, {"phone": "13912345678"})
    with pytest.raises(Refused, match="后来又改过"):
        clerk.undo()


def test_a_household_that_somebody_lives_in_stays(clerk: Clerk) -> None:
    people = clerk.session.people
    household, _ = people.register_household(TypedHousehold(head_name="李守业"), clerk.id)
    one = clerk.villager(household_id=household.id)
    registered = clerk.steps()[1]
    assert "这一户里还有人" in registered.blocked
    people.remove(one.id, clerk.id, "登记重复")
    clerk.undo(registered.seq)
    assert people.household(household.id).deleted


def test_an_id_number_that_is_another_s_by_now_does_not_come_back(clerk: Clerk) -> None:
    number = id_number("1962-03-08")
    one = clerk.villager("李淑芬", id_number=number)
    clerk.session.people.remove(one.id, clerk.id, "登记错了")
    removal = clerk.steps()[0]
    clerk.villager("王桂兰", id_number=number)
    with pytest.raises(Refused, match="已经登记给王桂兰"):
        clerk.undo(removal.seq)
    assert clerk.session.people.find(one.id).deleted
    assert clerk.history.verify().broken is None


def test_rows_of_another_office_are_not_touched(clerk: Clerk) -> None:
    beginning = clerk.steps()[-1]
    assert "操作员撤不回" in beginning.blocked
    with clerk.session.store.writing(clerk.id, "发的") as write:
        write.insert("departments", {"code": "new", "name": "新窗口"}, owner=2)
    assert "属于别的办公点或是程序自带的" in clerk.steps()[0].blocked
    with pytest.raises(Refused, match="属于别的办公点"):
        clerk.undo()


def test_erased_values_cannot_come_back(clerk: Clerk) -> None:
    one = clerk.villager()
    clerk.change(one, phone="13912345678")
    store = clerk.session.store
    with store.writing() as write:
        write.local("DELETE FROM journal_values WHERE seq = (SELECT max(seq) FROM journal)")
    assert "依法删除" in clerk.steps()[0].blocked
    assert "后来又改过" in clerk.steps()[1].blocked


def test_what_left_the_house_cannot_be_taken_back(clerk: Clerk) -> None:
    session = clerk.session
    for what, table in (("package", "packages_out"), ("password", "operators"), ("restore", "backups")):
        with session.store.writing(clerk.id, "做了") as write:
            write.insert("households", {"head_name": "李守业"})
            write.note(what, table, "1", "说明")
        assert "撤不回" in clerk.steps()[0].blocked
        with pytest.raises(Refused, match="撤不回"):
            clerk.undo()


def test_settings_items_and_windows_can_be_set_again_after_a_taking_back(clerk: Clerk) -> None:
    session = clerk.session
    session.settings.change("cases.due_soon_days", 5)
    clerk.undo()
    assert session.settings.number("cases.due_soon_days") != 5
    session.settings.change("cases.due_soon_days", 5)
    assert session.settings.number("cases.due_soon_days") == 5
    code = next(iter(session.catalogue.departments()))
    session.catalogue.edit_department(code, {"phone": "0455-1234567"}, clerk.id)
    clerk.undo()
    changed, _ = session.catalogue.edit_department(code, {"phone": "0455-7654321"}, clerk.id)
    assert changed.phone == "0455-7654321"
    session.catalogue.edit("D01", {"note": "先打电话"}, clerk.id)
    clerk.undo()
    item, _ = session.catalogue.edit("D01", {"note": "先问清楚"}, clerk.id)
    assert item.version.note == "先问清楚"
    session.catalogue.enable("D01", clerk.id, enabled=False)
    clerk.undo()
    assert session.catalogue.item("D01").enabled
    session.catalogue.enable("D01", clerk.id, enabled=False)
    assert not session.catalogue.item("D01").enabled


def test_an_import_of_many_is_taken_back_as_one(clerk: Clerk) -> None:
    with clerk.session.store.writing(clerk.id, "导入名册") as write:
        write.insert_many("residents", ({"name": f"村民{n}"} for n in range(300)))
    (step, *_) = clerk.steps()
    assert step.entries == 300
    clerk.undo()
    assert count_residents(clerk.session.store, "", "") == 0
    clerk.undo(clerk.steps()[0].seq)
    assert count_residents(clerk.session.store, "", "") == 300


def test_too_many_at_once_are_refused_with_the_way_out(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    undo = replace(clerk.history._undoing._words.undo, longest=10)
    told = replace(clerk.history._undoing._words, undo=undo)
    monkeypatch.setattr("app.history.undoing.words_of", lambda _: told)
    with clerk.session.store.writing(clerk.id, "导入名册") as write:
        write.insert_many("residents", ({"name": f"村民{n}"} for n in range(11)))
    with pytest.raises(Refused, match="备份恢复"):
        clerk.undo()


def test_whoever_lost_the_right_cannot_take_back_with_it(clerk: Clerk) -> None:
    one = clerk.villager()
    clerk.session.store.permit = Rights("查看").permit
    with pytest.raises(NotAllowed):
        clerk.undo()
    clerk.session.store.permit = None
    assert not clerk.session.people.find(one.id).deleted


def test_a_case_in_a_package_goes_as_a_tombstone(clerk: Clerk) -> None:
    case = clerk.case()
    clerk.undo()
    stored = clerk.session.store.row("SELECT deleted, removed_reason, revision FROM cases WHERE id = ?", (case.id,))
    assert stored == {
        "deleted": 1, "removed_reason": f"撤销：登记 代办件 {case.number} 李淑芬：最低生活保障申请", "revision": 2,
    }  # fmt: skip
    end = clerk.session.store.journal.last_seq
    for table, columns in (("cases", ("number",)), ("case_events", ("what",))):
        (travels,) = changed_rows(clerk.session.store, table, columns, (0, end))
        assert (travels["deleted"], travels["revision"]) == (1, 2)


def test_undoing_while_somebody_else_took_the_case_further_is_refused(clerk: Clerk) -> None:
    case = clerk.case()
    clerk.take("accept", case)
    accepted = clerk.steps()[0]
    clerk.session.cases.take("supplement", case.number, Given(reason="缺户口簿"), clerk.session.operator)
    with pytest.raises(Refused, match=f"代办件 {case.number}"):
        clerk.undo(accepted.seq)
