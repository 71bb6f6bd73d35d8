"""Days as the clerk reads them: “10月9日（周四），还剩 2 个工作日”, and the badge of a case (DOMAIN B2)."""

from datetime import date

from app.core.working_calendar import WorkingCalendar

WEEKDAYS = "一二三四五六日"


def shown_day(day: date, today: date | None = None) -> str:
    """Give “10月9日（周四）”; with ``today`` a day of another year carries its year."""
    year = f"{day.year}年" if today is not None and day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def listed_day(day: date, today: date) -> str:
    """Give “10月9日（周四）”, of another year “2025年2月10日”: in a column the year counts more than the weekday."""
    return shown_day(day) if day.year == today.year else long_day(day)


def long_day(day: date) -> str:
    """Give “2026年10月9日”, as it stands on paper."""
    return f"{day.year}年{day.month}月{day.day}日"


def shown_month(month: str) -> str:
    """Give “2026年10月” for the stored ``2026-10``."""
    year, number = month.split("-")
    return f"{int(year)}年{int(number)}月"


def shown_badge(
    due_day: date, today: date, calendar: WorkingCalendar, *, direct: bool = False, estimated: bool = False
) -> str:
    """Give the badge of an open case: 已超期 N 个工作日 / 即办 / 今天截止 / 剩余 N 个工作日, with （预估） where so."""
    if today > due_day:
        late = calendar.working_days_between(due_day, today)
        return f"已超期 {late} 个工作日" if late else "已超期"
    if direct:
        return "即办"
    if today == due_day:
        return "今天截止"
    left = calendar.working_days_between(today, due_day)
    return f"剩余 {left} 个工作日{'（预估）' if estimated else ''}"


def shown_due(due_day: date, today: date, calendar: WorkingCalendar, *, estimated: bool = False) -> str:
    """Give “10月9日（周四），还剩 2 个工作日”; overdue, today and estimated in words."""
    when = shown_day(due_day, today) + ("（预估）" if estimated else "")
    if today == due_day:
        return f"{when}，今天截止"
    if today > due_day:
        late = calendar.working_days_between(due_day, today)
        return f"{when}，已超期 {late} 个工作日" if late else f"{when}，已超期"
    return f"{when}，还剩 {calendar.working_days_between(today, due_day)} 个工作日"
