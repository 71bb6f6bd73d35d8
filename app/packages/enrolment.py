"""Two offices learn each other's keys: invitation, answer, and a code that is compared by phone."""

import hmac
import secrets
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.changes import Changes
from app.core.errors import Refused
from app.packages.keys import read_office_keys
from app.packages.letters import (
    UNTOUCHED,
    Invitation,
    Party,
    Reply,
    check_code,
    letter_digest,
    read_letter,
    write_letter,
)
from db import enrolment as stored
from db import packages as receipts

if TYPE_CHECKING:
    from datetime import date

    from db.store import Store
    from db.writing import Writing

UNIT_DIGITS = 12


def make_invitation(store: "Store", unit: str, name: str, out: Path) -> tuple[Invitation, Changes]:
    """Write an invitation for the office with this 12-digit unit code; only a township may.

    Raises ``Refused``: not a township, a unit code that is none, our own code; ``DiskTrouble`` for the file.
    """
    if store.office["kind"] != "township":
        raise Refused("只有乡镇（或县）才能登记下级站点。", untouched=UNTOUCHED, advice="请在乡镇的电脑上做这一步。")
    if len(unit) != UNIT_DIGITS or not (unit.isascii() and unit.isdigit()):
        raise Refused(f"区划代码应是 12 位数字，现在是“{unit}”。", untouched=UNTOUCHED)
    if unit == store.office["unit"]:
        raise Refused("不能邀请自己。", untouched=UNTOUCHED, advice="请填村站的区划代码。")
    if not name.strip() or len(name) > 100:
        raise Refused("站点名称要填，不超过 100 个字。", untouched=UNTOUCHED)
    letter = Invitation(our_party(store), unit, name.strip(), secrets.token_hex(32))
    with store.writing(reason="邀请登记") as write:
        stored.open_invitation(write, letter.nonce, letter_digest(letter), unit, letter.name)
        write.note("invite", "offices", unit, letter.name)
        write_letter(out, letter, read_office_keys(store))
        changes = Changes.of(write.changed)
    return letter, changes


def accept_invitation(
    store: "Store", source: Path, out: Path, day: "date", *, replace: bool = False
) -> tuple[str, Changes]:
    """Pin the inviting township as the one we report to, write the answer, and give the check code.

    Raises ``Refused``: not for our unit, our own letter, or we report to another township already (then only with
    ``replace``, after a change of township or a code that did not match).
    """
    letter = read_letter(source, Invitation, "邀请")
    office, parent = store.office, stored.parent_office(store)
    if letter.writer.id == office["id"]:
        raise Refused("这是本单位自己写的邀请，要由下级站点接受。", untouched=UNTOUCHED)
    if letter.writer.kind != "township":
        raise Refused("这份邀请不是乡镇写的，没有接受。", untouched=UNTOUCHED, advice="请向乡镇重新要一份。")
    if letter.unit != office["unit"]:
        raise Refused(
            f"这份邀请是给 {letter.unit}（{letter.name}）的，本单位是 {office['unit']}（{office['name']}），没有接受。",
            untouched=UNTOUCHED,
            advice="请向乡镇要本单位的邀请。",
        )
    if parent and parent["id"] != letter.writer.id and not replace:
        raise Refused(
            f"本单位已经登记在“{parent['name']}”，没有改登记到“{letter.writer.name}”。",
            untouched=UNTOUCHED,
            advice="确实要改时，请选“改登记”（命令行加 --replace）再做一次。",
        )
    _refuse_other_relation(store, letter.writer, ("parent", "former"))
    reply = Reply(our_party(store), letter.nonce, letter_digest(letter))
    with store.writing(reason="登记到上级") as write:
        if parent and parent["id"] != letter.writer.id:
            stored.dismiss_office(write, parent["n"])
        n = _pin(write, "parent", letter.writer, day)
        _pin_key(write, n, letter.writer, receipts.last_number(store) + 1)
        write_letter(out, reply, read_office_keys(store))
        changes = Changes.of(write.changed)
    return check_code(letter_digest(letter), letter_digest(reply)), changes


