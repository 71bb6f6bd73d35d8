"""What of a field leaves the village, class by class and kind by kind."""

import json
from typing import get_args

import pytest

from app.ledgers.declaration import Column, Field, Kind, Privacy
from app.ledgers.reading import shipped_declarations
from app.packages import leaving
from app.packages.leaving import leaving_rules, veil_of

REF = '{"id":"01a0","name":"张三丰"}'


def test_every_privacy_class_says_how_it_leaves() -> None:
    assert set(leaving_rules()) == set(get_args(Privacy))
    assert {field.privacy for one in shipped_declarations() for field in one.field} <= set(leaving_rules())


@pytest.mark.parametrize(
    ("kind", "privacy", "kept", "leaves"),
    [
        ("line", "phone", "13812345678", "138****5678"),
        ("line", "id_number", "110101199003074514", "110101************"),
        ("paragraphs", "address", "东风村三组 12 号", "东风村三组"),
        ("line", "account", "6222021234567890123", "***************0123"),
        ("line", "account", " ", None),
        ("whole", "phone", 5, None),
        ("money", "sensitive", 350, None),
        ("resident", "sensitive", REF, None),
        ("paragraphs", "sensitive", "咳嗽", None),
        ("resident", "name", REF, '{"id":"01a0","name":"张*丰"}'),
        ("residents", "name", f"[{REF}]", '[{"id":"01a0","name":"张*丰"}]'),
    ],
)
def test_a_value_leaves_as_its_class_lets_it(
    kind: Kind, privacy: Privacy, kept: str | int, leaves: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "leaving_rules", lambda: {**leaving_rules(), "name": "masked"})
    veil = veil_of(Field(key="x", label="栏", kind=kind, privacy=privacy))
    assert veil is not None
    assert veil(kept) == leaves


def test_rows_are_veiled_column_by_column() -> None:
    columns = (Column(key="a", label="甲", kind="line"), Column(key="b", label="乙", kind="money", privacy="sensitive"))
    veil = veil_of(Field(key="x", label="明细", kind="rows", fields=columns))
    assert veil is not None
    assert json.loads(str(veil('[{"a":"x","b":5},{"b":6}]'))) == [{"a": "x"}, {}]
    assert veil_of(Field(key="x", label="明细", kind="rows", fields=columns[:1])) is None
    assert veil_of(Field(key="x", label="栏", kind="resident", privacy="name")) is None
