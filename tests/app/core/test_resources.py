"""The door to resources: found beside the sources and in a bundle, missing files said in words."""

import gzip
import sys
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.resources import load_json, load_toml, resource_path


def test_a_missing_file_is_refused_in_words() -> None:
    """The clerk learns what is missing and what to do."""
    with pytest.raises(Refused, match=r"缺少“no/such\.toml”"):
        resource_path("no", "such.toml")


def test_a_bundle_carries_its_own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyInstaller names its folder in ``sys._MEIPASS``."""
    folder = tmp_path / "resources" / "x"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('name = "村站"\n', encoding="utf-8")
    (folder / "b.json.gz").write_bytes(gzip.compress('["甲", "乙"]'.encode()))
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert load_toml("x/a.toml", dict[str, str]) == {"name": "村站"}
    assert load_json("x/b.json.gz", list[str]) == ["甲", "乙"]
