"""The words that take ledgers out and in: export, import, register, volume."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.documents.reading import page_count
from app.door import answer
from app.session import Session
from tests.app.sheets.tables import table
from tests.conftest import PASSWORD

HEADS = ("日期", "经费类别", "摘要", "来源或收款人", "收入", "经办人")
ROWS = [(date(2026, 9, place), "工作经费", "拨款", "镇政府", place, "王守田") for place in (3, 4)]
Ask = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def ask(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ask:
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)

    def asked(*words: str) -> tuple[int, Any, str]:
        code = answer(["--home", str(session.home.folder), *words, "--json"], clock)
        told = capsys.readouterr()
        return code, json.loads(told.out) if told.out else None, told.err

    return asked


def test_a_table_comes_in_goes_out_and_is_printed_and_bound(ask: Ask, tmp_path: Path) -> None:
    into = table(tmp_path / "账.xlsx", [HEADS, *ROWS])
    assert ask("import", "ledger:station_funds", str(into), "--dry-run")[1]["good"] == 2
    assert ask("import", "ledger:station_funds", str(into))[1]["taken"] == 2
    out, book, volume = (str(tmp_path / name) for name in ("出.xlsx", "簿.pdf", "册.pdf"))
    assert ask("export", "ledger:station_funds", out, "--year", "2026", "--month", "9")[1]["entries"] == 2
    again = ask("import", "ledger:station_funds", out)[1]
    assert (again["present"], again["taken"], again["bad"]) == (2, 0, 0)
    code, made, _ = ask("register", "station_funds", "--year", "2026", "--month", "9", "--out", book)
    assert (code, made["entries"], made["pages"]) == (0, 2, 1)
    assert ask("volume", "station_funds", "--year", "2026", "--out", volume)[1]["pages"] == 3
    assert page_count(Path(volume).read_bytes()) == 3
    assert ask("volume", "--year", "2026", "--out", volume)[1]["entries"] == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "residents", "{out}"), "不能导出“residents”"),
        (("export", "ledger:no_such", "{out}"), "没有代号为“no_such”的台账"),
        (("export", "ledger:meeting", "{out}", "--month", "9"), "只写了月份"),
        (("import", "no_such", "{out}"), "不能导入“no_such”"),
        (("register", "meeting", "--year", "12", "--out", "{out}"), "没有 12 年的台账"),
        (("register", "meeting", "--year", "2026", "--month", "13", "--out", "{out}"), "可以用"),
        (("volume", "--year", "2026", "--out", "{out}"), "一本台账也没有登记"),
    ],
)
def test_what_cannot_be_done_is_refused_and_no_file_is_left(
    ask: Ask, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    out = tmp_path / "out"
    code, _, error = ask(*(word.format(out=out) for word in words))
    assert code == 2
    assert told in error
    assert not out.exists()
