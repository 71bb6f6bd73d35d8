"""A lawful erasure takes a person out of every ledger: fields, rows, texts, removed entries, journal and search."""

from app.ledgers.facts import Wanted
from app.ledgers.kinds.values import Ref
from app.people.facts import TypedResident
from app.session import Session
from tests.app.ledgers.filled import typed_entry

GONE = "已依法删除"


def test_nothing_of_a_person_is_left_in_any_ledger(session: Session) -> None:
    me, ledgers = session.operator.id, session.ledgers
    one, _ = session.people.register(TypedResident(name="罗小满", phone="13812345678"), me)
    session.people.register(TypedResident(name="李淑芬"), me)
    asked = {"resident": "罗小满", "phone": "13812345678", "content": "罗小满问低保", "officer": "王守田"}
    about, _ = ledgers.add("consulting", asked)
    removed, _ = ledgers.add("consulting", {**asked, "content": "罗小满又来问"})
    ledgers.remove("consulting", removed.id, "记重了")
    team = {**typed_entry(ledgers.ledger("volunteer_team")), "roster": "罗小满、李淑芬", "skills": "罗小满会开车"}
    shared, _ = ledgers.add("volunteer_team", team)
    other, _ = ledgers.add("consulting", {**asked, "resident": "李淑芬", "content": "与人无关"})
    assert about.values["resident"] == Ref(one.id, "罗小满")

    erased, _ = session.privacy.erasing.erase(one.id, "", "本人书面请求")
    assert erased.removed["entries"] == 3
    for entry_id in (about.id, removed.id):
        values = ledgers.entry("consulting", entry_id).values
        assert values["resident"] == Ref("", GONE)
        assert values["phone"] is None
        assert "罗小满" not in str(values)
    assert "罗小满" not in str(ledgers.entry("volunteer_team", shared.id).values)
    assert "李淑芬" in str(ledgers.entry("volunteer_team", shared.id).values)
    assert ledgers.entry("consulting", other.id).values == other.values
    assert ledgers.count("consulting", Wanted(text="罗小满")) == 0
    assert session.search.find("罗小满") == []
    kept = session.store.rows("SELECT before, after FROM journal_values")
    assert not any("罗小满" in row["before"] + row["after"] or one.id in row["after"] for row in kept)
    assert session.check() == []


def test_why_something_of_theirs_could_not_be_done_is_erased_too(session: Session) -> None:
    one, _ = session.people.register(TypedResident(name="罗小满"), session.operator.id)
    entry, _ = session.ledgers.add("consulting", {"resident": "罗小满", "content": "问低保", "officer": "王守田"})
    give = session.due_reasons.give
    give(f"consulting/reply/{entry.id}/2026-10-01", "人住院了")
    give("grassroots_days/sixty_days/罗小满/year-2026-01", "病休")
    give("dues/each_month//month-2026-09", "罗小满没有来收")
    give("dues/each_month//month-2026-08", "下大雪")
    session.due_reasons.take_back("dues/each_month//month-2026-09")
    session.privacy.erasing.erase(one.id, "", "本人书面请求")
    kept = session.store.rows("SELECT due_key, reason FROM due_reasons ORDER BY n")
    assert [row["reason"] for row in kept] == [GONE, GONE, GONE, "下大雪"]
    assert not any("罗小满" in row["due_key"] for row in kept)
    values = session.store.rows("SELECT before, after FROM journal_values")
    assert not any(word in row["before"] + row["after"] for row in values for word in ("罗小满", "住院", "病休"))
    assert session.check() == []
