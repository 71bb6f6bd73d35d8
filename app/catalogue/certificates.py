"""The certificates that a village must not issue (民发〔2020〕20号, DOMAIN B8), each refused with where to go."""

import unicodedata
from functools import cache

import msgspec

from app.core.errors import Refused
from app.core.resources import load_toml

HELD = "带有持凭附交收已查看验"
"""Somebody who brings or holds such a paper does not ask the village for it (“已有医院死亡证明”)."""
LOOK_BACK = 6


class Certificate(msgspec.Struct, frozen=True):
    """One certificate of the black list: what it is called, why not, and where to go instead."""

    name: str
    words: tuple[str, ...]
    reason: str
    instead: str


class _Certificates(msgspec.Struct, frozen=True):
    basis: str
    certificate: tuple[Certificate, ...]


@cache
def certificates() -> tuple[Certificate, ...]:
    """Read the black list in its order."""
    return load_toml("catalogue/certificates.toml", _Certificates).certificate


def certificates_basis() -> str:
    """Name the document that the black list rests on."""
    return load_toml("catalogue/certificates.toml", _Certificates).basis


def asked_certificate(text: str) -> Certificate | None:
    """Find the black-listed certificate that a text asks for, if any."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    for certificate in certificates():
        for word in certificate.words:
            place = plain.find(word)
            if place >= 0 and not any(sign in plain[max(0, place - LOOK_BACK) : place] for sign in HELD):
                return certificate
    return None


def refuse_certificate(text: str) -> None:
    """Raise ``Refused`` with the reason and where to go, where a text asks for a black-listed certificate."""
    if certificate := asked_certificate(text):
        sentence = f"“{certificate.name}”村里不能开，没有登记。{certificate.reason}"
        raise Refused(sentence, untouched=f"依据：{certificates_basis()}。", advice=certificate.instead)
