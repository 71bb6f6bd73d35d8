"""The township's side of helping a village back to its key: look who asks, compare the code, answer once checked."""

import hmac
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from pyrage import DecryptError

from app.core.changes import Changes
from app.core.errors import Refused
from app.operators.desk_keys import unlock_screen
from app.operators.township_letters import (
    HelpAnswer,
    HelpRequest,
    check_code,
    file_name,
    letter_bytes,
    read_letter,
    request_digest,
)
from app.operators.township_slot import Sealed, open_with, seal_to
from app.packages.keys import read_office_keys
from app.packages.stick import carry
from db import enrolment

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.home import Home
    from app.operators.operators import Operator
    from db.store import Store

UNTOUCHED = "没有写答复，数据没有改动。"


class Asking(msgspec.Struct, frozen=True):
    """Who asks, as far as the request tells and we have enrolled them; ``day`` is the day on the village's PC."""

    office: str
    unit: str
    name: str
    day: str


class VillageKeys:
    """Answers requests of our villages; ``require`` raises ``Refused`` for who has no right to it."""

    def __init__(
        self,
        home: "Home",
        store: "Store",
        clock: "Clock",
        operator: "Operator",
        *,
        require: Callable[[], None],
    ) -> None:
        """Work on one open township."""
        self._home, self._store, self._clock, self._operator, self._require = home, store, clock, operator, require

    def look(self, path: Path) -> Asking:
        """Say which village asks; raises ``Refused`` for a file that is no request, not to us, or of a stranger."""
        return self._asking(read_letter(path, HelpRequest, "请求"))

    def answer(
        self, path: Path, typed_code: str, checked_how: str, password: str, folder: Path
    ) -> tuple[Path, Changes]:
        """Write the answer for the village into ``folder``, after its code and who came were checked.

        ``checked_how`` says how (it is kept in the journal), ``password`` is the operator's own. Raises ``Refused``:
        another code, nothing checked, a key that is not the village's; ``WrongKey``; ``StickTrouble``.
        """
        self._require()
        request = read_letter(path, HelpRequest, "请求")
        asking = self._asking(request)
        if not hmac.compare_digest(_digits(check_code(request)).encode(), _digits(typed_code).encode()):
            advice = "请让村里在原来的电脑上看着屏幕再念一遍。"
            raise Refused("核对码不一致，请求文件可能被换过。", untouched=UNTOUCHED, advice=advice)
        if not checked_how.strip():
            raise Refused("没有写怎样核对了来人的身份。", untouched=UNTOUCHED, advice="请核对身份证和介绍信后写明。")
        unlock_screen(self._home, password, self._operator.id, self._clock)
        sealed = self._unsealed(request)
        answer = HelpAnswer(request.office, request.nonce, request_digest(request), seal_to(request.public, sealed))
        with self._store.writing(reason="帮村站找回钥匙") as write:
            what = f"帮“{asking.name}”（{asking.unit}）找回钥匙，核对了：{checked_how.strip()}"
            write.note("operator-key", "offices", request.office, what)
            landed = carry(
                BytesIO(letter_bytes(answer)), folder, lambda attempt: file_name("answer", request.nonce, attempt)
            )
            return landed.path, Changes.of(write.changed)

    def _asking(self, request: HelpRequest) -> Asking:
        if request.township != self._store.office["id"]:
            raise Refused("这份请求是写给别的乡镇的。", untouched=UNTOUCHED, advice="请到登记的乡镇去。")
        office = enrolment.office_by_id(self._store, request.office)
        if office is None or office["relation"] != "child":
            sentence = "提请求的站点没有在本单位登记，或者已经停用。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请核对是哪个村。")
        return Asking(request.office, office["unit"], office["name"], request.day)

    def _unsealed(self, request: HelpRequest) -> Sealed:
        try:
            sealed = open_with(read_office_keys(self._store).identity, request.box)
        except (DecryptError, OSError, ValueError, msgspec.MsgspecError) as trouble:
            raise Refused(
                "请求里的钥匙打不开，可能是交给以前的乡镇办公点的。", untouched=UNTOUCHED, advice="请村里用恢复码。"
            ) from trouble
        if (sealed.office, sealed.key) != (request.office, request.key):
            sentence = "请求里的钥匙不是这个村的，有人改过文件。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请不要答复，并上报。")
        return sealed


def _digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isdigit())
