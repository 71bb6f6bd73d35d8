"""The project's own rules, each with its reason; what ruff, mypy and the import contracts cannot say.

.venv/bin/python -m build_scripts.rules
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("app", "db", "ui")
LONGEST_FILE = 300
TOP_LEVEL = {"app", "ui", "resources", "db", "build_scripts", "tests"}
TOP_LEVEL |= {"setup.cfg", "README.md", "pyproject.toml", "LICENSE", "CHANGELOG.md"}
ATTICS = re.compile(r"^(utils?|helpers?|common|misc|managers?|base)(\.py)?$")
SQL = re.compile(
    r"^\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(\w+\s+)?(TABLE|INDEX|VIEW)\s"
    r"|ALTER\s+TABLE\s|DROP\s+TABLE\s|PRAGMA\s|ATTACH\s|BEGIN\s+IMMEDIATE|WITH\s+\w+\s+AS\s*\()"
)
MACHINE_PATH = re.compile(r"(?<![\w./~>-])/(root|work|home/\w+|Users/\w+|mnt/\w+)/|\b[A-Z]:\\+Users\\")
REGISTRY = re.compile(r"index-ur[l]\s*[=\s]|find-link[s]|://[\w.-]*(simple|pythonhoste[d]|pyp[i])\b", re.IGNORECASE)
WORK = re.compile(r"\b_?work\.(read|write|do_beside)$")
NETWORK = {"ftplib", "http", "smtplib", "socketserver", "requests", "QtNetwork"}
TEXT_SUFFIXES = {".py", ".toml", ".cfg", ".txt", ".in", ".md", ".json", ".spec", ".sh", ""}


@dataclass(frozen=True)
class Source:
    """One file of the project: its path from the top, and its text where it is text."""

    path: PurePosixPath
    text: str = ""

    @property
    def room(self) -> str:
        """Give the top folder."""
        return self.path.parts[0]

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Give every node of a Python file, nothing for other files."""
        return list(ast.walk(ast.parse(self.text))) if self.path.suffix == ".py" else []

    def calls(self) -> Iterator[tuple[int, str]]:
        """Give line and dotted name of each call."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield node.lineno, ast.unparse(node.func)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Give line and dotted name of everything imported."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


Found = Iterator[tuple[int, str]]
Finder = Callable[[Source], Found]


@dataclass(frozen=True)
class Rule:
    """What is not done here and why; ``find`` gives line and what stands there."""

    reason: str
    find: Finder


def no_nested_event_loop(source: Source) -> Found:
    """Find processEvents."""
    return ((line, name) for line, name in source.calls() if name.endswith("processEvents"))


def no_blind_waiting(source: Source) -> Found:
    """Find sleeps in tests, Qt's too."""
    if source.room == "tests":
        sleeps = ("sleep", "qWait", "qtbot.wait")
        yield from ((line, name) for line, name in source.calls() if name.endswith(sleeps))


def no_paragraph_outside_page(source: Source) -> Found:
    """Find Platypus paragraphs outside app/documents/page."""
    if source.room in ROOMS and not str(source.path).startswith("app/documents/page"):
        yield from ((line, name) for line, name in source.calls() if name.split(".")[-1] == "Paragraph")


def no_bare_except(source: Source) -> Found:
    """Find handlers that name no exception."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "except:"


def one_thing_per_file(source: Source) -> Found:
    """Find files of the program that have grown too long; a migration is one frozen file however long (HOUSE §5)."""
    lines = source.text.count("\n")
    frozen = str(source.path).startswith("db/migrations/")
    if source.room in ROOMS and source.path.suffix == ".py" and lines > LONGEST_FILE and not frozen:
        yield lines, f"{lines} 行"


def no_attics(source: Source) -> Found:
    """Find files and folders that are named for being a collection."""
    for part in source.path.parts:
        if ATTICS.match(part) and source.room != "tests":
            yield 1, part


def fixed_top_level(source: Source) -> Found:
    """Find what stands at the top beside the fixed set."""
    if source.room not in TOP_LEVEL and not source.room.startswith("."):
        yield 1, source.room


def one_sqlite(source: Source) -> Found:
    """Find a second SQLite: the one of the standard library or Qt's."""
    for line, name in source.imports():
        if name.split(".")[0] == "sqlite3" or "QtSql" in name:
            yield line, name


def sql_stays_in_db(source: Source) -> Found:
    """Find string constants that read like SQL outside db."""
    if source.room in {"app", "ui"}:
        for node in source.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
                yield node.lineno, node.value.split("\n")[0][:60]


def nothing_of_this_machine(source: Source) -> Found:
    """Find paths of one machine and addresses of package registries."""
    if source.room == "resources" or source.path.suffix not in TEXT_SUFFIXES:
        return
    for number, line in enumerate(source.text.splitlines(), 1):
        for pattern in (MACHINE_PATH, REGISTRY):
            if match := pattern.search(line):
                yield number, match.group(0)


