"""A notice as it stands in the books."""

from datetime import date
from typing import Literal

import msgspec


class Posted(msgspec.Struct, frozen=True):
    """A notice of ours; ``state`` is released, posted or taken_down."""

    id: str
    kind: str
    month: str
    paper: str
    title: str
    state: Literal["released", "posted", "taken_down"]
    posted_on: date | None
    until_day: date | None
    taken_down_on: date | None
    place: str
    paper_id: str | None
    complaint_phone: str
    objections: str
