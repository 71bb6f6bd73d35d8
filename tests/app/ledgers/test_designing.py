"""What is designed means a whole declaration; what is wrong with it is said beside its line, in the clerk's words."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from app.ledgers.checking import faults
from app.ledgers.declaration import Choice, Declaration
from app.ledgers.designing.counting import (
    count,
    counts,
    group,
    groups_by,
    is_summed,
    keep_duties,
    rhythm,
    set_rhythm,
    sum_field,
    warn,
    warns,
)
from app.ledgers.designing.design import NEW, Design, DesignedColumn, choices_typed
from app.ledgers.designing.faults import LEDGER, design_faults, published_fields
from app.ledgers.designing.fields import (
    add_field,
    blank,
    can_become,
    change_field,
    is_shown,
    move_field,
    put_back,
    remove_field,
    show_in,
)
from app.ledgers.designing.making import copy_of, declared, newer_of, previewed
from app.ledgers.designing.text import declaration_text
from app.ledgers.kinds.registry import kind_of
from app.ledgers.reading import read_declaration, shipped_declarations
from app.ledgers.standing import Standing
from tests.app.ledgers.designs import ferry

SHIPPED = shipped_declarations()
KNOWN = {one.key: Standing(one) for one in SHIPPED}
KINDS = ("line", "whole", "money", "day", "choice", "choices", "resident", "paragraphs", "rows", "yes_no", "month")


def key_of(design: Design, label: str) -> str:
    return next(one.key for one in design.fields if one.label == label)


def told(design: Design, part: str, at: int = LEDGER) -> list[str]:
    return [one.words for one in design_faults(design, KNOWN) if (one.at, one.part) == (at, part)]


def field_fault(part: str, **said: Any) -> list[str]:
    """Give what is said of the third field of the ferry with something else in it."""
    design = ferry()
    return told(change_field(design, design.fields[2].key, **said), part, 2)


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one.key)
def test_a_newer_version_of_any_ledger_means_the_same_but_its_number(shipped: Declaration) -> None:
    design = msgspec.json.decode(msgspec.json.encode(newer_of(shipped)), type=Design)
    assert declared(design, KNOWN) == structs.replace(shipped, version=2)
    assert design_faults(design, KNOWN) == ()


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one.key)
def test_a_copy_of_any_ledger_can_be_published_under_a_title_of_its_own(shipped: Declaration) -> None:
    design = copy_of(shipped, "照着做的")
    copied = declared(design, KNOWN)
    assert (design_faults(design, KNOWN), copied.key, copied.version) == ((), "zhaozhezuode", 1)
    assert (copied.fill, copied.state, copied.step) == (None, shipped.state, shipped.step)
    assert told(copy_of(shipped, shipped.title), "title") == ["已经有一本台账叫这个名称，请换一个"]


def test_eight_fields_become_a_declaration_with_keys_of_their_labels() -> None:
    design = ferry()
    assert design_faults(design, KNOWN) == ()
    made = declared(design, KNOWN)
    assert read_declaration(declaration_text(made).encode(), "渡船") == made
    keys = [one.key for one in made.field]
    assert (made.key, keys[0], keys[1]) == ("duchuandengji", "riqi", "zuochuanren")
    assert (made.name, made.day, made.list.sort, made.system) == ("{zuochuanren}", "riqi", "-riqi", "S05")
    assert sum(one.share for one in made.register.columns) == 100
    assert (made.field[4].most, made.field[0].default, made.notice is not None) == (20, "today", True)
    assert NEW not in declaration_text(made)
    assert [one.key for one in previewed(design).field] == [one.key for one in design.fields]
    assert list(faults(previewed(design))) == []
    assert {one.key for one in made.duty} == {"rhythm", "due_xiacinianjian"}
    assert [(one.label, one.unit) for one in made.measure if one.kind == "sum"] == [("收费合计", "元")]


def test_a_label_without_letters_and_one_that_is_a_word_of_the_program_get_keys_all_the_same() -> None:
    design = ferry()
    for at, label in enumerate(("编号①", "★", "In", "日期 二", "选"), 1):
        design = change_field(design, design.fields[at].key, label=label)
    assert design_faults(design, KNOWN) == ()
    taken = declared(structs.replace(design, title="会议"), {"huiyi"})
    assert taken.key == "huiyi_2"
    long = declared(structs.replace(design, title="谁在什么时候坐了渡船啊"), KNOWN)
    assert long.key == "szsmshzldca"


@pytest.mark.parametrize(
    ("part", "said", "words"),
    [
        ("label", {"label": " "}, "请写这一栏的名称"),
        ("label", {"label": "长" * 21}, "有 21 个字，最多 20 个"),
        ("label", {"label": "方向"}, "有两栏叫这个名称，请改一个"),
        ("label", {"label": "换\n行"}, "不能换行，也不能有看不见的符号"),
        ("choices", {"kind": "choice"}, "请写上可以选什么，一行一个"),
        (
            "choices",
            {"kind": "choice", "choices": (Choice(value="x", label="长" * 41),)},
            "“长长长长长长长长长长……”太长，一项最多 40 个字",
        ),
        (
            "choices",
            {"kind": "choices", "choices": tuple(Choice(value=f"{n}", label=f"{n}") for n in range(61))},
            "有 61 项，最多 60 项",
        ),
        ("least", {"kind": "whole", "least": "很少"}, "这里要写数"),
        ("least", {"kind": "whole", "least": "nan"}, "这里要写数"),
        ("most", {"kind": "money", "least": "3", "most": "2.5"}, "最大比最小还小"),
        ("letters", {"letters": "0"}, "这里要写 1 到 10000 的数"),
        ("default", {"kind": "whole", "default": "三"}, "要写整数"),
        ("default", {"kind": "whole", "default": "9", "most": "5"}, "不能大于 5"),
        ("default", {"letters": "2", "default": "三个字"}, "有 3 个字，最多 2 个"),
        ("default", {"kind": "resident", "default": "李四"}, "要选，不能直接写"),
        ("hint", {"hint": "长" * 201}, "有 201 个字，最多 200 个"),
        ("unit", {"kind": "whole", "unit": "长" * 13}, "最多 12 个字"),
        ("columns", {"kind": "rows"}, "请写上这张小表有哪几列"),
        ("columns", {"kind": "rows", "columns": (DesignedColumn(key="new_1"),)}, "第 1 列还没有名称"),
        (
            "columns",
            {"kind": "rows", "columns": (DesignedColumn(key="a", label="人"), DesignedColumn(key="b", label="人"))},
            "有两列叫“人”",
        ),
        (
            "columns",
            {"kind": "rows", "columns": (DesignedColumn(key="a", label="人", kind="choice"),)},
            "第 1 列要写上可以选什么",
        ),
        (
            "columns",
            {"kind": "rows", "columns": (DesignedColumn(key="a", label="人", kind="whole", least="x"),)},
            "第 1 列：这里要写数",
        ),
    ],
)
def test_what_is_wrong_with_a_field_stands_beside_its_line(part: str, said: dict[str, Any], words: str) -> None:
    found = field_fault(part, **said)
    assert found
    assert found[0].startswith(words), found


def test_what_is_missing_of_the_ledger_is_said_at_its_head() -> None:
    found = {(one.part, one.missing) for one in design_faults(blank(), KNOWN)}
    assert found == {("title", True), ("group", True), ("purpose", True)}
    design = remove_field(ferry(), key_of(ferry(), "日期"))
    assert design.day == key_of(design, "下次年检")
    design = remove_field(design, design.day)
    assert told(design, "fields") == ["要有一栏日期或月份，台账才能分月、结账"]
    bare = show_in(show_in(blank(), "new_1", "listed", there=False), "new_1", "printed", there=False)
    assert told(bare, "listed")
    assert told(bare, "printed")
    many = ferry()
    for _ in range(55):
        many, _ = add_field(many)
    assert told(many, "fields") == ["有 63 栏，最多 60 栏"]


def test_a_ledger_that_grew_too_large_for_a_declaration_says_so() -> None:
    design = ferry()
    choices = tuple(Choice(value=f"{at}{'长' * 38}", label=f"{at}{'长' * 38}") for at in range(60))
    for _ in range(5):
        design, key = add_field(design)
        design = change_field(design, key, label=key, kind="choice", choices=choices)
    (found,) = told(design, "fields")
    assert "最多 64 KB" in found


def test_a_published_field_keeps_its_kind_and_its_choices_or_becomes_text() -> None:
    published = declared(ferry(), KNOWN)
    known = {**KNOWN, published.key: Standing(published, made_here=True)}
    newer = newer_of(published)
    assert can_become(published_fields(newer, known)["renshu"], KINDS) == ["line", "whole", "paragraphs"]
    assert can_become(published_fields(ferry(), KNOWN).get("renshu"), KINDS) == list(KINDS)
    assert design_faults(change_field(newer, "renshu", kind="line", label="几个人"), known) == ()
    (changed,) = design_faults(change_field(newer, "renshu", kind="money"), known)
    assert (changed.at, changed.part) == (4, "kind")
    (lost,) = design_faults(change_field(newer, "fangxiang", choices=(Choice(value="过河", label="过河"),)), known)
    assert (lost.at, lost.part, lost.missing) == (3, "choices", False)
    assert [one.at for one in design_faults(remove_field(newer, "beizhu"), known)] == [LEDGER]


def test_what_rests_on_a_field_follows_it_or_goes_with_it() -> None:
    design = ferry()
    paid, way, due = (key_of(design, label) for label in ("收费", "方向", "下次年检"))
    assert (is_summed(design, paid), groups_by(design, way), warns(design, due)) == (True, True, 30)
    assert [one.label for one in change_field(design, paid, label="船票").measures if one.kind == "sum"] == ["船票合计"]
    assert not is_summed(change_field(design, paid, kind="line"), paid)
    assert warns(change_field(design, due, kind="line"), due) == 0
    for key in (paid, way, due):
        design = remove_field(design, key)
    assert (is_summed(design, paid), groups_by(design, way), warns(design, due)) == (False, False, 0)
    assert not is_shown(design, way, "posted")
    assert design_faults(design, KNOWN) == ()


@pytest.mark.parametrize("key", ["meeting", "farm_stock", "household_visit", "care_fund"])
def test_a_field_comes_back_with_all_that_named_it_and_what_was_changed_meanwhile_stays(key: str) -> None:
    before = copy_of(KNOWN[key].declaration, "照着做的")
    for field in before.fields:
        back = put_back(remove_field(before, field.key), before, field.key)
        assert {*back.measures} == {*before.measures}
        assert sorted(one.key for one in back.duties) == sorted(one.key for one in before.duties)
        for name in ("fields", "day", "name", "sort", "steps", "fill", "money"):
            assert getattr(back, name) == getattr(before, name)
        assert {one.field for one in back.printed} == {one.field for one in before.printed}
    other = change_field(remove_field(before, before.fields[0].key), before.fields[1].key, label="改了")
    assert put_back(other, before, before.fields[0].key).fields[1].label == "改了"


def test_counting_sums_groups_and_reminders_are_ticked_and_unticked() -> None:
    design = ferry()
    paid, way, due = (key_of(design, label) for label in ("收费", "方向", "下次年检"))
    assert sum_field(sum_field(design, paid, wanted=False), paid, wanted=True) == design
    assert not sum_field(design, way, wanted=True).measures[1:][1:]
    assert not groups_by(group(design, way, wanted=False), way)
    assert not counts(count(design, wanted=False))
    assert counts(group(count(design, wanted=False), way, wanted=True))
    assert rhythm(design) == ("month", 2)
    assert rhythm(set_rhythm(design, None, 1, "")) == ("", 1)
    assert warns(warn(design, due, 0, ""), due) == 0
    meeting = copy_of(next(one for one in SHIPPED if one.key == "meeting"), "村务会")
    kept = keep_duties(set_rhythm(meeting, "year", 1, "每年一次"), ("members",))
    assert [one.key for one in kept.duties] == ["members", "rhythm"]


def test_typed_choices_keep_the_values_of_those_that_stay_or_are_reworded() -> None:
    former = (Choice(value="go", label="过河"), Choice(value="back", label="回村"))
    assert choices_typed(["回村", "过河"], former) == (former[1], former[0])
    assert choices_typed(["过江", " ", "回村"], former) == (Choice(value="go", label="过江"), former[1])
    assert choices_typed(["过河", "回村", "靠岸", "靠岸"], former)[2:] == (Choice(value="靠岸", label="靠岸"),)
    assert choices_typed(["过河", "回村", "go"], former)[2] == Choice(value="go*", label="go")


Doing = st.tuples(
    st.sampled_from(
        ("add", "kind", "move", "remove", "list", "print", "post", "filter", "sum", "group", "warn", "label")
    ),
    st.integers(0, 7),
    st.integers(0, len(KINDS) - 1),
)


SHOWN: dict[str, Any] = {"list": "listed", "print": "printed", "post": "posted", "filter": "filters"}


def done(design: Design, doing: tuple[str, int, int]) -> Design:
    what, at, more = doing
    key, there = design.fields[at % len(design.fields)].key, bool(more % 2)
    if what in SHOWN:
        return show_in(design, key, SHOWN[what], there=there)
    if what == "kind":
        return turned(design, key, KINDS[more])
    if what == "add":
        made, new = add_field(design, key)
        return change_field(made, new, label=f"栏{new}")
    doings: dict[str, Callable[[], Design]] = {
        "remove": lambda: remove_field(design, key) if len(design.fields) > 1 else design,
        "sum": lambda: sum_field(design, key, wanted=there),
        "group": lambda: group(design, key, wanted=there),
        "warn": lambda: warn(design, key, more if design.field(key).kind == "day" else 0, "{name}到期"),
        "move": lambda: move_field(design, key, 1 if there else -1),
        "label": lambda: change_field(design, key, label=f"名{key}"),
    }
    return doings[what]()


def turned(design: Design, key: str, kind: Any) -> Design:
    choices = (Choice(value="a", label="甲"),) if kind in {"choice", "choices"} else ()
    columns = (DesignedColumn(key="new_1", label="列"),) if kind == "rows" else ()
    return change_field(design, key, kind=kind, choices=choices, columns=columns, default="")


@settings(max_examples=25, deadline=None)
@given(st.lists(Doing, max_size=25))
def test_whatever_is_done_the_design_means_a_declaration_or_says_what_is_missing(
    steps: list[tuple[str, int, int]],
) -> None:
    design = ferry()
    for step in steps:
        design = done(design, step)
        assert sum(one.share for one in design.printed) in {0, 100}
    again = msgspec.json.decode(msgspec.json.encode(design), type=Design)
    assert again == design
    found = design_faults(design, KNOWN)
    assert {one.part for one in found} <= {"fields", "listed", "printed"}, found
    made = declared(design, KNOWN)
    assert [kind_of(one) for one in made.field]
    if not found:
        assert read_declaration(declaration_text(made).encode(), "试") == made
