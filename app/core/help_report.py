"""A sheet for whoever helps from afar: versions, counts and the log; nothing of it names a person."""

import platform
from collections.abc import Iterable, Mapping

from app.core.version import VERSION

HEAD = "村站通 · 给帮忙的人看的说明（里面没有任何人的姓名、证件号和电话）"


def help_report(counts: Mapping[str, object], lines: Iterable[str]) -> bytes:
    """Put the sheet together as UTF-8 text with a mark, so that Notepad of an old Windows shows it.

    ``counts`` are figures by English word, ``lines`` the log. Nothing but whole numbers of ``counts`` is taken.
    """
    figures = [f"{name} = {value}" for name, value in counts.items() if isinstance(value, int)]
    told = [
        HEAD,
        f"program {VERSION}, python {platform.python_version()}, {platform.system()} {platform.release()}",
        *figures,
        "",
        *lines,
    ]
    return ("\r\n".join(told) + "\r\n").encode("utf-8-sig")
