"""Residents and households: what is saved, what is refused, and who may be the same person."""

from datetime import date

import pytest

from app.core.errors import Refused, RowConflict
from app.people.facts import TypedHousehold, TypedResident, is_minor, typed_again
from app.people.field_errors import FieldErrors
from app.people.people import People
from app.search.search import Search
from db.store import Store

OPERATOR = "01a00000-0000-7000-8000-000000000001"
NUMBER = "440308199901101512"


def registered(people: People, typed: TypedResident) -> str:
    return people.register(typed, OPERATOR)[0].id


def test_registering_cleans_and_completes(people: People, store: Store) -> None:
    phone = "０４５１－５５１２３４５６；13812345678"
    typed = TypedResident(name=" 李　淑芬 ", id_number=" ４４０３０８ 19990110 1512", phone=phone)
    resident, changes = people.register(typed, OPERATOR)
    assert (resident.name, resident.pinyin, resident.initials) == ("李淑芬", "lishufen", "lsf")
    assert (resident.id_number, resident.birth_day, resident.sex) == (NUMBER, date(1999, 1, 10), "男")
    assert resident.phone == "0451-55123456、13812345678"
    assert changes.ids("residents") == {resident.id}
    assert people.find(resident.id) == resident
    assert [hit.id for hit in Search(store).find("lsf")] == [resident.id]


def test_all_errors_come_at_once_and_nothing_is_saved(people: People) -> None:
    with pytest.raises(FieldErrors) as told:
        people.register(TypedResident(id_number="123", phone="12", birth_day="1999.2.30", sex="不详"), OPERATOR)
    assert {error.field for error in told.value.errors} == {"name", "id_number", "phone", "birth_day", "sex"}
    assert people.page().total == 0


def test_the_same_id_number_twice_is_refused_by_name(people: People) -> None:
    registered(people, TypedResident(name="李淑芬", id_number=NUMBER))
    with pytest.raises(FieldErrors, match="已经登记给李淑芬"):
        people.register(TypedResident(name="李叔分", id_number=NUMBER), OPERATOR)


def test_editing_keeps_its_own_number(people: People, store: Store) -> None:
    resident_id = registered(people, TypedResident(name="李淑芬", id_number=NUMBER))
    typed = typed_again(people.find(resident_id))
    edited, changes = people.edit(resident_id, TypedResident(name="李素芬", id_number=typed.id_number), OPERATOR)
    assert edited.name == "李素芬"
    assert changes.touches("residents")
    assert Search(store).find("淑芬") == []
    assert [hit.title for hit in Search(store).find("素芬")] == ["李素芬"]


def test_removing_needs_a_reason_and_can_be_taken_back(people: People) -> None:
    resident_id = registered(people, TypedResident(name="李淑芬", id_number=NUMBER))
    with pytest.raises(Refused, match="原因"):
        people.remove(resident_id, OPERATOR, " ")
    people.remove(resident_id, OPERATOR, "重复登记")
    assert people.find(resident_id).deleted
    assert people.page().total == 0
    with pytest.raises(RowConflict):
        people.edit(resident_id, TypedResident(name="李素芬"), OPERATOR)
    people.revive(resident_id, OPERATOR)
    assert not people.find(resident_id).deleted


def test_reviving_is_refused_when_the_number_went_to_another(people: People) -> None:
    resident_id = registered(people, TypedResident(name="李淑芬", id_number=NUMBER))
    people.remove(resident_id, OPERATOR, "重复登记")
    registered(people, TypedResident(name="李淑芬", id_number=NUMBER))
    with pytest.raises(FieldErrors, match="已经登记给"):
        people.revive(resident_id, OPERATOR)


def test_looking_at_a_number_is_in_the_journal(people: People, store: Store) -> None:
    resident_id = registered(people, TypedResident(name="李淑芬", id_number=NUMBER))
    assert people.look_at_id_number(resident_id, OPERATOR, "填低保表") == NUMBER
    last = store.row(
        "SELECT j.action, j.row_id, v.reason FROM journal AS j JOIN journal_values AS v USING (seq) ORDER BY seq DESC"
    )
    assert last == {"action": "look", "row_id": resident_id, "reason": "填低保表"}


def test_maybe_the_same_person_by_number(people: People) -> None:
    resident_id = registered(people, TypedResident(name="李淑芬", id_number=NUMBER))
    (candidate,) = people.maybe_same_person(TypedResident(name="别的名", id_number=NUMBER.lower()))
    assert (candidate.resident.id, candidate.reason, candidate.certain) == (resident_id, "身份证号相同", True)
    assert people.maybe_same_person(TypedResident(name="李淑芬", id_number=NUMBER), but_not=resident_id) == []


def test_maybe_the_same_person_by_sound_and_birth_day(people: People) -> None:
    registered(people, TypedResident(name="李淑芬", birth_day="1999.1.10"))
    assert people.maybe_same_person(TypedResident(name="李素芬", birth_day="19990110")) == []  # su is not shu
    (candidate,) = people.maybe_same_person(TypedResident(name="李叔芬", birth_day="1999年1月10日"))
    assert (candidate.reason, candidate.certain) == ("姓名同音，出生日期相同", False)
    (candidate,) = people.maybe_same_person(TypedResident(name="黎书芬", id_number=NUMBER))
    assert candidate.resident.name == "李淑芬"


