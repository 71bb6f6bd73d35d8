import subprocess
import sys
from pathlib import Path

from app.core.clock import FixedClock
from app.core.crashes import FILE, Crashes
from app.core.event_log import EventLog
from tests.conftest import MORNING

CRASHING = """
import faulthandler, sys
from pathlib import Path
from app.core.crashes import Crashes
def of_a_person(name):
    faulthandler._sigsegv()
Crashes(Path(sys.argv[1]))
of_a_person("李淑芬 231221196203080023")
"""


def test_a_crash_is_told_at_the_next_start_by_places_only(tmp_path: Path, unwatched: dict[str, str]) -> None:
    ended = subprocess.run([sys.executable, "-c", CRASHING, str(tmp_path)], env=unwatched, check=False, timeout=60)
    assert ended.returncode < 0
    crashes = Crashes(tmp_path, FixedClock(MORNING))
    lines = "\n".join(EventLog(tmp_path, FixedClock(MORNING)).lines())
    assert "上次程序异常退出" in lines
    assert "in of_a_person" in lines
    assert "李淑芬" not in lines
    crashes.end()
    assert not (tmp_path / FILE).exists()


def test_an_orderly_end_leaves_nothing_to_tell(tmp_path: Path) -> None:
    for _ in range(2):
        Crashes(tmp_path, FixedClock(MORNING)).end()
    told = [event.words for event in EventLog(tmp_path, FixedClock(MORNING)).last()]
    assert told[0] == "程序关闭"
    assert not any("异常" in words for words in told)


def test_a_folder_that_cannot_be_made_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Crashes(tmp_path / "file", FixedClock(MORNING)).end()
    assert (tmp_path / "file").read_text() == ""
