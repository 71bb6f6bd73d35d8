"""The answer that a person gets on paper: what is held of them, what was corrected, or what was erased (art. 45 to 47).

It is handed over and not archived: a copy here would keep what it tells of.
"""

from collections.abc import Iterable, Sequence

from app.documents.document import Block, Closing, Column, Corner, Document, Facts, Gap, Signatures, Table, Title, Words
from app.documents.render import render
from app.privacy.declared import RequestKind, declared, purpose
from app.privacy.facts import Consent, Erased
from app.privacy.held import HeldCase, HeldOf, Look
from app.privacy.held_entries import HeldEntry

COUNTED = {
    "residents": "村民资料",
    "households": "户主姓名",
    "cases": "办件",
    "case_events": "办件经过",
    "consents": "同意书",
    "attachments": "扫描件、照片",
    "papers": "存档的纸",
    "entries": "台账里的登记",
    "journal_values": "流水里的旧值和新值",
    "post_holders": "岗位",
    "contact_links": "联系",
    "duty_turns": "值班",
    "stand_ins": "替班",
}


def answer_sheet(
    kind: RequestKind,
    number: str,
    office: str,
    day_text: str,
    held: HeldOf,
    text: str = "",
    erased: Erased | None = None,
) -> bytes:
    """Give the PDF of the answer; ``text`` is what the clerk adds, ``erased`` what an erasure removed."""
    blocks: list[Block] = [
        Title("个人信息请求答复单", below=kind.name),
        Corner(f"办件编号：{number}", day_text),
        Facts((("申请人", held.name), ("依据", f"个人信息保护法{kind.article}")), columns=2),
        Gap(),
    ]
    if kind.key == "erase":
        blocks += _erased(erased)
    else:
        blocks += [Words("村站里关于您的记录", head=True, indent=0), Facts(held.facts, columns=2)]
        blocks += [*_cases(held.cases), *_entries(held.entries)]
    if kind.key == "look":
        blocks += [*_consents(held.consents), *_scans(held.scans), *_looks(held.looks)]
    if text.strip():
        head = "更正、补充的内容" if kind.key == "correct" else "说明"
        blocks += [Words(head, head=True, indent=0), Words(text.strip())]
    blocks += [Gap(16), Signatures(("本人（监护人）签收", "经办人", "日期")), Closing(office, day_text)]
    return render(Document("个人信息请求答复单", tuple(blocks), always_numbered=True))


def _cases(cases: Sequence[HeldCase]) -> list[Words | Table]:
    if not cases:
        return [Words("没有办过代办件。")]
    columns = (Column("编号", 16), Column("事项", 34), Column("登记", 14), Column("状态", 12), Column("结果", 24))
    rows = tuple((one.number, one.item, one.day, one.state, one.result) for one in cases)
    return [Words("办过的事", head=True, indent=0), Table(columns, rows, size=9)]


def _entries(entries: Sequence[HeldEntry]) -> list[Words | Table]:
    columns = (Column("台账", 18), Column("编号", 16), Column("哪天", 16), Column("记了什么", 50))
    rows = tuple(
        (one.ledger, one.number, one.day, "；".join(f"{label}：{text}" for label, text in one.facts)) for one in entries
    )
    return [Words("台账里的登记", head=True, indent=0), Table(columns, rows, size=9)] if rows else []


def _consents(consents: Iterable[Consent]) -> list[Words | Table]:
    rows = tuple(
        (
            purpose(one.purpose).title,
            one.given_on.isoformat() if one.given_on else "",
            one.given_by,
            one.withdrawn_on.isoformat() if one.withdrawn_on else "",
        )
        for one in consents
    )
    columns = (Column("同意的用途", 40), Column("哪天", 20), Column("谁签的", 20), Column("撤回", 20))
    return [Words("同意", head=True, indent=0), Table(columns, rows, size=9)] if rows else []


def _scans(titles: Sequence[str]) -> list[Words]:
    return [Words(f"扫描件和照片：{'、'.join(titles)}。")] if titles else []


def _looks(looks: Sequence[Look]) -> list[Words | Table]:
    columns = (Column("什么时候", 40), Column("做了什么", 30), Column("谁", 30))
    rows = tuple((one.moment, one.what, one.who) for one in looks)
    return [Words("谁看过、打印过", head=True, indent=0), Table(columns, rows, size=9)] if rows else []


def _erased(erased: Erased | None) -> list[Words | Facts]:
    if erased is None:
        return [Words("没有删除。")]
    counts = tuple((COUNTED[name], f"{count} 条") for name, count in erased.removed.items() if count)
    told: list[Words | Facts] = [Words("已经删除", head=True, indent=0), Facts(counts, columns=2)]
    told.append(Words(declared().words["kept_law"]))
    if erased.holders:
        told.append(Words("还在别处的", head=True, indent=0))
        told += [Words(one.words) for one in erased.holders]
    return told
