"""Changes: what a page asks before it reloads."""

from app.core.changes import Changes


def test_changes_say_which_tables_they_touch() -> None:
    """A page of cases does not reload for a resident."""
    changes = Changes.of([("cases", "1"), ("case_events", "2"), ("cases", "1")])
    assert changes.touches("cases")
    assert changes.touches("residents", "case_events")
    assert not changes.touches("residents")
    assert changes.ids("cases") == {"1"}


def test_changes_join() -> None:
    """Two services of one action give one set."""
    joined = Changes.of([("cases", "1")]) | Changes.of([("residents", "2")])
    assert joined.rows == {("cases", "1"), ("residents", "2")}
    assert joined
    assert not Changes()
