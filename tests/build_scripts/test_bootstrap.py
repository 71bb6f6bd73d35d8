"""What a person's own Python reads before the environment stands must be readable by an old one."""

import ast
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "build_scripts"
ENTRIES = ("run.py", "test.py")


def read_before_the_environment_stands() -> list[Path]:
    """Follow the imports from the two commands through build_scripts."""
    found: list[Path] = []
    waiting = [SCRIPTS / name for name in ENTRIES]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.append(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("build_scripts"):
                names = [alias.name for alias in node.names] + (node.module or "").split(".")
                waiting += [SCRIPTS / f"{name}.py" for name in names if (SCRIPTS / f"{name}.py").exists()]
    return found


@pytest.mark.parametrize("path", read_before_the_environment_stands(), ids=lambda path: path.name)
def test_python_3_7_can_read_it(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("path", read_before_the_environment_stands(), ids=lambda path: path.name)
def test_it_needs_the_standard_library_alone(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert all(name.split(".")[0] in {*sys.stdlib_module_names, "build_scripts"} for name in names)


def test_both_commands_and_what_they_call_are_followed() -> None:
    names = {path.name for path in read_before_the_environment_stands()}
    assert {"run.py", "test.py", "environment.py", "pythons.py", "system_packages.py", "terminal.py"} <= names
    assert "checks.py" not in names
