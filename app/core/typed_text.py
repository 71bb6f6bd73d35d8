"""Cleaning what is typed for a person or a place: spaces, invisible signs, names, phone numbers; nothing is guessed."""

import re
import unicodedata

LONGEST_NAME = 60

_BETWEEN_PHONES = re.compile(r"[、,;/|]+")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{5,8}|[48]00-?\d{3}-?\d{4}")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x1f\x7f]")
_HAN_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


def clean_text(typed: str) -> str:
    """Drop invisible signs, make every kind of space one space, and cut the ends."""
    return " ".join(_INVISIBLE.sub("", typed.replace("\t", " ").replace("\n", " ").replace("\r", " ")).split())


def clean_name(typed: str) -> str:
    """Clean a name; spaces between Chinese characters (``张　三``) are only there for the looks."""
    return _HAN_GAP.sub("", clean_text(typed)).replace("•", "·").replace("．", "·")


def clean_phone(typed: str) -> str:
    """Give plain phone numbers, several joined by ``、``; nothing is guessed."""
    folded = unicodedata.normalize("NFKC", clean_text(typed)).replace("(", "").replace(")", "-")
    parts = (part for text in _BETWEEN_PHONES.split(re.sub(r"[–—−]", "-", folded)) for part in _spaced(text))
    return "、".join(part.removeprefix("+86") for part in parts)


def _spaced(text: str) -> list[str]:
    """Join the groups of one number (``138 0000 1234``), and keep two numbers apart that only a space separates."""
    joined = "".join(text.split())
    return [joined] if _PHONE.fullmatch(joined.removeprefix("+86")) else text.split()


def phone_problem(phone: str) -> str:
    """Say what is wrong with cleaned phone numbers; nothing where they are right or missing."""
    for part in phone.split("、") if phone else ():
        if _PHONE.fullmatch(part):
            continue
        if part.isdigit() and len(part) in {9, 10} and part[0] in "1234567896":
            return f"“{part}”少了几位，或者丢了区号开头的 0"
        return f"“{part}”不是电话号码（手机 11 位，座机写成 0451-55123456 的样子）"
    return ""


def name_problem(name: str) -> str:
    """Say what is wrong with a cleaned name."""
    if not name:
        return "没有填写姓名"
    if len(name) > LONGEST_NAME:
        return f"姓名太长（最多 {LONGEST_NAME} 个字）"
    if not any(sign.isalpha() for sign in name):
        return "姓名里没有一个文字"
    return ""
