"""Which papers of a case are here and which are missing."""

from collections.abc import Iterable
from datetime import date

import msgspec

from app.cases.facts import Material


def received(materials: Iterable[Material], papers: tuple[str, ...], day: date) -> tuple[Material, ...]:
    """Mark what came in (``papers``; none named means everything) as received on ``day``."""
    return tuple(
        msgspec.structs.replace(paper, received=True, received_on=day)
        if not paper.received and (not papers or paper.name in papers)
        else paper
        for paper in materials
    )


def missing(materials: Iterable[Material], papers: tuple[str, ...]) -> tuple[Material, ...]:
    """Mark the named papers as missing; one that the item does not list is added."""
    kept = [
        msgspec.structs.replace(paper, received=False, received_on=None) if paper.name in papers else paper
        for paper in materials
    ]
    known = {paper.name for paper in kept}
    added = [Material(name=name) for name in papers if name not in known]
    return (*kept, *added)
