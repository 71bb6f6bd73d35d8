"""A backup that cannot be used, told as what it is: today's data is not concerned."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.core.errors import FileDamaged, Refused

_OF_TODAY = "数据文件有问题："


class BackupDamaged(FileDamaged):
    """The backup cannot be read as what it should be."""

    def __init__(self, what: str) -> None:
        """Say in words what does not fit."""
        sentence = f"这份备份用不了：{what}。"
        Refused.__init__(self, sentence, untouched="现在的数据没有改动。", advice="请换一份备份。")


@contextmanager
def reading_a_backup() -> Iterator[None]:
    """Tell damage that is met inside as damage of the backup."""
    try:
        yield
    except BackupDamaged:
        raise
    except FileDamaged as damage:
        raise BackupDamaged(damage.sentence.removeprefix(_OF_TODAY).rstrip("。")) from damage
