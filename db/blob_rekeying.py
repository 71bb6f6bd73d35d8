"""Another key for the attachments file: a copy under the new key takes its place; the old one is whole until then."""

from contextlib import suppress
from pathlib import Path

from db.blob_format import digests_in, give_name, open_blobs, remove_with_log
from db.connection import quick_check
from db.disk_words import disk_words
from db.durable import sync_folder
from db.errors import DiskTrouble, FileDamaged
from db.rekeying import rekey
from db.troubles import Trouble, as_refusal


def reencrypt(path: Path, before: bytes, after: bytes) -> None:
    """Encrypt a file that nobody has open anew under ``after``: copied, rekeyed, checked, renamed.

    Raises ``DiskTrouble`` or ``FileDamaged``; the file is then as it was, under ``before``.
    """
    part = _part(path)
    try:
        remove_with_log(part)
        wanted = _copy(path, before, part)
        rekey(part, before, after)
        _check(part, after, wanted)
        _leave_no_log(path)
        give_name(part, path)
    except BaseException:
        with suppress(DiskTrouble):
            remove_with_log(part)
        raise


def clear_leftovers(path: Path) -> None:
    """Remove the copies that a power cut left behind; the file itself was not touched by them."""
    with suppress(DiskTrouble):
        remove_with_log(_part(path))
        remove_with_log(path.with_name(f"{path.name}.new"))


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.rekey")


def _copy(path: Path, key: bytes, part: Path) -> set[bytes]:
    source = open_blobs(path, key)
    try:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        source.execute("VACUUM INTO ?", (str(part),))
        return digests_in(source)
    except Trouble as trouble:
        raise as_refusal(trouble) or trouble from trouble
    finally:
        source.close()


def _check(part: Path, key: bytes, wanted: set[bytes]) -> None:
    copied = open_blobs(part, key)
    try:
        found = quick_check(copied)
        if found or digests_in(copied) != wanted:
            raise FileDamaged("换钥匙以后的附件文件和原来的不一样")
        copied.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except Trouble as trouble:
        raise as_refusal(trouble) or trouble from trouble
    finally:
        copied.close()


def _leave_no_log(path: Path) -> None:
    """Make sure that no log under the old key can be found beside the file under the new one after a power cut."""
    try:
        for name in (f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as trouble:
        raise DiskTrouble(f"附件文件换不了钥匙（{disk_words(trouble)}）") from trouble
