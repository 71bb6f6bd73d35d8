"""A file before it is a store: refused where one is there already, raised where its schema is an older one."""

from collections.abc import Callable
from pathlib import Path

from db.connection import connect
from db.errors import RowConflict
from db.migrations import SCHEMA, migrate, schema_of

BeforeMigration = Callable[[Path, bytes], None]
"""Told of the file and its key before an older schema is raised; must leave a verified backup or raise ``Refused``."""


def raise_schema(path: Path, key: bytes, before: BeforeMigration | None) -> None:
    """Bring a file to today's schema, after ``before`` has kept it."""
    connection = connect(path, key)
    try:
        older = 0 < schema_of(connection) < SCHEMA
        if older and before is not None:
            connection.close()
            before(path, key)
            connection = connect(path, key)
        migrate(connection)
    finally:
        connection.close()


def refuse_existing(path: Path) -> None:
    """Refuse to make a new office where one is."""
    if path.exists():
        sentence = "这个文件夹里已经有一个办公点，没有新建。"
        raise RowConflict(sentence, untouched="原来的数据没有动。", advice="请换一个文件夹。")
