"""What the scripts say to the person at the terminal, and the refusal that ends them. Read by Python 3.7 too."""

from __future__ import annotations

import sys


class NotReady(Exception):  # noqa: N818 - a refusal to a person, told as it is
    """Something is missing that the script cannot bring; the text says what to do."""


def say(text: str) -> None:
    """Print a line, whatever signs the terminal can show."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)
