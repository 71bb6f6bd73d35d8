"""Chinese typed into the real window with real input methods: fcitx5 through its ibus door, and ibus with libpinyin."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.opening import open_session
from tests.conftest import PASSWORD
from tests.ui.input_methods.desk import Desk
from tests.ui.input_methods.desktop import PATIENCE, desktop
from tests.ui.people_of import villager

pytestmark = [pytest.mark.heavy, pytest.mark.skipif(sys.platform != "linux", reason="the input methods of Linux")]
ROOT = Path(__file__).resolve().parents[2]
COMPOSED, SPELT = "你好", "nihao"
NAME = f"陈{COMPOSED}"


@pytest.fixture
def home(tmp_path: Path, fresh_home: Path) -> Path:
    """Register a villager whose name holds what is typed."""
    shutil.copytree(fresh_home, tmp_path / "station")
    session = open_session(tmp_path / "station", PASSWORD)
    villager(session, NAME)
    session.close()
    return tmp_path / "station"


@pytest.fixture(params=["fcitx5", "ibus"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, home: Path) -> Iterator[Desk]:
    """Open the window on a desktop with an input method."""
    method = str(request.param)
    command = [sys.executable, "-m", "tests.ui.input_methods.window", str(home)]
    with desktop(method, tmp_path / "user") as environ:
        opened = environ | {"CUNZHAN_PASSWORD": PASSWORD}
        with subprocess.Popen(command, cwd=ROOT, env=opened, stdout=subprocess.PIPE) as window:
            try:
                yield Desk(method, environ, window)
            finally:
                window.terminate()
                window.wait(PATIENCE)


def test_the_search_takes_what_was_composed_and_nothing_before(desk: Desk) -> None:
    desk.has(place="today")
    desk.key("ctrl+k")
    desk.has(at="搜索")
    desk.choose_pinyin()
    desk.compose(SPELT)
    desk.key("Escape")
    desk.has(composing=False)
    assert {(one["at"], one["text"], one["place"]) for one in desk.passed[-2:]} == {("搜索", "", "today")}
    desk.compose(SPELT)
    desk.key("Return")
    desk.has(composing=False, text=SPELT)
    assert desk.has(at="搜索", place="today")
    desk.key("ctrl+a", "BackSpace")
    desk.has(text="", hits=[])
    before = len(desk.passed)
    desk.compose(SPELT)
    desk.key("space")
    desk.has(text=COMPOSED)
    assert all(one["hits"] == [] for one in desk.passed[before:-1]), "letters that were not text yet were looked for"
    desk.until(lambda state: NAME in str(state["hits"]), "the villager that is looked for")
    desk.key("Return")
    desk.has(place="people")
    assert NAME in str(desk.until(lambda state: NAME in str(state["title"]), "the villager's page")["title"])


def test_a_name_is_composed_in_its_field(desk: Desk) -> None:
    desk.has(place="today")
    desk.key("ctrl+3")
    desk.has(at="找村民")
    desk.key("shift+Tab", "Return")
    desk.has(at="姓名", title="登记村民")
    desk.choose_pinyin()
    desk.compose(SPELT)
    desk.key("Escape")
    desk.has(composing=False, at="姓名", text="", title="登记村民")
    desk.compose(SPELT)
    desk.key("space")
    desk.has(at="姓名", text=COMPOSED, composing=False)
    desk.compose(SPELT)
    desk.key("Return")
    desk.has(at="姓名", text=COMPOSED + SPELT, composing=False, title="登记村民")
    desk.key("Return")
    desk.has(at="身份证号")
