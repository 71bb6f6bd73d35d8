"""The search box: whatever part is typed finds the person, the case or the item."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.search.search import Search
from db.store import Store
from tests.app.search.conftest import OPERATOR


def titles(search: Search, text: str, kind: str) -> list[str]:
    return [hit.title for hit in search.find(text) if hit.kind == kind]


@pytest.mark.parametrize(
    "typed",
    ["李淑芬", "淑芬", "芬", "lishufen", "shufen", "fen", "lish", "lsf", "sf", "LSF", "ｌｓｆ", "0022", "110101",
     "5678", "1381234", "13812345678", "110101194912310022", "李 5678", "li shu fen", "芬 lsf", "　李　"],
)  # fmt: skip
def test_any_part_finds_the_resident(search: Search, typed: str) -> None:
    assert "李淑芬" in titles(search, typed, "resident")


@pytest.mark.parametrize("typed", ["老单", "laodan", "shantianfang", "stf", "5432"])
def test_nickname_and_the_surnames_own_reading(search: Search, typed: str) -> None:
    assert titles(search, typed, "resident") == ["单田方（老单）"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("ouyang", "欧阳小华"), ("xiaohua", "欧阳小华"), ("12345", "欧阳小华"), ("lvlv", "吕绿"), ("lulu", "吕绿"),
     ("买买提", "阿依古丽·买买提"), ("古丽买", "阿依古丽·买买提"), ("𬱖", "张𬱖"), ("张𬱖", "张𬱖")],
)  # fmt: skip
def test_unusual_names(search: Search, typed: str, name: str) -> None:
    assert name in titles(search, typed, "resident")


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("2026-00017", ["2026-00017"]),
        ("202600017", ["2026-00017"]),
        ("2026-17", ["2026-00017"]),
        ("２０２６－１７", ["2026-00017"]),
        ("2026000", ["2026-00018", "2026-00017"]),
        ("17", ["2026-00017", "2025-00017"]),
        ("18", ["2026-B00018", "2026-00018"]),
        ("b18", ["2026-B00018"]),
        ("2026-b", ["2026-B00018"]),
        ("李 17", ["2026-00017"]),
        ("李 低保 17", ["2026-00017"]),
        ("李 最低 17", ["2026-00017"]),
    ],
)
def test_case_numbers(search: Search, typed: str, numbers: list[str]) -> None:
    assert [hit.number for hit in search.find(typed) if hit.kind == "case"] == numbers


def test_cases_by_applicant_newest_first(search: Search) -> None:
    assert [hit.number for hit in search.find("淑芬") if hit.kind == "case"] == ["2026-B00018", "2026-00017"]


def test_cases_of_an_applicant_who_is_no_resident(search: Search) -> None:
    assert [hit.number for hit in search.find("waike") if hit.kind == "case"] == []
    assert [hit.number for hit in search.find("wangke") if hit.kind == "case"] == ["2025-00017"]


@pytest.mark.parametrize("typed", ["李 生活保障", "生活保障 李", "lsf zdsh", "d01 李", "李 低保", "lsf db"])
def test_person_and_item_together(search: Search, typed: str) -> None:
    assert [hit.number for hit in search.find(typed) if hit.kind == "case"] == ["2026-00017"]


@pytest.mark.parametrize("typed", ["高龄", "津贴", "gaoling", "gljt", "D05", "d05"])
def test_items_by_name_pinyin_and_code(search: Search, typed: str) -> None:
    assert titles(search, typed, "item") == ["高龄津贴"]
    assert {hit.number for hit in search.find(typed) if hit.kind == "case"} == {"2026-00018", "2026-B00018"}


def test_details_are_masked(search: Search) -> None:
    (hit,) = [hit for hit in search.find("李淑芬") if hit.kind == "resident"]
    assert "13812345678" not in hit.detail
    assert "138****5678" in hit.detail


def test_limit_is_kept_and_shared(search: Search) -> None:
    assert len(search.find("李", limit=2)) == 2
    assert {hit.kind for hit in search.find("李", limit=2)} == {"resident", "case"}
    assert search.find("李", limit=0) == []


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', "'; DROP TABLE cases; --", "%", "_", "*", "NEAR(", "a AND", "NOT x OR", "{words}: x", "^李", "-",
     "😀", "李😀", "\x00", "\ud800", "§1", "¶2", "(" * 500, "李" * 5000, "a" * 1000, "words:li", "½", "①", "ﷺ",
     "1 2 3 4 5 6 7"],
)  # fmt: skip
def test_signs_never_raise(search: Search, typed: str) -> None:
    search.find(typed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_at_all(search: Search, typed: str) -> None:
    search.find(typed)


def test_change_and_removal_are_followed(search: Search, store: Store, add_case: Callable[..., str]) -> None:
    case = add_case({"number": "2026-00030", "applicant_name": "赵改名", "applicant_phone": "13700001111"})
    assert [hit.number for hit in search.find("赵改名")] == ["2026-00030"]
    with store.writing(OPERATOR) as write:
        write.update("cases", case, {"applicant_name": "赵新名"})
        search.index_case(write, {"id": case})
    assert search.find("赵改名") == []
    assert [hit.number for hit in search.find("1111")] == ["2026-00030"]
    with store.writing(OPERATOR) as write:
        write.remove("cases", case, "录错")
        search.index_case(write, {"id": case})
    assert search.find("赵新名") == []


def test_a_removed_resident_is_gone_but_the_cases_stay(search: Search, store: Store) -> None:
    (resident,) = [hit.id for hit in search.find("李淑芬") if hit.kind == "resident"]
    with store.writing(OPERATOR) as write:
        write.remove("residents", resident, "迁出")
        search.index_resident(write, {"id": resident})
    assert {hit.kind for hit in search.find("李淑芬")} == {"case"}


def test_an_undone_action_leaves_no_trace(search: Search, store: Store) -> None:
    def fail_after_indexing() -> None:
        with store.writing(OPERATOR) as write:
            row_id = write.insert("residents", {"name": "钱半途"})
            search.index_resident(write, {"id": row_id})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_indexing()
    assert search.find("钱半途") == []


def test_rebuilding_gives_the_same_answers(search: Search, store: Store) -> None:
    asked = ("李", "lsf", "17", "高龄", "5678", "王客", "李 保障")
    before = [search.find(text) for text in asked]
    with store.writing(OPERATOR) as write:
        search.rebuild(write)
    assert [search.find(text) for text in asked] == before
    assert all(before)


def test_a_new_name_finds_new_and_old_cases(search: Search, store: Store) -> None:
    (resident,) = [hit.id for hit in search.find("李淑芬") if hit.kind == "resident"]
    with store.writing(OPERATOR) as write:
        write.update("residents", resident, {"name": "李新名"})
        search.index_resident(write, {"id": resident})
    assert {hit.kind for hit in search.find("李新名")} == {"resident"}
    assert [hit.number for hit in search.find("李淑芬") if hit.kind == "case"] == ["2026-B00018", "2026-00017"]
    before = [search.find(text) for text in ("李新名", "李淑芬")]
    with store.writing(OPERATOR) as write:
        search.rebuild(write)
    assert [search.find(text) for text in ("李新名", "李淑芬")] == before


def test_many_rows_are_indexed_by_table(search: Search, store: Store) -> None:
    with store.writing(OPERATOR) as write:
        residents = [write.insert("residents", {"name": f"钱{number}"}) for number in "甲乙丙"]
        values = {"applicant_name": "钱丁", "state": "x", "item_code": "D05", "item_name": "高龄津贴"}
        cases = [write.insert("cases", {"number": f"2026-001{number}", **values}) for number in range(10, 13)]
        write.insert("service_items", {"code": "S001", "category": "事务代办"})
        write.insert("item_versions", {"item_code": "S001", "version": 1, "name": "钱粮登记"})
        search.index_many(write, "residents", residents)
        search.index_many(write, "cases", cases)
        search.index_many(write, "item_versions", [])
        search.index_many(write, "notices", ["x"])
    assert [hit.kind for hit in search.find("钱")] == ["item", *["resident"] * 3, *["case"] * 3]


def test_the_very_name_comes_first(search: Search, add_resident: Callable[..., str]) -> None:
    for name in ("王伟", "王伟明", "王伟国"):
        add_resident(name)
    assert titles(search, "王伟", "resident")[0] == "王伟"
    assert titles(search, "wangwei", "resident")[0] == "王伟"


@pytest.fixture
def crowd(search: Search, store: Store) -> Search:
    """Give a village of 300 cases of two items by 60 people, too many for the small limits of the tests below."""
    with store.writing(OPERATOR) as write:
        rows = []
        for number in range(300):
            code, item = (("D01", "最低生活保障申请"), ("D05", "高龄津贴"))[number % 2]
            day = f"2024-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}"
            name = f"孙{'一二三四五六七八九十'[number % 10]}{'春夏秋冬东西'[number // 10 % 6]}"
            values = {"number": f"2024-{number:05d}", "applicant_name": name, "item_code": code, "item_name": item}
            rows.append(write.insert("cases", {**values, "state": "x", "registered_on": day}))
        search.index_cases(write, rows)
    return search


@pytest.mark.parametrize(("few", "set_of_people"), [(1_500, 5_000), (1, 5_000), (1, 10), (0, 30)])
def test_every_plan_gives_true_answers(
    crowd: Search, monkeypatch: pytest.MonkeyPatch, few: int, set_of_people: int
) -> None:
    monkeypatch.setattr("app.search.case_finder.FEW_PEOPLE", few)
    monkeypatch.setattr("app.search.case_finder.SET_OF_PEOPLE", set_of_people)
    found = [hit for hit in crowd.find("孙 高龄", limit=30) if hit.kind == "case"]
    assert len(found) >= 25
    assert all("孙" in hit.title and "高龄" in hit.detail for hit in found)
    (one,) = [hit for hit in crowd.find("孙 2024-00005") if hit.kind == "case"]
    assert one.number == "2024-00005"
    assert [hit.number for hit in crowd.find("s 7 d05") if hit.kind == "case"] == ["2024-00007"]


def test_newest_first_among_many(crowd: Search) -> None:
    days = [hit.detail.split(" · ")[-1] for hit in crowd.find("孙一春 高龄", limit=30) if hit.kind == "case"]
    assert days == []
    found = [hit.number for hit in crowd.find("孙一春", limit=30) if hit.kind == "case"]
    assert found == sorted(found, key=lambda number: (int(number[5:]) // 28 % 12, int(number[5:]) % 28), reverse=True)
    assert len(found) == 5


def test_steps_are_bounded(crowd: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.search.case_finder.STEPS", 1)
    monkeypatch.setattr("app.search.case_finder.FEW_PEOPLE", 0)
    assert len(crowd.find("孙 高龄", limit=5)) <= 5
