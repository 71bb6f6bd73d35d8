"""Attachments hang on entries of ledgers as on cases: taken in, told in the past, locked with the month, erased."""

from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.door import answer
from app.ledgers.facts import Entry
from app.session import Session
from tests.app.attachments.pictures import pdf
from tests.app.ledgers.filled import typed_entry
from tests.conftest import PASSWORD

TABLE = "entries_seal_use"


@pytest.fixture
def entry(session: Session) -> Entry:
    typed = typed_entry(session.ledgers.ledger("seal_use"))
    return session.ledgers.add("seal_use", {**typed, "day": "2026-09-08"})[0]


def test_a_scan_hangs_on_an_entry_and_is_told_in_its_past(session: Session, entry: Entry) -> None:
    kept, changes = session.attachments.attach(TABLE, entry.id, "签字的原件", pdf())
    assert changes.touches("attachments")
    assert [one.title for one in session.attachments.of(TABLE, entry.id)] == ["签字的原件"]
    assert session.attachments.content(kept.id) == pdf()
    past = session.history.of(TABLE, entry.id)
    assert past[0].name.endswith("附件 签字的原件")
    session.attachments.remove(kept.id, "放错了")
    removed = next(one for one in session.history.bin() if one.row_id == kept.id)
    session.history.revive(removed.table, removed.row_id, session.operator.id, "没有放错")
    assert session.attachments.of(TABLE, entry.id)
    assert session.check() == []


def test_a_closed_month_takes_no_scan_and_loses_none(session: Session, entry: Entry) -> None:
    kept, _ = session.attachments.attach(TABLE, entry.id, "原件", pdf())
    gone, _ = session.attachments.attach(TABLE, entry.id, "重复的", pdf(2))
    session.attachments.remove(gone.id, "重复")
    session.periods.close("2026-09", "seal_use")
    for attempt in (
        lambda: session.attachments.want_room(TABLE, entry.id),
        lambda: session.attachments.remove(kept.id, "不要了"),
        lambda: session.attachments.rename(kept.id, "别的名称"),
        lambda: session.attachments.revive(gone.id),
        lambda: session.history.revive("attachments", gone.id, session.operator.id, "还要"),
    ):
        with pytest.raises(Refused, match="2026年9月已经结账"):
            attempt()
    session.periods.open("2026-09", "原件要换", "seal_use")
    session.attachments.remove(kept.id, "换了")
    assert session.attachments.of(TABLE, entry.id) == []


def test_no_table_that_takes_none_gets_any(session: Session) -> None:
    for table in ("settings", "entries_nothing"):
        with pytest.raises(Refused):
            session.attachments.want_room(table, "01a00000-0000-7000-8000-000000000001")


def test_the_door_names_an_entry_by_ledger_and_number(
    session: Session,
    entry: Entry,
    clock: FixedClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    (tmp_path / "a.pdf").write_bytes(pdf())
    words = ["--home", str(session.home.folder), "attach", f"seal_use/{entry.number}"]
    assert answer([*words, str(tmp_path / "a.pdf"), "--title", "原件"], clock) == 0
    assert answer([*words, "--list"], clock) == 0
    assert "1  原件  PDF" in capsys.readouterr().out
