"""What the page of a notice shows, in words."""

from datetime import date

from app.core.day_text import long_day, shown_day, shown_month
from ui.notices.reading import KIND_WORDS, NoticeSheet


def notice_facts(sheet: NoticeSheet, today: date) -> list[tuple[str, str]]:
    """Give every fact of a notice."""
    notice, paper = sheet.notice, sheet.paper
    stored = f"存档编号 {paper.number}，{paper.pages} 页" if paper else ""
    way = f"{notice.paper}，{'横放' if sheet.landscape else '竖放'}" if paper else notice.paper
    until = "" if notice.until_day is None else shown_day(notice.until_day, today)
    if notice.posted_on is not None and not until:
        until = "长期，有变动时换新的"
    return [
        ("种类", KIND_WORDS.get(notice.kind, notice.kind)),
        ("月份", shown_month(notice.month) if notice.month else ""),
        ("用纸", way),
        ("存档", stored),
        ("张贴", "" if notice.posted_on is None else long_day(notice.posted_on)),
        ("公示到", until),
        ("地点", notice.place),
        ("撤下", "" if notice.taken_down_on is None else long_day(notice.taken_down_on)),
        ("监督电话", notice.complaint_phone),
        ("异议", notice.objections),
    ]
