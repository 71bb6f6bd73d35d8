"""A small file that the clerk brought: its bytes, or why it cannot be read."""

from pathlib import Path

from app.core.errors import Refused
from db.disk_words import disk_words

LARGEST = 1_000_000


def brought_bytes(path: Path, what: str, *, largest: int = LARGEST) -> bytes:
    """Read a file of at most ``largest`` bytes; ``what`` names in the refusal what it should be."""
    try:
        if path.stat().st_size > largest:
            raise Refused(f"“{path.name}”太大，不像{what}。", untouched="什么也没有改动。", advice="请核对选的文件。")
        return path.read_bytes()
    except OSError as trouble:
        raise Refused(
            f"“{path.name}”读不出来（{disk_words(trouble)}）。",
            untouched="什么也没有改动。",
            advice="请核对文件后再试。",
        ) from trouble
