"""A PC that wakes up in 2009, or in 2031: one plain question, and nothing dated before what is there (FAULTS 18)."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.door import answer
from app.opening import create_office, open_session
from app.session import Session
from tests.conftest import CHINA, PASSWORD, SETUP
from tests.ui.people_of import villager


def reopened(session: Session, *moment: int) -> Session:
    session.close()
    clock = FixedClock(datetime(*moment, tzinfo=CHINA))  # type: ignore[misc,arg-type]
    return open_session(session.home.folder, PASSWORD, clock=clock)


def moments(session: Session) -> list[str]:
    return [row["at"] for row in session.store.rows("SELECT at FROM journal ORDER BY seq")]


def test_a_clock_that_fits_is_not_asked_about(session: Session) -> None:
    assert session.clock_doubt() is None


def test_waking_up_in_2009_is_noticed_and_the_given_day_is_used(session: Session) -> None:
    woken = reopened(session, 2009, 1, 1, 8, 0)
    doubt = woken.clock_doubt()
    assert doubt is not None
    assert doubt.kind == "unborn"
    woken.set_day(date(2026, 10, 12))
    assert woken.clock_doubt() is None
    assert woken.clock.today() == date(2026, 10, 12)
    villager(woken, "李淑芬")
    assert moments(woken) == sorted(moments(woken))
    assert moments(woken)[-1].startswith("2026-10-12")
    last = woken.store.row("SELECT * FROM journal_values ORDER BY seq DESC LIMIT 1")
    assert last is not None
    woken.close()


def test_waking_up_in_2031_is_noticed_and_can_be_confirmed_and_set_right_later(session: Session) -> None:
    woken = reopened(session, 2031, 3, 2, 8, 0)
    assert woken.clock_doubt() is not None
    woken.set_day(date(2031, 3, 2))
    villager(woken, "李淑芬")
    mended = reopened(woken, 2026, 10, 13, 8, 0)
    doubt = mended.clock_doubt()
    assert doubt is not None
    assert doubt.kind == "behind"
    with pytest.raises(Refused, match="比上一次保存还早"):
        mended.set_day(date(2026, 10, 14))
    mended.set_day(date(2026, 10, 13))
    assert mended.clock_doubt() is None
    villager(mended, "王桂兰", order="004")
    assert moments(mended)[-1].startswith("2026-10-13")
    assert mended.check() == []
    mended.close()


def test_a_clock_that_goes_back_an_hour_at_work_dates_nothing_before_what_is_there(
    session: Session, clock: FixedClock
) -> None:
    villager(session, "李淑芬")
    clock.advance(hours=-1)
    villager(session, "王桂兰", order="004")
    assert moments(session) == sorted(moments(session))
    assert session.clock_doubt() is None


def test_no_office_begins_before_the_program_did(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="那时还没有这个程序"):
        create_office(tmp_path / "new", SETUP, clock=FixedClock(datetime(2009, 1, 1, tzinfo=CHINA)))
    assert not (tmp_path / "new").exists()


def test_the_door_asks_for_the_day_and_takes_it(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    home, clock = ["--home", str(session.home.folder)], FixedClock(datetime(2009, 1, 1, tzinfo=CHINA))
    assert answer(["status", *home], clock) == 2
    told = capsys.readouterr().err
    assert "--today" in told
    assert "2009年1月1日" in told
    assert answer(["status", *home, "--today", "2026-10-12", "--json"], clock) == 0
    assert json.loads(capsys.readouterr().out)["unit"] == "231221103201"
    assert answer(["status", *home, "--today", "2026-13-12"], clock) == 2
    assert "不是日期" in capsys.readouterr().err


def test_a_backup_later_than_the_last_entry_counts_too(session: Session, clock: FixedClock) -> None:
    clock.advance(days=50)
    session.backups.now()
    before = reopened(session, 2026, 10, 20, 8, 0)
    doubt = before.clock_doubt()
    assert doubt is not None
    assert (doubt.kind, doubt.suggested) == ("behind", date(2026, 11, 28))
    before.set_day(date(2026, 10, 20))
    assert before.clock_doubt() is None
    before.close()
