"""The judges of words that carry an office elsewhere or over to another state of itself."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from pyrage import DecryptError, decrypt

from app.backups.container import verify_container
from app.core.clock import FixedClock
from app.core.errors import WrongKey
from app.core.home import Home
from app.opening import open_session
from app.operators import slots
from app.packages.keys import read_office_keys
from app.session import Session
from db.blobs import Blobs
from db.connection import connect
from db.migrations import SCHEMA
from db.store import Store
from tests.faults.judges import Facts, Judge, OfficeJudge, Told, facts_told, open_store, whole_file
from tests.faults.light_store import Readable
from tests.faults.lived import MORNING, PASSWORD
from tests.faults.lived_keeping import password_number


class PackageJudge(OfficeJudge):
    """A file that bears a package's name is whole; one with a receipt, or that was told of, lies on the stick."""

    def look(self, store: Readable, told: Told, *, deep: bool) -> Iterator[str]:
        stick = store.path.parent.parent / "stick"
        found = {path.name for path in stick.glob("*.czp")}
        yield from (f"{name} is not whole" for name in found if not self._is_whole(stick / name, store))
        promised = [one["package"] for one in facts_told(told)]
        promised += [row["file_name"] for row in store.rows("SELECT file_name FROM packages_out")]
        yield from (f"{name} has a receipt and is gone" for name in promised if name not in found)
        yield from super().look(store, told, deep=deep)

    def _is_whole(self, path: Path, store: Readable) -> bool:
        """Open a package, which is sealed to its writer, too; every byte of it is authenticated."""
        try:
            decrypt(path.read_bytes(), [read_office_keys(cast("Store", store)).identity])
        except DecryptError:
            return False
        return True


class AttachJudge(OfficeJudge):
    """The content of every attachment that a row names is there and fits."""

    def look(self, store: Readable, told: Told, *, deep: bool) -> Iterator[str]:
        blobs = Blobs(Home(store.path.parent).attachments_file, lambda: store.key)
        for row in store.rows("SELECT id, digest FROM attachments"):
            if not blobs.is_sound(bytes.fromhex(row["digest"])):
                yield f"the content of attachment {row['id']} is lost"
        blobs.close()
        yield from super().look(store, told, deep=deep)


class RestoreJudge:
    """The office opens and is the old or the restored one; what was there before the restore is not lost."""

    deep_every = 10

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def learn(self, folder: Path, told: Told) -> None:
        """Learn nothing."""

    def judge(self, folder: Path, told: Told, *, deep: bool) -> Iterator[str]:
        session = open_session(folder / "home", PASSWORD, clock=FixedClock(MORNING))
        try:
            is_restored = session.store.value("SELECT count(*) FROM epochs WHERE owner = 1") > 1
            if not is_restored and facts_told(told):
                yield "the restore was told of and did not happen"
            yield from self._holds(session.store, *(("backup_seq", "backup_digest") if is_restored else ("", "digest")))
            if is_restored and not self._is_kept(session):
                yield "what was there before the restore is in no backup and no kept file"
            if deep:
                yield from whole_file(session.store)
        finally:
            session.close()

    def _holds(self, store: Store, seq: str, digest: str) -> Iterator[str]:
        number = int(self.facts.more.get(seq, self.facts.first))
        found = store.value("SELECT hex(digest) FROM journal WHERE seq = ?", (number,))
        if found != self.facts.more[digest]:
            yield f"entry {number} of the journal is another one"

    def _is_kept(self, session: Session) -> bool:
        if any(session.home.folder.glob("office-kept-*.czdb")):
            return True
        wanted = (self.facts.first, self.facts.more["digest"])
        for backup in session.backups.list():
            about = backup.about
            if about is not None and (about.journal_seq, about.journal_digest.upper()) == wanted:
                verify_container(backup.path)
                return True
        return False


class HandOverJudge:
    """Either the former password and code open the office, or the successor's; told of, only the successor's."""

    deep_every = 10

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def learn(self, folder: Path, told: Told) -> None:
        """Learn nothing."""

    def judge(self, folder: Path, told: Told, *, deep: bool) -> Iterator[str]:
        home, is_told = Home(folder / "home"), bool(facts_told(told))
        opened = [word for word in (PASSWORD, password_number(1)) if self._opens(home, word, deep=deep)]
        if len(opened) != 1 or (is_told and opened == [PASSWORD]):
            yield f"told: {is_told}, and {len(opened)} of the two passwords open the office"
            return
        code = self.facts.code if opened == [PASSWORD] else next(msg for msg in _codes(told))
        found = [key.hex() for key in _keys(home, code, "recovery")]
        today = [key.hex() for key in _keys(home, opened[0], "password")]
        if not set(found) & set(today):
            yield "no recovery code opens the office"

    def _opens(self, home: Home, word: str, *, deep: bool) -> bool:
        """Try a password as the program does: with every key that it gives, whichever opens the file."""
        for key in _keys(home, word, "password"):
            try:
                store = open_store(home.folder.parent, key.hex())
            except WrongKey:
                continue
            found = list(whole_file(store)) if deep else []
            store.close()
            assert not found, found
            return True
        return False


class MigrateJudge(OfficeJudge):
    """The file is of the old schema or of the new one, with every row that it had; before the new one, a backup."""

    deep_every = 5

    def judge(self, folder: Path, told: Told, *, deep: bool) -> Iterator[str]:
        if deep:
            yield from super().judge(folder, told, deep=True)
            return
        home = Home(folder / "home")
        connection = connect(home.office_file, bytes.fromhex(self.facts.key))
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        connection.close()
        made = (schema >= 2, schema >= 3) == ("actions" in tables, "closed_periods" in tables)
        if not 1 <= schema <= SCHEMA or not made or (facts_told(told) and schema != SCHEMA):
            yield f"schema {schema}, its tables there: {made}, told: {bool(facts_told(told))}"
        backups = list(home.backups.glob("*.czbak"))
        if schema > 1 and not any(verify_container(path).schema == 1 for path in backups):
            yield "there is no backup of the old schema"
        yield from super().judge(folder, told, deep=False)


def _codes(told: Told) -> list[str]:
    import json

    return [json.loads(done.facts)["code"] for done in told if done.what == "begun"]


def _keys(home: Home, word: str, kind: str) -> Iterator[bytes]:
    for opening in slots.openings(slots.read_slots(home.slot_files), word, kind=kind):
        yield opening.file_key


CARRYING_JUDGES: dict[str, Callable[[Facts], Judge]] = {
    "package": PackageJudge,
    "attach": AttachJudge,
    "restore": RestoreJudge,
    "hand-over": HandOverJudge,
    "migrate": MigrateJudge,
}
