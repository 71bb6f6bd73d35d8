"""The chain proved: the first entry that does not fit is named with record, day and person; a lost end is told."""

import pytest

from app.core.progress import Cancelled
from app.history.facts import Mark
from app.history.verifying import known_marks, verify_journal
from app.session import Session
from db import journal
from tests.app.history.conftest import Clerk


def damage(session: Session, sql: str) -> None:
    session.store.writer.execute(sql)


def test_a_whole_chain_says_so(clerk: Clerk) -> None:
    clerk.villager()
    found = clerk.history.verify()
    assert found.broken is None
    assert found.words == f"流水完好：{found.entries} 条一环扣一环，没有改动过。"


def test_a_lawful_erasure_is_no_break_and_is_counted(clerk: Clerk) -> None:
    clerk.villager()
    damage(clerk.session, "DELETE FROM journal_values WHERE seq = 161")
    found = clerk.history.verify()
    assert (found.broken, found.erased) == (None, 1)
    assert "其中 1 条的内容已依法删除" in found.words


@pytest.mark.parametrize(
    ("sql", "seq", "words"),
    [
        ("UPDATE journal SET operator = 'x' WHERE seq = 161", 161, "登记 村民 李淑芬"),
        ("UPDATE journal_values SET after = '{}' WHERE seq = 162", 162, "王守田 修改 村民 李淑芬"),
        ("UPDATE journal_values SET reason = '别的' WHERE seq = 162", 162, "旧值或新值被改动过"),
    ],
)
def test_what_was_changed_is_named(clerk: Clerk, sql: str, seq: int, words: str) -> None:
    clerk.change(clerk.villager(), phone="13912345678")
    damage(clerk.session, sql)
    found = clerk.history.verify().broken
    assert found is not None
    assert found.seq == seq
    assert words in found.words
    assert found.words.startswith(f"流水从第 {seq} 条起对不上")


def test_an_entry_taken_out_is_named_by_the_one_before(clerk: Clerk) -> None:
    clerk.change(clerk.villager(), phone="13912345678")
    clerk.villager("王桂兰")
    damage(clerk.session, "DELETE FROM journal_values WHERE seq = 162")
    damage(clerk.session, "DELETE FROM journal WHERE seq = 162")
    found = clerk.history.verify().broken
    assert found is not None
    assert found.seq == 162
    assert "这一条不见了" in found.words
    assert "登记 村民 李淑芬 之后" in found.words


def test_a_missing_beginning_is_told(clerk: Clerk) -> None:
    damage(clerk.session, "DELETE FROM journal_values WHERE seq = 1")
    damage(clerk.session, "DELETE FROM journal WHERE seq = 1")
    found = clerk.history.verify().broken
    assert found is not None
    assert "在最前面" in found.words


def test_a_lost_end_is_told_against_the_newest_backup_and_the_last_package(clerk: Clerk) -> None:
    clerk.villager()
    clerk.session.backups.now("asked")
    clerk.villager("王桂兰")
    assert clerk.history.verify().broken is None
    end = clerk.session.store.journal.last_seq
    damage(clerk.session, "DELETE FROM journal_values WHERE seq > 160")
    damage(clerk.session, "DELETE FROM journal WHERE seq > 160")
    found = clerk.history.verify().broken
    assert found is not None
    assert found.seq == 161
    assert "流水的末尾不见了：2026年10月9日的备份里记到第" in found.words
    assert end > 161


def test_an_end_written_anew_is_told_by_its_digest(clerk: Clerk) -> None:
    session = clerk.session
    marks = [Mark("昨天的备份", 100, "00" * 32)]
    found = verify_journal(session.store, session.clock, marks).broken
    assert found is not None
    assert "和昨天的备份里记下的不一样" in found.words


def test_a_package_of_this_epoch_is_a_proof_too(clerk: Clerk) -> None:
    damage(
        clerk.session,
        "INSERT INTO packages_out VALUES (3, 1, 1, 'f', 's', 'd', 1, 'c', 0, 900, '2026-10-09T00:00:00+00:00', 'o')",
    )
    assert known_marks(clerk.session.store, []) == [Mark("第 3 号报送包", 900)]
    found = clerk.history.verify().broken
    assert found is not None
    assert "第 3 号报送包里记到第 900 条" in found.words


def test_a_walk_can_be_stopped(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopping:
        def __call__(self, done: int, total: int, words: str = "") -> None:
            message = f"went on to {done} of {total}: {words}"
            raise AssertionError(message)

        def cancelled(self) -> bool:
            return True

    monkeypatch.setattr(journal, "TOLD_EVERY", 10)
    with pytest.raises(Cancelled):
        clerk.history.verify(Stopping())
