"""A new ledger is one file of at most forty lines; what is no ledger is refused and leaves the office as it was."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import FileDamaged, Refused
from app.documents.reading import page_texts
from app.door import answer
from app.ledgers.facts import Wanted
from app.ledgers.periods_of_time import period_of
from app.opening import open_session
from app.session import Session
from db.connection import connect
from db.ledger_tables import is_ours
from tests.app.packages.sessions import enrolled_township
from tests.app.sheets.tables import read_here
from tests.conftest import PASSWORD, SETUP

TEXT = """\
key = "boat_log"
title = "渡船登记"
system = "S06"
group = "service"
purpose = "谁坐了渡船，收了多少钱。"
version = 1
day = "day"
name = "{who}过河"
field = [
  { key = "day", label = "日期", kind = "day", required = true, default = "today" },
  { key = "who", label = "坐船人", kind = "resident", required = true, search = true },
  { key = "phone", label = "电话", kind = "line", privacy = "phone" },
  { key = "way", label = "方向", kind = "choice", choices = [
    { value = "go", label = "过河" }, { value = "back", label = "回村" } ] },
  { key = "persons", label = "人数", kind = "whole", least = 1, most = 20 },
  { key = "paid", label = "收费", kind = "money" },
  { key = "at", label = "时间", kind = "time" },
  { key = "note", label = "备注", kind = "paragraphs" },
]
[list]
columns = ["day", "who", "way", "paid"]
filters = ["way"]
sort = "-day"
[register]
columns = [{ field = "day", share = 40 }, { field = "who", share = 60 }]
[[measure]]
key = "paid"
label = "收费"
kind = "sum"
field = "paid"
by = ["way"]
unit = "元"
"""


def test_one_file_gives_entries_search_history_and_the_door(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(TEXT.splitlines()) <= 40
    session.publishing.publish(TEXT)
    typed = {"who": "摆渡客", "phone": "13812345678", "way": "回村", "persons": "2", "paid": "3.50", "at": "9点"}
    entry, _ = session.ledgers.add("boat_log", typed)
    assert (entry.name, entry.values["paid"]) == ("摆渡客过河", 350)
    assert session.ledgers.entries("boat_log", Wanted(filters={"way": "回村"}, text="摆渡")) == [entry]
    assert [hit.detail.split(" · ")[0] for hit in session.search.find("baiduke")] == ["渡船登记"]
    (past,) = session.history.of("entries_boat_log", entry.id)
    told = {change.label: change.after for change in past.changes}
    assert (past.name, told["方向"], told["收费"], told["电话"]) == (
        "渡船登记 2026-00001 摆渡客过河",
        "回村",
        "3.50",
        "138****5678",
    )
    assert past.place == ("ledgers", f"boat_log/{entry.id}", "")
    home = session.home.folder
    assert session.check() == []
    session.close()
    again = open_session(home, PASSWORD, clock=clock)
    assert again.ledgers.entry("boat_log", entry.id) == entry
    again.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    assert answer(["--home", str(home), "entry", "list", "boat_log", "--json"], clock) == 0
    assert json.loads(capsys.readouterr().out)["entries"][0]["texts"]["who"] == "摆渡客"


def test_one_file_gives_a_workbook_a_register_measures_and_packages(
    session: Session, clock: FixedClock, tmp_path: Path
) -> None:
    declared, _ = session.publishing.publish(TEXT)
    assert (len(declared.declaration.field), len(TEXT.splitlines()) <= 40) == (8, True)
    entry, _ = session.ledgers.add("boat_log", {"who": "摆渡客", "phone": "13812345678", "way": "回村", "paid": "3.5"})
    day = clock.today()
    assert session.ledger_papers.export("boat_log", tmp_path / "boats.xlsx") == 1
    cells = [cell.text for row in read_here(tmp_path / "boats.xlsx").rows for cell in row.cells if cell is not None]
    assert {"坐船人", "摆渡客", "3.5", entry.number} <= set(cells)
    register = session.ledger_papers.register("boat_log", period_of(day, "month"))
    assert {"渡船登记", "坐船人", "摆渡客"} <= set("\n".join(page_texts(register.pdf)).split())
    (paid,) = session.figures("boat_log", day, day)
    assert (f"{paid.amount:f}", [(one.shown, f"{one.amount:f}") for one in paid.groups["way"]]) == (
        "3.5",
        [("回村", "3.5")],
    )
    township = enrolled_township(session, tmp_path, clock)
    session.packages.write(tmp_path)
    township.packages.read(tmp_path)
    village = township.packages.books(SETUP.unit)
    ((counted),) = village.counts(day, day)
    assert (counted.title, counted.entries) == ("渡船登记", 1)
    assert village.entries.entries(counted.key)[0].values["phone"] == "138****5678"
    assert village.figures(counted.key, day, day) == (paid,)
    assert [hit.kind for hit in township.search.find("摆渡客", 5)] == ["entry"]
    township.close()


ATTACKS: dict[str, Callable[[str], str]] = {
    "10,000 fields": lambda text: text.replace(
        "field = [", "field = [" + "".join(f'{{key="f{at}",label="栏",kind="line"}},\n' for at in range(10_000))
    ),
    "SQL as the ledger's key": lambda text: text.replace("boat_log", "x; DROP TABLE cases"),
    "SQL as a field's key": lambda text: text.replace('"note"', '"note TEXT); DROP TABLE cases; --"'),
    "a word of SQL": lambda text: text.replace('key = "note"', 'key = "select"'),
    "a column of the program": lambda text: text.replace('key = "note"', 'key = "revision"'),
    "a name that names itself": lambda text: text.replace("{who}过河", "{name}"),
    "a missing label": lambda text: text.replace('label = "备注", ', ""),
    "10 MB of text": lambda text: text.replace("收了多少钱。", "钱" * 3_500_000),
    "nested without end": lambda text: text + "x = " + "[" * 5_000 + "]" * 5_000,
    "a ledger of the program": lambda text: text.replace("boat_log", "consulting"),
    "a series of the program": lambda text: text.replace("boat_log", "notice"),
    "an unknown kind": lambda text: text.replace('"paragraphs"', '"exec"'),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=list(ATTACKS))
def test_a_declaration_as_attack_leaves_the_office_unchanged(session: Session, attack: Callable[[str], str]) -> None:
    before = everything(session)
    with pytest.raises(Refused) as told:
        session.publishing.publish(attack(TEXT))
    assert str(told.value)
    assert everything(session) == before


def test_a_published_field_keeps_its_kind(session: Session) -> None:
    session.publishing.publish(TEXT)
    session.ledgers.add("boat_log", {"who": "摆渡客", "persons": "2"})
    before = everything(session)
    newer = TEXT.replace("version = 1", "version = 2")
    for changed in (newer.replace('kind = "money"', 'kind = "day"'), newer.replace('"at"', '"hour"')):
        with pytest.raises(Refused):
            session.publishing.publish(changed)
        assert everything(session) == before
    session.publishing.publish(
        newer.replace("]\n[list]", '  { key = "boat", label = "哪条船", kind = "line" },\n]\n[list]')
    )
    (entry,) = session.ledgers.entries("boat_log", Wanted(sort="boat"))
    assert entry.values["boat"] is None
    assert session.ledgers.edit("boat_log", entry.id, {"boat": "一号"})[0].values["boat"] == "一号"


def everything(session: Session) -> tuple[int, list[str], int]:
    tables = sorted(row["sql"] or "" for row in session.store.rows("SELECT sql FROM sqlite_master"))
    return session.store.journal.last_seq, tables, len(session.publishing.all())


@pytest.mark.parametrize(
    "hostile",
    [
        "CREATE TRIGGER entries_consulting__x AFTER INSERT ON entries_consulting BEGIN DELETE FROM cases; END",
        "CREATE VIEW entries_other AS SELECT * FROM cases",
        "CREATE TABLE entries_other (n INTEGER PRIMARY KEY, x TEXT) STRICT",
        "ALTER TABLE entries_consulting ADD COLUMN x TEXT DEFAULT 'x'",
        "CREATE INDEX entries_consulting__x ON entries_consulting (abs(n))",
    ],
)
def test_what_only_bears_the_name_of_a_ledger_is_no_table_of_ours(
    session: Session, clock: FixedClock, hostile: str
) -> None:
    given = {"resident": "甲", "kind": "政策", "content": "问", "officer": "乙"}
    session.ledgers.add("consulting", given)
    home, key = session.home, session.store.key
    session.close()
    connection = connect(home.office_file, key)
    connection.execute(hostile)
    connection.close()
    with pytest.raises(FileDamaged, match="entries_"):
        open_session(home.folder, PASSWORD, clock=clock)


def test_the_shape_of_a_table_is_held_to_the_letter() -> None:
    assert not is_ours("trigger", "entries_x", "CREATE TRIGGER entries_x")
    assert not is_ours("view", "entries_x", "CREATE VIEW entries_x AS SELECT 1")


def test_an_action_undone_by_a_refusal_forgets_the_table_it_made(session: Session, tmp_path: Path) -> None:
    given = {"resident": "甲", "kind": "政策", "content": "问", "officer": "乙"}

    def broken(*_: object) -> None:
        raise Refused("没有电了。")

    session.ledgers._index = broken
    with pytest.raises(Refused):
        session.ledgers.add("consulting", given)
    assert "entries_consulting" not in session.store.tables
    del session.ledgers
    assert session.ledgers.add("consulting", given)[0].number == "2026-00001"
