"""A half designed ledger outlives the program; publishing it makes a ledger; what is refused changes nothing."""

import pytest
from msgspec import structs

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.ledgers.designing.fields import add_field, change_field, remove_field
from app.opening import open_session
from app.operators.rights import NotAllowed
from app.session import Session
from tests.app.ledgers.designs import ferry
from tests.conftest import PASSWORD


def test_a_draft_is_there_again_after_the_program_was_closed_and_leaves_no_trace_in_the_journal(
    session: Session, clock: FixedClock
) -> None:
    before = session.store.journal.last_seq
    n = session.drafts.keep(0, ferry())
    unfinished, key = add_field(ferry())
    assert session.drafts.keep(n, change_field(unfinished, key, kind="whole", least="很")) == n
    assert session.store.journal.last_seq == before
    home = session.home.folder
    session.close()
    again = open_session(home, PASSWORD, clock=clock)
    (draft,) = again.drafts.all()
    assert (draft.n, draft.changed_on, draft.design.fields[-1].least) == (n, clock.today(), "很")
    assert again.drafts.draft(n) == draft
    assert again.check() == []
    again.drafts.drop(n)
    assert again.drafts.all() == []
    with pytest.raises(Refused, match="已经不在了"):
        again.drafts.draft(n)
    again.close()


def test_a_design_is_published_and_improved_and_its_draft_goes(session: Session) -> None:
    n = session.drafts.keep(0, ferry())
    published, changes = session.drafts.publish(n, ferry())
    assert changes.touches("ledger_declarations")
    assert (published.made_here, session.drafts.all()) == (True, [])
    key = published.declaration.key
    entry, _ = session.ledgers.add(key, {"zuochuanren": "李四", "renshu": "3", "shoufei": "2"})
    begun = session.drafts.improve(key)
    assert (begun.n, begun.design.version) == (0, 2)
    n = session.drafts.keep(0, change_field(begun.design, "renshu", kind="line", label="几个人"))
    assert session.drafts.improve(key).n == n
    newer, _ = session.drafts.publish(n, session.drafts.draft(n).design)
    assert newer.declaration.version == 2
    assert session.ledgers.entry(key, entry.id).values["renshu"] == "3"
    n = session.drafts.keep(0, session.drafts.improve(key).design)
    session.publishing.publish(session.publishing.text(key).replace("version = 2", "version = 3"))
    assert session.drafts.draft(n).design.version == 4


def test_what_is_refused_leaves_the_office_as_it_was(session: Session) -> None:
    published, _ = session.drafts.publish(0, ferry())
    key, before = published.declaration.key, session.store.journal.last_seq
    newer = session.drafts.improve(key).design
    for wrong in (
        structs.replace(ferry(), title="三会一课"),
        structs.replace(ferry(), title=""),
        remove_field(newer, "beizhu"),
        change_field(newer, "renshu", kind="money"),
    ):
        with pytest.raises(Refused, match="还没有做好"):
            session.drafts.publish(0, wrong)
    with pytest.raises(Refused, match="程序自带"):
        session.drafts.improve("meeting")
    with pytest.raises(Refused, match="没有代号"):
        session.drafts.begin("nirgends")
    assert session.drafts.begin("meeting").design.title == ""
    assert session.store.journal.last_seq == before
    assert session.publishing.all()[key] == published


def test_who_may_not_make_ledgers_keeps_no_drafts(session: Session) -> None:
    from app.ledgers.designing.drafts import Drafts

    def refuse() -> None:
        raise NotAllowed("不能修改本站设置。")

    barred = Drafts(session.store, session.clock, session.publishing, refuse)
    with pytest.raises(NotAllowed):
        barred.keep(0, ferry())
    assert session.drafts.all() == []


def test_a_draft_of_a_newer_program_is_passed_over_and_stays(session: Session) -> None:
    n = session.drafts.keep(0, ferry())
    with session.store.writing() as write:
        write.local("UPDATE ledger_drafts SET design = '{\"title\": 3}'")
    assert session.drafts.all() == []
    with pytest.raises(Refused):
        session.drafts.draft(n)
    assert session.store.value("SELECT count(*) FROM ledger_drafts") == 1
