"""Numbers drawn in blocks belong to the same series as single ones."""

from db.store import Store


def test_blocks_and_single_numbers_never_meet(store: Store) -> None:
    with store.writing("01a00000-0000-7000-8000-000000000001", "试") as write:
        assert write.number_text("case", 2026) == "2026-00001"
        assert write.number_texts("case", 2026, 3) == ["2026-00002", "2026-00003", "2026-00004"]
        assert write.number_text("case", 2026) == "2026-00005"
        assert write.number_texts("case", 2025, 1) == ["2025-00001"]
        assert write.number_texts("slip", 2026, 2) == ["2026-00001", "2026-00002"]
