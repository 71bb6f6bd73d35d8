"""Every kind of field goes round, limits and all; names become references where exactly one thing bears them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledgers.declaration import Choice, Column, Field, Kind
from app.ledgers.kinds.kind import NotTyped
from app.ledgers.kinds.registry import kind_of, shown, value_of
from app.ledgers.kinds.rows import CellFault
from app.ledgers.kinds.values import Ref, Span
from app.ledgers.reading import shipped_declarations

LABELS = ("低保", "低保、特困", "A/B", "其他 情况", "x")
CHOICES = tuple(Choice(value=f"v{at}", label=label) for at, label in enumerate(LABELS))


class Register:
    """A village in which two people are called 王芳."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self.people = people

    def candidates(self, kind: str, text: str, /) -> tuple[Ref, ...]:
        return tuple(
            Ref(one, name) for one, name in self.people.items() if name == text and kind in {"resident", "member"}
        )

    def named(self, kind: str, row_id: str, /) -> str:
        return self.people.get(row_id, "")


VILLAGE = Register({"r1": "李淑芬", "r2": "王芳", "r3": "王芳"})


def column(kind: Kind, **more: Any) -> Field:
    if kind in {"choice", "choices"}:
        more["choices"] = CHOICES
    if kind == "rows":
        inner = [one for one in get_args(Kind) if one != "rows"]
        more.setdefault("fields", tuple(column(one, key=f"c_{one}", label=f"列{one}") for one in inner))
    return Field(**{"key": "f", "label": "栏", "kind": kind, **more})


