"""The words that need an office: publishing a ledger, its status, figures, balances, dues, and closing a month."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.opening import open_session
from tests.app.ledgers.books import TEXT
from tests.conftest import MORNING, PASSWORD


@pytest.fixture
def home(tmp_path: Path, fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(fresh_home, tmp_path / "station")
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    return tmp_path / "station"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    path = tmp_path / "seed_trade.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


class Door:
    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.capsys = home, capsys

    def said(self, *words: str, code: int = 0) -> str:
        assert answer(["--home", str(self.home), *words], FixedClock(MORNING)) == code
        shown = self.capsys.readouterr()
        return shown.err if code else shown.out

    def given(self, *words: str) -> Any:
        return json.loads(self.said(*words, "--json"))


@pytest.fixture
def door(home: Path, capsys: pytest.CaptureFixture[str]) -> Door:
    return Door(home, capsys)


def test_a_published_ledger_is_listed_shown_and_wound_down(door: Door, seeds: Path) -> None:
    assert door.said("ledger", "publish", str(seeds)) == "“种子往来”第 1 版已经发布。\n"
    assert "不比现在的 1 新" in door.said("ledger", "publish", str(seeds), code=2)
    listed = {line["key"]: line for line in door.given("ledger", "list")}
    assert listed["seed_trade"]["made_here"]
    assert not listed["dues"]["made_here"]
    assert "  种子往来（seed_trade）：本站自己做的" in door.said("ledger", "list")
    assert door.given("ledger", "show", "seed_trade")["status"] == "开放"
    assert door.said("ledger", "status", "seed_trade", "收尾", "--since", "2026-09-30") == (
        "“种子往来”：2026年9月30日起收尾，这一天以后的不再登记\n"
    )
    assert door.given("ledger", "status", "seed_trade") == {
        "key": "seed_trade",
        "title": "种子往来",
        "version": 1,
        "status": "收尾",
        "since": "2026-09-30",
        "made_here": True,
    }
    assert "没有代号" in door.said("ledger", "status", "nowhere", code=2)
    seeds.write_bytes(b"\xff\xfe")
    assert "UTF-8" in door.said("ledger", "publish", str(seeds), code=2)


def test_figures_balances_and_dues_of_an_empty_office_are_nothing(door: Door) -> None:
    found = door.given("ledger", "measures", "station_funds", "--month", "2026-09")
    assert [one["amount"] for one in found["measures"]] == ["0", "0"]
    told = door.said("ledger", "measures", "station_funds", "--year", "2026")
    assert "经费收支，2026年：\n  经费收入 0 元\n    按经费类别：无" in told
    balance = {"key": "station_funds", "months": [], "faults": []}
    assert door.given("ledger", "balance", "station_funds", "--month", "2026-09") == balance
    assert door.given("ledger", "balance", "station_funds") == balance
    assert "不是记收支的账" in door.said("ledger", "balance", "meeting", code=2)
    for span in ((), ("--quarter", "2026-08"), ("--month", "2026-08")):
        assert door.given("ledger", "dues", *span) == []
    assert "不是月份" in door.said("ledger", "measures", "dues", "--month", "2026-13", code=2)


def test_the_rate_table_is_shown_replaced_and_put_back(door: Door, tmp_path: Path) -> None:
    assert "农民：每月 0.20 到 1.00 元" in door.said("ledger", "rates")
    assert not door.given("ledger", "rates")["own"]
    from app.core.resources import resource_bytes

    text = resource_bytes("ledgers/rates/dues.toml").decode().replace("most = 100", "most = 500")
    table = tmp_path / "rates.toml"
    table.write_text(text, encoding="utf-8")
    assert "农民：每月 0.20 到 5.00 元" in door.said("ledger", "rates", str(table))
    assert door.given("ledger", "rates")["own"]
    from_november = ("--from", "2026-11-01")
    later = door.given("ledger", "rates", str(table), *from_november)["tables"]
    assert [one["since"] for one in later] == [None, "2026-10-01", "2026-11-01"]
    assert len(door.given("ledger", "rates", "--drop", *from_november)["tables"]) == 2
    assert "没有从2026年11月1日起" in door.said("ledger", "rates", "--drop", *from_november, code=2)
    assert "有工资收入：3000 元以下 0.5%" in door.said("ledger", "rates", "--shipped")
    table.write_text("x", encoding="utf-8")
    assert "没有采用" in door.said("ledger", "rates", str(table), code=2)


def test_a_month_is_closed_listed_and_opened_with_a_reason(door: Door) -> None:
    assert door.said("month", "close", "2026-09") == "全部台账2026年9月已经结账。\n"
    only_dues = ("month", "close", "2026-08", "--ledger", "dues", "--reason", "季度结账")
    assert door.said(*only_dues) == "“党费”2026年8月已经结账。\n"
    assert door.given("month", "list") == [{"period": "2026-08", "ledger": "dues"}, {"period": "2026-09", "ledger": ""}]
    assert door.said("month", "list") == "“党费”2026年8月\n全部台账2026年9月\n"
    assert "没有过完" in door.said("month", "close", "2026-10", code=2)
    assert "写明原因" in door.said("month", "open", "2026-09", code=2)
    opened = {"period": "2026-09", "ledger": "", "closed": False}
    assert door.given("month", "open", "2026-09", "--reason", "漏了一笔") == opened


def test_a_book_that_does_not_balance_is_shown_and_not_closed(door: Door, home: Path) -> None:
    session = open_session(home, PASSWORD, clock=FixedClock(MORNING))
    spent = {"purpose": "办公用品", "party": "供销社", "handler": "王守田", "outlay": "20"}
    spent |= {"receipt": "1", "approver": "王"}
    session.ledgers.add("station_funds", {**spent, "day": "2026-09-05"})
    session.ledgers.add("station_funds", {**spent, "outlay": "", "income": "50", "day": "2026-09-06"})
    paid = {"member": "李四", "class": "农民", "from_month": "2026-01", "until_month": "2026-09", "income": "9"}
    session.ledgers.add("dues", {**paid, "collector": "王守田"})
    session.close()
    found = door.given("ledger", "balance", "station_funds", "--month", "2026-09")
    assert found["months"] == [
        {"month": "2026-09", "per": "", "opening": "0.00", "income": "50.00", "outlay": "20.00", "closing": "30.00"}
    ]
    assert [fault["number"] for fault in found["faults"]] == ["2026-00001"]
    told = door.said("ledger", "balance", "station_funds", "--month", "2026-09")
    assert "账不平：到 2026-09-05，余额是 -20.00 元：编号 2026-00001 以后就不够了" in told
    assert "编号 2026-00001" in door.said("month", "close", "2026-09", code=2)
    assert door.given("month", "list") == []
    measured = door.said("ledger", "measures", "station_funds", "--month", "2026-09")
    assert "  经费支出 20 元\n    按经费类别：工作经费 20" in measured
    (one,) = door.given("ledger", "dues", "--year", "2026")
    assert (one["name"], one["paid"], one["owing"], one["open_months"]) == ("李四", "9.00", "0.00", ["2026-10"])
    assert "李四（农民）：应交 2.00 到 10.00 元，实交 9.00 元，1 个月没交（2026-10）" in door.said("ledger", "dues")
