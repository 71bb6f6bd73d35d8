"""Reading a folder of packages at the township: all are checked first, then each is merged whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.changes import Changes
from app.core.errors import DiskTrouble, FileDamaged, Refused, RowConflict
from app.core.progress import SILENT, Cancelled, Progress, go_on
from app.packages.answers import Taken, answer, refused, told_before, unfinished
from app.packages.checking import Checked, Checking
from app.packages.inbox import package_files
from app.packages.keys import read_office_keys
from app.packages.layout import UNFINISHED
from app.packages.merging import Merging, known_line
from app.packages.merging_rows import Index
from app.packages.receipts import Standing, standing
from app.packages.sealing import Opened, opened_package
from app.packages.succession import missing_numbers
from app.packages.taking_up import known_by_now, take_up
from db import packages as receipts

if TYPE_CHECKING:
    from db.store import Store


class Incoming:
    """The reading side of one township."""

    def __init__(
        self, store: "Store", temporary: Path, index: Index, stand_by: Callable[[], None] = lambda: None
    ) -> None:
        """Work on an open store.

        ``index`` is told of merged rows inside the transaction, ``stand_by`` backs up before the first of them.
        """
        self._store, self._temporary, self._index = store, temporary, index
        self._stand_by = stand_by

    def read(self, folder: Path, progress: Progress = SILENT) -> tuple[list[Taken], Changes]:
        """Take in every package of a folder (and of the folders in it); gives one answer per file, by file name.

        Raises ``Refused`` where this is no township, there is no such folder or the backup before it cannot be made,
        ``DiskTrouble`` where our own disk fails; packages that were merged before that stay merged, each is whole.
        """
        if self._store.office["kind"] != "township":
            raise Refused(
                "只有乡镇（或县）才收报送包。", untouched="数据没有改动。", advice="请在乡镇的电脑上做这一步。"
            )
        keys = read_office_keys(self._store)
        checking = Checking(self._store, self._temporary, keys)
        answers: dict[Path, Taken] = {}
        checked: list[Checked] = []
        for path in package_files(folder):
            if path.name.lower().endswith(UNFINISHED):
                answers[path] = unfinished(path)
                continue
            try:
                checked.append(checking.check(path, progress))
            except (DiskTrouble, Cancelled):
                raise
            except Refused as refusal:
                answers[path] = refused(path, refusal)
        held = known_by_now(self._store)
        if held or any(self._is_new(package) for package in checked):
            self._stand_by()
        changes = take_up(self._store, held, self._index)
        for package in sorted(checked, key=_order):
            try:
                answers[package.path], changed = self._take(package, checking, progress)
                changes |= changed
            except (DiskTrouble, FileDamaged):
                raise
            except Refused as refusal:
                answers[package.path] = refused(package.path, refusal, package)
        return [answers[path] for path in sorted(answers)], changes

    def _is_new(self, package: Checked) -> bool:
        return receipts.receipt(self._store, package.digest) is None

    def _take(self, package: Checked, checking: Checking, progress: Progress) -> tuple[Taken, Changes]:
        go_on(progress, 0, package.header.rows, "正在合并")
        seen = receipts.receipts_of(self._store, package.sender["n"])
        stands = standing(package, seen, known_line(self._store, package.sender["n"]).joined(package.header.epochs))
        if stands is Standing.FORK:
            return self._set_aside(package)
        if stands is not Standing.NEW:
            entry = receipts.receipt(self._store, package.digest)
            return answer(package, stands, told_before(entry)), Changes()
        keys = read_office_keys(self._store)
        schema = self._store.schema
        with opened_package(package.path, self._temporary, keys, checking.find_key, schema) as opened:
            if opened.digest != package.digest:
                raise Refused(
                    "文件在检查之后又变了，没有收。", untouched="本单位的数据没有改动。", advice="请重新插盘再收。"
                )
            return self._merge(package, opened, progress)

    def _merge(self, package: Checked, opened: Opened, progress: Progress) -> tuple[Taken, Changes]:
        reason = f"收 {package.sender['name']} 第 {package.header.number} 号包"
        try:
            with self._store.writing(reason=reason) as write:
                first = receipts.journal_end(self._store) + 1
                merging = Merging(write, package, self._index, progress)
                merged = merging.merge(opened)
                last = receipts.journal_end(self._store)
                receipts.record_read(write, _entry(package, "taken", first, last, f"新增或更新 {merged} 行"))
                changes = Changes.of(write.changed)
        except RowConflict as conflict:
            raise Refused(
                "包里有和已收内容编号相同、却不是同一条的记录，没有收。",
                untouched="本单位的数据没有改动。",
                advice="可能是站点的数据分叉了，请联系站点核实。",
            ) from conflict
        note = self._note(package, merging)
        return answer(package, Standing.NEW, note, merged=merged, twins=merging.twins), changes

    def _note(self, package: Checked, merging: Merging) -> str | None:
        """Say what to know of a package although it was taken: twins, entries held, and numbers that never came."""
        owner = package.sender["n"]
        seen, line = receipts.receipts_of(self._store, owner), known_line(self._store, owner)
        told = []
        if line.is_past_fork(package.header.epoch, package.header.number):
            told.append("这个包写在站点恢复备份之前，那一段数据后来作废了，请站点核对")
        if merging.twins:
            told.append(f"有 {merging.twins} 行出现两个版本，两个都留着，请核对")
        if merging.held:
            why = "它的声明比本机程序新，或者和已经收的对不上"
            told.append(f"有 {merging.held} 条台账登记还读不了（{why}），原样留着，读得了时自动收进去")
        gap = [number for number in missing_numbers(seen, line) if number < package.header.number]
        if gap:
            told.append(f"前面缺第 {'、'.join(map(str, gap))} 号包，已照收")
        return "；".join(told) or None

    def _set_aside(self, package: Checked) -> tuple[Taken, Changes]:
        """Keep the receipt of a package that contradicts another one; nothing of it is merged."""
        with self._store.writing(reason="报送包分叉") as write:
            end = receipts.journal_end(self._store)
            receipts.record_read(write, _entry(package, "fork", end, end, "分叉"))
            changes = Changes.of(write.changed)
        reason = (
            f"分叉警报：第 {package.header.number} 号包和以前收到的对不上"
            "（同一编号有两份不同的内容，或前后接不上），没有收。本单位的数据没有改动。"
            "请站点核实是否有两台电脑在用同一份数据，或恢复过旧备份。"
        )
        return answer(package, Standing.FORK, reason), changes


def _order(package: Checked) -> tuple[str, int, int, str]:
    header = package.header
    return (header.sender, header.epochs[-1].ordinal, header.number, package.digest)


def _entry(package: Checked, state: str, first: int, last: int, note: str) -> dict[str, Any]:
    header = package.header
    return {
        "sha256": package.digest,
        "state": state,
        "sender": package.sender["n"],
        "epoch": header.epoch,
        "number": header.number,
        "previous": header.previous or "",
        "is_full": int(header.is_full),
        "abandoned": list(header.abandoned),
        "file_name": package.path.name,
        "rows": header.rows,
        "journal_from": first,
        "journal_to": last,
        "note": note,
    }
