"""A record's past: who, when, what field by field, why; its parts and its household told with it."""

from app.core.clock import FixedClock
from app.people.facts import TypedHousehold
from tests.app.history.conftest import ID_NUMBER, Clerk


def test_a_change_is_told_field_by_field(clerk: Clerk, clock: FixedClock) -> None:
    one = clerk.villager(phone="13812345678", villager_group="一组")
    clock.advance(days=3)
    clerk.change(one, phone="13912345678", villager_group="二组")
    changed, registered = clerk.history.of("residents", one.id)
    assert (changed.what, changed.who, changed.name) == ("修改", "王守田", "村民 李淑芬")
    assert changed.when == "10月12日（周一）09:00"
    assert [one.words for one in changed.changes] == ["电话：138****5678 → 139****5678", "村民小组：一组 → 二组"]
    assert registered.what == "登记"
    assert registered.reason == "登记村民"
    assert "姓名：李淑芬" in [one.words for one in registered.changes]


def test_a_case_tells_its_steps_once_each_in_the_words_of_the_workflow(clerk: Clerk) -> None:
    case = clerk.take("accept", clerk.case())
    clerk.take("pause", case, reason="等评定", kind="appraisal")
    told = clerk.history.of("cases", case.id)
    assert [one.what for one in told] == ["挂起（特别程序）", "受理", "登记"]
    assert told[0].reason == "等评定"
    assert "状态：已受理 → 挂起" in [one.words for one in told[0].changes]
    assert ID_NUMBER not in str(told)
    assert told[0].place is not None
    assert (told[0].place.place, told[0].place.subject) == ("cases", case.id)


def test_a_villager_is_told_with_the_household(clerk: Clerk) -> None:
    people = clerk.session.people
    household, _ = people.register_household(TypedHousehold(head_name="李守业", number="12"), clerk.id)
    one = clerk.villager(household_id=household.id, household_role="妻")
    told = clerk.history.of("residents", one.id)
    assert [entry.name for entry in told] == ["村民 李淑芬", "户 李守业户 12"]
    assert "所在户：李守业户 12" in [change.words for change in told[0].changes]


def test_what_was_emptied_is_said_to_be_empty(clerk: Clerk) -> None:
    one = clerk.villager(nickname="二嫂")
    clerk.change(one)
    assert [change.words for change in clerk.history.of("residents", one.id)[0].changes] == ["小名：二嫂 → 空"]


def test_looks_stand_in_the_past_and_full_numbers_only_after_a_look(clerk: Clerk) -> None:
    case = clerk.case()
    told = clerk.history.look_at("cases", case.id, clerk.id)
    assert ID_NUMBER in str(told)
    assert told[0].what == "查看完整号码"
    clerk.session.people.look_at_id_number(one_id := clerk.villager().id, clerk.id)
    assert clerk.history.of("residents", one_id)[0].what == "查看完整号码"


def test_an_erased_entry_says_so(clerk: Clerk) -> None:
    one = clerk.villager()
    store = clerk.session.store
    seq = store.value("SELECT max(seq) FROM journal WHERE row_id = ?", (one.id,))
    with store.writing() as write:
        write.local("DELETE FROM journal_values WHERE seq = ?", (seq,))
    (told,) = clerk.history.of("residents", one.id)
    assert told.erased
    assert told.reason == "内容已依法删除"
    assert told.changes == ()


def test_what_was_taken_back_and_the_taking_back_are_marked(clerk: Clerk) -> None:
    one = clerk.villager(phone="13812345678")
    clerk.change(one, phone="13912345678")
    clerk.undo()
    back, changed, registered = clerk.history.of("residents", one.id)
    assert (back.undoes, changed.undone, registered.undone) == (True, True, False)
    assert back.reason == "撤销：修改 村民 李淑芬"


def test_a_removed_step_is_told_of_its_case(clerk: Clerk) -> None:
    case = clerk.take("accept", clerk.case())
    store = clerk.session.store
    event = store.value("SELECT id FROM case_events WHERE what = 'accept'")
    with store.writing() as write:
        write.update("case_events", event, {"reason": "换了日子", "details": {"days": 3}})
    newest = clerk.history.of("cases", case.id)[0]
    assert newest.name == f"代办件 {case.number} 李淑芬：最低生活保障申请 的办件步骤 受理"
    assert newest.place is not None
    assert newest.place.subject == case.id
