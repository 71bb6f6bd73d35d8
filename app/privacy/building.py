"""Putting the room together from what the session hands in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.cases.workflow import workflow
from app.privacy.asking import Requests
from app.privacy.assessments import Assessments
from app.privacy.consents import Consents
from app.privacy.erasing import Erasing
from app.privacy.held import Gathering
from app.privacy.service import Privacy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cases.service import Cases
    from app.core.clock import Clock
    from app.operators.rights import Right
    from app.people.people import People
    from app.privacy.erasing import Held
    from app.search.search import Search
    from db.store import Store

ENDED = "ended"


@dataclass(frozen=True)
class Given:
    """What the neighbours lend: erasing contents by digest, titles of scans, backups that hold today, asking rights."""

    store: "Store"
    clock: "Clock"
    cases: "Cases"
    people: "People"
    search: "Search"
    forget_blobs: Callable[[Iterable[str]], object]
    titles: Callable[[str, str], list[str]]
    backups: "Callable[[], Sequence[Held]]"
    require: "Callable[[Right], None]"


def build_privacy(given: Given) -> Privacy:
    """Build the room for one open office."""
    declared = workflow()
    closed = declared.keys(group=ENDED)
    consents = Consents(given.store, given.clock, given.people)
    return Privacy(
        *(given.store, given.clock, given.cases),
        Requests(given.store, given.cases, given.people, given.search),
        consents,
        Assessments(given.store, given.clock),
        Erasing(
            *(given.store, given.search, closed, given.forget_blobs, given.backups),
            partial(given.require, "erase"),
        ),
        Gathering(given.store, given.clock, given.people, consents, declared.label, given.titles),
        partial(given.require, "identity.see"),
    )
