"""The recycle bin: what was removed, when, by whom and why, and the way back with a reason."""

import pytest

from app.core.errors import Refused
from app.people.facts import TypedHousehold
from tests.app.history.conftest import ID_NUMBER, Clerk
from tests.ui.people_of import id_number


def test_everything_removed_is_there_the_last_first(clerk: Clerk) -> None:
    one, case = clerk.villager(), clerk.case()
    household, _ = clerk.session.people.register_household(TypedHousehold(head_name="李守业", number="12"), clerk.id)
    clerk.session.people.remove(one.id, clerk.id, "登记重复")
    clerk.session.cases.remove(case.number, f"证号 {ID_NUMBER} 写错", clerk.session.operator)
    clerk.session.people.remove_household(household.id, clerk.id, "并户")
    found = clerk.history.bin()
    assert [(one.what, one.name, one.reason) for one in found] == [
        ("户", "李守业户 12", "并户"),
        ("代办件", f"{case.number} 李淑芬：最低生活保障申请", "证号 231221************ 写错"),
        ("村民", "李淑芬", "登记重复"),
    ]
    assert {one.who for one in found} == {"王守田"}
    assert {one.when for one in found} == {"10月9日（周五）09:00"}


def test_a_record_comes_back_with_a_reason_and_is_found_again(clerk: Clerk) -> None:
    case = clerk.case()
    clerk.session.cases.remove(case.number, "登记错了", clerk.session.operator)
    (removed,) = clerk.history.bin()
    with pytest.raises(Refused, match="原因"):
        clerk.history.revive(removed.table, removed.row_id, clerk.id, " ")
    changes = clerk.history.revive(removed.table, removed.row_id, clerk.id, "没有登记错")
    assert changes.ids("cases") == {case.id}
    assert clerk.history.bin() == []
    assert clerk.session.cases.show(case.number).case.id == case.id
    assert [hit.id for hit in clerk.session.search.find(case.number)] == [case.id]
    assert clerk.history.of("cases", case.id)[0].reason == "没有登记错"


def test_what_was_taken_back_lies_there_and_comes_back_whole(clerk: Clerk) -> None:
    case = clerk.case()
    clerk.undo()
    (removed,) = clerk.history.bin()
    clerk.history.revive("cases", removed.row_id, clerk.id, "还是要的")
    assert [event.what for event in clerk.session.cases.show(case.number).events] == ["register"]


def test_a_step_that_was_taken_back_before_does_not_come_back_with_its_case(clerk: Clerk) -> None:
    case = clerk.case()
    clerk.take("accept", case)
    clerk.undo()
    clerk.session.cases.remove(case.number, "登记错了", clerk.session.operator)
    clerk.history.revive("cases", case.id, clerk.id, "没有登记错")
    assert [event.what for event in clerk.session.cases.show(case.number).events] == ["register"]


def test_a_villager_whose_number_is_another_s_by_now_stays(clerk: Clerk) -> None:
    number = id_number("1962-03-08")
    one = clerk.villager("李淑芬", id_number=number)
    clerk.session.people.remove(one.id, clerk.id, "登记错了")
    clerk.villager("王桂兰", id_number=number)
    with pytest.raises(Refused, match="已经登记给王桂兰"):
        clerk.history.revive("residents", one.id, clerk.id, "恢复")
    assert len(clerk.history.bin()) == 1


def test_an_operator_does_not_come_back_by_the_bin(clerk: Clerk) -> None:
    with pytest.raises(Refused, match="重新添加"):
        clerk.history.revive("operators", clerk.id, clerk.id, "恢复")
