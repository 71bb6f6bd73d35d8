"""What SQLite says when the disk or the file fails, told apart and put into refusals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from sqlcipher3 import dbapi2

from db.errors import DiskTrouble, FileDamaged, OfficeLocked, Refused, RowConflict, Stopped

Trouble = dbapi2.Error

_MEANT: tuple[tuple[str, Callable[[], Refused]], ...] = (
    ("closed database", Stopped),  # a task that ran beside the desk while the office was given back
    ("disk is full", partial(DiskTrouble, "磁盘满了")),
    ("disk I/O error", partial(DiskTrouble, "磁盘读写出错")),
    ("readonly database", partial(DiskTrouble, "数据文件变成了只读")),
    ("unable to open database file", partial(DiskTrouble, "数据文件打不开")),
    ("malformed", partial(FileDamaged, "内容校验不符，可能是磁盘损坏")),
    ("not a database", partial(FileDamaged, "内容校验不符，可能是磁盘损坏")),
    ("vtable constructor failed", partial(FileDamaged, "查找用的一处读不出来，可能是磁盘损坏")),
    ("Could not decode to UTF-8", partial(FileDamaged, "内容校验不符，可能是磁盘损坏")),
    ("database is locked", partial(OfficeLocked, "另一个程序占用着数据文件")),
)


def as_refusal(trouble: Exception) -> Refused | None:
    """Turn a driver error into its refusal, and leave a refusal as it is; ``None`` means it is a bug of ours."""
    if isinstance(trouble, Refused):
        return trouble
    text = str(trouble)
    for sign, meant in _MEANT:
        if sign in text:
            return meant()
    if isinstance(trouble, dbapi2.IntegrityError):
        return RowConflict("这条记录和已有的记录冲突，没有保存。", untouched="数据没有改动。", advice=f"（{text}）")
    return None


@contextmanager
def told_as_refusals() -> Iterator[None]:
    """Let what the driver says come out as its refusal, where it is one."""
    try:
        yield
    except Trouble as trouble:
        raise as_refusal(trouble) or trouble from trouble
