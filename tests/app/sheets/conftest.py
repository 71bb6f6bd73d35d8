"""Imports on a fresh station."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.session import Session
from app.sheets.importing import Checked, Imports
from tests.app.sheets.tables import Value, table

Check = Callable[..., Checked]


@pytest.fixture
def imports(session: Session) -> Imports:
    """Give the imports of a fresh station."""
    return session.imports


@pytest.fixture
def check(imports: Imports, tmp_path: Path) -> Check:
    """Give a function that writes a table and checks it."""

    def checked(rows: Sequence[Sequence[Value]], kind: str = "residents", **form: object) -> Checked:
        path = table(tmp_path / "表.xlsx", rows, **form)  # type: ignore[arg-type]
        return imports.check(imports.look(kind, path))

    return checked
