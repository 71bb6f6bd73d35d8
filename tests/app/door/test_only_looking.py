"""Whoever may only look changes nothing through any word of the door: refused, and the journal is as it was."""

import contextlib
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cases.facts import Applicant, NewCase
from app.cases.workflow import workflow
from app.core.clock import FixedClock
from app.door import WORDS, answer
from app.opening import open_session
from app.people.facts import TypedResident
from tests.conftest import MORNING, PASSWORD

pytestmark = pytest.mark.no_cover
"""Every word is said once by somebody who may not: what they do is walked by the tests of the words."""

THEIRS = "只是来看看的人"
ITEM = "D01"

ASSESSMENT = tuple(
    word
    for one in ("title", "purpose", "data-kinds", "necessity", "risks", "measures", "outcome", "assessor")
    for word in (f"--{one}", "试试")
)
LOOKING = (
    ("status",),
    ("check",),
    ("setting", "list"),
    ("operator", "list"),
    ("due", "--from", "2026-10-09", "--days", "3"),
    ("calendar", "show", "2026"),
    ("catalogue", "list"),
    ("ledger", "list"),
    ("ledger", "copy", "meeting", "--title", "村务会"),
    ("entry", "list", "consulting"),
    ("entry", "show", "consulting", "2026-00001"),
    ("ledger", "measures", "consulting", "--month", "2026-10"),
    ("ledger", "dues", "--quarter", "2026-09"),
    ("ledger", "rates"),
    ("month", "list"),
    ("month", "show", "2026-09"),
    ("resident", "list"),
    ("unit", "list"),
    ("unit", "show", "示例村便民服务站"),
    ("grid", "list"),
    ("roster", "month", "2026-10"),
    ("roster", "today"),
    ("resident", "show", "{resident}"),
    ("search", "李守业"),
    ("case", "list"),
    ("case", "show", "{case}"),
    ("agenda",),
    ("notice", "list"),
    ("backup", "list"),
    ("keys", "show"),
    ("privacy", "consents"),
    ("privacy", "assessments"),
)
WRITING = (
    ("setting", "set", "station.complaint_phone", "12345"),
    ("setting", "set", "packages.folder", "elsewhere"),
    ("operator", "add", "新人", "--role", "查看", "--new-password-file", "{file}"),
    ("operator", "role", "王守田", "查看"),
    ("operator", "role", "看看", "站长"),
    ("operator", "rename", "看看", "站长"),
    ("operator", "set-password", "王守田", "--new-password-file", "{file}"),
    ("operator", "remove", "王守田", "--reason", "试试"),
    ("operator", "mend"),
    ("handover", "--to", "看看", "--new-password-file", "{file}", "--out", "{folder}"),
    ("calendar", "import", "{year}"),
    ("catalogue", "edit", ITEM, "--set", "officer=王守田"),
    ("catalogue", "disable", ITEM, "--reason", "试试"),
    ("catalogue", "add", *("--set", "name=试试", "--set", "department_code=utilities", "--set", "total_days=1")),
    ("catalogue", "restore", ITEM),
    ("resident", "add", "--name", "新人"),
    ("resident", "edit", "{resident}", "--note", "试试"),
    ("resident", "show", "{resident}", "--full-id"),
    ("resident", "remove", "{resident}", "--reason", "试试"),
    ("resident", "revive", "{resident}"),
    ("unit", "add", "东头服务点", "--kind", "便民服务点", "--under", "示例村便民服务站"),
    ("unit", "close", "示例村便民服务站", "--reason", "试试"),
    ("unit", "post", "示例村便民服务站", "新岗"),
    ("unit", "hold", "示例村便民服务站", "站长", "王守田"),
    ("unit", "rename-post", "示例村便民服务站", "站长", "负责人"),
    ("unit", "end-post", "示例村便民服务站", "站长"),
    ("network", "--out", "{out}"),
    ("roster", "lay", "2026-11", "--people", "王守田"),
    ("roster", "stand-in", "王守田"),
    ("roster", "swap", "2026-10-09", "2026-10-12"),
    ("entry", "add", "consulting", "--set", "resident=新人"),
    ("entry", "edit", "consulting", "2026-00001", "--set", "resident=新人"),
    ("entry", "show", "consulting", "2026-00001", "--full"),
    ("entry", "remove", "consulting", "2026-00001", "--reason", "试试"),
    ("month", "close", "2026-09"),
    ("ledger", "status", "dues", "停用"),
    ("ledger", "rates", "--shipped"),
    ("import", "residents", "{roster}"),
    ("import", "ledger:meeting", "{roster}"),
    ("export", "ledger:meeting", "{out}"),
    ("register", "meeting", "--year", "2026", "--out", "{out}"),
    ("volume", "--year", "2026", "--out", "{out}"),
    ("case", "register", "--resident", "{resident}", "--item", ITEM),
    ("case", "remove", "{case}", "--reason", "试试"),
    ("attach", "{case}", "{picture}"),
    ("backup", "now"),
    ("backup", "now", "--to", "{folder}"),
    ("backup", "second"),
    ("backup", "restore", "{backup}"),
    ("repair", "--to", "{out}"),
    ("keys", "new-code"),
    ("keys", "township-on"),
    ("keys", "township-off"),
    ("privacy", "consent", "{resident}", "公示"),
    ("privacy", "request", "{resident}", "look"),
    ("privacy", "assess", *ASSESSMENT),
    ("journal", "show"),
    ("journal", "export", "--out", "{out}"),
    ("slip", "accept", "{case}", "--out", "{out}"),
    ("slip", "hand-over", "--out", "{out}"),
    ("notice", "cases", "--out", "{out}"),
    ("notice", "services", "--out", "{out}"),
    ("enrol", "make", "--unit", "231221103202", "--name", "别村", "--out", "{out}"),
    ("enrol", "accept", "{file}", "--out", "{out}"),
    ("enrol", "confirm", "{file}", "--code", "1"),
    ("package", "write", "--to", "{folder}"),
    ("package", "read", "{folder}"),
)
STEPS = (
    ("undo",),
    ("ledger", "rates", "--drop", "--from", "2026-10-01"),
    ("entry", "step", "consulting", "2026-00001", "answer"),
    ("unit", "begin"),
    ("grid", "put", "示例村便民服务站", "--group", "一组"),
    ("grid", "take-out", "一号"),
    ("grid", "entrust", "一号", "王守田"),
    ("unit", "reopen", "示例村便民服务站", "--reason", "试试"),
    ("unit", "merge", "示例村便民服务站", "示例村便民服务站", "--reason", "试试"),
    *(
        ("case", step.key, "{case}", "--reason", "试试", "--day", "2026-10-09")
        for step in workflow().transitions
        if step.key
    ),
)
"""What may be refused for another reason first: the step does not fit the case, nothing of theirs can be taken back."""
ELSEWHERE = {"id", "init", "demo", "recover", "summary"}
"""Words that open no office, need none, need its recovery code, or are a township's."""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, fresh_home: Path) -> dict[str, str]:
    """Set a villager and a case up, and a bystander with a password; leave the office, which nobody may change."""
    tmp_path = tmp_path_factory.mktemp("looking")
    shutil.copytree(fresh_home, tmp_path / "station")
    session = open_session(tmp_path / "station", PASSWORD, clock=FixedClock(MORNING))
    person, _ = session.people.register(
        TypedResident(name="李守业", id_number="110101199003074514"), session.operator.id
    )
    who = Applicant(name=person.name, id=person.id, id_number=person.id_number)
    case, _ = session.cases.register(NewCase(applicant=who, item_code=ITEM), session.operator)
    session.settings.change("station.complaint_phone", "12345")
    session.ledgers.add("consulting", {"resident": person.name, "kind": "政策", "content": "问路", "officer": "王守田"})
    session.network.begin()
    for day in (9, 12):
        session.roster.put(session.clock.today().replace(day=day), "am", "A", person.name)
    backup = session.backups.now()
    session.joining.add("看看", "查看", THEIRS)
    session.close()
    (tmp_path / "file").write_text("一个新的密码", encoding="utf-8")
    year = '{"year": 2027, "off": ["2027-01-01..2027-01-04", "2027-10-01..2027-10-07"]}'
    (tmp_path / "year").write_text(year, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("姓名,性别\n赵六,男\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    return {
        "resident": person.id,
        "case": case.number,
        "backup": str(backup.path),
        "home": str(session.home.folder),
        **{key: str(tmp_path / key) for key in ("file", "folder", "out", "year", "picture")},
        "roster": str(tmp_path / "roster.csv"),
    }


@pytest.fixture(scope="module")
def as_it_was(places: dict[str, str]) -> str:
    """Read the office's state, the end of its journal among it, once for all."""
    told = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(told):
        patch.setenv("CUNZHAN_PASSWORD", THEIRS)
        assert answer(["--home", places["home"], "status", "--json"], FixedClock(MORNING)) == 0
    return told.getvalue()


@pytest.fixture
def bystander(
    places: dict[str, str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[tuple[str, ...]], tuple[int, str]]:
    monkeypatch.setenv("CUNZHAN_PASSWORD", THEIRS)

    def call(words: tuple[str, ...]) -> tuple[int, str]:
        code = answer(["--home", places["home"], *(word.format(**places) for word in words)], clock)
        told = capsys.readouterr()
        return code, told.err + told.out

    return call


def test_every_word_of_the_door_is_looked_at_here() -> None:
    asked = {words[0] for words in (*LOOKING, *WRITING, *STEPS)}
    assert set(WORDS) - asked - ELSEWHERE == set()


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_looking_is_allowed_and_shows_no_full_number(
    bystander: Callable[[tuple[str, ...]], tuple[int, str]], words: tuple[str, ...]
) -> None:
    code, told = bystander(words)
    assert code == 0, told
    assert "110101199003074514" not in told


@pytest.mark.parametrize("words", [*WRITING, *STEPS], ids=" ".join)
def test_writing_is_refused_and_nothing_is_written(
    bystander: Callable[[tuple[str, ...]], tuple[int, str]],
    places: dict[str, str],
    as_it_was: str,
    words: tuple[str, ...],
) -> None:
    code, told = bystander(words)
    assert code == 2, told
    assert words in STEPS or "“查看”只能看，不能" in told
    assert bystander(("status", "--json"))[1] == as_it_was
    assert not Path(places["out"]).exists()
    assert list(Path(places["folder"]).iterdir()) == []
