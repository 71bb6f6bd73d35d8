"""A few invented villagers and their cases, written and indexed as the services do it."""

from collections.abc import Callable, Mapping

import pytest

from app.search.search import Search
from db.store import Store

OPERATOR = "01a00000-0000-7000-8000-000000000001"

PEOPLE = (
    ("李淑芬", "", "110101194912310022", "13812345678"),
    ("单田方", "老单", "110101196203040015", "13998765432"),
    ("欧阳小华", "", "", "0451-5512345"),
    ("吕绿", "", "", ""),
    ("阿依古丽·买买提", "", "", "15011112222"),
    ("张𬱖", "", "", ""),
)

CASES = (
    ("2026-00017", "李淑芬", "D01", "最低生活保障申请", "2026-03-02"),
    ("2026-00018", "单田方", "D05", "高龄津贴", "2026-03-03"),
    ("2025-00017", "外来王客", "D01", "最低生活保障申请", "2025-05-06"),
    ("2026-B00018", "李淑芬", "D05", "高龄津贴", "2026-09-01"),
)


@pytest.fixture
def add_resident(store: Store) -> Callable[..., str]:
    """Give a function that writes and indexes one resident."""

    def add(name: str, nickname: str = "", id_number: str = "", phone: str = "") -> str:
        with store.writing(OPERATOR) as write:
            values = {"name": name, "nickname": nickname, "id_number": id_number, "phone": phone}
            row_id = write.insert("residents", values)
            Search(store).index_resident(write, {"id": row_id})
        return row_id

    return add


@pytest.fixture
def add_case(store: Store) -> Callable[..., str]:
    """Give a function that writes and indexes one case."""

    def add(values: Mapping[str, object]) -> str:
        with store.writing(OPERATOR) as write:
            row_id = write.insert("cases", {"state": "已受理", **values})
            Search(store).index_case(write, {"id": row_id})
        return row_id

    return add


@pytest.fixture
def search(store: Store, add_resident: Callable[..., str], add_case: Callable[..., str]) -> Search:
    """Give a search over the invented village."""
    ids = {person[0]: add_resident(*person) for person in PEOPLE}
    for number, applicant, code, item, day in CASES:
        values = {"number": number, "applicant_name": applicant, "item_code": code, "item_name": item}
        add_case({**values, "applicant_id": ids.get(applicant), "registered_on": day})
    with store.writing(OPERATOR) as write:
        for code, name in (("D01", "最低生活保障申请"), ("D05", "高龄津贴"), ("D60", "信访诉求代办")):
            write.insert("service_items", {"code": code, "category": "事务代办"})
            write.insert("item_versions", {"item_code": code, "version": 1, "name": name})
        Search(store).index_items(write)
    return Search(store)
