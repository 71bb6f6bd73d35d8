"""What the section of checks shows, read off the UI thread, and the tasks it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.backups.standing import grouped
from app.checkup.declaration import declared
from app.checkup.facts import Finding, Report
from app.core.changes import Changes
from app.core.day_text import shown_day

if TYPE_CHECKING:
    from app.session import Session
    from ui.work import Progress

CHANGED = Changes(frozenset({("checkups", "full")}))
SIGNS = {"damaged": "▲", "wrong": "◆", "odd": "◇", "note": "○"}
"""The sign of each severity, beside its word."""
FEW = 12
NOT_YET = "还没有做过体检。体检把数据从头到尾看一遍：文件、流水、搜索、编号、存档的纸件、扫描件；查的时候照常办事。"


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything in the section: how the last full check went, its findings, the checks before, a salvage's list."""

    told: str
    findings: Sequence[Finding]
    before: Sequence[tuple[str, str]]
    salvaged: Sequence[Finding]


def read_overview(session: "Session") -> Overview:
    """Read the checks that were made."""
    reports = session.checkup.reports(FEW)
    last = session.checkup.last_full()
    return Overview(
        told=_told(session, last),
        findings=() if last is None else last.findings,
        before=[(_when(session, report), _said(report)) for report in reports],
        salvaged=session.checkup.salvaged(),
    )


def check_fully(session: "Session", progress: "Progress") -> tuple[Report, Changes]:
    """Look through everything, beside the work of the desk."""
    with session.backups.in_background(progress) as watched:
        return session.checkup.full(watched), CHANGED


def repair_and_check(session: "Session", progress: "Progress", wanted: tuple[str, ...]) -> tuple[Report, Changes]:
    """Rebuild what can be rebuilt, and look through everything again."""
    changes = session.checkup.repair(wanted)
    report, checked = check_fully(session, progress)
    return report, changes | checked


def repairs(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Give what could be rebuilt."""
    return tuple(dict.fromkeys(one.repair for one in findings if one.repairable))


def grouped_findings(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """Group findings, the gravest first; each group under its sign and word."""
    groups = ((key, [one for one in findings if one.severity == key]) for key in declared().severity)
    return [(f"{SIGNS[key]} {declared().severity[key]}", group) for key, group in groups if group]


def _told(session: "Session", last: Report | None) -> str:
    if last is None:
        return NOT_YET
    return f"{_when(session, last)}，看过 {grouped(last.rows)} 条记录：{_said(last)}。"


def _said(report: Report) -> str:
    if report.remark:
        return report.remark
    faults = sum(one.is_fault for one in report.findings)
    return f"▲ {faults} 处问题" if faults else "✓ 数据完好"


def _when(session: "Session", report: Report) -> str:
    wall = session.clock.wall()
    moment = datetime.fromisoformat(report.at).astimezone(wall.tzinfo)
    kind = {"full": "体检", "close": "退出时"}[report.kind]
    return f"{shown_day(moment.date(), wall.date())} {moment:%H:%M} {kind}"
