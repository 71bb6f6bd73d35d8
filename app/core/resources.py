"""The one door to ``resources/``: beside the sources, or inside the bundle when the program is frozen.

The first window reads its style through here, so what only some files need is imported when they are read.
"""

import sys
from pathlib import Path
from typing import TypeVar

from app.core.errors import Refused

Kind = TypeVar("Kind")


def resources_folder() -> Path:
    """Give the folder ``resources``; a PyInstaller bundle unpacks it below ``sys._MEIPASS``."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return root / "resources"


def resource_path(*parts: str) -> Path:
    """Give the path of one file or folder of resources; ``Refused`` where the installation lacks it."""
    path = resources_folder().joinpath(*parts)
    if not path.exists():
        sentence = f"程序自带的资料缺少“{'/'.join(parts)}”，这一步没有做。"
        raise Refused(sentence, untouched="数据没有改动。", advice="请重新安装完整的程序。")
    return path


def resource_bytes(relative: str) -> bytes:
    """Read one file, named with ``/`` from ``resources``; a name ending in ``.gz`` is unpacked."""
    content = resource_path(*relative.split("/")).read_bytes()
    if not relative.endswith(".gz"):
        return content
    import gzip

    return gzip.decompress(content)


def load_toml(relative: str, kind: type[Kind]) -> Kind:
    """Read a TOML file of resources into ``kind`` (a msgspec struct or a plain container type)."""
    import tomllib

    import msgspec

    return msgspec.convert(tomllib.loads(resource_bytes(relative).decode()), kind)


def load_json(relative: str, kind: type[Kind]) -> Kind:
    """Read a JSON file (also ``.json.gz``) of resources into ``kind``."""
    import msgspec

    return msgspec.json.decode(resource_bytes(relative), type=kind)
