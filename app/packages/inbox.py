"""Finding what is called a package in a folder, finished or not, here and one folder deeper; names mean no more."""

from collections.abc import Iterator
from pathlib import Path

from app.core.errors import Refused
from app.packages.files import in_words
from app.packages.layout import SUFFIX, UNFINISHED


def package_files(folder: Path) -> Iterator[Path]:
    """Find everything that is called a package, finished or not, here and one folder deeper."""
    if folder.is_file():
        return iter([folder])
    try:
        found = [path for path in folder.iterdir() if _is_called_package(path)]
        for inner in (path for path in folder.iterdir() if path.is_dir() and path not in found):
            found += [path for path in _listed(inner) if _is_called_package(path)]
    except OSError as trouble:
        raise Refused(
            f"文件夹读不出来（{in_words(trouble)}）。", untouched="数据没有改动。", advice="请检查盘和文件夹。"
        ) from trouble
    return iter(sorted(found))


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _is_called_package(path: Path) -> bool:
    name = path.name.lower()
    return not name.startswith(".") and name.endswith((SUFFIX, SUFFIX + UNFINISHED))
