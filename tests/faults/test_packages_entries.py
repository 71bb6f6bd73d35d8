"""Well-signed packages whose entries or declarations are not what they must be: refused, the township unchanged."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from app.ledgers.reading import read_declaration
from app.packages.entry_shapes import EntryShape
from db.journal import chain_breaks
from db.ledger_tables import Shape, is_ours, made
from db.merge import MergedTable
from tests.app.ledgers.filled import typed_entry
from tests.app.packages.books import BOAT, TYPED, kept_of, ledgers_at, publishing_at
from tests.faults.sent_package import Sent, with_lines

ID = "01a00000-0000-7000-8000-0000000000aa"


def entry(sent: Sent, **values: object) -> bytes:
    epoch = sent.station.store.value("SELECT id FROM epochs WHERE owner = 1")
    day = {"day": "2026-10-09", "resident": '{"id":"","name":"甲"}'}
    return msgspec.json.encode({"id": ID, "epoch": epoch, "revision": 1, "number": "2026-00001", **day, **values})


def declared(sent: Sent, text: str = BOAT, **values: object) -> bytes:
    row = msgspec.json.decode(entry(sent))
    whole = {"key": "boat_log", "version": 1, "text": text, **values}
    return msgspec.json.encode({**{name: row[name] for name in ("id", "epoch", "revision")}, **whole})


def test_entries_that_are_not_what_they_must_be(sent: Sent) -> None:
    bad: list[bytes] = [
        entry(sent, strange="x"),
        entry(sent, **{"day; DROP TABLE cases": "x"}),
        entry(sent, owner=1),
        entry(sent, n=1),
        entry(sent, day=20261009),
        entry(sent, day="2026-02-30"),
        entry(sent, day="20261009"),
        entry(sent, resident="甲"),
        entry(sent, resident='{"name":"甲"}'),
        entry(sent, resident='{"id":"","name":"甲","more":1}'),
        entry(sent, resident="[" * 90_000),
        entry(sent, content=5),
        entry(sent, content="a\0b"),
        entry(sent, content=["x"]),
        entry(sent, revision=0),
        entry(sent, deleted=2),
        entry(sent, erased="yes"),
        entry(sent, number=None),
        b'{"id":"01a00000-0000-7000-8000-0000000000aa"}',
        b"null",
        b"",
        b"\xff",
    ]
    for one in bad:
        sent.refused(with_lines(sent, entries_consulting=[one]), "不合规定")
    for one in (entry(sent, content="长" * 3_500_000), b"[" * 2_000_000):
        sent.refused(with_lines(sent, entries_consulting=[one]), "有一行太长")
    foreign = entry(sent, epoch=sent.township.store.value("SELECT id FROM epochs WHERE owner = 1"))
    sent.refused(with_lines(sent, entries_consulting=[foreign]), "不属于发包单位")
    sent.refused(with_lines(sent, entries_consulting=[entry(sent), entry(sent)]))


def test_entries_that_are_somebody_else_s(sent: Sent) -> None:
    given = {"resident": "甲", "kind": "政策", "content": "问", "officer": "乙"}
    ours, _ = ledgers_at(sent.township).add("consulting", given)
    sent.refused(with_lines(sent, entries_consulting=[entry(sent, id=ours.id)]), "属于别的单位")
    sent.refused(with_lines(sent, entries_consulting=[entry(sent, id=ours.id, erased=1)]), "属于别的单位")


def test_an_erasure_reaches_nothing_but_what_the_sender_brought(sent: Sent) -> None:
    case = sent.township.add_case("2026-00009")
    held = "SELECT count(*) FROM journal_values AS v JOIN journal AS j ON j.seq = v.seq WHERE j.row_id = ?"
    before = sent.township.store.value(held, (case,))
    folder = sent.stick / "forged"
    folder.mkdir()
    (folder / "forged.czp").write_bytes(with_lines(sent, entries_consulting=[entry(sent, id=case, erased=1)]))
    assert [one.taken for one in sent.township.read(folder)] == [True]
    assert sent.township.store.value(held, (case,)) == before + 1
    assert list(chain_breaks(sent.township.store.reader)) == []


HOSTILE: dict[str, Callable[[Sent], dict[str, list[bytes]]]] = {
    "no declaration": lambda sent: {"ledger_declarations": [declared(sent, "这不是声明")]},
    "SQL as a key": lambda sent: {
        "ledger_declarations": [declared(sent, BOAT.replace("boat_log", "x; DROP TABLE cases"))]
    },
    "SQL as a field": lambda sent: {
        "ledger_declarations": [declared(sent, BOAT.replace('"persons"', '"p TEXT); DROP TABLE cases; --"'))]
    },
    "another key": lambda sent: {"ledger_declarations": [declared(sent, key="cases")]},
    "another version": lambda sent: {"ledger_declarations": [declared(sent, version=2)]},
    "a status that is none": lambda sent: {"ledger_declarations": [declared(sent, status="随便")]},
    "10 MB of text": lambda sent: {"ledger_declarations": [declared(sent, BOAT + "#" * 10_000_000)]},
    "200 KB of text": lambda sent: {"ledger_declarations": [declared(sent, BOAT + "#" * 150_000)]},
    "10,000 fields": lambda sent: {
        "ledger_declarations": [
            declared(sent, BOAT.replace("field = [", "field = [" + '{key="f",label="栏",kind="line"},' * 1_500))
        ]
    },
    "an entry against its declaration": lambda sent: {
        "ledger_declarations": [declared(sent)],
        "entries_boat_log": [entry(sent, resident="甲")],
    },
    "entries before their declaration": lambda sent: {
        "entries_boat_log": [entry(sent)],
        "ledger_declarations": [declared(sent)],
    },
    "the table of another village": lambda sent: {"entries_4_boat_log": [entry(sent)]},
    "a ledger without a key": lambda sent: {"entries_": [entry(sent)]},
    "no text in a strange ledger": lambda sent: {"entries_strange": [entry(sent)[:-1] + b',"x":"\xff"}']},
    "no row in a strange ledger": lambda sent: {"entries_strange": [entry(sent, revision="one")]},
    "a foreign row in a strange ledger": lambda sent: {"entries_strange": [entry(sent, epoch="another")]},
}


def test_a_hostile_declaration_or_table_is_refused(sent: Sent) -> None:
    for what, attack in HOSTILE.items():
        assert sent.refused(with_lines(sent, **attack(sent)), ""), what


class Killed(BaseException):
    """The program ends here."""


def test_a_merge_that_ends_in_the_middle_leaves_no_table(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    publishing_at(sent.station).publish(BOAT)
    ledgers_at(sent.station).add("boat_log", TYPED)
    ledgers_at(sent.station).add("seal_use", typed_entry(ledgers_at(sent.station).ledger("seal_use")))
    sent.township.read(sent.stick)
    sent.station.write(sent.stick / "second")
    before, add, left = sent.state, MergedTable.add, list[str]()

    def dies(self: MergedTable, *values: Any) -> None:
        add(self, *values)
        left.pop()
        if not left:
            raise Killed

    monkeypatch.setattr(MergedTable, "add", dies)
    for at in (1, 2, 3):
        left += ["a section to go"] * at
        with pytest.raises(Killed):
            sent.township.read(sent.stick / "second")
        assert sent.state == before
    monkeypatch.undo()
    assert [one.merged for one in sent.township.read(sent.stick / "second")] == [3]


def test_the_good_lines_pass(sent: Sent) -> None:
    """What is refused above is refused for what was changed in it."""
    publishing_at(sent.station).publish(BOAT)
    ledgers_at(sent.station).add("boat_log", TYPED)
    sent.station.write(sent.stick / "good")
    assert [one.taken for one in sent.township.read(sent.stick / "good")] == [True]
    assert len(kept_of(sent.township).entries("3_boat_log")) == 1
    EntryShape(read_declaration(BOAT.encode(), "boat.toml")).check(entry(sent).replace(b'"resident"', b'"who"'))


def test_only_a_number_before_the_key_makes_a_village_s_table() -> None:
    row = next(made(Shape("3_boat_log", (), ()), "entries_3_boat_log"))
    assert is_ours("table", "entries_3_boat_log", row)
    for name in ("entries_03_boat_log", "entries_3__boat_log", "entries_3_3_boat", "entries_3"):
        assert not is_ours("table", name, row.replace("entries_3_boat_log", name)), name
