"""Masking of what identifies a person, for the board and for the screen (DOMAIN C4).

No national rule says which digits; these defaults show less than the most common habit, because 6+4 digits of an
identity number beside a birth month leave about three candidates.
"""

import re

from app.core.pinyin import two_character_surname

HIDDEN = "*"
PHONE_LENGTH = 11
SHORTEST_NAME_WITH_TAIL = 3
GROUP = re.compile(r"^.*?(?:第?[一二三四五六七八九十百\d]{1,3}(?:村民小组|小组|组|社|队|屯)|[\u4e00-\u9fff](?:屯|组))")
VILLAGE = re.compile(r"^.*(?:村|社区|屯|庄|街道|镇|乡)")


def mask_name(name: str, *, only_surname: bool = False) -> str:
    """Give 张*丰 for 张三丰, 李* for 李四, 欧阳*华 for 欧阳小华; with ``only_surname`` 张** and 欧阳**.

    A name with a dot (阿依古丽·买买提) keeps the first character of its first part.
    """
    plain = name.strip()
    if "·" in plain:
        return plain[0] + HIDDEN * 2
    surname = two_character_surname(plain) or plain[:1]
    given = plain[len(surname) :]
    if only_surname or len(given) <= 1:
        return surname + HIDDEN * len(given)
    return surname + HIDDEN * (len(given) - 1) + given[-1]


def mask_id_number(number: str, *, tail: int = 0) -> str:
    """Hide positions 7 to 18 (of an old number 7 to 15); a screen may keep the last ``tail`` (at most 4) characters."""
    kept = min(tail, 4)
    hidden = max(0, len(number) - 6 - kept)
    return number[:6] + HIDDEN * hidden + (number[len(number) - kept :] if kept and len(number) > 6 + kept else "")


def mask_phone(phone: str) -> str:
    """Give 138****5678; of a shorter number the last third stays."""
    plain = phone.strip()
    if len(plain) >= PHONE_LENGTH:
        return plain[:3] + HIDDEN * (len(plain) - 7) + plain[-4:]
    kept = len(plain) // 3
    return HIDDEN * (len(plain) - kept) + plain[len(plain) - kept :]


def mask_account(account: str) -> str:
    """Hide all of a bank, card or passbook number but the last four digits; a short one whole."""
    plain = account.replace(" ", "")
    kept = 4 if len(plain) > 8 else 0
    return HIDDEN * (len(plain) - kept) + plain[len(plain) - kept :]


def mask_address(address: str) -> str:
    """Cut an address after the villager group, else after the village; what is finer than that is not shown."""
    plain = address.strip()
    if found := GROUP.match(plain):
        return found[0]
    if found := VILLAGE.match(plain):
        return found[0]
    return re.split(r"[\d〇零一二三四五六七八九十百]", plain, maxsplit=1)[0]
