"""The full check of entries: each kind of fault is planted behind the program's back and told with what to do."""

from collections.abc import Callable

import pytest

from app.checkup.number_gaps import number_gaps
from app.core.clock import FixedClock
from app.ledgers.facts import Entry
from app.people.facts import TypedResident
from app.session import Session
from tests.app.attachments.pictures import pdf
from tests.app.ledgers.filled import typed_entry

Add = Callable[..., Entry]


@pytest.fixture
def add(session: Session) -> Add:
    def make(key: str, **typed: object) -> Entry:
        return session.ledgers.add(key, {**typed_entry(session.ledgers.ledger(key)), **typed})[0]

    return make


def spoil(session: Session, key: str, entry: Entry, **columns: object) -> list[tuple[str, str, str]]:
    """Change an entry behind the program's back; gives where, what and how grave, the journal's word aside."""
    sets = ", ".join(f"{name} = ?" for name in columns)
    session.store.writer.execute(f"UPDATE entries_{key} SET {sets} WHERE id = ?", (*columns.values(), entry.id))  # noqa: S608 - ours
    found = [one for one in session.check() if "和流水记的不一样" not in one.what]
    assert all(one.advice for one in found)
    return [(one.where, one.what, one.severity) for one in found]


def test_entries_as_they_were_typed_are_sound_in_every_ledger(session: Session) -> None:
    session.people.register(TypedResident(name="李淑芬"), session.operator.id)
    known = session.ledgers.all()
    for ledger in known:
        session.ledgers.add_many(ledger.key, [(typed_entry(ledger, at), "") for at in range(2)], "登记")
    report = session.checkup.full()
    assert report.findings == ()
    assert report.rows >= 2 * len(known)


@pytest.mark.parametrize(
    ("columns", "words", "severity"),
    [
        ({"resident": '{"id":"nobody","name":"李淑芬"}'}, "“申请人”指的李淑芬，登记里没有这个编号", "odd"),
        ({"resident": "{"}, "里的内容读不出来", "wrong"),
        ({"day": "2028-10-01"}, "“日期”比写下的那天晚一年多", "odd"),
        ({"day": "1026-10-01"}, "“日期”是 1026 年，太早了", "odd"),
        ({"copies": 100_000_000}, "不能大于", "odd"),
        ({"seal": "nothing"}, "“印章”不在选项里", "odd"),
        ({"state": "lost"}, "状态“lost”不是这本台账的状态", "wrong"),
        ({"corrects": "nowhere"}, "它更正的那一条不见了", "wrong"),
        ({"from_case": "nowhere"}, "它来自的那件代办件不见了", "wrong"),
    ],
)
def test_what_cannot_be_true_is_told(
    session: Session, add: Add, columns: dict[str, object], words: str, severity: str
) -> None:
    entry = add("seal_use", day="2026-10-08")
    found = spoil(session, "seal_use", entry, **columns)
    ((where, how),) = [(where, how) for where, what, how in found if words in what]
    assert (where.startswith(f"印章使用 {entry.number}"), how) == (True, severity)
    assert session.ledgers.entries("seal_use")[0].id == entry.id
    assert session.history.of("entries_seal_use", entry.id)


def test_a_state_without_what_its_step_needs_is_told(session: Session, add: Add) -> None:
    entry = add("mediation")
    found = spoil(session, "mediation", entry, state="failed", outcome=None)
    assert [what for _, what, _ in found if "却没有填" in what] == ["状态是“未达成协议”，却没有填“调解结果”"]


