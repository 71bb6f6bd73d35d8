"""Files on their way in, one after the other: read and scaled off the office's threads, kept, told in one sentence."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from app.attachments.facts import Attachment, Prepared
from app.core.errors import Refused
from ui.attachments.reading import Source, Subject, keep_prepared, prepare_source, take_back
from ui.say import Undo, say, strip_of
from ui.widgets.desk import Desk


class Adding(QObject):
    """``busy(words)`` tells what is under way, empty when nothing is any more; ``added(id)`` each one that was kept."""

    busy = Signal(str)
    added = Signal(str)

    def __init__(self, desk: Desk, panel: QObject) -> None:
        """Belong to a panel, on whose page everything is told."""
        super().__init__(panel)
        self._desk = desk
        self._left = 0
        self._kept: list[Attachment] = []
        self._refused: list[str] = []

    def add(self, subject: Subject, sources: Sequence[Source]) -> None:
        """Take in files and pictures for a record."""
        self._left += len(sources)
        for source in sources:
            keep = partial(self._keep, subject)
            self._desk.work.wait_for(self, prepare_source, self._desk.session, source, done=keep, refused=self._refuse)
        self._tell()

    def _keep(self, subject: Subject, prepared: Prepared) -> None:
        work = self._desk.work
        work.write(
            self, keep_prepared, self._desk.session, subject, prepared, done=self._was_kept, refused=self._refuse
        )

    def _was_kept(self, one: Attachment) -> None:
        self._kept.append(one)
        self.added.emit(one.id)
        self._one_less()

    def _refuse(self, refusal: Refused) -> None:
        if str(refusal) not in self._refused:
            self._refused.append(str(refusal))
        self._one_less()

    def _one_less(self) -> None:
        self._left -= 1
        self._tell()
        if self._left == 0:
            self._tell_outcome()

    def _tell(self) -> None:
        self.busy.emit(f"正在加附件，还有 {self._left} 个…" if self._left else "")

    def _tell_outcome(self) -> None:
        kept, refused = self._kept, self._refused
        self._kept, self._refused = [], []
        undo = Undo(partial(self._take_back, [one.id for one in kept])) if kept else None
        told = f"已加附件：{'、'.join(one.title for one in kept)}。" if kept else ""
        if refused:
            strip_of(self).tell(told + "".join(refused), undo, tone="refused")
        else:
            say(self, told, undo)

    def _take_back(self, ids: list[str]) -> None:
        session = self._desk.session
        self._desk.work.write(self, take_back, session, ids, done=lambda _: say(self, "刚加的附件已经拿掉。"))


def sources_of(mime: QMimeData) -> list[Source]:
    """Give what can be taken in of something dropped or pasted: files, else one picture."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return [*paths]
    image = mime.imageData() if mime.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []
