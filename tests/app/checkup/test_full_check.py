"""The full check: each kind of fault is planted in a copy of the village and told in words, with what to do."""

from collections.abc import Callable

import pytest

from app.checkup.facts import Finding, Severity
from app.checkup.service import Checkup
from app.core.errors import Refused
from app.core.progress import Cancelled
from app.session import Session

Plant = Callable[[Session], None]


def local(session: Session, sql: str, *values: object) -> None:
    session.store.writer.execute(sql, values)


def found(session: Session) -> list[Finding]:
    return session.check()


def test_a_village_as_it_was_made_is_sound(village: Session) -> None:
    report = village.checkup.full()
    assert report.findings == ()
    assert report.is_sound
    assert report.rows > 300
    assert not village.checkup.is_due()


@pytest.mark.parametrize(
    ("sql", "severity", "words", "where"),
    [
        ("UPDATE residents SET name = '改过的名字' WHERE n = 3", "wrong", "“姓名”和流水记的不一样", "村民 改过的名字"),
        ("UPDATE cases SET revision = 99 WHERE n = 5", "wrong", "修改次数和流水记的不一样", "代办件 "),
        ("DELETE FROM households WHERE n = 2", "wrong", "流水里登记过的一条户不见了", "户"),
        ("UPDATE journal SET operator = 'x' WHERE seq = 40", "wrong", "流水第 40 条", "流水"),
        ("DELETE FROM journal WHERE seq = 41", "wrong", "流水第 41 条：这一条不见了", "流水"),
        ("UPDATE number_series SET last = 1 WHERE series = 'case'", "wrong", "再登记可能重号", "编号"),
        ("DELETE FROM search_cases WHERE n = 4", "wrong", "搜索里有 1 处", "搜索框"),
        ("DELETE FROM search_words WHERE rowid = (1 << 40) + 7", "wrong", "搜索里有 1 处", "搜索框"),
        ("INSERT INTO search_people VALUES (9999, '没有此人', '', '')", "wrong", "搜索里有 2 处", "搜索框"),
        ("INSERT INTO actions VALUES (1, 99999, '', '', NULL, '')", "wrong", "操作清单有 1 处", "流水"),
        ("UPDATE residents SET birth_day = '2031-01-01' WHERE n = 3", "odd", "出生日期在今天以后", "村民"),
        ("UPDATE residents SET household_id = 'nowhere' WHERE n = 3", "odd", "所在的户已经没有了", "村民"),
        ("UPDATE residents SET name = ' ' WHERE n = 3", "odd", "没有姓名", "村民"),
        ("UPDATE residents SET left_on = '1899-01-01' WHERE n = 3", "odd", "迁出在出生以前", "村民"),
        ("UPDATE residents SET id_number = '11010119900307999X' WHERE n = 3", "odd", "身份证号不对：", "村民"),
        (
            "UPDATE residents SET id_number = (SELECT id_number FROM residents WHERE n = 4) WHERE n = 3",
            "odd",
            "另一个人也是这个身份证号",
            "村民",
        ),
        (
            "UPDATE cases SET accepted_on = '2026-05-04', due_day = '2026-05-03', promised_days = 5 WHERE n = 5",
            "odd",
            "到期日在受理以前",
            "代办件",
        ),
        ("UPDATE cases SET concluded_on = '1999-05-03' WHERE concluded_on IS NOT NULL", "odd", "办结在受理", "代办件"),
        ("UPDATE cases SET state = 'paused' WHERE n = 5", "odd", "现在的状态和最后一步不一致", "代办件"),
        ("UPDATE case_events SET day = '1999-01-01' WHERE seq = 2", "odd", "后一步的日期在前一步以前", "代办件"),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_told(
    village: Session, sql: str, severity: Severity, words: str, where: str
) -> None:
    village.store.writer.execute("PRAGMA foreign_keys = OFF")
    local(village, sql)
    told = [one for one in found(village) if one.severity == severity and words in one.what]
    assert told, [one.what for one in found(village)]
    assert told[0].where.startswith(where)
    assert told[0].advice
    assert "select" not in told[0].what.lower()


def test_many_findings_of_one_kind_are_told_one_by_one_and_then_counted(village: Session) -> None:
    local(village, "UPDATE residents SET note = '改过'")
    told = [one.what for one in found(village)]
    assert sum("和流水记的不一样" in what for what in told) == 12
    assert any(what.startswith("同样的问题还有") for what in told)


def test_a_step_that_points_at_no_case_is_told_by_what_it_is(village: Session) -> None:
    village.store.writer.execute("PRAGMA foreign_keys = OFF")
    local(village, "UPDATE case_events SET case_id = 'gone' WHERE n = 3")
    (told,) = [one for one in found(village) if "指向一条不存在的代办件" in one.what]
    assert told.where == "办件步骤"


def test_a_paper_whose_bytes_changed_is_told_by_title_and_number(village: Session) -> None:
    number = str(village.store.value("SELECT number FROM cases WHERE n = 3"))
    paper, _ = village.slips.issue("cover", number)
    local(village, "UPDATE papers SET pdf = zeroblob(100) WHERE id = ?", paper.id)
    (told,) = found(village)
    assert paper.number in told.what
    assert told.where == "存档的纸件"


def test_what_is_wrong_with_attachments_is_asked_where_they_are_kept(village: Session) -> None:
    checkup = Checkup(village.store, village.clock, village.search, attachments=lambda: ["一张照片不见了"])
    (told,) = checkup.full().findings
    assert (told.what, told.where) == ("一张照片不见了", "扫描件和照片")


def test_a_row_that_an_erasure_left_without_values_is_no_finding(village: Session) -> None:
    local(village, "DELETE FROM journal_values WHERE seq BETWEEN 30 AND 60")
    assert found(village) == []


def test_checks_are_remembered_the_newest_first(village: Session) -> None:
    assert village.checkup.is_due()
    village.checkup.quick()
    local(village, "DELETE FROM search_cases WHERE n = 4")
    village.checkup.full()
    first, second = village.checkup.reports()
    assert (first.kind, second.kind) == ("full", "close")
    assert first.findings[0].repair == "search"
    assert village.checkup.last_full() == first
    assert not village.checkup.is_due()


def test_a_check_is_stopped_between_rows_and_inside_sqlite(village: Session) -> None:
    class Impatient:
        def __init__(self, patience: int) -> None:
            self.patience = patience

        def __call__(self, done: int, total: int, words: str = "") -> None:
            self.patience -= 1

        def cancelled(self) -> bool:
            return self.patience < 0

    for patience in (0, 1, 3, 6):
        with pytest.raises(Cancelled):
            village.checkup.full(Impatient(patience))
    assert village.checkup.reports() == []


def test_repair_rebuilds_what_can_be_computed_after_a_backup(village: Session) -> None:
    local(village, "DELETE FROM search_words WHERE rowid > (1 << 40)")
    local(village, "UPDATE number_series SET last = 0")
    local(village, "INSERT INTO actions VALUES (1, 99999, '', '', NULL, '')")
    wanted = tuple(dict.fromkeys(one.repair for one in found(village)))
    assert set(wanted) == {"search", "actions", "numbers"}
    changes = village.checkup.repair(wanted)
    assert changes
    assert found(village) == []
    assert [backup.about.reason for backup in village.backups.list() if backup.about] == ["repair"]
    note = village.store.row("SELECT action, tbl FROM journal ORDER BY seq DESC LIMIT 1")
    assert note == {"action": "repair", "tbl": "offices"}


def test_repair_without_anything_to_rebuild_or_without_the_right_is_refused(village: Session) -> None:
    with pytest.raises(Refused, match="没有可以重建的"):
        village.checkup.repair(("chain",))

    def refuse() -> None:
        raise Refused("不能修复。")

    checkup = Checkup(village.store, village.clock, village.search, allow=refuse)
    with pytest.raises(Refused, match="不能修复"):
        checkup.repair(("search",))


def test_a_large_file_that_was_looked_at_today_is_left_out_at_close(
    village: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    import msgspec

    from app.checkup import service
    from app.checkup.declaration import declared

    small = msgspec.structs.replace(declared(), quick=msgspec.structs.replace(declared().quick, large_bytes=1000))
    monkeypatch.setattr(service, "declared", lambda: small)
    assert village.checkup.quick() == []
    assert village.checkup.quick() == []
    newest, before = village.checkup.reports()
    assert "这次没有查" in newest.remark
    assert before.remark == ""
    unclean = Checkup(village.store, village.clock, village.search, ended_badly=True)
    unclean.quick()
    assert unclean.reports()[0].remark == ""
