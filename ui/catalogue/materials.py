"""The papers of an item as the clerk writes them: one a line, “户口簿 2份”."""

import re
from collections.abc import Iterable

from app.catalogue.facts import Material

_COPIES = re.compile(r"(?P<name>.+?)[\s　]*(?:[xX×*][\s　]*)?(?P<copies>[1-9][0-9]?)[\s　]*份")


def shown_materials(materials: Iterable[Material]) -> str:
    """Write papers down, one a line."""
    return "\n".join(one.name + (f" {one.copies}份" if one.copies > 1 else "") for one in materials)


def read_materials(text: str, known: Iterable[Material] = ()) -> tuple[Material, ...]:
    """Read papers again; one that is ``known`` by name keeps its form."""
    forms = {one.name: one.form for one in known}
    found = []
    for line in text.splitlines():
        if words := line.strip():
            match = _COPIES.fullmatch(words)
            name, copies = (match["name"], int(match["copies"])) if match else (words, 1)
            found.append(Material(name, copies, forms.get(name, "")))
    return tuple(found)
