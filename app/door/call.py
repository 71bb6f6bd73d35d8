"""One call through the headless door: its arguments going in, its answer coming out."""

import argparse
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.clock import Clock, SystemClock
from app.core.errors import Refused
from app.core.home import Home, default_home

if TYPE_CHECKING:
    from app.session import Session

PASSWORD_VARIABLE = "CUNZHAN_PASSWORD"  # noqa: S105 - the name of the variable, not a password
FINDINGS = 3


@dataclass(frozen=True)
class Answer:
    """What a word gives back: a value for ``--json``, sentences for a person, and 0 or 3 (a list of findings)."""

    value: object
    text: str = ""
    code: int = 0


@dataclass
class Call:
    """The arguments of one word, and the office behind them, opened when it is first asked for."""

    arguments: argparse.Namespace
    home: Path = field(default_factory=default_home)
    operator: str | None = None
    password_file: Path | None = None
    clock: Clock = field(default_factory=SystemClock)
    today: date | None = None
    _opened: "list[Session]" = field(default_factory=list)

    @property
    def office_home(self) -> Home:
        """The home folder as paths."""
        return Home(self.home)

    def hear(self, refusal: Refused) -> None:
        """Note in the log of an office that stands there what was refused, by kind and place."""
        if self.office_home.is_set_up():
            from app.core.event_log import EventLog

            EventLog(self.office_home.logs, self.clock).refused(refusal)

    def password(self) -> str:
        """Read the password from the file or the variable; never from the command line, where others could see it."""
        if self.password_file is not None:
            try:
                return self.password_file.read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError) as trouble:
                raise Refused(
                    "密码文件读不出来。", untouched="什么也没有做。", advice="请检查 --password-file。"
                ) from trouble
        if PASSWORD_VARIABLE in os.environ:
            return os.fsencode(os.environ[PASSWORD_VARIABLE]).decode("utf-8", "surrogateescape")
        raise Refused(
            "没有给密码。", untouched="什么也没有做。", advice=f"请用 --password-file 或 {PASSWORD_VARIABLE}。"
        )

    def can_open(self) -> bool:
        """Tell whether there is an office and a password was given with the call."""
        given = self.password_file is not None or PASSWORD_VARIABLE in os.environ
        return given and self.office_home.is_set_up()

    def open(self, *, accept_older: bool = False) -> "Session":
        """Open the office at ``--home`` once; it is closed when the call ends.

        ``accept_older`` goes on with a data file that is older than what was closed last, as with a restored one.
        Raises ``Refused`` where the PC's clock does not fit what was saved last and nobody said which day it is.
        """
        if not self._opened:
            from app.opening import open_session

            session = open_session(
                self.home, self.password(), clock=self.clock, operator=self.operator, accept_older=accept_older
            )
            self._opened.append(session)
            self._settle_day(session)
        return self._opened[0]

    def _settle_day(self, session: "Session") -> None:
        doubt = session.clock_doubt()
        if self.today is not None and (doubt is not None or self.today != session.clock.today()):
            session.set_day(self.today)
        elif doubt is not None:
            from app.core.clock_doubt import clock_rules

            raise Refused(doubt.refusal, untouched="数据没有改动。", advice=clock_rules().words["door_advice"])

    def close(self) -> Refused | None:
        """Close the office, if it was opened, after the backup that is due; gives what kept it from being made."""
        return self._opened.pop().leave(closing=False) if self._opened else None
