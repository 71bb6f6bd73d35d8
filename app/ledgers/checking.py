"""What a declaration must keep to beyond its shape: names, limits, and that all it refers to is there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from app.core.resources import load_toml
from app.ledgers.checking_fill import check_fill
from app.ledgers.checking_steps import check_steps
from app.ledgers.declaration import CHOOSING, COUNTED, OWN_COLUMNS, Column, Declaration, Field
from app.ledgers.kinds.typing_in import fault_of
from app.ledgers.toml_lines import Path

MOST_FIELDS, MOST_ROW_COLUMNS, MOST_TITLE, MOST_LABEL, MOST_TEXT, MOST_CHOICES = 60, 40, 12, 20, 200, 60
LEDGER_KEY = re.compile(r"[a-z][a-z0-9_]{1,29}")
FIELD_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
SYSTEM = re.compile(r"S\d\d")
NAMED = re.compile(r"\{(\w*)\}")
Faults = Iterator[tuple[Path, str]]


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    system: tuple[str, ...]
    sql: tuple[str, ...]
    series: tuple[str, ...]


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    title: str
    order: int


class _Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: tuple[_Group, ...]


@cache
def taken_names() -> _Names:
    """Give the names that no field may have."""
    return load_toml("ledger_names.toml", _Names)


@cache
def groups() -> tuple[tuple[str, str], ...]:
    """Give key and title of the groups of the place 台账, in order."""
    found = load_toml("ledgers/groups.toml", _Groups).group
    return tuple((group.key, group.title) for group in sorted(found, key=lambda group: group.order))


def faults(ledger: Declaration) -> Faults:
    """Give what is wrong with a declaration, each with the path of its place."""
    yield from _head(ledger)
    yield from _fields(ledger)
    yield from _references(ledger)
    yield from _measures(ledger)
    yield from check_steps(ledger)
    yield from check_fill(ledger)


def _head(ledger: Declaration) -> Faults:
    if not LEDGER_KEY.fullmatch(ledger.key) or ledger.key in {*taken_names().sql, *taken_names().series}:
        yield ("key",), f"代号“{ledger.key[:40]}”不行：要 2 到 30 个小写英文字母、数字或下划线，不能是数据库用语"
    yield from _label(("title",), ledger.title, MOST_TITLE)
    yield from _label(("purpose",), ledger.purpose, MOST_TEXT)
    if not SYSTEM.fullmatch(ledger.system):
        yield ("system",), f"系统编号“{ledger.system[:10]}”不对，应为 S06 这样"
    if ledger.group not in dict(groups()):
        yield ("group",), f"没有“{ledger.group[:30]}”这个分组"
    if ledger.carry and not ledger.state:
        yield ("carry",), "没有状态的台账，没有“没办完”的可以接着办"
    if not 1 <= ledger.version <= 9999:
        yield ("version",), "版本应为 1 到 9999"


def _label(path: Path, text: str, most: int) -> Faults:
    if not text.strip() or not text.isprintable():
        yield path, "这里要写一句话，不能空着，也不能换行"
    elif len(text) > most:
        yield path, f"有 {len(text)} 个字，最多 {most} 个"


def _fields(ledger: Declaration) -> Faults:
    if not 1 <= len(ledger.field) <= MOST_FIELDS:
        yield ("field",), f"有 {len(ledger.field)} 个栏目，应为 1 到 {MOST_FIELDS} 个"
        return
    if (inner := sum(len(field.fields) for field in ledger.field)) > MOST_ROW_COLUMNS:
        yield ("field",), f"明细表一共有 {inner} 列，最多 {MOST_ROW_COLUMNS} 列"
        return
    yield from _twice(("field",), [field.key for field in ledger.field])
    for at, field in enumerate(ledger.field):
        path = ("field", at)
        yield from _column(path, field)
        if (field.kind == "rows") != bool(field.fields):
            yield (*path, "fields"), f"“{field.label}”：明细（rows）要有 fields，别的类型不能有"
        yield from _twice((*path, "fields"), [column.key for column in field.fields])
        if field.computed and field.kind != "money":
            yield (*path, "computed"), f"“{field.label}”不是金额，不能由程序算"
        for column in field.fields:
            yield from _column((*path, "fields"), column)
            if column.kind == "rows":
                yield (*path, "fields"), f"“{column.label}”：明细里不能再有明细"


def _column(path: Path, column: Column) -> Faults:
    taken = taken_names()
    if not FIELD_KEY.fullmatch(column.key):
        yield (*path, "key"), f"栏目代号“{column.key[:40]}”不行：要用小写英文字母开头、最多 30 个字母数字或下划线"
    elif isinstance(column, Field) and (column.key in taken.sql or column.key in taken.system):
        yield (*path, "key"), f"栏目代号“{column.key}”是程序或数据库自己用的，请换一个"
    yield from _label((*path, "label"), column.label, MOST_LABEL)
    if (column.kind in CHOOSING) != bool(column.choices) or len(column.choices) > MOST_CHOICES:
        yield (*path, "choices"), f"“{column.label}”：选择类要有 1 到 {MOST_CHOICES} 个 choices，别的类型不能有"
    yield from _twice((*path, "choices"), [choice.value for choice in column.choices])
    yield from _twice((*path, "choices"), [name for one in column.choices for name in {one.value, one.label}])
    for choice in column.choices:
        yield from _label((*path, "choices"), choice.label, MOST_LABEL * 2)
    bounded = column.least is not None or column.most is not None
    if bounded and column.kind not in COUNTED:
        yield (*path, "least"), f"“{column.label}”不是数，不能有 least 和 most"
    if column.least is not None and column.most is not None and column.least > column.most:
        yield (*path, "least"), f"“{column.label}”的最小值比最大值还大"
    if column.letters and (column.kind not in {"line", "paragraphs"} or not 1 <= column.letters <= 10_000):
        yield (*path, "letters"), f"“{column.label}”的字数限制只用于文字，应为 1 到 10000"
    if len(column.hint) > MOST_TEXT or len(column.unit) > MOST_TITLE:
        yield (*path, "hint"), f"“{column.label}”的说明或单位太长"
    yield from _default(path, column)


def _default(path: Path, column: Column) -> Faults:
    if column.default == "today":
        if column.kind not in {"day", "month"}:
            yield (*path, "default"), f"“{column.label}”不是日期或月份，默认值不能是 today"
    elif column.default and (fault := fault_of(column, column.default)):
        yield (*path, "default"), f"“{column.label}”的默认值“{column.default[:20]}”{fault}"


def _references(ledger: Declaration) -> Faults:
    kinds = {field.key: field.kind for field in ledger.field}
    if kinds.get(ledger.day) not in {"day", "month"}:
        yield ("day",), f"“{ledger.day[:30]}”不是这本台账的日期或月份栏目"
    named = NAMED.findall(ledger.name)
    if not named or set(named) - set(kinds):
        yield ("name",), f"名称“{ledger.name[:40]}”要由栏目组成，如 {{{ledger.day}}}；不能写自己，也不能写没有的栏目"
    own = (*kinds, *OWN_COLUMNS)
    yield from _known(("list", "columns"), ledger.list.columns, own)
    yield from _known(("list", "filters"), ledger.list.filters, own)
    if ledger.list.sort:
        yield from _known(("list", "sort"), [ledger.list.sort.removeprefix("-")], own)
    if not ledger.list.columns:
        yield ("list", "columns"), "清单至少要有一列"
    printed = [column.field for column in ledger.register.columns]
    yield from _known(("register", "columns"), printed, own)
    shares = [column.share for column in ledger.register.columns]
    if abs(sum(shares) - 100) > 1e-6 or min(shares, default=0) <= 0:
        yield ("register", "columns"), f"各列的宽度加起来是 {sum(shares):g}，应为 100，且每列都大于 0"
    if ledger.notice is not None:
        yield from _known(("notice", "columns"), ledger.notice.columns, own)


def _measures(ledger: Declaration) -> Faults:
    kinds = {field.key: field.kind for field in ledger.field}
    yield from _twice(("measure",), [measure.key for measure in ledger.measure])
    for at, measure in enumerate(ledger.measure):
        path = ("measure", at)
        yield from _label((*path, "label"), measure.label, MOST_LABEL)
        if not FIELD_KEY.fullmatch(measure.key):
            yield (*path, "key"), f"统计代号“{measure.key[:40]}”不行"
        if measure.kind != "count":
            yield from _known((*path, "field"), [measure.field], tuple(kinds))
        if measure.kind == "sum" and kinds.get(measure.field, "whole") not in COUNTED:
            yield (*path, "field"), f"“{measure.field}”不是数，不能合计"
        yield from _known((*path, "by"), measure.by, (*kinds, *OWN_COLUMNS))
    if ledger.money is not None:
        amounts = [ledger.money.income, ledger.money.outlay, *filter(None, [ledger.money.opening])]
        others = [*ledger.money.needs, *filter(None, [ledger.money.per])]
        yield from _known(("money",), [*amounts, *others], tuple(kinds))
        if wrong := [key for key in amounts if kinds.get(key, "money") not in COUNTED]:
            yield ("money",), f"“{wrong[0]}”不是数，不能记收支"


def _known(path: Path, wanted: Iterable[str], known: Sequence[str]) -> Faults:
    for key in wanted:
        if key not in known:
            yield path, f"没有“{key[:30]}”这个栏目"


def _twice(path: Path, keys: Iterable[str]) -> Faults:
    for key, times in Counter(keys).items():
        if times > 1:
            yield path, f"“{key[:30]}”写了 {times} 次，只能有一个"