TEXTS: Mapping[str, st.SearchStrategy[Any]] = {
    "line": st.text(max_size=60),
    "paragraphs": st.text(max_size=200),
    "whole": st.integers(-(10**15) + 1, 10**15 - 1).map(str),
    "decimal": st.decimals(-(10**9), 10**9, places=4).map(str),
    "money": st.decimals(-(10**9), 10**9, places=2).map(str),
    "day": st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str),
    "month": st.dates(date(1950, 1, 1), date(2099, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    "time": st.times().map(lambda at: f"{at:%H:%M}"),
    "period": st.tuples(*[st.dates(date(1900, 1, 1), date(2199, 12, 31))] * 2).map(
        lambda days: f"{min(days)} 至 {max(days)}"
    ),
    "yes_no": st.sampled_from("是否有无"),
    "choice": st.sampled_from([*LABELS, "v0", "v3"]),
    "choices": st.lists(st.sampled_from(LABELS), min_size=1, max_size=4).map("、".join),
    **dict.fromkeys(("resident", "household", "member", "unit", "post", "item", "file"), st.text(max_size=40)),
    **dict.fromkeys(("residents", "members"), st.lists(st.text(max_size=12), max_size=4).map("、".join)),
}
ROW = st.fixed_dictionaries({}, optional={f"c_{kind}": text for kind, text in TEXTS.items()})


def goes_round(one: Column, value: Any) -> None:
    kind = kind_of(one)
    kept = kind.stored(value)
    assert isinstance(kept, int if kind.column_type == "INTEGER" else str)
    assert kind.read(kept) == value
    assert value_of(one, shown(one, value)) == value
    assert value_of(one, value) == value
    assert isinstance(kind.words(value), str)


@pytest.mark.parametrize("kind", list(TEXTS))
def test_what_is_typed_goes_round(kind: Kind) -> None:
    one = column(kind)

    @given(TEXTS[kind])
    def walk(text: str) -> None:
        try:
            value = value_of(one, text)
        except NotTyped:
            return
        if value is not None:
            goes_round(one, value)

    walk()


@given(st.lists(ROW, min_size=1, max_size=3))
def test_rows_of_every_kind_go_round(rows: list[dict[str, str]]) -> None:
    one = column("rows")
    try:
        value = value_of(one, rows)
    except NotTyped:
        return
    goes_round(one, value)


@given(st.text(max_size=120))
def test_no_text_at_all_is_a_bug(text: str) -> None:
    for kind in get_args(Kind):
        one = column(kind)
        try:
            value = value_of(one, text)
        except NotTyped as trouble:
            said = str(trouble)
        else:
            said = "round"
            assert value is None or value_of(one, shown(one, value)) == value
        assert said


def test_every_shipped_field_has_its_kind() -> None:
    for ledger in shipped_declarations():
        for field in ledger.field:
            assert kind_of(field).column_type in {"TEXT", "INTEGER"}
            assert shown(field, None) == ""
            assert value_of(field, "  ") is None


def test_a_name_becomes_a_reference_where_exactly_one_bears_it() -> None:
    kind = kind_of(column("resident"), VILLAGE)
    assert kind.typed(" 李淑芬 ") == Ref("r1", "李淑芬")
    assert kind.typed("王芳") == Ref("", "王芳")
    assert kind.hint(Ref("", "王芳")) == "叫“王芳”的有 2 个，请选是哪一个"  # type: ignore[attr-defined]
    assert kind.hint(Ref("", "外村人")) == kind.hint(Ref("r2", "王芳")) == ""  # type: ignore[attr-defined]
    assert kind.given({"id": "r2"}) == Ref("r2", "王芳")
    assert kind.given({"id": "r9", "name": "迁出的人"}) == Ref("r9", "迁出的人")
    several = kind_of(column("members"), VILLAGE)
    assert several.typed("李淑芬、王芳，李淑芬") == (Ref("r1", "李淑芬"), Ref("", "王芳"))
    assert several.given([{"id": "r2"}, "李淑芬"]) == (Ref("r2", "王芳"), Ref("r1", "李淑芬"))
    for wrong in (7, {"id": 7}, {"who": "x"}, [7], {}):
        with pytest.raises(NotTyped):
            value_of(column("resident"), wrong or {"id": ""}, VILLAGE)


def test_values_are_taken_and_nothing_that_only_looks_like_one() -> None:
    assert value_of(column("money"), 1250) == 1250
    assert value_of(column("decimal"), Decimal("1.50")) == Decimal("1.5")
    assert value_of(column("period"), {"first": "2026-01-01", "last": "2026-01-31"}) == Span(
        date(2026, 1, 1), date(2026, 1, 31)
    )
    assert value_of(column("period"), "2026-01-05") == Span(date(2026, 1, 5), date(2026, 1, 5))
    assert value_of(column("choices"), ["低保", "v4"]) == ("v0", "v4")
    for kind, wrong in (("whole", True), ("whole", 1.5), ("day", 5), ("choice", 5), ("choices", "没有的"), ("rows", 5)):
        with pytest.raises(NotTyped):
            value_of(column(kind), wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="before"):
        Span(date(2026, 2, 1), date(2026, 1, 1))


def test_limits_of_a_field_hold() -> None:
    assert value_of(column("money", most=100.0), "100") == 10_000
    for one, text, said in (
        (column("money", most=100.0, unit="元"), "100.01", "不能大于 100元"),
        (column("whole", least=1.0), "0", "不能小于 1"),
        (column("line", letters=3), "四个字呀", "有 4 个字，最多 3 个"),
        (column("line"), "长" * 501, "最多 500 个"),
        (column("resident"), "长" * 101, "最多 100 个字"),
        (column("residents"), "、".join(f"人{at}" for at in range(301)), "最多 300 个"),
        (column("choice"), "没有", "不在选项里，可以是：低保"),
        (column("period"), "2026-02-01 至 2026-01-01", "还早"),
    ):
        with pytest.raises(NotTyped, match=said):
            value_of(one, text)


def test_each_wrong_cell_is_told_with_its_row() -> None:
    pay = column(
        "rows",
        fields=(
            Column(key="who", label="姓名", kind="resident", required=True),
            Column(key="pay", label="金额", kind="money", least=0.0),
        ),
    )
    with pytest.raises(CellFault, match=r"第 1 行“金额”.*另外还有 2 处") as told:
        value_of(pay, "甲｜x\n｜3\n乙｜-1", VILLAGE)
    assert [(row, key) for row, key, _ in told.value.faults] == [(1, "pay"), (2, "who"), (3, "pay")]
    assert value_of(pay, "李淑芬｜3\n｜\n a\\｜b |4", VILLAGE) == (
        {"who": Ref("r1", "李淑芬"), "pay": 300},
        {"who": Ref("", "a｜b"), "pay": 400},
    )
    assert value_of(pay, [{"姓名": "李淑芬", "pay": 1}]) == ({"who": Ref("", "李淑芬"), "pay": 1},)
    for wrong, said in (
        ("甲｜1｜2", "有 3 格"),
        ([5], "第 1 行不是"),
        ([{"x": "1"}], "没有“x”这一列"),
        ("｜", "一行也没有"),
    ):
        with pytest.raises(NotTyped, match=said):
            value_of(pay, wrong)
    with pytest.raises(NotTyped, match="最多 500 行"):
        value_of(pay, "\n".join("甲｜1" for _ in range(501)))
