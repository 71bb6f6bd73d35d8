"""Identity numbers on the clipboard: kept out of its histories and gone after ten seconds (FAULTS test 41).

It watches what this program itself puts there, so that Ctrl+C in any field or label is looked after as well.
"""

import re
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 10
_NUMBERS = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
COPIED = f"身份证号已复制，{SECONDS} 秒后从剪贴板清掉。"
_MARK = "application/x-cunzhantong-number"
_HINTS = {
    _MARK: b"1",
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
}


def hinted(text: str) -> QMimeData:
    """Give a text with the hints that tell the histories of KDE and Windows to leave it out."""
    data = QMimeData()
    data.setText(text)
    for kind, value in _HINTS.items():
        data.setData(kind, QByteArray(value))
    return data


class IdClipboard(QObject):
    """Looks after one clipboard; ``clear`` empties it at once where it still holds a number of ours."""

    def __init__(
        self, clipboard: QClipboard, timer: QTimer | None = None, owns: Callable[[], bool] | None = None
    ) -> None:
        """Watch from now on; the timer, and whether this program owns what is there, are handed in by tests."""
        super().__init__()
        self._owns = clipboard.ownsClipboard if owns is None else owns
        self._clipboard, self._ours = clipboard, ""
        self._timer = QTimer(self) if timer is None else timer
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._look)

    def clear(self) -> None:
        """Take the number away, from the selection of X11 as well; what somebody else put there stays."""
        self._timer.stop()
        ours, self._ours = self._ours, ""
        modes = [QClipboard.Mode.Clipboard]
        if self._clipboard.supportsSelection():
            modes.append(QClipboard.Mode.Selection)
        for mode in modes:
            if ours and self._clipboard.text(mode) == ours:
                self._clipboard.clear(mode)

    def _look(self) -> None:
        there = cast("QMimeData | None", self._clipboard.mimeData())  # nothing is there after a clearing
        if there is None or not (self._owns() or there.hasFormat(_MARK)):
            return
        text = self._clipboard.text()
        if text == self._ours or not holds_id_number(text):
            return
        self._ours = text
        self._clipboard.setMimeData(hinted(text))
        self._timer.start()


def holds_id_number(text: str) -> bool:
    """Tell whether something with the shape of an identity number stands in a text."""
    return _NUMBERS.search(text) is not None


def copy_id_number(number: str) -> None:
    """Put a number on the clipboard of the application, with the hints; :class:`IdClipboard` takes it away again."""
    QGuiApplication.clipboard().setMimeData(hinted(number))
