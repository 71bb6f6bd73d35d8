"""Refusals: what the world or the user may do wrong, each a sentence for the clerk.

Everything that is not a :class:`Refused` is a bug of ours (HOUSE §4).
"""


class Refused(Exception):  # noqa: N818 - "Refused" is the word of the house for it, not an error of ours
    """An action that was declined; nothing of it was done.

    ``sentence`` says what happened, ``untouched`` what was left as it was, ``advice`` what to do next (all Chinese).
    """

    def __init__(self, sentence: str, *, untouched: str = "", advice: str = "") -> None:
        """Keep the three parts; ``str()`` joins those that are there."""
        super().__init__(sentence)
        self.sentence = sentence
        self.untouched = untouched
        self.advice = advice

    def __str__(self) -> str:
        """Give the whole text for the clerk."""
        return "".join(part for part in (self.sentence, self.untouched, self.advice) if part)


class WrongKey(Refused):
    """The password or recovery code opens none of the slots."""

    def __init__(self, sentence: str = "密码不对，没有打开。") -> None:
        """Say that nothing was touched."""
        super().__init__(sentence, untouched="数据没有改动。", advice="请检查大小写和输入法后再输一次。")


class NewerFile(Refused):
    """The data file was written by a newer program."""

    def __init__(self, found: int, known: int) -> None:
        """Name both schema numbers."""
        super().__init__(
            f"数据文件来自更新的程序（第 {found} 版，本程序只认到第 {known} 版），没有打开。",
            untouched="文件一个字节也没有改动。",
            advice="请安装新版程序后再打开。",
        )


class FileDamaged(Refused):
    """The data file cannot be read as what it should be."""

    def __init__(self, what: str) -> None:
        """Say in words what does not fit."""
        super().__init__(
            f"数据文件有问题：{what}。", untouched="文件没有改动。", advice="请用最近的备份恢复，原文件请保留。"
        )


class OfficeLocked(Refused):
    """Another running program holds this office."""

    def __init__(self, owner: str) -> None:
        """Name who holds it."""
        super().__init__(
            f"这个办公点正被另一个程序使用（{owner}），没有打开第二份。",
            untouched="数据没有改动。",
            advice="请关掉另一个窗口再试。",
        )


class DiskTrouble(Refused):
    """The disk refused to keep what was written; the last action did not happen."""

    def __init__(self, what: str) -> None:
        """Say what the disk answered."""
        super().__init__(
            f"没有保存：{what}。", untouched="这一步完全没有做，以前保存的都在。", advice="请检查磁盘空间后再做一次。"
        )


class RowConflict(Refused):
    """A row belongs to another office, is gone, or breaks a rule of the table."""


class Stopped(Refused):
    """A long task was asked to stop and did so; nothing of it was kept."""

    def __init__(self) -> None:
        """Say that nothing changed."""
        super().__init__("已经停下。", untouched="这一步没有做，数据没有改动。")
