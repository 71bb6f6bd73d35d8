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
MOST_LINES = 5
"""So many lines a long number may be broken over: a column may be narrower than a phone number, yet it is read on."""


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
        found.extend(Finding(number, sentence) for sentence in _sentences(text, allowed))
        found.extend(_named(number, text, wanted, ours))
    return found


def unread_findings(texts: Iterable[str], read: Iterable[Finding], allowed: Collection[str]) -> list[Finding]:
    """Give what is private in the texts before they were laid out and was not read off the paper.

    A number broken over the lines of a narrow column may lie between another column's lines when it is read back.
    """
    known = {one.sentence for one in read}
    found = (one.sentence for text in texts for one in private_findings(text, allowed))
    return [Finding(1, sentence) for sentence in dict.fromkeys(found) if sentence not in known]


def _sentences(text: str, allowed: Collection[str]) -> Iterator[str]:
    """Say what is private in a page as it stands, then what is only seen when broken numbers are read on."""
    told = [one.sentence for one in private_findings(text, allowed)]
    broken = (
        one.sentence
        for joined in _read_on(text.split("\n"))
        for one in private_findings(joined, allowed)
        if one.kind != "address"
    )
    yield from told
    yield from (sentence for sentence in dict.fromkeys(broken) if sentence not in told)


def _read_on(lines: list[str]) -> Iterator[str]:
    """Join lines where one ends and the next begins with a digit: every two, three … that follow each other so."""
    for first in range(len(lines)):
        joined = lines[first]
        for following in lines[first + 1 : first + MOST_LINES]:
            if not (joined[-1:].isdigit() and (following[:1].isdigit() or following[:1] in {"X", "x"})):
                break
            joined += following
            yield joined


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
