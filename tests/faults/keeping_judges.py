"""The judges of words that keep, carry and lock away; each looks at the office's file, too."""

from collections.abc import Callable, Iterator
from pathlib import Path

from app.backups.container import verify_container
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.home import Home
from app.opening import create_office, open_session
from app.operators import slots
from db.store import Store
from tests.faults.judges import Facts, Judge, OfficeJudge, Told, chain_after, facts_told, whole_file
from tests.faults.lived import MORNING, PASSWORD
from tests.faults.lived_keeping import SETUP, password_number


class FoundJudge:
    """A new office stands whole, with its password and code, or does not stand yet and can be set up again."""

    deep_every = 40

    def __init__(self, _facts: Facts) -> None:
        """Know nothing beforehand: key and code are drawn anew."""

    def learn(self, folder: Path, told: Told) -> None:
        """Learn nothing."""

    def judge(self, folder: Path, told: Told, *, deep: bool) -> Iterator[str]:
        home = Home(folder / "home")
        if not home.is_set_up():
            if facts_told(told):
                yield "the new office was told of and is gone"
            elif deep:
                create_office(home.folder, SETUP, clock=FixedClock(MORNING))[0].close()
            return
        key, operator = slots.unseal(slots.read_slots(home.slot_files), PASSWORD)
        for one in facts_told(told):
            slots.unseal(slots.read_slots(home.slot_files), one["code"], kind="recovery")
        store = Store.open(home.office_file, key, now=FixedClock(MORNING).now)
        try:
            if store.value("SELECT count(*) FROM operators WHERE id = ?", (operator,)) != 1:
                yield "nobody is at the desk of the new office"
            if not (store.value("SELECT 1 FROM service_items") and store.value("SELECT 1 FROM search_words")):
                yield "the catalogue did not come with the new office"
            yield from whole_file(store) if deep else chain_after(store, 1)
        finally:
            store.close()


class PasswordJudge(OfficeJudge):
    """The password told last opens the office, or the one in flight; the recovery code always does."""

    deep_every = 20
    password = ""

    def judge(self, folder: Path, told: Told, *, deep: bool) -> Iterator[str]:
        home = Home(folder / "home")
        number = max((one["password"] for one in facts_told(told)), default=0)
        good = [word for word in (number, number + 1) if self._opens(home, password_number(word), "password")]
        if not good:
            yield f"neither password {number} nor the one in flight opens the office"
        if not self._opens(home, self.facts.code, "recovery"):
            yield "the recovery code does not open the office"
        yield from super().judge(folder, told, deep=deep)
        if deep and good:
            open_session(home.folder, password_number(good[0]), clock=FixedClock(MORNING)).close()

    def _opens(self, home: Home, word: str, kind: str) -> bool:
        try:
            key, _ = slots.unseal(slots.read_slots(home.slot_files), word, kind=kind)
        except Refused:
            return False
        return key.hex() == self.facts.key


class BackupJudge(OfficeJudge):
    """Every file that bears a backup's name is whole, and every backup that was told is there."""

    deep_every = 10

    def judge(self, folder: Path, told: Told, *, deep: bool) -> Iterator[str]:
        backups = Home(folder / "home").backups
        names = {path.name for path in backups.glob("*.czbak")}
        for one in facts_told(told):
            if one.get("backup", "") not in {"", *names}:
                yield f"the backup {one['backup']} was told of and is gone"
        for name in names:
            verify_container(backups / name)
        yield from super().judge(folder, told, deep=deep)


KEEPING_JUDGES: dict[str, Callable[[Facts], Judge]] = {
    "found": FoundJudge,
    "password": PasswordJudge,
    "backup": BackupJudge,
}
