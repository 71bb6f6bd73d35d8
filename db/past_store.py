"""A file of the past, opened to be looked at: every service reads it as ever, nothing can be written."""

from typing import NoReturn

from db.errors import Refused
from db.store import Store


class PastStore(Store):
    """A copy taken out of a backup; one of an older schema was raised when it was opened, as the live file would be."""

    def writing(self, *_args: str, **_how: object) -> NoReturn:
        """Refuse, whoever asks."""
        raise Refused("这是备份里的样子，只能看，不能改。", untouched="没有改动。")

    def _open_connections(self) -> None:
        super()._open_connections()
        self.writer.execute("PRAGMA query_only = ON")