def test_two_numbers_are_two_people(people: People) -> None:
    registered(people, TypedResident(name="李淑芬", id_number=NUMBER, villager_group="3组"))
    other = TypedResident(name="李淑芬", id_number="440308199901101520", villager_group="3组")
    assert people.maybe_same_person(other) == []


def test_maybe_the_same_person_by_name_and_group(people: People) -> None:
    registered(people, TypedResident(name="李淑芬", villager_group="3组"))
    assert people.maybe_same_person(TypedResident(name="李淑芬", villager_group="4组")) == []
    (candidate,) = people.maybe_same_person(TypedResident(name="李 淑芬", villager_group="3组"))
    assert candidate.reason == "同组同名"
    assert people.maybe_same_person(TypedResident(name="", birth_day="x")) == []


@pytest.mark.parametrize(
    ("text", "group", "names"),
    [
        ("", "", ["李淑芬", "单田方", "张%_三"]),
        ("淑", "", ["李淑芬"]),
        ("shan", "", ["单田方"]),
        ("lsf", "", ["李淑芬"]),
        ("%", "", ["张%_三"]),
        ("_", "", ["张%_三"]),
        ("", "3组", ["李淑芬"]),
        ("田", "3组", []),
        ("'; DROP TABLE residents; --", "", []),
    ],
)
def test_list_page(people: People, text: str, group: str, names: list[str]) -> None:
    for name, own in (("李淑芬", "3组"), ("单田方", "4组"), ("张%_三", "")):
        registered(people, TypedResident(name=name, villager_group=own))
    page = people.page(text, group)
    assert [resident.name for resident in page.residents] == names
    assert page.total == len(names)


def test_list_pages_follow_each_other(people: People) -> None:
    for number in range(7):
        registered(people, TypedResident(name=f"王{'一二三四五六七'[number]}"))
    names = [resident.name for offset in (0, 3, 6) for resident in people.page(limit=3, offset=offset).residents]
    assert len(set(names)) == 7
    assert people.page(limit=3).total == 7


def test_groups_are_listed_short_names_first(people: People) -> None:
    for group in ("10组", "2组", "1组", "2组", ""):
        registered(people, TypedResident(name="王一", villager_group=group))
    assert people.groups() == ["1组", "2组", "10组"]


def test_households_and_their_members(people: People) -> None:
    household, _ = people.register_household(TypedHousehold(number="0012", head_name="李 大山"), OPERATOR)
    assert (household.number, household.head_name) == ("0012", "李大山")
    registered(people, TypedResident(name="李小山", household_id=household.id, household_role="之子"))
    head = registered(people, TypedResident(name="李大山", household_id=household.id, household_role="户主"))
    assert [resident.name for resident in people.members(household.id)] == ["李大山", "李小山"]
    with pytest.raises(Refused, match="还有人"):
        people.remove_household(household.id, OPERATOR, "空户")
    edited, _ = people.edit_household(household.id, TypedHousehold(number="0013", head_name="李大山"), OPERATOR)
    assert edited.number == "0013"
    assert [one.id for one in people.households("大山")] == [household.id]
    for member in people.members(household.id):
        people.edit(member.id, TypedResident(name=member.name), OPERATOR)
    people.remove_household(household.id, OPERATOR, "并户")
    assert people.households() == []
    assert people.find(head).household_id is None


def test_a_household_needs_a_number_or_a_head(people: People) -> None:
    with pytest.raises(FieldErrors, match="至少填一个"):
        people.register_household(TypedHousehold(phone="13812345678"), OPERATOR)
    with pytest.raises(FieldErrors, match="电话"):
        people.register_household(TypedHousehold(number="1", phone="99"), OPERATOR)


def test_what_is_not_there_is_refused(people: People) -> None:
    with pytest.raises(Refused, match="找不到这位村民"):
        people.find("none")
    with pytest.raises(Refused, match="找不到这一户"):
        people.household("none")
    assert people.by_id_number("440308199901101512") is None


def test_found_by_number_and_by_name(people: People) -> None:
    resident_id = registered(people, TypedResident(name="李淑芬", id_number=NUMBER))
    found = people.by_id_number(NUMBER)
    assert found is not None
    assert found.id == resident_id
    assert [one.id for one in people.named("李 淑芬")] == [resident_id]


@pytest.mark.parametrize(
    ("birth_day", "minor"),
    [
        (date(2008, 10, 9), False),
        (date(2008, 10, 10), True),
        (date(2020, 1, 1), True),
        (date(1949, 12, 31), False),
        (None, False),
    ],
)
def test_minor_by_birth_day(birth_day: date | None, minor: bool) -> None:
    assert is_minor(birth_day, date(2026, 10, 9)) is minor
