"""The key of a backup: known to the open office, or behind a password or recovery code of the backup's own slots."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.backups.container import About
from app.core.errors import FileDamaged, Refused, WrongKey
from app.core.home import Home
from app.core.passwords import SHORTEST_PASSWORD
from app.operators import slots
from app.operators.recovery import read_recovery_code

UNTOUCHED = "数据没有改动。"


class KeyOfThen(WrongKey):
    """The backup is from before a change of the file key: a password of that time is wanted beside today's."""

    def __init__(self) -> None:
        """Say which password is wanted."""
        super().__init__("这份备份是换钥匙（如交接）以前做的，还要当时的密码才打得开。")


@dataclass(frozen=True, repr=False)
class Unlocked:
    """A backup's own key, the key under which it shall live on, who opened it, and slots that go with it.

    Without ``new_slots`` those of the home stay. Never shown, never logged.
    """

    key: bytes
    key_after: bytes
    operator: str
    new_slots: slots.Slots | None = None


def known_key(about: About, known: Mapping[str, bytes]) -> bytes:
    """Give the key of a backup from those that the open office knows; raises ``Refused`` where it is none of them."""
    if about.key_id not in known:
        raise Refused(
            "这份备份的钥匙，本办公点没有保存。",
            untouched=UNTOUCHED,
            advice="请在新的文件夹里用当时的密码或恢复码恢复它。",
        )
    return known[about.key_id]


def unlock_by_password(about: About, password: str) -> Unlocked:
    """Open a backup with the password of one of its own operators; its slots go with it. Raises ``WrongKey``."""
    key, operator = _opened(about, password, slots.PASSWORD)
    return Unlocked(key, key, operator, about.slots)


def unlock_by_code(about: About, typed_code: str, password: str) -> Unlocked:
    """Open a backup with a recovery code and give its operator a new password; the code stays good.

    Raises ``WrongKey``, or ``Refused`` where the code is misspelt or the password too short.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(f"密码至少 {SHORTEST_PASSWORD} 个字。", untouched=UNTOUCHED, advice="请换一个长一些的密码。")
    key, operator = _opened(about, read_recovery_code(typed_code), slots.RECOVERY)
    fresh = slots.seal(key, password, slots.PASSWORD, operator, slots.cost_of(about.slots))
    return Unlocked(key, key, operator, slots.with_slot(about.slots, fresh))


def unlock_here(home: Home, about: About, password: str, password_then: str = "") -> Unlocked:
    """Open a backup in the home whose data file is damaged or gone; today's slots stay, and today's key.

    ``password_then`` is one of the time of the backup, for a backup from before a hand-over. Where today's slots are
    lost too, those of the backup take their place. Raises ``WrongKey`` or ``Refused``.
    """
    try:
        today = slots.read_slots(home.slot_files)
    except FileDamaged:
        return unlock_by_password(about, password)
    refuse_other_office(about, today.office)
    key_now, operator = slots.unseal(today, password)
    if slots.key_id(key_now) == about.key_id:
        return Unlocked(key_now, key_now, operator)
    try:
        key_then, _ = _opened(about, password_then or password, slots.PASSWORD)
    except WrongKey as trouble:
        raise KeyOfThen from trouble
    return Unlocked(key_then, key_now, operator)


def refuse_other_office(about: About, office: str) -> None:
    """Refuse a backup of another office: one office's data never takes the place of another's."""
    if about.office != office:
        raise Refused(
            "这份备份是另一个办公点的，没有恢复到这里。",
            untouched=UNTOUCHED,
            advice="请选本办公点的备份，或者恢复到一个新的文件夹。",
        )


def _opened(about: About, typed: str, kind: str) -> tuple[bytes, str]:
    """Give the key of this backup, and whose slot gave it; while a key is changed there are slots of two."""
    for opening in slots.openings(about.slots, typed, kind=kind):
        if slots.key_id(opening.file_key) == about.key_id:
            return opening.file_key, opening.slot.operator
    raise WrongKey("密码打不开这份备份。" if kind == slots.PASSWORD else "恢复码打不开这份备份。")
