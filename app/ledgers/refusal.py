"""A declaration that cannot be taken: file, line and reason, in words."""

import re

from app.core.errors import Refused

_WORDS = (
    (re.compile(r"Object missing required field `(\w+)`"), "缺少 {0}"),
    (re.compile(r"Object contains unknown field `(.+?)`"), "有不认识的 {0}"),
    (re.compile(r"Invalid enum value '(.*?)'"), "不能写“{0}”"),
    (re.compile(r"Expected `(.+?)`, got `(.+?)`"), "应为{0}，写的是{1}"),
)
_KINDS = {
    "str": "文字",
    "int": "整数",
    "float": "数",
    "bool": "true 或 false",
    "array": "一列 [ ]",
    "object": "一张表",
    "null": "空",
}


class DeclarationRefused(Refused):
    """One wrong declaration; ``line`` counts from 1."""

    def __init__(self, file_name: str, line: int, reason: str) -> None:
        """Write the sentence."""
        super().__init__(
            f"台账声明“{file_name}”第 {line} 行：{reason}，没有采用。",
            untouched="本站的台账和数据没有改动。",
            advice="请改好这一行后再试。",
        )
        self.file_name = file_name
        self.line = line
        self.reason = reason


def reason_of(message: str) -> str:
    """Give a message of msgspec in Chinese; one of our own as it is."""
    plain = message.partition(" - at `")[0]
    for pattern, words in _WORDS:
        if found := pattern.match(plain):
            return words.format(*(_kind(part) for part in found.groups()))
    return plain


def _kind(name: str) -> str:
    shown = [_KINDS.get(part.strip(), "") for part in name.split("|")]
    return "或".join(shown) if all(shown) else name[:40]
