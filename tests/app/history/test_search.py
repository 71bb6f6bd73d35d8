"""The journal searched by person, day, record and kind; paged by keys, each line leading to its record."""

from datetime import date

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.history.facts import Action, Asked
from app.operators.rights import Rights
from db.actions import gather_actions
from tests.app.history.conftest import ID_NUMBER, Clerk


def found(clerk: Clerk, **asked: object) -> list[Action]:
    clerk.history.gather()
    search = clerk.history.search(Asked(**asked))  # type: ignore[arg-type]
    page = search.page(0, 1_000)
    assert search.count() == len(page)
    return page


def test_lines_say_what_whose_why_and_lead_to_the_record(clerk: Clerk) -> None:
    case = clerk.take("accept", clerk.case())
    newest = found(clerk)[0]
    assert newest.words == f"受理 代办件 {case.number} 李淑芬：最低生活保障申请"
    assert newest.who == "王守田"
    assert newest.entries == 2
    assert newest.place is not None
    assert newest.place.subject == case.id
    assert [one.what for one in clerk.history.entries(newest)] == ["受理"]


def test_the_beginning_of_the_office_is_one_action(clerk: Clerk) -> None:
    (beginning,) = found(clerk)
    assert beginning.reason == "建立办公点"
    assert beginning.entries > 100
    assert len(clerk.history.entries(beginning, limit=5)) == 5


def test_by_day(clerk: Clerk, clock: FixedClock) -> None:
    clerk.villager("李淑芬")
    clock.advance(days=1)
    clerk.villager("王桂兰")
    clock.advance(hours=16)  # past midnight in China, not yet in UTC
    clerk.villager("赵铁柱")
    assert [one.name for one in found(clerk, since=date(2026, 10, 10), until=date(2026, 10, 10))] == ["村民 王桂兰"]
    assert [one.name for one in found(clerk, since=date(2026, 10, 10))] == ["村民 赵铁柱", "村民 王桂兰"]
    assert next(one.name for one in found(clerk, until=date(2026, 10, 9))) == "村民 李淑芬"


def test_by_kind_also_inside_an_action_of_several(clerk: Clerk) -> None:
    one = clerk.villager()
    case = clerk.take("accept", clerk.case())
    clerk.session.people.look_at_id_number(one.id, clerk.id)
    clerk.session.cases.remove(case.number, "登记错了", clerk.session.operator)
    assert [line.what for line in found(clerk, kind="handled")] == ["受理"]
    assert [line.what for line in found(clerk, kind="looked")] == ["查看完整号码"]
    assert [line.what for line in found(clerk, kind="removed")] == ["删除"]
    assert len(found(clerk, kind="registered")) == 4  # the office, the villager, the case, and the step of its own


def test_by_person(clerk: Clerk) -> None:
    clerk.villager()
    assert len(found(clerk, operator=clerk.id)) == 2
    assert found(clerk, operator="somebody else") == []
    assert clerk.history.people() == [(clerk.id, "王守田")]


def test_by_record_through_the_search_by_number_and_by_id(clerk: Clerk) -> None:
    one = clerk.villager("李淑芬")
    case = clerk.take("accept", clerk.case("李淑芬"))
    clerk.villager("王桂兰")
    assert len(found(clerk, text="李淑芬")) == 3
    assert len(found(clerk, text="lishufen")) == 3
    assert len(found(clerk, text=case.number)) == 2
    assert len(found(clerk, text=one.id)) == 1
    assert len(found(clerk, row_id=case.id)) == 2
    assert found(clerk, text="没有这个人") == []


def test_what_was_removed_is_found_too(clerk: Clerk) -> None:
    case = clerk.case("李淑芬")
    clerk.session.cases.remove(case.number, "登记错了", clerk.session.operator)
    assert [one.what for one in found(clerk, text=case.number)] == ["删除", "登记"]
    assert clerk.history.find("cases", case.number) == case.id
    with pytest.raises(Refused, match="没有叫"):
        clerk.history.find("cases", "2026-09999")


def test_two_of_one_name_are_told_apart(clerk: Clerk) -> None:
    clerk.villager("李淑芬")
    clerk.villager("李淑芬")
    with pytest.raises(Refused, match="不止一个"):
        clerk.history.find("residents", "李淑芬")


def test_pages_go_on_from_their_keys_and_any_page_can_be_jumped_to(clerk: Clerk) -> None:
    for n in range(25):
        clerk.villager(f"村民{n:02d}")
    whole = found(clerk)
    for wanted in ([0, 10, 20], [20, 0, 10], [10, 20]):
        search = clerk.history.search(Asked())
        for offset in wanted:
            assert search.page(offset, 10) == whole[offset : offset + 10]
    assert clerk.history.search(Asked()).page(500, 10) == []


def test_numbers_in_reasons_are_masked(clerk: Clerk) -> None:
    case = clerk.case()
    clerk.session.cases.remove(case.number, f"证号 {ID_NUMBER} 写错", clerk.session.operator)
    assert ID_NUMBER not in str(found(clerk))
    assert "231221************" in found(clerk)[0].reason


def test_an_undo_and_doing_it_again_are_told_by_what_they_are_about(clerk: Clerk) -> None:
    clerk.villager()
    back = clerk.undo()
    again = clerk.undo(back.seq)
    lines = found(clerk)
    assert [one.words for one in lines[:3]] == ["重做：登记 村民 李淑芬", "撤销：登记 村民 李淑芬", "登记 村民 李淑芬"]
    assert [(one.back, one.undone) for one in lines[:3]] == [(False, False), (True, True), (False, True)]
    assert again.seq == lines[0].seq
    assert [one.words for one in found(clerk, kind="undone")] == [one.words for one in lines[:2]]


def test_actions_are_gathered_once_and_again_from_nothing(clerk: Clerk) -> None:
    clerk.villager()
    clerk.undo()
    store = clerk.session.store
    gather_actions(store)
    before = store.rows("SELECT * FROM actions ORDER BY first_seq")
    assert not gather_actions(store)
    with store.writing() as write:
        write.local("DELETE FROM actions")
    assert gather_actions(store)
    assert store.rows("SELECT * FROM actions ORDER BY first_seq") == before


def test_whoever_may_not_read_the_journal_is_refused(clerk: Clerk) -> None:
    clerk.session.rights = Rights("组织委员")
    clerk.session.__dict__.pop("history", None)
    with pytest.raises(Refused):
        clerk.history.search(Asked())
