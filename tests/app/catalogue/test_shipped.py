"""Every line of what ships is walked: whole, consistent, honest about its source, in words a villager reads."""

from collections import Counter

import pytest

from app.catalogue.certificates import asked_certificate, certificates, refuse_certificate
from app.catalogue.facts import CATEGORIES, MODES, ROLES, TRUSTS, Material
from app.catalogue.seeding import DeclaredItem, shipped_departments, shipped_id, shipped_items, trust_notes
from app.core.errors import Refused
from app.core.resources import load_toml

ITEMS = shipped_items()


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_each_item_is_whole(item: DeclaredItem) -> None:
    departments = {one.code for one in shipped_departments()}
    assert item.category in CATEGORIES
    assert item.mode in MODES
    assert item.role in ROLES
    assert item.trust in TRUSTS
    assert {item.department, *item.also} <= departments
    assert item.conditions.endswith("。")
    assert len(item.flow) > 8
    assert item.fee
    legs = sum(days for days in (item.village_days, item.township_days) if days is not None)
    assert item.total_days is None or legs <= item.total_days
    assert item.posting_unit in {"", "working", "natural"}
    assert bool(item.posting_days) == bool(item.posting_unit)
    assert item.days_unit in {"working", "natural"}
    assert item.trust == "typical" or item.source
    assert asked_certificate(item.name) is None
    names = [entry.name if isinstance(entry, Material) else entry for entry in item.materials]
    assert len(set(names)) == len(names)


def test_the_counts_are_those_of_the_domain() -> None:
    assert Counter(item.category for item in ITEMS) == {
        "事务代办": 42, "公益事业": 9, "咨询服务": 5, "民事调解": 4, "经济发展": 3,
    }  # fmt: skip
    assert Counter(item.trust for item in ITEMS) == {"sourced": 24, "part": 17, "typical": 22}
    assert Counter(item.mode for item in ITEMS) == {"promised": 43, "direct": 14, "answered": 6}
    assert len({item.name for item in ITEMS}) == 63


def test_a_promise_is_made_exactly_where_there_are_days() -> None:
    """Only two items have no days of ours: the one that needs the person itself, and the one the township answers."""
    without = [item.code for item in ITEMS if item.village_days is item.township_days is item.total_days is None]
    assert without == ["D27", "D54"]


def test_direct_items_are_done_on_the_spot_or_say_why_not() -> None:
    later = [item.code for item in ITEMS if item.mode == "direct" and item.total_days != 0]
    assert later == ["D62"]


def test_minors_and_children_are_never_posted() -> None:
    by_code = {item.code: item for item in ITEMS}
    assert by_code["D06"].special["minors_not_posted"] is True
    assert by_code["D49"].special["never_posted"] is True


def test_each_trust_mark_says_what_the_township_has_to_do() -> None:
    assert set(trust_notes()) == {"sourced", "part", "typical"}
    assert all("乡镇核定" in trust.note for trust in trust_notes().values())


def test_departments_have_unique_codes_names_and_windows() -> None:
    departments = shipped_departments()
    assert len({one.code for one in departments}) == len({one.name for one in departments}) == len(departments)
    assert all(one.window for one in departments)


def test_shipped_ids_are_the_same_everywhere() -> None:
    """These two are in every file that was ever made; another answer would break every sum over villages."""
    assert shipped_id("item", "D01") == "6fa0ba97-3f9e-5124-808b-2ea22ba755df"
    assert shipped_id("item", "D01", 1) == "cfbf2b2b-af86-54a2-95c6-5233d75e2b30"


def test_the_rating_has_five_levels_of_which_the_last_two_are_low() -> None:
    rating = load_toml("catalogue/rating.toml", dict[str, object])
    levels = rating["level"]
    tags = rating["tag"]
    assert isinstance(levels, list)
    assert isinstance(tags, list)
    assert [(level["value"], level["low"]) for level in levels] == [
        (5, False), (4, False), (3, False), (2, True), (1, True),
    ]  # fmt: skip
    assert {tag["level"] for tag in tags} == {1, 2, 3, 4, 5}
    assert len({tag["code"] for tag in tags}) == len(tags)


def test_twenty_certificates_each_with_reason_and_way_out() -> None:
    assert len(certificates()) == 20
    for certificate in certificates():
        assert certificate.reason.endswith("。")
        assert certificate.instead.endswith("。")
        assert certificate.words
        with pytest.raises(Refused) as refusal:
            refuse_certificate(f"想开一份{certificate.words[0]}")
        assert certificate.reason in str(refusal.value)
        assert certificate.instead in str(refusal.value)
        assert "民发〔2020〕20号" in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["开单身证明", "单 身 证 明", "给孩子出具亲属关系证明", "死亡证明", "办无犯罪记录证明用于出国"]
)
def test_a_request_for_one_is_recognised(text: str) -> None:
    assert asked_certificate(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "死亡注销户口，家属已带死亡证明",
        "出生登记，持出生医学证明",
        "就业登记",
        "办理残疾人证",
        "村级证明（清单内）",
        "收入证明",
    ],
)
def test_who_brings_one_or_asks_for_something_else_is_not_refused(text: str) -> None:
    refuse_certificate(text)
