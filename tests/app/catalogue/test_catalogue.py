"""The catalogue: what ships, every change a version, own items, certificates refused, only our own layers read."""

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.facts import Material
from app.catalogue.guide import guide_lines
from app.catalogue.seeding import seed_catalogue
from app.core.errors import Refused
from app.session import Session
from db.store import Store


@pytest.fixture
def catalogue(store: Store) -> Catalogue:
    with store.writing(reason="建立办公点") as write:
        seed_catalogue(write)
    return Catalogue(store)


def test_a_new_office_offers_the_63_items_in_their_order(catalogue: Catalogue) -> None:
    items = catalogue.items()
    assert [item.code for item in items] == [f"D{number:02d}" for number in range(1, 64)]
    assert all(item.version.version == 1 and item.version.shipped for item in items)
    assert not any(item.own or item.edited for item in items)
    assert items[0].version.promised_days == 28
    assert len(catalogue.items(category="民事调解")) == 4


def test_seeding_twice_adds_nothing(catalogue: Catalogue, store: Store) -> None:
    with store.writing(reason="再来一次") as write:
        assert seed_catalogue(write) == 0
        assert write.changed == []
    assert len(catalogue.items()) == 63


def test_an_edit_makes_a_new_version_and_keeps_the_old_one(catalogue: Catalogue, store: Store) -> None:
    before = catalogue.current("D13")
    item, changes = catalogue.edit("d13", {"township_days": "4", "total_days": "5", "officer": "王守田"}, "someone")
    assert (item.version.version, item.version.total_days, item.version.officer) == (2, 5, "王守田")
    assert item.edited
    assert changes.touches("item_versions")
    assert not changes.touches("service_items")
    assert catalogue.version(before.id) == before
    assert [version.version for version in catalogue.versions("D13")] == [2, 1]
    assert item.version.valid_from is not None
    assert store.value("SELECT count(*) FROM journal WHERE action = 'new-version'") == 1


def test_an_edit_that_changes_nothing_writes_nothing(catalogue: Catalogue) -> None:
    item, changes = catalogue.edit("D13", {"total_days": 3, "materials": ["身份证", "户口簿", "参保登记表"]})
    assert item.version.version == 1
    assert not changes


def test_a_category_moves_without_a_new_version(catalogue: Catalogue) -> None:
    item, changes = catalogue.edit("D50", {"category": "咨询服务"})
    assert item.category == "咨询服务"
    assert item.version.version == 1
    assert changes.touches("service_items")


def test_every_problem_of_an_edit_is_told_at_once_and_nothing_changes(catalogue: Catalogue) -> None:
    with pytest.raises(Refused) as refusal:
        catalogue.edit(
            "D13",
            {
                "name": "最低生活保障申请",
                "total_days": "三天",
                "mode": "快办",
                "complaint_phone": "打电话",
                "materials": ["身份证", "身份证"],
                "colour": "红",
            },
        )
    for part in (
        "已经有“最低生活保障申请”了",
        "应为 0 到 365 的整数",
        "只能选",
        "应为电话号码",
        "写了两遍",
        "没有“colour”",
    ):
        assert part in str(refusal.value)
    assert "目录没有改动" in str(refusal.value)
    assert catalogue.item("D13").version.version == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "无" * 41}, "name"),
        ({"total_days": 366}, "total_days"),
        ({"total_days": 2}, "total_days"),
        ({"department_code": "moon"}, "department_code"),
        ({"posting_days": 7}, "posting_unit"),
        ({"materials": "身份证"}, "materials"),
        ({"materials": [{"copies": 2}]}, "materials"),
        ({"materials": [{"name": "照片", "copies": 0}]}, "materials"),
        ({"materials": [f"材料{number}" for number in range(31)]}, "materials"),
    ],
)
def test_what_cannot_be_is_named_by_its_field(catalogue: Catalogue, values: dict[str, object], field: str) -> None:
    assert list(catalogue.problems("D14", values)) == [field]


def test_days_may_be_left_empty(catalogue: Catalogue) -> None:
    item, _ = catalogue.edit("D13", {"village_days": "", "township_days": None, "total_days": "５"})
    assert (item.version.village_days, item.version.township_days, item.version.promised_days) == (None, None, 5)


def test_materials_may_be_texts_mappings_or_facts(catalogue: Catalogue) -> None:
    item, _ = catalogue.edit("D14", {"materials": ["身份证", {"name": "照片", "copies": 2}, Material("申请表"), " "]})
    assert item.version.materials == (Material("身份证"), Material("照片", copies=2), Material("申请表"))
    assert item.version.materials_text == "身份证、照片2份、申请表"


def test_own_items_get_codes_of_their_own_which_are_never_given_twice(catalogue: Catalogue) -> None:
    values = {"name": "代办老年乘车卡", "department_code": "civil_affairs", "total_days": "5", "materials": ["身份证"]}
    first, _ = catalogue.add(values)
    second, changes = catalogue.add({**values, "name": "代缴电费"})
    assert (first.code, second.code) == ("S001", "S002")
    assert first.own
    assert first.version.version == 1
    assert changes.touches("service_items")
    assert catalogue.items()[-1].name == "代缴电费"
    with pytest.raises(Refused, match="本站自己加的"):
        catalogue.restore("S001")


def test_an_own_item_with_the_name_of_a_black_listed_certificate_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(Refused, match="户籍档案"):
        catalogue.add({"name": "开亲属关系证明", "department_code": "village_committee"})
    with pytest.raises(Refused, match="不能开的证明"):
        catalogue.edit("D37", {"name": "无犯罪记录证明"})
    assert len(catalogue.items()) == 63


