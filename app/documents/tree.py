"""A tree of boxes on one page: several arrangements are tried, the one with the largest text is drawn.

Leaves of one kind stand below each other in a few columns, branches side by side; everything in points.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from app.core.errors import Refused
from app.documents.breaker import balanced_lines
from app.documents.document import Tree, TreeBox
from app.documents.faces import Face
from app.documents.page import Frame
from app.documents.sheet import HAIR, Box, Sheet

WIDE = 128.0
HEAD, SMALL, LEADING, PAD = 10.5, 9.0, 1.32, 5.0
BESIDE, BELOW, LISTED, INDENT, APART = 16.0, 26.0, 8.0, 14.0, 30.0
MOST_COLUMNS = 12
LARGEST = 1.5
GROUND = 0.93


class Placed(NamedTuple):
    """One box: its left and upper edge below the top of the plan, its size, its broken lines."""

    x: float
    y: float
    height: float
    heading: tuple[str, ...]
    lines: tuple[str, ...]
    ground: bool


class Rule(NamedTuple):
    """One straight line, downwards from the top of the plan."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass
class Plan:
    """Boxes and lines within a width and a height; ``anchors`` are where lines from above come in at the top."""

    width: float = 0.0
    height: float = 0.0
    anchors: list[float] = field(default_factory=list)
    boxes: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def take(self, other: "Plan", right: float, down: float) -> None:
        """Take another plan in, moved right and down."""
        self.boxes += [
            Placed(x + right, y + down, height, heading, lines, ground)
            for x, y, height, heading, lines, ground in other.boxes
        ]
        self.rules += [Rule(x1 + right, y1 + down, x2 + right, y2 + down) for x1, y1, x2, y2 in other.rules]
        self.width = max(self.width, right + other.width)
        self.height = max(self.height, down + other.height)


def draw_tree(sheet: Sheet, tree: Tree, room: Frame, face: Face) -> float:
    """Draw a tree into the room that is left on a page; gives the height it took.

    Raises ``Refused`` where its text would be smaller than can be read.
    """
    plans = [arrange(tree.roots, columns, face, stacked=stacked) for columns, stacked in _ways(tree)]
    plan = max(plans, key=lambda one: _scale(one, room))
    scale = _scale(plan, room)
    if SMALL * scale < tree.least:
        sentence = "单位太多，这张纸上的字会小得看不清。"
        raise Refused(sentence, untouched="没有生成纸张，数据没有改动。", advice="请用 A3 纸，或者分开打印。")
    left, top = room.left + (room.width - plan.width * scale) / 2, room.top
    for one in plan.rules:
        sheet.rule(left + one.x1 * scale, top - one.y1 * scale, left + one.x2 * scale, top - one.y2 * scale, HAIR * 1.6)
    for box in plan.boxes:
        _draw_box(sheet, box, left + box.x * scale, top - box.y * scale, scale, face)
    return plan.height * scale


def arrange(roots: Sequence[TreeBox], columns: int, face: Face, *, stacked: bool) -> Plan:
    """Plan trees beside each other or (``stacked``) one below the other, leaves in up to ``columns`` columns."""
    whole, right, down = Plan(), 0.0, 0.0
    for root in roots:
        plan = _branch(root, columns, face)
        whole.take(plan, right, down)
        right, down = (0.0, whole.height + APART) if stacked else (whole.width + APART, 0.0)
    return whole


def _ways(tree: Tree) -> Iterable[tuple[int, bool]]:
    most = min(MOST_COLUMNS, max([1, *(_most_below(root) for root in tree.roots)]))
    both = (False, True) if len(tree.roots) > 1 else (False,)
    return ((columns, stacked) for columns in range(1, most + 1) for stacked in both)


def _most_below(node: TreeBox) -> int:
    """Give the most boxes that hang on any: with more columns than these nothing is arranged otherwise."""
    return max([len(node.children), *(_most_below(child) for child in node.children)])