def confirm_reply(
    store: "Store", source: Path, typed_code: str, day: "date", *, replace: bool = False
) -> tuple[Party, Changes]:
    """Enrol the answering office after its code was told by phone; gives who it is.

    Raises ``Refused``, and changes nothing, for a wrong code, an answer to no open invitation of ours, another unit
    than was invited, or a second office with the same unit (then only with ``replace``: the old one becomes a former
    one).
    """
    letter = read_letter(source, Reply, "回执")
    writer = letter.writer
    invitation = stored.invitation(store, letter.nonce)
    _check_invitation(invitation, letter)
    expected = check_code(letter.invitation, letter_digest(letter))
    if not hmac.compare_digest(_digits(expected).encode(), _digits(typed_code).encode()):
        raise Refused(
            "核对码不一致，没有登记。",
            untouched=UNTOUCHED,
            advice="请打电话再念一遍；仍不一致就说明文件被换过，请重新邀请。",
        )
    _refuse_other_relation(store, writer, ("child", "former"))
    same_unit = [child for child in stored.child_offices(store) if child["unit"] == writer.unit]
    others = [child for child in same_unit if child["id"] != writer.id]
    if others and not replace:
        raise Refused(
            f"代码 {writer.unit} 已经有一个站点“{others[0]['name']}”，没有登记第二个。",
            untouched=UNTOUCHED,
            advice="如果是换了电脑、重新建的站点，请选“代替原来的”（命令行加 --replace）再做一次，原来的数据会留着。",
        )
    with store.writing(reason="登记下级站点") as write:
        for other in others:
            stored.dismiss_office(write, other["n"])
        n = _pin(write, "child", writer, day)
        _pin_key(write, n, writer, receipts.last_number_from(store, n) + 1)
        stored.close_invitation(write, letter.nonce)
        changes = Changes.of(write.changed)
    return writer, changes


def our_party(store: "Store") -> Party:
    """Give our own side as the other one sees it."""
    office, keys = store.office, read_office_keys(store)
    return Party(
        id=office["id"],
        kind=office["kind"],
        unit=office["unit"],
        name=office["name"],
        sign_key=keys.sign_key.hex(),
        seal_key=keys.seal_key,
    )


def _check_invitation(invitation: dict[str, Any] | None, letter: Reply) -> None:
    if invitation is None or invitation["digest"] != letter.invitation:
        raise Refused("这份回执答的不是本单位发出的邀请，没有登记。", untouched=UNTOUCHED, advice="请重新邀请。")
    if invitation["state"] == "used":
        raise Refused("这份邀请已经用过了，没有再登记。", untouched=UNTOUCHED, advice="要重新登记请另写一份邀请。")
    if invitation["state"] == "replaced":
        raise Refused("这份邀请已经被新的一份代替，没有登记。", untouched=UNTOUCHED, advice="请用新的那一份。")
    if invitation["unit"] != letter.writer.unit:
        raise Refused(
            f"邀请的是 {invitation['unit']}，回执来自 {letter.writer.unit}，没有登记。",
            untouched=UNTOUCHED,
            advice="请核对区划代码。",
        )


def _refuse_other_relation(store: "Store", party: Party, allowed: tuple[str, ...]) -> None:
    known = stored.office_by_id(store, party.id)
    if known and known["relation"] not in allowed:
        raise Refused(f"“{party.name}”和本单位已经是另一种关系，没有登记。", untouched=UNTOUCHED)


def _pin(write: "Writing", relation: str, party: Party, day: "date") -> int:
    facts = {"id": party.id, "kind": party.kind, "unit": party.unit, "name": party.name}
    known = stored.office_by_id(write.store, party.id)
    if known is None:
        n = stored.add_office(write, relation, facts, day.isoformat())
    else:
        n = int(known["n"])
        stored.change_office(write, n, relation, facts, day.isoformat())
    write.note("enrol", "offices", party.id, f"{party.unit} {party.name}")
    return n


def _pin_key(write: "Writing", n: int, party: Party, valid_from: int) -> None:
    """Add the party's keys to its line, unless the newest are the same."""
    line = stored.office_keys(write.store, n)
    sign_key = bytes.fromhex(party.sign_key)
    if line and bytes(line[-1]["sign_key"]) == sign_key and line[-1]["seal_key"] == party.seal_key:
        return
    stored.add_office_key(write, n, valid_from if line else 1, sign_key, party.seal_key)


def _digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isdigit())
