"""The recovery sheet onto the system's first printer; its bytes touch no disk."""

from functools import partial

from app.core.clock import SystemClock
from app.core.errors import Refused


def print_recovery_sheet(office_name: str, operator_name: str, code: str) -> str:
    """Print the sheet twice and give the printer's name; ``Refused`` where there is none, or it does not take it."""
    from ui.printing.queues import print_pdf, queues

    found = queues()
    if not found:
        raise Refused("没有找到打印机。", untouched="恢复码还在屏幕上。", advice="请用笔抄在纸上，抄两份。")
    from app.core.day_text import long_day
    from app.documents.reading import page_pictures
    from app.documents.recovery_sheet import recovery_sheet

    pdf = recovery_sheet(office_name, operator_name, code, long_day(SystemClock().today()))
    print_pdf(pdf, found[0].name, "A4", copies=2, landscape=False, pictures=partial(page_pictures, pdf))
    return found[0].words