def no_print(source: Source) -> Found:
    """Find print outside the door."""
    if source.room in ROOMS and not str(source.path).startswith(("app/door", "app/__main__")):
        yield from ((line, name) for line, name in source.calls() if name == "print")


def no_network(source: Source) -> Found:
    """Find modules that open connections."""
    if source.room in ROOMS:
        for line, name in source.imports():
            if name.startswith("urllib.request") or NETWORK & set(name.split(".")):
                yield line, name


def the_clock_is_handed_in(source: Source) -> Found:
    """Find the machine's clock read anywhere but in app.core.clock."""
    if source.room in ROOMS and str(source.path) != "app/core/clock.py":
        clocks = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today"}
        yield from ((line, name) for line, name in source.calls() if name.removeprefix("datetime.") in clocks)


def nothing_put_off(source: Source) -> Found:
    """Find remarks that put work off or hide lines from the coverage."""
    marks = re.compile(r"#.*\b(TOD[O]|FIXM[E]|XX[X]|no cove[r])\b")
    for number, line in enumerate(source.text.splitlines(), 1):
        if source.path.suffix == ".py" and (match := marks.search(line)):
            yield number, match.group(0)


def no_widget_in_a_task(source: Source) -> Found:
    """Find tasks handed to ui/work.py that carry the page along: lambdas, own methods, closures over self."""
    if source.room != "ui":
        return
    functions = [node for node in source.nodes if isinstance(node, ast.FunctionDef)]
    methods = {function.name for function in functions if function.args.args[:1] and _mentions_self(function.args)}
    carrying = {function.name for function in functions if function.name not in methods and _mentions_self(function)}
    for node in source.nodes:
        if isinstance(node, ast.Call) and WORK.search(ast.unparse(node.func)) and len(node.args) > 1:
            task = node.args[1]
            own = isinstance(task, ast.Attribute) and ast.unparse(task.value) == "self" and task.attr in methods
            inner = isinstance(task, ast.Name) and task.id in carrying
            if own or inner or isinstance(task, ast.Lambda):
                yield node.lineno, ast.unparse(task)[:60]


def _mentions_self(node: ast.AST) -> bool:
    names = (each.id if isinstance(each, ast.Name) else getattr(each, "arg", "") for each in ast.walk(node))
    return "self" in names


RULES = (
    Rule("嵌套的事件循环会重入：正在做一半的事被第二次开始。用 ui/work.py。", no_nested_event_loop),
    Rule("离开界面线程的任务不带着页面走：页面可能已经关了。给 ui/work.py 一个普通函数和值。", no_widget_in_a_task),
    Rule("盲等的测试在慢电脑上失败、在快电脑上浪费时间。等一个信号或条件。", no_blind_waiting),
    Rule("Platypus 会把 ， 放到行首并解析姓名里的标记。用 app/documents 自己的断行。", no_paragraph_outside_page),
    Rule("没有名字的 except 会吞掉程序错误。", no_bare_except),
    Rule(f"一个文件做一件事，{LONGEST_FILE} 行以内。", one_thing_per_file),
    Rule("没有房间的东西是还没有想明白的东西。", no_attics),
    Rule("最上一层是固定的，见 README。", fixed_top_level),
    Rule("进程里出现第二个 SQLite，会悄悄丢掉我们的文件锁（FAULTS §2.3）。", one_sqlite),
    Rule("SQL 只在 db。", sql_stays_in_db),
    Rule("仓库里不写某一台电脑的路径，也不写软件包源的地址。", nothing_of_this_machine),
    Rule("窗口程序没有终端；要说的话由 ui/say 或命令行入口说。", no_print),
    Rule("本程序不联网。", no_network),
    Rule("时间由调用者交进来（app.core.clock），否则不能按别的日子测试。", the_clock_is_handed_in),
    Rule("没做完的不提交，没测到的不隐藏。", nothing_put_off),
)


def tracked(root: Path = ROOT) -> Iterator[Source]:
    """Give every file that git knows or would add, with its text where it is text."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout
    for name in sorted(set(filter(None, names.split("\0")))):
        path = root / name
        if path.is_file():
            is_text = path.suffix in TEXT_SUFFIXES
            yield Source(PurePosixPath(name), path.read_text(encoding="utf-8") if is_text else "")


def violations(sources: Iterable[Source], rules: Iterable[Rule] = RULES) -> Iterator[str]:
    """Give a line for each place where a rule is broken."""
    chosen = tuple(rules)
    for source in sources:
        for rule in chosen:
            for line, what in rule.find(source):
                yield f"{source.path}:{line}: {what} —— {rule.reason}"


def main() -> int:
    """Print what is found; give 1 where there is anything."""
    found = list(violations(tracked()))
    print("\n".join(found) if found else f"{len(RULES)} 条规则都守住了。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
