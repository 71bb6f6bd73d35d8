"""What the page of an item shows, in words."""

from collections.abc import Sequence
from datetime import date

from app.catalogue.facts import MODES, TRUSTS, UNITS, ItemVersion
from app.core.day_text import long_day
from ui.catalogue.reading import ItemSheet
from ui.widgets.timeline import Step

ROLE_WORDS = {
    "直办": "直办：村里自己办结",
    "代办": "代办：村里替村民跑",
    "协办": "协办：帮着备材料、送材料，由上级办",
    "告知": "告知：告诉村民怎么办",
}


def item_facts(sheet: ItemSheet) -> list[tuple[str, str]]:
    """Give every field of the current version; what is empty is told as such where the notice needs it."""
    item, version = sheet.item, sheet.item.version
    return [
        ("代码", item.code),
        ("类别", item.category),
        ("承办部门", sheet.department_name(version.department_code)),
        ("办理方式", MODES[version.mode]),
        ("村里怎样参与", ROLE_WORDS.get(version.role, version.role)),
        ("时限", _days(version)),
        ("材料", "\n".join(_material(version)) or "不用材料"),
        ("收费", "，".join(part for part in (version.fee or "不收费", version.fee_basis) if part)),
        ("公示", _posting(version)),
        ("办理条件", version.conditions),
        ("办理流程", version.flow),
        ("承办人", "　".join(part for part in (version.officer, version.officer_phone) if part) or "还没有填"),
        ("监督电话", version.complaint_phone or "还没有填，公示时用“设置”里的"),
        ("来源", "，".join(part for part in (TRUSTS[version.trust], version.source) if part)),
        ("说明", version.note),
    ]


def version_steps(sheet: ItemSheet) -> Sequence[Step]:
    """Give the versions, newest first; what came with the program is named so."""
    steps = []
    for at, version in enumerate(sheet.versions):
        since = f"{long_day(date.fromisoformat(version.valid_from))}起" if version.valid_from else "随程序带来"
        what = f"第 {version.version} 版" + ("（现在用的）" if at == 0 else "")
        steps.append(Step(since, what, "出厂内容" if version.shipped else "本站写的", done=at == 0))
    return steps


def _days(version: ItemVersion) -> str:
    legs = [
        f"{name} {days} {UNITS[version.days_unit]}"
        for name, days in (("村里", version.village_days), ("乡镇（县）", version.township_days))
        if days
    ]
    return version.days_text + (f"（{'，'.join(legs)}）" if len(legs) > 1 else "")


def _material(version: ItemVersion) -> list[str]:
    return [
        one.name + (f"　{one.copies} 份" if one.copies > 1 else "") + (f"（{one.form}）" if one.form else "")
        for one in version.materials
    ]


def _posting(version: ItemVersion) -> str:
    days = f"{version.posting_days} {UNITS.get(version.posting_unit, '天')}" if version.posting_days else ""
    return "；".join(part for part in (days, version.posting_rule) if part) or "不用公示"
