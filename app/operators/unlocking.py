"""From what is typed to an open office: which copy of the slots counts, which file key fits, and what was amiss.

Slots of two file keys may lie in one file while a new key is taken into use; the data file alone decides. Each thing
that can be wrong with the slots is told as what it is (FAULTS 22).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from app.core.errors import FileDamaged, Refused, WrongKey
from app.operators import slots
from app.operators.rekeying import sweep
from app.operators.slot_files import KeysLost, slot_faults
from db.file_keys import keep_generation, seen_generation

if TYPE_CHECKING:
    from app.core.home import Home
    from db.store import Store

FROM_BACKUP = "原来的钥匙文件用不了，已经用备份里的那一份代替；改过密码的操作员请由站长重新设置密码"
LOST = "两份钥匙文件都读不出来（坏了或者不见了），没有它们打不开数据。"
_BY_STICK = "请插上存有备份的盘，用命令行 recover --backup，或者把备份恢复到新的文件夹。"
_BY_CODE = "请在登录窗口选“忘了密码，用恢复码”：程序会从最近的备份里取回钥匙文件。"


class Elsewhere(NamedTuple):
    """What the newest backup within reach says of the keys: whose, which file key, and the slots of its day."""

    office: str
    key: str
    slots: slots.Slots


class Typed(NamedTuple):
    """A password or recovery code as it was typed; ``operator`` narrows it to one person's slot."""

    words: str
    kind: str = slots.PASSWORD
    operator: str | None = None


class Unlocked(NamedTuple):
    """An open office; ``operator`` is whose slot opened it, ``told`` what was amiss with the slots, in sentences."""

    store: "Store"
    operator: str
    told: tuple[str, ...] = ()


Open = Callable[[bytes], "Store"]
Find = Callable[[], Elsewhere | None]


def unlock(home: "Home", typed: Typed, open_store: Open, find: Find) -> Unlocked:
    """Open the office with what was typed, then mend and tidy the slots.

    ``open_store`` opens the data file with a file key, ``find`` looks at the newest backup; it is asked only where
    something is wrong. Raises ``WrongKey``, ``KeysLost``, ``FileDamaged`` and what ``open_store`` refuses; nothing is
    changed then.
    """
    copies = slots.whole_copies(home.slot_files)
    found = None if copies else find()
    if not copies and (found is None or typed.kind == slots.PASSWORD):
        raise KeysLost(LOST, _BY_CODE if found else _BY_STICK)
    fitting: list[slots.Opening] = []
    if unlocked := _try(home, copies, typed, open_store, fitting):
        return unlocked
    found = found or find()
    spare = [found.slots] if found is not None and typed.kind == slots.RECOVERY else []
    if unlocked := _try(home, spare, typed, open_store, [] if copies else fitting, spare=True):
        return unlocked
    raise _why_not(copies, fitting, typed, found)


def open_with_key(home: "Home", file_key: bytes, open_store: Open) -> "Store":
    """Open the office with a file key that came back; raises ``FileDamaged`` where it does not fit."""
    try:
        store = open_store(file_key)
    except WrongKey as trouble:
        raise FileDamaged("带回来的钥匙打不开现在的数据文件，可能后来换过钥匙") from trouble
    sweep(home)
    return store


def _try(
    home: "Home",
    copies: Iterable[slots.Slots],
    typed: Typed,
    open_store: Open,
    fitting: list[slots.Opening],
    *,
    spare: bool = False,
) -> Unlocked | None:
    """Try every key that opens; what opened is added to ``fitting``."""
    for kept, opening in _openings(copies, typed):
        fitting.append(opening)
        with suppress(WrongKey):
            store = open_store(opening.file_key)
            told = _settle(home, kept, opening, store, typed, spare=spare)
            return Unlocked(store, opening.slot.operator, told)
    return None


def _openings(copies: Iterable[slots.Slots], typed: Typed) -> Iterator[tuple[slots.Slots, slots.Opening]]:
    """Try the newest copy, and an older one only where it is of another office."""
    seen: set[str] = set()
    for kept in copies:
        if kept.office not in seen:
            seen.add(kept.office)
            for opening in slots.openings(kept, typed.words, kind=typed.kind, operator=typed.operator):
                yield kept, opening


def _why_not(
    copies: list[slots.Slots], fitting: list[slots.Opening], typed: Typed, found: Elsewhere | None
) -> Refused:
    """Say why nothing opened: the word is wrong, or the slots are not those of this data file."""
    if copies and found is not None and all(kept.office != found.office for kept in copies):
        return KeysLost(
            "钥匙文件是另一个办公点的，和数据文件不是一套，没有打开。", "请把本办公点的钥匙文件放回来。" + _BY_CODE
        )
    if not fitting:
        return WrongKey() if typed.kind == slots.PASSWORD else WrongKey("恢复码打不开这份数据。")
    if any(len({slot.key for slot in kept.slots}) > 1 for kept in copies):
        return WrongKey("换钥匙（交接）的时候断过电，打开数据要用另一个密码或恢复码，没有打开。")
    ids = {slots.key_id(opening.file_key) for opening in fitting}
    if found is None:
        return FileDamaged("它的开头坏了，或者钥匙文件和它不是一套")
    if found.key in ids:
        return FileDamaged("它的开头坏了（钥匙是对的）")
    return KeysLost(
        "钥匙文件是换钥匙以前的旧的一份，和数据文件不是一套，没有打开。", "请把现在的钥匙文件放回来。" + _BY_CODE
    )


def _settle(
    home: "Home", kept: slots.Slots, opening: slots.Opening, store: "Store", typed: Typed, *, spare: bool
) -> tuple[str, ...]:
    """Drop slots of another file key, mend the copies, and journal what was amiss; a full disk holds nobody up."""
    sweep(home)
    office, seen = str(store.office["id"]), seen_generation(store)
    told = [FROM_BACKUP] if spare else slot_faults(home, office)
    if not spare and kept.generation < seen:
        told.append(f"钥匙文件是旧的一份（第 {kept.generation} 版，应是第 {seen} 版），这以后改过的密码和恢复码不算数")
    today = slots.key_id(opening.file_key)
    ways = [_renewed(slot, opening, typed) for slot in kept.slots if slot.key in {"", today}]
    tidy = msgspec.structs.replace(kept, office=office, slots=tuple(ways))
    if tidy != kept or told:
        tidy = msgspec.structs.replace(tidy, generation=max(kept.generation, seen) + 1)
    with suppress(Refused):
        if tidy != kept:
            slots.write_slots(tidy, home.slot_files)
        if told or tidy.generation > seen:
            _remember(store, opening.slot.operator, tidy.generation, told)
    return tuple(told)


def _renewed(slot: slots.Slot, opening: slots.Opening, typed: Typed) -> slots.Slot:
    """Seal the slot that just opened in today's manner, where it is of the first program."""
    if slot != opening.slot or slot.public:
        return slot
    return slots.seal(opening.file_key, typed.words, slot.kind, slot.operator, slot.cost)


def _remember(store: "Store", operator: str, generation: int, told: list[str]) -> None:
    with store.writing(operator, "核对钥匙文件") as write:
        keep_generation(write, generation)
        for words in told:
            write.note("repair", "operators", operator, words)
