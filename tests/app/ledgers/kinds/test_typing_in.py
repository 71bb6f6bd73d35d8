"""What is wrong with a typed text is said in words, by the field's own kind and bounds."""

import pytest

from app.ledgers.declaration import Choice, Column, Kind
from app.ledgers.kinds.typing_in import fault_of


def column(
    kind: Kind, *, least: float | None = None, most: float | None = None, letters: int = 0, unit: str = ""
) -> Column:
    choices = (Choice(value="a", label="甲"),) if kind in {"choice", "choices"} else ()
    return Column(key="k", label="栏", kind=kind, least=least, most=most, letters=letters, unit=unit, choices=choices)


@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        (column("whole", least=1, most=10, unit="人"), "10", ""),
        (column("whole", least=1, most=10, unit="人"), "0", "不能小于 1人"),
        (column("whole", least=1, most=10, unit="人"), "11", "不能大于 10人"),
        (column("whole"), "十", "要写整数，如 12"),
        (column("decimal", most=0.3), "0.3", ""),
        (column("decimal", most=0.3), "0.30001", "不能大于 0.3"),
        (column("money", most=12.5, unit="元"), "12.5", ""),
        (column("money", most=12.5, unit="元"), "12.51", "不能大于 12.5元"),
        (column("line", letters=3), "三个字", ""),
        (column("line", letters=3), "四个字了", "有 4 个字，最多 3 个"),
        (column("paragraphs"), "随便写", ""),
        (column("day"), "2026-10-09", ""),
        (column("yes_no"), "也许", "要写是或否"),
        (column("choice"), "a", ""),
        (column("choice"), "b", "不在选项里"),
        (column("resident"), "李四", "要选，不能直接写"),
    ],
)
def test_a_typed_text_fits_or_says_why_not(field: Column, text: str, fault: str) -> None:
    assert fault_of(field, text) == fault
