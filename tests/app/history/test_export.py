"""The journal exported: signed, checkable without the office, whole on the disk or not at all."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, Refused
from app.history import exporting, service
from app.history.exporting import Exported, UnprovedExport, verify_export
from app.history.facts import Asked
from app.operators.rights import Rights
from app.packages.keys import is_signed_by
from db.history import digest_at
from db.journal import Entry
from tests.app.history.conftest import ID_NUMBER, Clerk


def test_everything_goes_out_and_is_proved(clerk: Clerk, tmp_path: Path) -> None:
    clerk.case()
    done = clerk.history.export(tmp_path / "journal.jsonl", clerk.id)
    assert done.entries == clerk.session.store.journal.last_seq
    checked = clerk.session.check_exported_journal(tmp_path / "journal.jsonl")
    assert checked.entries == done.entries
    text = (tmp_path / "journal.jsonl").read_text(encoding="utf-8")
    assert ID_NUMBER in text
    assert not list(tmp_path.glob("*.part"))
    line = json.loads(text.splitlines()[1])
    assert (line["seq"], line["tbl"], line["action"]) == (1, "operators", "insert")


def test_it_is_an_entry_itself(clerk: Clerk, tmp_path: Path) -> None:
    clerk.history.export(tmp_path / "a", clerk.id, date(2026, 10, 1), None, with_values=False)
    (line,) = clerk.history.search(Asked(kind="exported")).page(0, 5)
    assert line.reason == "导出流水 2026-10-01—…，只有条目和校验码"


def test_without_values_nobody_is_in_it_and_it_is_proved_all_the_same(clerk: Clerk, tmp_path: Path) -> None:
    case = clerk.case()
    clerk.history.export(tmp_path / "heads", clerk.id, with_values=False)
    text = (tmp_path / "heads").read_text(encoding="utf-8")
    assert ID_NUMBER not in text
    assert "李淑芬" not in text
    assert case.id in text
    assert clerk.session.check_exported_journal(tmp_path / "heads").about.with_values is False


def test_a_span_of_days_goes_on_from_the_entry_before(clerk: Clerk, clock: FixedClock, tmp_path: Path) -> None:
    clerk.villager("李淑芬")
    clock.advance(days=1)
    clerk.villager("王桂兰")
    clock.advance(days=1)
    clerk.villager("赵铁柱")
    done = clerk.history.export(tmp_path / "day", clerk.id, date(2026, 10, 10), date(2026, 10, 10))
    assert done.entries == 1
    assert "王桂兰" in (tmp_path / "day").read_text(encoding="utf-8")
    assert clerk.session.check_exported_journal(tmp_path / "day").about.first == 162
    nothing = clerk.history.export(tmp_path / "none", clerk.id, date(2027, 1, 1), None)
    assert nothing.entries == 0
    assert clerk.session.check_exported_journal(tmp_path / "none").entries == 0


def test_an_erased_entry_goes_out_without_its_values(clerk: Clerk, tmp_path: Path) -> None:
    clerk.villager()
    clerk.session.store.writer.execute("DELETE FROM journal_values WHERE seq = 161")
    clerk.history.export(tmp_path / "all", clerk.id)
    assert "李淑芬" not in (tmp_path / "all").read_text(encoding="utf-8")
    assert clerk.session.check_exported_journal(tmp_path / "all").entries == 162


def test_a_gap_that_a_salvage_declared_is_followed_over_and_no_other(clerk: Clerk, tmp_path: Path) -> None:
    store = clerk.session.store
    for name in ("李淑芬", "王桂兰", "赵铁柱", "孙福贵"):
        clerk.villager(name)
    resume = digest_at(store, 164)
    for table in ("journal_values", "journal"):
        store.writer.execute(f"DELETE FROM {table} WHERE seq IN (162, 163)")  # noqa: S608 - of our own two
    declared = json.dumps({"gaps": [{"first": 162, "last": 163, "resume": resume}]})
    with store.writing(clerk.id, "抢救") as write:
        write.journal_many([Entry("journal", "", 1, store.epoch, 0, "repair", "抢救", "{}", declared)])
    clerk.history.export(tmp_path / "all", clerk.id)
    assert clerk.session.check_exported_journal(tmp_path / "all").entries == 164
    lines = (tmp_path / "all").read_bytes().splitlines(keepends=True)
    (tmp_path / "all").write_bytes(b"".join(lines[:50] + lines[51:]))
    with pytest.raises(UnprovedExport, match="对不上"):
        clerk.session.check_exported_journal(tmp_path / "all")


def test_every_change_of_the_file_is_noticed(clerk: Clerk, tmp_path: Path) -> None:
    clerk.case()
    path = tmp_path / "journal.jsonl"
    clerk.history.export(path, clerk.id)
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    forged = whole.replace("李淑芬".encode(), "王桂兰".encode())
    digits = bytes(lines[-1]).replace(b'"signature":"', b'"signature":"zz')
    for broken in (
        b"",
        whole[:-1] + b"x",
        whole[: len(whole) // 2],
        b"".join(lines[:-1]),
        b"".join(lines[:5] + lines[6:]),
        b"".join([*lines, b"{}\n"]),
        forged,
        b"".join([*lines[:-1], digits]),
        b"[]\n",
        b"\xff\xfe",
    ):
        path.write_bytes(broken)
        with pytest.raises(UnprovedExport):
            clerk.session.check_exported_journal(path)
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(UnprovedExport):
            clerk.session.check_exported_journal(path)


def test_another_office_s_signature_does_not_fit(clerk: Clerk, tmp_path: Path) -> None:
    clerk.history.export(tmp_path / "a", clerk.id)
    with pytest.raises(UnprovedExport, match="签名不是这个办公点的"):
        verify_export(tmp_path / "a", bytes(32), is_signed_by)


def test_a_file_that_is_not_there_is_told(clerk: Clerk, tmp_path: Path) -> None:
    with pytest.raises(UnprovedExport, match="读不出来"):
        clerk.session.check_exported_journal(tmp_path / "nothing")


def test_where_the_disk_does_not_take_it_nothing_is_left(clerk: Clerk, tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble):
        clerk.history.export(tmp_path / "no folder" / "a", clerk.id)
    assert not (tmp_path / "no folder").exists()


def test_whoever_may_not_read_the_journal_does_not_get_it(clerk: Clerk, tmp_path: Path) -> None:
    clerk.session.rights = Rights("查看")
    clerk.session.__dict__.pop("history", None)
    with pytest.raises(Refused):
        clerk.session.history.export(tmp_path / "a", clerk.id)
    assert not (tmp_path / "a").exists()


def test_a_disk_that_gives_back_something_else_is_told(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = exporting.export_journal

    def lying(*given: Any, **named: Any) -> Exported:
        done = whole(*given, **named)
        path = given[2]
        path.write_bytes(path.read_bytes()[:-9])
        return done

    monkeypatch.setattr(service, "export_journal", lying)
    with pytest.raises(UnprovedExport):
        clerk.history.export(tmp_path / "a", clerk.id)
