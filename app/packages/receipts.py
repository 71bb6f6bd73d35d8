"""Where a package stands among those taken before: new, repeated, superseded, or a fork of the sender's line."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from app.packages.checking import Checked
    from app.packages.succession import Line


class Standing(Enum):
    """What the receipts say of a package."""

    NEW = "taken"
    REPEATED = "repeated"
    SUPERSEDED = "superseded"
    FORK = "fork"


def standing(package: "Checked", seen: Iterable[Mapping[str, Any]], line: "Line") -> Standing:
    """Compare a package with the sender's receipts.

    The same content is repeated, however often it was sealed anew. Another content under the same number is a fork,
    unless the sender itself says that one of the two was an attempt that never counted (a stick that was pulled). The
    chain of digests tells a fork whose numbers drifted apart. What was set aside as a fork is looked at afresh.
    """
    header = package.header
    taken = [entry for entry in seen if entry["state"] == "taken"]
    if any(entry["sha256"] == package.digest for entry in taken):
        return Standing.REPEATED
    rivals = [entry for entry in taken if (entry["epoch"], entry["number"]) == (header.epoch, header.number)]
    if any(package.digest in msgspec.json.decode(rival["abandoned"]) for rival in rivals):
        return Standing.SUPERSEDED
    if any(rival["sha256"] not in header.abandoned for rival in rivals):
        return Standing.FORK
    before = [
        entry
        for entry in taken
        if entry["number"] == header.number - 1
        and entry["epoch"] in {epoch.id for epoch in header.epochs}
        and not line.is_past_fork(entry["epoch"], entry["number"])
    ]
    after = [entry for entry in taken if (entry["epoch"], entry["number"]) == (header.epoch, header.number + 1)]
    if _breaks(before, header.previous or "", "sha256") or _breaks(after, package.digest, "previous"):
        return Standing.FORK
    return Standing.NEW


def _breaks(neighbours: Sequence[Mapping[str, Any]], digest: str, column: str) -> bool:
    return bool(neighbours) and all(entry[column] != digest for entry in neighbours)