def test_a_disabled_item_is_not_offered_but_stays_readable(catalogue: Catalogue) -> None:
    version = catalogue.current("D24")
    changes = catalogue.enable("D24", enabled=False, reason="已停办")
    assert changes.touches("service_items")
    with pytest.raises(Refused, match="已经停办"):
        catalogue.current("D24")
    assert not catalogue.item("D24").enabled
    assert catalogue.version(version.id) == version
    assert len(catalogue.items(enabled_only=True)) == 62
    assert not catalogue.enable("D24", enabled=False)
    catalogue.enable("D24", enabled=True)
    assert catalogue.current("D24") == version


def test_the_shipped_words_can_be_restored_as_a_version_of_their_own(catalogue: Catalogue) -> None:
    catalogue.edit("D13", {"name": "养老参保"})
    item, _ = catalogue.restore("D13")
    assert (item.name, item.version.version) == ("城乡居民养老保险参保登记", 3)


def test_unknown_items_and_versions_are_refused_in_words(catalogue: Catalogue) -> None:
    with pytest.raises(Refused, match="目录里没有“X99”"):
        catalogue.current("X99")
    with pytest.raises(Refused, match="找不到这个办件当时的事项版本"):
        catalogue.version("00000000-0000-7000-8000-000000000000")


def test_items_are_found_by_name_pinyin_initials_and_code(catalogue: Catalogue) -> None:
    for text in ("高龄", "gaoling", "gljt", "d05"):
        assert catalogue.find(text)[0].code == "D05"
    assert catalogue.find(" ") == []
    assert catalogue.find("没有这样的事") == []


def test_departments_are_found_and_changed_without_losing_their_place(catalogue: Catalogue) -> None:
    codes = list(catalogue.departments())
    department, changes = catalogue.edit_department("民政", {"contact": "李文", "phone": "0455-6700000"})
    assert (department.name, department.contact, department.edited) == ("民政", "李文", True)
    assert changes.touches("departments")
    again, _ = catalogue.edit_department("civil_affairs", {"window": "一号窗口"})
    assert (again.contact, again.window) == ("李文", "一号窗口")
    assert list(catalogue.departments()) == codes
    assert catalogue.department_name("civil_affairs") == "民政"
    assert catalogue.department_name("moon") == "moon"
    with pytest.raises(Refused, match="没有“月亮”这个部门"):
        catalogue.find_department("月亮")
    with pytest.raises(Refused, match="不能空着"):
        catalogue.edit_department("民政", {"name": " "})


def test_a_stations_rows_in_a_townships_file_do_not_mix_with_ours(catalogue: Catalogue, store: Store) -> None:
    """Rows that came with a package stand under their own office and are only found by id."""
    with store.writing(reason="读入报送包") as write:
        write.local("INSERT INTO offices (n, id, relation, kind, name) VALUES (3, 'x', 'child', 'station', '甲村')")
        write.local("INSERT INTO epochs (n, id, owner, ordinal, started_at) VALUES (9, 'e', 3, 1, '2026-10-09')")
        write.local(
            "INSERT INTO service_items (id, owner, epoch, revision, code, category, sort)"
            " VALUES ('i', 3, 9, 1, 'S001', '公益事业', 64)"
        )
        write.local(
            "INSERT INTO item_versions (id, owner, epoch, revision, item_code, version, name, mode, role)"
            " VALUES ('v', 3, 9, 1, 'D13', 7, '甲村的养老参保', 'promised', '代办')"
        )
        write.local(
            "INSERT INTO departments (id, owner, epoch, revision, code, name) VALUES ('d', 3, 9, 1, 'moon', '月亮')"
        )
    assert catalogue.current("D13").version == 1
    assert "moon" not in catalogue.departments()
    assert catalogue.version("v").name == "甲村的养老参保"
    own, _ = catalogue.add({"name": "代缴电费", "department_code": "utilities"})
    assert (own.code, own.category) == ("S001", "事务代办")
    assert catalogue.edit("D13", {"officer": "王守田"})[0].version.version == 2


def test_the_guide_says_every_enabled_item_in_words(catalogue: Catalogue) -> None:
    catalogue.enable("D01", enabled=False)
    lines = guide_lines(catalogue)
    assert [line.number for line in lines] == list(range(1, 63))
    line = next(line for line in lines if line.code == "D20")
    assert (line.department, line.mode, line.days) == ("医保、税务", "直接办理", "当场办结")
    assert next(line for line in lines if line.code == "D52").days == "当场答复"
    assert next(line for line in lines if line.code == "D41").days == "30 天"
    assert next(line for line in lines if line.code == "D27").days == "按主管部门规定"
    assert next(line for line in lines if line.code == "D13").days == "3 个工作日"
    assert next(line for line in lines if line.code == "D52").materials == "无"
    assert {line.category for line in guide_lines(catalogue, category="经济发展")} == {"经济发展"}


def test_a_new_name_is_found_in_the_search_box_and_the_old_one_is_not(session: Session) -> None:
    session.catalogue.edit("D47", {"name": "秋收帮工"})
    assert [hit.id for hit in session.search.find("秋收帮工", 5) if hit.kind == "item"]
    assert not [hit for hit in session.search.find("抢种抢收", 5) if hit.kind == "item"]
    session.catalogue.enable("D47", enabled=False)
    assert not [hit for hit in session.search.find("秋收帮工", 5) if hit.kind == "item"]
