"""Settings of an office: declared once in resources/settings.toml, stored only where they differ from the default."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.resources import load_toml
from db.settings import keep_setting, stored_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.store import Store
    from db.writing import Writing

Value = str | int | bool
SHAPES = {
    "phone": (re.compile(r"[0-9][0-9\- ]{3,19}|"), "应为电话号码（数字，可以有短横）"),
    "time": (re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"), "应为时刻，例如 17:30"),
}
LONGEST_TEXT = 200


class Choice(msgspec.Struct, frozen=True):
    """One value that may be chosen, and its words."""

    value: str
    label: str


class Declared(msgspec.Struct, frozen=True):
    """A setting as declared: what it is called, what it may be and what it is when nobody changed it.

    ``kept_as`` is the action under which a change is journalled where another right than that of the settings goes
    with it (resources/roles.toml): the size of the text, the folder of the last package.
    """

    key: str
    group: str
    label: str
    hint: str
    kind: Literal["text", "phone", "time", "number", "switch", "choice"]
    default: Value
    choices: tuple[Choice, ...] = ()
    lowest: int = 0
    highest: int = 1_000_000
    kept_as: str = ""


class _Declarations(msgspec.Struct, frozen=True):
    setting: tuple[Declared, ...]


@cache
def declared_settings() -> "Mapping[str, Declared]":
    """Give every declared setting by key, in the order in which they are shown."""
    return {one.key: one for one in load_toml("settings.toml", _Declarations).setting}


class Settings:
    """Reads and writes an office's settings; an unknown key is a bug and raises ``KeyError``."""

    def __init__(self, store: "Store") -> None:
        """Read from and write to this office's store."""
        self._store = store

    def get(self, key: str) -> Value:
        """Give a setting's value in its declared type."""
        return self.all()[key]

    def text(self, key: str) -> str:
        """Give a setting that is a text, phone or choice."""
        value = self.get(key)
        if not isinstance(value, str):
            raise TypeError(key)
        return value

    def number(self, key: str) -> int:
        """Give a setting that is a number."""
        value = self.get(key)
        if isinstance(value, str):
            raise TypeError(key)
        return int(value)

    def all(self) -> dict[str, Value]:
        """Give every setting's value; a stored value that no longer fits its declaration falls back to the default."""
        stored = stored_settings(self._store)
        return {
            key: _of_stored(declared, stored[key]) if key in stored else declared.default
            for key, declared in declared_settings().items()
        }

    def set(self, write: "Writing", key: str, value: Value) -> Value:
        """Check and write one setting; gives the value as kept. Raises ``Refused`` where it does not fit."""
        declared = declared_settings()[key]
        kept = checked(declared, value)
        keep_setting(write, key, msgspec.json.encode(kept).decode(), declared.kept_as)
        return kept

    def change(self, key: str, value: Value) -> Changes:
        """Change one setting as an action of its own; raises ``Refused`` where the value does not fit."""
        with self._store.writing(reason=f"设置“{declared_settings()[key].label}”") as write:
            self.set(write, key, value)
        return Changes.of(write.changed)


def checked(declared: Declared, value: Value) -> Value:
    """Give the value in the declared type; raises ``Refused`` with what is allowed."""
    if declared.kind == "number":
        return _checked_number(declared, value)
    if declared.kind == "switch":
        if not isinstance(value, bool):
            raise _refused(declared, "只能是开或关")
        return value
    text = unicodedata.normalize("NFC", str(value)).strip()
    if declared.kind == "choice" and text not in {choice.value for choice in declared.choices}:
        raise _refused(declared, "只能选" + "、".join(choice.label for choice in declared.choices))
    if declared.kind in SHAPES:
        shape, words = SHAPES[declared.kind]
        text = unicodedata.normalize("NFKC", text)
        if not shape.fullmatch(text):
            raise _refused(declared, words)
    if len(text) > LONGEST_TEXT:
        raise _refused(declared, f"最多 {LONGEST_TEXT} 个字")
    return text


def _checked_number(declared: Declared, value: Value) -> int:
    try:
        number = int(value)
    except ValueError as trouble:
        raise _refused(declared, "应为数字") from trouble
    if isinstance(value, bool) or not declared.lowest <= number <= declared.highest:
        raise _refused(declared, f"应在 {declared.lowest} 到 {declared.highest} 之间")
    return number


def _of_stored(declared: Declared, text: str) -> Value:
    value = msgspec.json.decode(text, type=str | int | bool)
    try:
        return checked(declared, value)
    except Refused:
        return declared.default


def _refused(declared: Declared, what: str) -> Refused:
    return Refused(f"“{declared.label}”{what}，没有改动。", advice=declared.hint)