def _scale(plan: Plan, room: Frame) -> float:
    return min(room.width / max(1.0, plan.width), room.height / max(1.0, plan.height), LARGEST)


def _branch(node: TreeBox, columns: int, face: Face) -> Plan:
    box = _box(node, face)
    below = Plan()
    for plan in _children(node, columns, face):
        right = below.width + BESIDE if below.width else 0.0
        below.take(plan, right, 0.0)
        below.anchors += [anchor + right for anchor in plan.anchors]
    if not below.boxes:
        return Plan(WIDE, box.height, [WIDE / 2], [box])
    middle = (below.anchors[0] + below.anchors[-1]) / 2
    shift = max(0.0, WIDE / 2 - middle)
    whole = Plan(max(WIDE, middle + shift + WIDE / 2), box.height, [middle + shift])
    whole.boxes.append(box._replace(x=middle + shift - WIDE / 2))
    whole.take(below, shift, box.height + BELOW)
    bar = box.height + BELOW / 2
    whole.rules.append(Rule(middle + shift, box.height, middle + shift, bar))
    whole.rules.append(Rule(below.anchors[0] + shift, bar, below.anchors[-1] + shift, bar))
    whole.rules += [Rule(at + shift, bar, at + shift, box.height + BELOW) for at in below.anchors]
    return whole


def _children(node: TreeBox, columns: int, face: Face) -> list[Plan]:
    leaves = [child for child in node.children if not child.children]
    plans = []
    for _, same in groupby(leaves, key=lambda child: child.kind):
        listed = list(same)
        few = len(listed) <= columns and columns > 1
        plans += [_branch(leaf, columns, face) for leaf in listed] if few else [_list(listed, columns, face)]
    return [*plans, *(_branch(child, columns, face) for child in node.children if child.children)]


def _list(leaves: Sequence[TreeBox], columns: int, face: Face) -> Plan:
    """List leaves below each other, each tied to the line at the left of its column."""
    each = -(-len(leaves) // min(columns, len(leaves)))
    whole = Plan()
    for begin in range(0, len(leaves), each):
        left, down = (whole.width + BESIDE if whole.width else 0.0), 0.0
        middle = 0.0
        for leaf in leaves[begin : begin + each]:
            box = _box(leaf, face)
            middle = down + box.height / 2
            whole.take(Plan(WIDE, box.height, [], [box]), left + INDENT, down)
            whole.rules.append(Rule(left, middle, left + INDENT, middle))
            down += box.height + LISTED
        whole.rules.append(Rule(left, 0.0, left, middle))
        whole.anchors.append(left)
    return whole


def _box(node: TreeBox, face: Face) -> Placed:
    heading, lines = _broken(node.heading, node.lines, face)
    height = 2 * PAD + len(heading) * HEAD * LEADING + len(lines) * SMALL * LEADING
    return Placed(0.0, 0.0, height, heading, lines, bool(node.children))


@lru_cache(maxsize=4096)
def _broken(heading: str, words: tuple[str, ...], face: Face) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Break the words of a box once: every arrangement that is tried breaks them alike."""
    room = WIDE - 2 * PAD
    lines = (line for one in words for line in balanced_lines(one, face, SMALL, room))
    return tuple(balanced_lines(heading, Face.HEI, HEAD, room)), tuple(lines)


def _draw_box(sheet: Sheet, box: Placed, x: float, y: float, scale: float, face: Face) -> None:
    wide, high = WIDE * scale, box.height * scale
    sheet.boxes.append(Box(x, y - high, wide, high, GROUND if box.ground else 1.0))
    sheet.frame(x, y - high, wide, high)
    at = y - PAD * scale
    for lines, set_in, size in ((box.heading, Face.HEI, HEAD * scale), (box.lines, face, SMALL * scale)):
        for line in lines:
            at -= size * LEADING
            sheet.write_centred(x + wide / 2, at + size * 0.3, line, set_in, size)
