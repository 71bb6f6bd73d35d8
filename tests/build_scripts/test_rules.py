"""The project's own rules: what each finds, and what it lets pass."""

import subprocess
from pathlib import Path, PurePosixPath

import pytest

from build_scripts import rules
from build_scripts.rules import Rule, Source

METHOD = "class Page:\n    def look(self): ...\n    def ask(self): self.work.read(self, self.look)"
INNER = "class Page:\n    def ask(self):\n        def look(): return self.text()\n        self.work.read(self, look)"
PLAIN = "class Page:\n    def ask(self):\n        def look(): return 1\n        self.work.read(self, look)"
FOUND = [
    (rules.no_widget_in_a_task, "ui/list.py", "self._work.write(self, lambda: self.text())"),
    (rules.no_widget_in_a_task, "ui/list.py", METHOD),
    (rules.no_widget_in_a_task, "ui/list.py", INNER),
    (rules.no_nested_event_loop, "ui/work.py", "QApplication.processEvents()"),
    (rules.no_blind_waiting, "tests/ui/test_work.py", "import time\ntime.sleep(1)"),
    (rules.no_blind_waiting, "tests/ui/test_work.py", "def test(qtbot): qtbot.wait(200)"),
    (rules.no_paragraph_outside_page, "app/documents/slips.py", "from x import Paragraph\nParagraph('a')"),
    (rules.no_bare_except, "app/core/clock.py", "try:\n    x()\nexcept:\n    y()"),
    (rules.one_thing_per_file, "app/core/clock.py", "\n" * 301),
    (rules.no_attics, "app/utils/names.py", ""),
    (rules.no_attics, "ui/widgets/helpers.py", ""),
    (rules.fixed_top_level, "scripts/make.py", ""),
    (rules.one_sqlite, "tests/db/test_store.py", "import sqlite3"),
    (rules.one_sqlite, "ui/list.py", "from PySide6 import QtSql"),
    (rules.one_sqlite, "ui/list.py", "from PySide6.QtSql import QSqlDatabase"),
    (rules.sql_stays_in_db, "app/people/people.py", 'rows("SELECT * FROM residents")'),
    (rules.sql_stays_in_db, "ui/list.py", 'x = f"UPDATE cases SET {name}"'),
    (rules.nothing_of_this_machine, "README.md", "see /home" + "/someone/file"),
    (rules.nothing_of_this_machine, ".ci/run", "pip --find-" + "links x"),
    (rules.no_print, "app/cases/service.py", "print('x')"),
    (rules.no_network, "app/packages/outgoing.py", "import urllib.request"),
    (rules.no_network, "ui/update.py", "from PySide6.QtNetwork import QNetworkAccessManager"),
    (rules.the_clock_is_handed_in, "app/cases/service.py", "from datetime import date\ndate.today()"),
    (rules.the_clock_is_handed_in, "ui/today.py", "import datetime\ndatetime.datetime.now(tz)"),
    (rules.nothing_put_off, "app/cases/service.py", "x = 1  # TO" + "DO later"),
    (rules.nothing_put_off, "app/cases/service.py", "x = 1  # pragma: no " + "cover"),
]
PASSES = [
    (rules.no_widget_in_a_task, "ui/list.py", PLAIN),
    (rules.no_widget_in_a_task, "ui/list.py", "self.desk.work.read(self, self._find_drives, done=self.show)"),
    (rules.no_blind_waiting, "tests/ui/test_work.py", "def test(qtbot): qtbot.waitUntil(done)"),
    (rules.no_paragraph_outside_page, "app/documents/page/text.py", "Paragraph('a')"),
    (rules.one_thing_per_file, "app/core/clock.py", "\n" * 300),
    (rules.one_thing_per_file, "db/migrations/m0001_spine.py", "\n" * 500),
    (rules.no_attics, "app/core/baseline.py", ""),
    (rules.fixed_top_level, "app/core/clock.py", ""),
    (rules.fixed_top_level, ".gitignore", ""),
    (rules.sql_stays_in_db, "db/cases.py", 'rows("SELECT * FROM cases")'),
    (rules.sql_stays_in_db, "app/cases/service.py", '"""Select the cases."""'),
    (rules.nothing_of_this_machine, "README.md", "the folders app/work/ and ~/work/"),
    (rules.no_print, "app/door/call.py", "print('x')"),
    (rules.no_network, "app/core/names.py", "from urllib.parse import quote"),
    (rules.the_clock_is_handed_in, "app/core/clock.py", "from datetime import date\ndate.today()"),
    (rules.the_clock_is_handed_in, "app/cases/service.py", "self.clock.today()"),
]


@pytest.mark.parametrize(("find", "path", "text"), FOUND)
def test_it_is_found(find: rules.Finder, path: str, text: str) -> None:
    assert list(find(Source(PurePosixPath(path), text)))


@pytest.mark.parametrize(("find", "path", "text"), PASSES)
def test_it_passes(find: rules.Finder, path: str, text: str) -> None:
    assert not list(find(Source(PurePosixPath(path), text)))


def test_every_rule_is_tried_above() -> None:
    assert {rule.find for rule in rules.RULES} == {find for find, _, _ in FOUND}


def test_a_violation_names_place_and_reason() -> None:
    rule = Rule("因为。", rules.no_bare_except)
    source = Source(PurePosixPath("app/a.py"), "try:\n    x()\nexcept:\n    y()")
    assert list(rules.violations([source], [rule])) == ["app/a.py:3: except: —— 因为。"]


def test_files_that_git_ignores_are_not_read(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("left.py\n", encoding="utf-8")
    for name in ("left.py", "taken.py", "face.ttf"):
        (tmp_path / name).write_bytes(b"\n")
    found = {str(source.path): source.text for source in rules.tracked(tmp_path)}
    assert found == {".gitignore": "left.py\n", "taken.py": "\n", "face.ttf": ""}
