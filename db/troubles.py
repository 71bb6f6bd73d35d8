"""What SQLite says when the disk or the file fails, told apart and put into refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from db.errors import DiskTrouble, FileDamaged, OfficeLocked, Refused, RowConflict

Trouble = dbapi2.Error

_SIGNS: tuple[tuple[str, str], ...] = (
    ("disk is full", "磁盘满了"),
    ("disk I/O error", "磁盘读写出错"),
    ("readonly database", "数据文件变成了只读"),
    ("unable to open database file", "数据文件打不开"),
)


def as_refusal(trouble: Exception) -> Refused | None:
    """Turn a driver error into its refusal, and leave a refusal as it is; ``None`` means it is a bug of ours."""
    if isinstance(trouble, Refused):
        return trouble
    text = str(trouble)
    for sign, words in _SIGNS:
        if sign in text:
            return DiskTrouble(words)
    if "malformed" in text or "not a database" in text:
        return FileDamaged("内容校验不符，可能是磁盘损坏")
    if "database is locked" in text:
        return OfficeLocked("另一个程序占用着数据文件")
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
