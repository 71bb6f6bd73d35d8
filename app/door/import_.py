"""``import``: take a table of residents, the old log book or a ledger in; all of it, the good rows, or nothing."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.door.arguments import writable
from app.door.call import FINDINGS, Answer, Call
from app.sheets.ledger_columns import ledger_key

if TYPE_CHECKING:
    from app.sheets.importing import Checked, ImportResult, Imports

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

SHOWN = 20


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("import", help="导入村民花名册、旧的代办登记簿或一本台账")
    parser.add_argument("kind", help="residents 村民，cases 办件，ledger:KEY 一本台账")
    parser.add_argument("file", type=Path, metavar="FILE", help=".xlsx、.xls、.ods 或 .csv")
    parser.add_argument("--sheet", default="", help="哪一张工作表；不写就是第一张有内容的")
    parser.add_argument("--header-row", type=int, help="表头在第几行；不写就自动找")
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=HEADING", help="某项读哪一列")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不导入")
    parser.add_argument("--errors", type=Path, metavar="OUT.xlsx", help="把有错的格标红，另存一份")
    parser.add_argument("--take-good", action="store_true", help="有错的行留下，没有错的先导入")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Check, write the copy with the errors where asked, and take what may be taken."""
    asked = call.arguments
    session = call.open()
    if ledger_key(asked.kind):
        session.require("ledgers.write")
    imports = session.imports
    if asked.errors is not None:
        writable(asked.errors)
    looked = imports.look(asked.kind, asked.file, asked.sheet)
    if asked.column or asked.header_row:
        known = looked.headings.mapping if looked.headings and not asked.header_row else {}
        looked = imports.correct(looked, {**known, **_mapping(asked.column)}, asked.header_row)
    checked = imports.check(looked)
    _write_errors(imports, checked, asked.errors)
    if asked.dry_run:
        return _answer(imports.result(checked, 0), dry=True)
    result, changes = imports.take(checked, session.operator.id, only_good=asked.take_good)
    session.emit(changes)
    return _answer(result, dry=False)


def _write_errors(imports: "Imports", checked: "Checked", out: Path | None) -> None:
    if out is not None and checked.problems:
        from app.sheets.workbook import write_file

        write_file(out, imports.errors_workbook(checked))


def _mapping(columns: list[str]) -> dict[str, str]:
    pairs = [column.partition("=") for column in columns]
    if any(not sign for _, sign, _ in pairs):
        raise Refused("--column 要写成 FIELD=HEADING。", untouched="什么也没有做。", advice="例如 name=户主姓名。")
    return {field.strip(): heading.strip() for field, _, heading in pairs}


def _answer(result: "ImportResult", *, dry: bool) -> Answer:
    lines = [f"第 {error.row} 行 {error.column}“{error.value}”：{error.reason}" for error in result.errors[:SHOWN]]
    if len(result.errors) > SHOWN:
        lines.append(f"……另有 {len(result.errors) - SHOWN} 处")
    nothing = "有错的行，一行也没有导入" if result.bad else "没有新的行"
    done = "只做了检查" if dry else f"导入 {result.taken} 行" if result.taken else nothing
    lines.append(f"共 {result.rows} 行，可导入 {result.good} 行，有错 {result.bad} 行；{done}。")
    return Answer(result, "\n".join([*lines, *result.notes]), FINDINGS if result.errors else 0)
