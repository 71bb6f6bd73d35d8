"""The privacy gate: reads the finished PDF as a passer-by would, and says what must not hang on a board.

It reads the paper's own text, never the data the paper was made of, so a mistake anywhere before is still caught
(DOMAIN C4: ids, bank cards, phones, door-level addresses, minors, and whatever the office marks as private).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from app.core.errors import Refused
from app.core.private_findings import private_findings
from app.documents.reading import page_texts

SHORTEST_NAME = 2
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be posted: the page (from 1) and a sentence that does not repeat the whole of it."""

    page: int
    sentence: str


def gate_findings(
    pdf: bytes, *, allowed: Collection[str], names: Iterable[str], own_words: Iterable[str] = ()
) -> list[Finding]:
    """Give everything private on a paper.

    ``allowed`` are the office's own public phones and address, ``names`` the full names that must not be readable:
    of minors, of those who asked to be kept off the board, and of the notice's own applicants. ``own_words`` stand on
    the paper by declaration; a name that is only a part of them (高龄 of 高龄津贴) is not found there.
    """
    wanted = sorted({SPACES.sub("", name) for name in names if len(SPACES.sub("", name)) >= SHORTEST_NAME})
    ours = sorted({plain for word in own_words if len(plain := SPACES.sub("", word)) > 1}, key=len, reverse=True)
    found: list[Finding] = []
    for number, text in enumerate(page_texts(pdf), 1):
        found.extend(Finding(number, one.sentence) for one in private_findings(text, allowed))
        found.extend(_named(number, text, wanted, ours))
    return found


def _named(number: int, text: str, names: list[str], ours: list[str]) -> Iterator[Finding]:
    plain = SPACES.sub("", text)
    for word in ours:
        plain = plain.replace(word, "□")
    for name in names:
        if name in plain:
            yield Finding(number, f"读得出一个不应公开的全名：{name[0]}……")


def refuse_findings(findings: list[Finding]) -> None:
    """Refuse to release a paper with findings; the sentence names every page and what stands there."""
    if findings:
        listed = "；".join(f"第 {one.page} 页{one.sentence}" for one in findings[:8])
        more = f"（共 {len(findings)} 处）" if len(findings) > 1 else ""
        raise Refused(
            f"隐私检查没有通过，没有放行：{listed}{more}。",
            untouched="没有打印，也没有存档。",
            advice="请改正事项或村民资料里的这些内容后重新生成。",
        )
