"""Writing a finished paper where the clerk wants it."""

from pathlib import Path

from app.core.errors import DiskTrouble
from db.durable import write_durably


def save_pdf(path: Path, pdf: bytes) -> Path:
    """Write the bytes whole or not at all; gives the path with its ending. Raises ``DiskTrouble``."""
    named = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    if not named.parent.is_dir():
        raise DiskTrouble(f"找不到文件夹“{named.parent.name}”")
    write_durably(named, pdf)
    return named
