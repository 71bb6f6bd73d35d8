"""Numbers on paper, as a clerk types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.numbering import PaperNumber, read_number


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("2026-00017", "2026-00017"),
        ("2026-17", "2026-00017"),
        ("17", "2026-00017"),
        ("２０２６－１７", "2026-00017"),
        ("2026—b18", "2026-B00018"),
        (" B18 ", "2026-B00018"),
        ("2025年17号", "2025-00017"),
        ("2026-123456", "2026-123456"),
    ],
)
def test_ways_of_typing(typed: str, text: str) -> None:
    assert read_number(typed, 2026).text == text


@pytest.mark.parametrize("typed", ["", "abc", "2026-", "0", "2026-00000", "2026-1-7", "20-17", "-17"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="不是办件编号"):
        read_number(typed, 2026)


@given(st.integers(2000, 2100), st.sampled_from(["", "B", "C", "AA"]), st.integers(1, 9_999_999))
def test_the_written_form_reads_back(year: int, letter: str, sequence: int) -> None:
    number = PaperNumber(year, letter, sequence)
    assert read_number(number.text, 2026) == number
