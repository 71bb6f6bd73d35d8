"""What the designer asks of the session, in the working threads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.core.errors import Refused
from app.ledgers.balance import shown_amount
from app.ledgers.declaration import Declaration
from app.ledgers.designing.design import Design
from app.ledgers.designing.faults import DesignFault, design_faults
from app.ledgers.designing.making import previewed
from app.ledgers.designing.samples import samples
from app.ledgers.facts import Entry
from ui.ledgers.addresses import COPY, DESIGN

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.documents.registers.service import RegisterPaper
    from app.ledgers.designing.drafts import Draft
    from app.ledgers.standing import Standing
    from app.session import Session

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """What a design looks like now, and what is wrong with it; ``declared`` is ``None`` where there is nothing to see.

    ``tried`` counts the entries of the clerk among ``entries`` (none: they are samples), ``turned_away`` those that the
    ledger does not take any more.
    """

    faults: Sequence[DesignFault]
    declared: Declaration | None = None
    entries: Sequence[Entry] = ()
    balances: Mapping[str, str] | None = None
    paper: "RegisterPaper | None" = None
    tried: int = 0
    turned_away: int = 0


@dataclass
class Place:
    """Where a design is kept: the number of its draft, 0 until the writing thread has kept it for the first time."""

    n: int = 0


def keep_design(session: "Session", place: Place, design: Design) -> None:
    """Keep a design in its place; asked for again before the answer came, it still is one draft."""
    place.n = session.drafts.keep(place.n, design)


def publish_design(session: "Session", place: Place, design: Design) -> "tuple[Standing, Changes]":
    """Publish a design and let its draft go; raises ``Refused``."""
    return session.drafts.publish(place.n, design)


def read_draft(session: "Session", what: str, key: str, n: int) -> "tuple[Draft, Mapping[str, Standing]]":
    """Begin a design, or go on with one: a kept draft, a copy of a ledger, its newer version, or from nothing."""
    if n:
        draft = session.drafts.draft(n)
    elif what == DESIGN and key:
        draft = session.drafts.improve(key)
    else:
        draft = session.drafts.begin(key if what == COPY else "")
    return draft, session.publishing.all()


def read_look(session: "Session", design: Design, tried: Sequence[Given]) -> Look:
    """Make form, list and register of a design with throw-away entries; none of them comes near the office."""
    known = session.publishing.all()
    faults = design_faults(design, known)
    if not design.fields or not design.day:
        return Look(faults)
    ledger = previewed(design)
    with session.try_out(ledger) as trial:
        turned_away = trial.add_fitting(tried)
        count = len(tried) - turned_away
        if not count:
            trial.add_fitting(samples(ledger, session.clock.today()))
        entries, moves = trial.written()
    paper = None
    try:
        paper = session.ledger_papers.sample(ledger, entries, moves)
    except Refused as refused:  # a sign without a shape: it is said on paper's place, the rest is still there to see
        faults = (*faults, DesignFault(-1, "paper", str(refused)))
    balances = {move.entry: shown_amount(ledger, move.balance) for move in moves}
    return Look(faults, ledger, entries, balances, paper, count, turned_away)


def try_entry(session: "Session", design: Design, given: Given) -> Entry:
    """Add one throw-away entry by the rules of the ledger; raises ``Refused`` with what is wrong with it."""
    ledger = previewed(design)
    with session.try_out(ledger) as trial:
        entry, _ = trial.ledgers.add(ledger.key, {key: value for key, value in given.items() if value is not None})
        return entry
