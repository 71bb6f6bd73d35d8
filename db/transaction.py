"""One transaction: all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from db.troubles import Trouble

if TYPE_CHECKING:
    from db.connection import Connection


@contextmanager
def transaction(connection: "Connection") -> Iterator[None]:
    """Begin with the right to write, commit at the end, and take everything back at any exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(Trouble):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise
