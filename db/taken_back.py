"""A commit that the disk refused may stand in the log whole: what was told as not saved must not be found there."""

from contextlib import suppress
from typing import TYPE_CHECKING

from db.troubles import Trouble

if TYPE_CHECKING:
    from db.connection import Connection


def take_back_commit(connection: "Connection") -> None:
    """Empty the log of a commit that failed, before an opening could take it for a saved one; never raises.

    Where the log cannot be folded because no sync succeeds any more, another commit that changes nothing is written
    over its first frame: the frames behind it then fit no more (their sums are chained).
    """
    with suppress(Trouble, MemoryError):  # the driver's word for a connection that SQLCipher has given up
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {version}")
    with suppress(Trouble, MemoryError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
