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


@dataclass(frozen=True, repr=False)
class Given:
    """What the clerk typed: a password, or a recovery code and the new password; ``then``: a password of that time."""

    password: str
    code: str = ""
    then: str = ""


def unlock_there(about: About, given: Given) -> Unlocked:
    """Open a backup with a way of its own slots, which go with it; a recovery code gives its operator a new password.

    Raises ``WrongKey``, or ``Refused`` where the code is misspelt or the new password too short.
    """
    key, operator = _opened(about, given)
    return Unlocked(key, key, operator, _with_new_password(about.slots, given, key, operator))


def unlock_here(home: Home, about: About, given: Given) -> Unlocked:
    """Open a backup in the home whose data file is damaged or gone; today's slots stay, and today's key.

    Where today's slots are lost too, those of the backup take their place. Raises ``WrongKey`` or ``Refused``.
    """
    try:
        today = slots.read_slots(home.slot_files)
    except FileDamaged:
        return unlock_there(about, given)
    refuse_other_office(about, today.office)
    kind, typed = _typed(given)
    key_now, operator = slots.unseal(today, typed, kind=kind)
    new_slots = _with_new_password(today, given, key_now, operator) if given.code else None
    if slots.key_id(key_now) == about.key_id:
        return Unlocked(key_now, key_now, operator, new_slots)
    try:
        key_then, _ = _opened(about, Given(given.then) if given.then else given)
    except WrongKey as trouble:
        raise KeyOfThen from trouble
    return Unlocked(key_then, key_now, operator, new_slots)


def refuse_other_office(about: About, office: str) -> None:
    """Refuse a backup of another office: one office's data never takes the place of another's."""
    if about.office != office:
        raise Refused(
            "这份备份是另一个办公点的，没有恢复到这里。",
            untouched=UNTOUCHED,
            advice="请选本办公点的备份，或者恢复到一个新的文件夹。",
        )


def _typed(given: Given) -> tuple[str, str]:
    """Give kind and word of the way that is tried; raises ``Refused`` for a misspelt code or a short new password."""
    if not given.code:
        return slots.PASSWORD, given.password
    if len(given.password) < SHORTEST_PASSWORD:
        raise Refused(f"密码至少 {SHORTEST_PASSWORD} 个字。", untouched=UNTOUCHED, advice="请换一个长一些的密码。")
    return slots.RECOVERY, read_recovery_code(given.code)


def _opened(about: About, given: Given) -> tuple[bytes, str]:
    """Give the key of this backup, and whose slot gave it; while a key is changed there are slots of two."""
    kind, typed = _typed(given)
    for opening in slots.openings(about.slots, typed, kind=kind):
        if slots.key_id(opening.file_key) == about.key_id:
            return opening.file_key, opening.slot.operator
    raise WrongKey("密码打不开这份备份。" if kind == slots.PASSWORD else "恢复码打不开这份备份。")


def _with_new_password(ways: slots.Slots, given: Given, key: bytes, operator: str) -> slots.Slots:
    if not given.code:
        return ways
    return slots.with_slot(ways, slots.seal(key, given.password, slots.PASSWORD, operator, slots.cost_of(ways)))
