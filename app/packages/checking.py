"""Looking through a whole package before anything of it is written: who, for whom, in which line, and every row."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.errors import Refused
from app.core.progress import SILENT, Progress, go_on
from app.packages.keys import OfficeKeys, key_id
from app.packages.layout import UNTOUCHED, Header, Preface
from app.packages.received import Received, place_of
from app.packages.sealing import Opened, opened_package
from app.packages.sections import unpack_lines
from app.packages.shared_rows import UNREAD
from app.packages.succession import check_line
from db import enrolment
from db.ledger_declarations import TABLE as DECLARATIONS
from db.shared_rows import AGGREGATES

if TYPE_CHECKING:
    from db.store import Store

UNSEEN = "包里的内容不合规定，没有收。"


@dataclass(frozen=True)
class Checked:
    """A file whose every byte was looked at; ``sender`` is the office's row, ``received`` knows its ledgers."""

    path: Path
    header: Header
    digest: str
    sender: Mapping[str, Any]
    received: Received


class Checking:
    """Checks packages for one receiving office."""

    def __init__(self, store: "Store", temporary: Path, keys: OfficeKeys) -> None:
        """Work on an open store; nothing is ever written to it here."""
        self._store, self._temporary, self._keys = store, temporary, keys

    def check(self, path: Path, progress: Progress = SILENT) -> Checked:
        """Check one file to its last row; raises ``Refused`` with the first thing that is wrong."""
        with opened_package(path, self._temporary, self._keys, self.find_key, self._store.schema) as opened:
            header = opened.header
            sender = enrolment.office_by_id(self._store, header.sender)
            if sender is None:
                raise _unknown(header.sender_unit)
            if header.recipient != self._store.office["id"]:
                raise Refused("这个包是报给别的单位的，没有收。", untouched=UNTOUCHED, advice="请送到收件的单位去。")
            check_line(header.epochs, header.epoch)
            _check_sections(header)
            received = Received(self._store, sender["n"])
            _check_rows(opened, received, progress)
            return Checked(path, header, opened.digest, sender, received)

    def find_key(self, preface: Preface) -> bytes:
        """Give the pinned key that this package must be signed with; raises ``Refused`` for a sender we do not know."""
        sender = enrolment.office_by_id(self._store, preface.sender)
        if sender is None or sender["relation"] not in {"child", "former"}:
            raise _unknown("")
        if sender["relation"] == "former":
            raise Refused(f"“{sender['name']}”已经停用，没有收。", untouched=UNTOUCHED, advice="请核对是谁写的包。")
        line = enrolment.office_keys(self._store, sender["n"])
        until = [key["valid_from"] for key in line[1:]] + [None]
        for key, end in zip(line, until, strict=True):
            holds = key["valid_from"] <= preface.number and (end is None or preface.number < end)
            if holds and key_id(bytes(key["sign_key"])) == preface.sender_key:
                return bytes(key["sign_key"])
        raise Refused("签名用的钥匙和登记的不一样，没有收。", untouched=UNTOUCHED, advice="请让站点重新登记。")


def _unknown(unit: str) -> Refused:
    who = f"（{unit}）" if unit else ""
    return Refused(
        f"发包的站点{who}没有在本单位登记过，没有收。", untouched=UNTOUCHED, advice="请先用 enrol 登记这个站点。"
    )


def _check_sections(header: Header) -> None:
    """Sections must be known tables or ledgers, each once, in the order of merging (a case before its events)."""
    try:
        places = [place_of(section.name) for section in header.sections]
    except ValueError as trouble:
        raise Refused(UNSEEN, untouched=UNTOUCHED) from trouble
    if any(first >= second for first, second in pairwise(places)):
        raise Refused(UNSEEN, untouched=UNTOUCHED)


def _check_rows(opened: Opened, received: Received, progress: Progress) -> None:
    """Every row: strict shape, an epoch of the sender's own line, ids rising, a part only with its whole."""
    epochs = {epoch.id for epoch in opened.header.epochs}
    links = {part: (whole, link) for whole, (part, link) in AGGREGATES.items()}
    wholes: dict[str, set[str]] = {whole: set() for whole in AGGREGATES}
    done, total = 0, opened.header.rows
    for section in opened.header.sections:
        shape = received.shape(section.name, section.version) or UNREAD
        whole, link = links.get(section.name, ("", ""))
        last = ""
        for batch in unpack_lines(section, opened.inner):
            go_on(progress, done, total, "正在检查")
            done += len(batch)
            for line in batch:
                row = shape.check(line)
                if row.epoch not in epochs:
                    raise Refused("包里有不属于发包单位的记录，没有收。", untouched=UNTOUCHED)
                if row.id <= last or (whole and getattr(row, link) not in wholes[whole]):
                    raise Refused(UNSEEN, untouched=UNTOUCHED)
                last = row.id
                if section.name in wholes:
                    wholes[section.name].add(last)
                if section.name == DECLARATIONS:
                    received.learn(row)
