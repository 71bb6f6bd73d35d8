"""The one SQLite library of the process: SQLCipher, standing in for ``pysqlite3`` so that sqlite-utils uses it.

A second SQLite in the process drops our file locks (FAULTS §2.3), so nothing else may be imported for it, and a
library older than 3.51.3 carries the WAL-reset bug (FAULTS §2.2).
"""

import importlib
import sys
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import dbapi2

from db.errors import Refused

if TYPE_CHECKING:
    from types import ModuleType

OLDEST_LIBRARY = (3, 51, 3)


def check_library(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Refuse to start on a library with the WAL-reset bug."""
    if version < OLDEST_LIBRARY:
        found = ".".join(str(part) for part in version)
        sentence = f"数据库组件太旧（{found}），为了不损坏数据，程序没有启动。"
        raise Refused(sentence, advice="请重新安装完整的程序。")


def sqlite_utils() -> "ModuleType":
    """Give sqlite-utils bound to our library; imported only when a migration needs it (it costs about 90 ms).

    Its list of plugin hooks imports ``sqlite3`` whatever stands in for ``pysqlite3``, which would load a second SQLite;
    so for the length of the import that name is ours too.
    """
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    of_python = sys.modules.get("sqlite3")
    sys.modules["sqlite3"] = sqlcipher3
    try:
        return importlib.import_module("sqlite_utils")
    finally:
        del sys.modules["sqlite3"]
        if of_python is not None:
            sys.modules["sqlite3"] = of_python
