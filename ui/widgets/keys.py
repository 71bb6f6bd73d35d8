"""Keys by their numbers in Qt.

The name space ``Qt`` builds hundreds of enumerations when it is first touched (28 ms, a sixth of a bare window's
start), so what the login is made of compares ``QKeyEvent.key()`` with these and touches ``Qt`` only when it must.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

ESCAPE = 0x01000000
TAB = 0x01000001
RETURN = 0x01000004
KEYPAD_ENTER = 0x01000005
UP = 0x01000013
DOWN = 0x01000015
CAPS_LOCK = 0x01000024
CONTROL = 0x04000000
KEYPAD = 0x20000000

ENTER = frozenset({RETURN, KEYPAD_ENTER})
PAD_WITHOUT_DIGITS = frozenset({0x01000006, 0x01000007, 0x0100000B, *range(0x01000010, 0x01000018)})
"""Insert, Delete, Clear, Home, End, the arrows and the page keys: what the number pad gives without Num Lock."""
COMPOSING = ENTER | {ESCAPE, TAB, UP, DOWN}


def goes_on(event: "QKeyEvent") -> bool:
    """Tell whether this is Enter; Ctrl+Enter is not ours, it finishes the whole form."""
    return event.key() in ENTER and not with_control(event)


def with_control(event: "QKeyEvent") -> bool:
    """Tell whether Ctrl is held."""
    return bool(event.modifiers().value & CONTROL)


def on_number_pad(event: "QKeyEvent") -> bool:
    """Tell whether the key is one of the number pad, its Enter excepted."""
    return bool(event.modifiers().value & KEYPAD) and event.key() not in ENTER
