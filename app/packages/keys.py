"""An office's keys: an Ed25519 key that signs, an age identity that opens; both live inside the encrypted file."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey
from pyrage import RecipientError, x25519

from app.core.errors import Refused
from db import enrolment as stored

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

SIGN_SECRET = "sign_key"  # noqa: S105 - the name under which it is kept
SEAL_SECRET = "seal_identity"  # noqa: S105 - the name under which it is kept
PUBLIC_BYTES = 32


@dataclass(frozen=True, repr=False)
class OfficeKeys:
    """Our own secret halves; never shown, never logged."""

    signing: SigningKey
    identity: x25519.Identity

    @property
    def sign_key(self) -> bytes:
        """The public half that verifies our signatures (32 bytes)."""
        return bytes(self.signing.verify_key)

    @property
    def seal_key(self) -> str:
        """The public half to which packages are encrypted (``age1…``)."""
        return str(self.identity.to_public())

    def sign(self, message: bytes) -> bytes:
        """Sign; gives 64 bytes."""
        return self.signing.sign(message).signature


def make_office_keys(write: "Writing") -> None:
    """Draw an office's keys once, at set-up; an office that has keys keeps them."""
    if stored.secret(write.store, SIGN_SECRET) is None:
        stored.keep_secret(write, SIGN_SECRET, bytes(SigningKey.generate()))
        stored.keep_secret(write, SEAL_SECRET, str(x25519.Identity.generate()).encode())


def read_office_keys(store: "Store") -> OfficeKeys:
    """Give our own keys; raises ``Refused`` where set-up did not make them."""
    signing, identity = stored.secret(store, SIGN_SECRET), stored.secret(store, SEAL_SECRET)
    if signing is None or identity is None:
        raise Refused("这个办公点还没有报送用的密钥。", untouched="数据没有改动。", advice="请重新打开程序后再试。")
    return OfficeKeys(SigningKey(signing), x25519.Identity.from_str(identity.decode()))


def key_id(sign_key: bytes) -> str:
    """Name a signing key in 16 hexadecimal digits."""
    return hashlib.sha256(sign_key).hexdigest()[:16]


def is_signed_by(sign_key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether this key made this signature."""
    try:
        VerifyKey(sign_key).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def are_public_keys(sign_key: bytes, seal_key: str) -> bool:
    """Tell whether these can be an office's public keys at all."""
    try:
        x25519.Recipient.from_str(seal_key)
    except RecipientError:
        return False
    return len(sign_key) == PUBLIC_BYTES
