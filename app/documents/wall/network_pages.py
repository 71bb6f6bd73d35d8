"""A network that is too large for one page: cut into pages that can be read, each branch below those it hangs on."""

from collections.abc import Callable, Sequence

import msgspec

from app.documents.document import TreeBox
from app.units.kinds import word

Boxes = tuple[TreeBox, ...]
Fits = Callable[[Boxes], bool]
_SEE = "\0"
"""Stands before the number of a branch until its page is known; nothing typed can hold it."""


class Cutting:
    """Collects the pages, and on which of them each branch begins that was taken off its place.

    ``above`` are the units that boxes hang on, the topmost first: they stand on every page, with their lines on one.
    """

    def __init__(self, fits: Fits, before: int) -> None:
        """``fits`` tells whether boxes can be read on one page, ``before`` how many pages come before these."""
        self._fits, self._before = fits, before
        self._pages: list[Boxes] = []
        self._begins: list[int] = []

    def cut(self, roots: Boxes) -> tuple[Boxes, ...]:
        """Give the boxes of each page; every unit stands on one at least, also one that would fit none."""
        large = self._too_large(roots, ())
        for box in large:
            self._lay(box.children, (box,))
        self._fill(tuple(box for box in roots if box not in large), ())
        return tuple(tuple(_told(box, self._begins) for box in page) for page in self._pages)

    def _lay(self, boxes: Boxes, above: Boxes) -> None:
        """Lay the boxes of one unit: what is too large for any page comes after, its place tells where."""
        large = self._too_large(boxes, above)
        if len(boxes) == len(large) == 1:
            self._lay(large[0].children, (*above, large[0]))
            return
        first = len(self._begins)
        self._begins += [0] * len(large)
        stubs = {id(box): _stub(box, first + place) for place, box in enumerate(large)}
        self._fill(tuple(stubs.get(id(box), box) for box in boxes), above)
        for place, box in enumerate(large):
            self._begins[first + place] = self._before + len(self._pages) + 1
            self._lay(box.children, _bare((*above, box)))

    def _fill(self, boxes: Boxes, above: Boxes) -> None:
        """Fill pages, each with as many boxes as fit; one at least."""
        begin = 0
        while begin < len(boxes):
            count = self._most(boxes[begin:], above)
            self._pages.append(_hung(boxes[begin : begin + count], above))
            begin, above = begin + count, _bare(above)

    def _most(self, boxes: Boxes, above: Boxes) -> int:
        low, high = 1, 2
        while high < len(boxes) and self._fits(_hung(boxes[:high], above)):
            low, high = high, high * 2
        if high >= len(boxes) and self._fits(_hung(boxes, above)):
            return len(boxes)
        high = min(high, len(boxes))
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._fits(_hung(boxes[:middle], above)) else (low, middle)
        return low

    def _too_large(self, boxes: Boxes, above: Boxes) -> list[TreeBox]:
        return [box for box in boxes if box.children and not self._fits(_hung((box,), _bare(above)))]


def _hung(boxes: Boxes, above: Boxes) -> Boxes:
    """Give what stands on a page: boxes below everything that they hang on."""
    for box in reversed(above):
        boxes = (msgspec.structs.replace(box, children=boxes),)
    return boxes


def _bare(above: Boxes) -> Boxes:
    return tuple(TreeBox(box.heading, (), box.kind, box.children) for box in above)


def _stub(box: TreeBox, number: int) -> TreeBox:
    return TreeBox(box.heading, (*box.lines, f"{_SEE}{number}"), box.kind)


def _told(box: TreeBox, begins: Sequence[int]) -> TreeBox:
    lines = tuple(
        word("see_page").format(page=begins[int(line[1:])]) if line.startswith(_SEE) else line for line in box.lines
    )
    return msgspec.structs.replace(box, lines=lines, children=tuple(_told(child, begins) for child in box.children))
