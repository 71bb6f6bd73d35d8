"""What a clerk may write into an item: each field checked, every problem named by its field in one sentence."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from app.catalogue.certificates import asked_certificate
from app.catalogue.facts import CATEGORIES, MODES, ROLES, TRUSTS, UNITS, ItemVersion, Material
from app.core.errors import Refused

LABELS = {
    "name": "事项名称",
    "category": "类别",
    "department_code": "承办部门",
    "mode": "办理方式",
    "role": "村里怎样参与",
    "materials": "材料",
    "village_days": "村里送件天数",
    "township_days": "乡镇（县）办理天数",
    "total_days": "承诺总天数",
    "days_unit": "天数单位",
    "fee": "收费",
    "fee_basis": "收费依据",
    "posting_days": "公示天数",
    "posting_unit": "公示天数单位",
    "posting_rule": "公示要求",
    "conditions": "办理条件",
    "flow": "办理流程",
    "officer": "承办人",
    "officer_phone": "承办人电话",
    "complaint_phone": "监督电话",
    "trust": "来源标记",
    "source": "来源",
    "note": "说明",
}
LISTS: Mapping[str, Collection[str]] = {
    "category": CATEGORIES,
    "mode": MODES,
    "role": ROLES,
    "days_unit": UNITS,
    "posting_unit": ("", *UNITS),
    "trust": TRUSTS,
}
DAYS = ("village_days", "township_days", "total_days", "posting_days")
LONG = {"conditions": 500, "flow": 500, "note": 500, "posting_rule": 200, "source": 300, "name": 40}
USUAL_LENGTH = 100
MOST_DAYS = 365
MOST_MATERIALS = 30
PHONE = re.compile(r"[0-9][0-9\- ]{3,19}|")
OUTSIDE_VERSION = ("category",)


def typed_values(values: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, str]]:
    """Turn what was typed into typed values and name the problem of each field that does not fit.

    Days may come as text, an empty text means none; materials as texts, mappings or :class:`Material`.
    """
    typed: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field, value in values.items():
        if field not in LABELS:
            problems[field] = f"没有“{field}”这一项"
            continue
        try:
            typed[field] = _typed(field, value)
        except ValueError as problem:
            problems[field] = f"{LABELS[field]}：{problem}"
    return typed, problems


def problems_of(version: Mapping[str, Any], names: Collection[str], departments: Collection[str]) -> dict[str, str]:
    """Name what does not fit together in a whole version; ``names`` are those of all other items."""
    problems: dict[str, str] = {}
    if not version["name"]:
        problems["name"] = "事项名称：不能空着"
    elif version["name"] in names:
        problems["name"] = f"事项名称：已经有“{version['name']}”了"
    elif certificate := asked_certificate(version["name"]):
        why = f"{certificate.reason}{certificate.instead}"
        problems["name"] = f"事项名称：“{certificate.name}”是村里不能开的证明。{why}"
    if version["department_code"] not in departments:
        problems["department_code"] = "承办部门：没有这个部门"
    legs = [version[leg] for leg in ("village_days", "township_days") if version[leg] is not None]
    total = version["total_days"]
    if total is not None and sum(legs) > total:
        problems["total_days"] = f"承诺总天数：{total} 天不够村里和乡镇的 {sum(legs)} 天"
    if version["posting_days"] and not version["posting_unit"]:
        problems["posting_unit"] = "公示天数单位：写了天数就要选工作日还是自然日"
    return problems


def refuse_problems(problems: Mapping[str, str]) -> None:
    """Raise ``Refused`` with every problem, where there is one."""
    if problems:
        raise Refused("；".join(problems.values()) + "。", untouched="目录没有改动。", advice="请改好后再保存。")


def changed_version(version: ItemVersion, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Give the stored values of a version after the change (without id, number and owner)."""
    kept = {
        field: value
        for field, value in msgspec.structs.asdict(version).items()
        if field not in {"id", "version", "category", "shipped"}
    }
    return {**kept, **{field: value for field, value in typed.items() if field not in OUTSIDE_VERSION}}


def _typed(field: str, value: object) -> object:
    if field == "materials":
        return _materials(value)
    if field in DAYS:
        return _days(value)
    text = unicodedata.normalize("NFC", str(value)).strip()
    if field in LISTS and text not in LISTS[field]:
        message = "只能选" + "、".join(word for word in LISTS[field] if word)
        raise ValueError(message)
    if field.endswith("_phone"):
        text = unicodedata.normalize("NFKC", text)
        if not PHONE.fullmatch(text):
            message = "应为电话号码（数字，可以有短横）"
            raise ValueError(message)
    longest = LONG.get(field, USUAL_LENGTH)
    if len(text) > longest:
        message = f"最多 {longest} 个字"
        raise ValueError(message)
    return text


def _days(value: object) -> int | None:
    text = unicodedata.normalize("NFKC", "" if value is None else str(value)).strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > MOST_DAYS:
        message = f"应为 0 到 {MOST_DAYS} 的整数，或者空着"
        raise ValueError(message)
    return int(text)


def _materials(value: object) -> list[Material]:
    if not isinstance(value, list | tuple):
        message = "应为一份清单"
        raise ValueError(message)  # noqa: TRY004 - told to the clerk like every other problem of a field
    found = [_material(entry) for entry in value]
    found = [material for material in found if material.name]
    if len(found) > MOST_MATERIALS:
        message = f"最多 {MOST_MATERIALS} 种"
        raise ValueError(message)
    names = [material.name for material in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        message = f"“{twice}”写了两遍"
        raise ValueError(message)
    return found


def _material(entry: object) -> Material:
    if isinstance(entry, str):
        material = Material(entry.strip())
    else:
        try:
            material = msgspec.convert(entry, Material, from_attributes=True)
        except msgspec.ValidationError as trouble:
            message = f"“{entry}”不是一种材料"
            raise ValueError(message) from trouble
    if len(material.name) > USUAL_LENGTH or not 1 <= material.copies <= 99:
        message = f"“{material.name[:10]}”的名称或份数不对"
        raise ValueError(message)
    return material
