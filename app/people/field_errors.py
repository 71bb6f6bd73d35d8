"""Refusing what was typed, with everything that is wrong, field by field."""

from collections.abc import Iterable

from app.core.errors import Refused
from app.people.facts import FieldError


class FieldErrors(Refused):
    """What was typed cannot be saved; ``errors`` says what is wrong beside which field."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("；".join(error.sentence for error in self.errors) + "。", untouched="没有保存。")


def refuse_errors(errors: Iterable[FieldError]) -> None:
    """Raise ``FieldErrors`` where anything but a warning was found."""
    severe = [error for error in errors if not error.warning]
    if severe:
        raise FieldErrors(severe)
