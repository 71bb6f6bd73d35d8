"""A small ledger designed as the window does it, step by step."""

from typing import Any

from msgspec import structs

from app.ledgers.declaration import Choice
from app.ledgers.designing.counting import count, group, set_rhythm, sum_field, warn
from app.ledgers.designing.design import Design
from app.ledgers.designing.fields import add_field, blank, change_field, show_in

FIELDS: tuple[dict[str, Any], ...] = (
    {"label": "坐船人", "kind": "resident", "required": True, "search": True, "privacy": "name"},
    {"label": "电话", "kind": "line", "privacy": "phone", "letters": "20"},
    {
        "label": "方向",
        "kind": "choice",
        "choices": (Choice(value="过河", label="过河"), Choice(value="回村", label="回村")),
    },
    {"label": "人数", "kind": "whole", "least": "1", "most": "２０", "unit": "人", "default": "1"},
    {"label": "收费", "kind": "money", "least": "0"},
    {"label": "下次年检", "kind": "day"},
    {"label": "备注", "kind": "paragraphs", "hint": "水大不开船"},
)


def ferry() -> Design:
    """Give a ledger of eight fields with sums, groups, a rhythm and a day that expires."""
    design = change_field(blank(), "new_1", section="过河")
    keys = {}
    for said in FIELDS:
        design, key = add_field(design)
        design = change_field(design, key, **said)
        keys[said["label"]] = key
    design = show_in(design, keys["方向"], "filters", there=True)
    design = show_in(design, keys["方向"], "posted", there=True)
    design = sum_field(design, keys["收费"], wanted=True)
    design = group(count(design, wanted=True), keys["方向"], wanted=True)
    design = set_rhythm(design, "month", 2, "渡船登记：每月至少两次")
    design = warn(design, keys["下次年检"], 30, "{name}：该年检了")
    head: dict[str, Any] = {"title": "渡船登记", "group": "service", "purpose": "谁坐了渡船，收了多少钱。"}
    return structs.replace(design, **head, signature=("船工",))