def test_what_was_written_after_the_closing_is_told_and_what_was_before_is_not(session: Session, add: Add) -> None:
    early, other = add("seal_use", day="2026-09-08"), add("seal_use", day="2026-09-09")
    session.periods.close("2026-09", "seal_use")
    session.periods.open("2026-09", "写错了", "seal_use")
    session.ledgers.edit("seal_use", early.id, {"matter": "改过"})
    session.periods.close("2026-09")
    assert session.check() == []
    with session.store.writing(reason="绕过") as write:
        write.update("entries_seal_use", other.id, {"matter": "偷偷改的"})
        session.search.index_many(write, "entries_seal_use", [other.id])
    (told,) = session.check()
    assert (told.where, told.what) == (f"印章使用 {other.number} 偷偷改的", "2026-09 结账以后，这一条又写过")
    assert (told.table, told.row_id) == ("entries_seal_use", other.id)


def test_a_number_that_stands_twice_and_one_that_is_missing_are_told(session: Session, add: Add) -> None:
    one, two, three = (add("seal_use", day="2026-10-08") for _ in range(3))
    found = spoil(session, "seal_use", three, number=one.number)
    assert (f"印章使用 {one.number}", "有两条用了这个编号", "wrong") in found
    spoil(session, "seal_use", three, number=three.number)
    found = spoil(session, "seal_use", two, number="2026-00009")
    assert ("印章使用 2026-", "中间缺这些号：2、4—8", "note") in found
    assert number_gaps(["2026-00002", "2026-B00001", "纸上的"]) == {"2026-": [(1, 1)]}


def test_two_lines_of_one_case_and_a_scan_of_nobody_are_told(session: Session, add: Add) -> None:
    one, two = add("seal_use"), add("seal_use")
    session.attachments.attach("entries_seal_use", one.id, "原件", pdf())
    session.store.writer.execute("UPDATE entries_seal_use SET from_case = 'case'")
    session.store.writer.execute("UPDATE attachments SET subject_id = 'nobody'")
    found = [(found.where, found.what) for found in session.check()]
    assert sum(what == "同一件代办件在这本台账里有两条" for _, what in found) == 1
    assert ("扫描件和照片", "“原件”没有挂在任何记录上") in found
    assert two.number


def test_many_of_one_kind_are_counted(session: Session, clock: FixedClock) -> None:
    typed = typed_entry(session.ledgers.ledger("seal_use"))
    session.ledgers.add_many("seal_use", [(typed, "") for _ in range(15)], "登记")
    session.store.writer.execute("UPDATE entries_seal_use SET state = 'lost'")
    found = session.check()
    assert sum("状态“lost”" in one.what for one in found) == 12
    assert any(one.what == "同样的问题还有 3 条" and one.where == "印章使用" for one in found)
    clock.advance(days=1)


def test_the_words_of_entries_are_made_anew_by_the_repair(session: Session, add: Add) -> None:
    entry = add("seal_use", matter="开介绍信")
    session.store.writer.execute("DELETE FROM search_words WHERE rowid > (1 << 48)")
    assert session.search.find("介绍信") == []
    (told,) = session.check()
    assert (told.what, told.repair) == ("搜索里有 1 处和数据不一致，有的可能搜不到", "search")
    session.checkup.repair(("search",))
    assert [hit.number for hit in session.search.find("介绍信")] == [entry.number]
    assert session.check() == []


def test_entries_are_named_by_their_ledger_wherever_they_are_told_of(session: Session, add: Add) -> None:
    changed, lost = add("seal_use", matter="开介绍信"), add("seal_use", matter="开证明")
    session.store.writer.execute("UPDATE entries_seal_use SET copies = 7, state = 'x' WHERE id = ?", (changed.id,))
    session.store.writer.execute("DELETE FROM entries_seal_use WHERE id = ?", (lost.id,))
    session.store.writer.execute("UPDATE number_series SET last = 0 WHERE series = 'seal_use'")
    told = {one.what: one.where for one in session.check()}
    assert told["一条印章使用登记里的“状态、份数”和流水记的不一样"].startswith("印章使用 2026-00001 ")
    assert told["流水里登记过的一条印章使用登记不见了"].startswith("印章使用 2026-00002 ")
    assert "2026 年的印章使用编号已经用到 1 号，计数却停在 0 号，再登记可能重号" in told
