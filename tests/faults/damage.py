"""Ways in which a disk spoils a file, each by its own random seed."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

PAGE = 4096
Spoil = Callable[[bytearray, random.Random], None]


def flip_in_header(content: bytearray, dice: random.Random) -> None:
    """Flip one bit of the first hundred bytes."""
    content[dice.randrange(100)] ^= 1 << dice.randrange(8)


def flip_anywhere(content: bytearray, dice: random.Random) -> None:
    """Flip one bit somewhere."""
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def flip_in_last_page(content: bytearray, dice: random.Random) -> None:
    """Flip one bit of the last page."""
    content[len(content) - 1 - dice.randrange(min(PAGE, len(content)))] ^= 1 << dice.randrange(8)


def zero_a_page(content: bytearray, dice: random.Random) -> None:
    """Put zeros in place of a page."""
    _put(content, _page(content, dice), bytes(PAGE))


def noise_in_a_page(content: bytearray, dice: random.Random) -> None:
    """Put noise in place of a page."""
    _put(content, _page(content, dice), dice.randbytes(PAGE))


def swap_two_pages(content: bytearray, dice: random.Random) -> None:
    """Let two pages change places."""
    first, second = _page(content, dice), _page(content, dice)
    one, two = content[first : first + PAGE], content[second : second + PAGE]
    _put(content, first, two)
    _put(content, second, one)


def cut_short(content: bytearray, dice: random.Random) -> None:
    """Cut the file at the border of a page."""
    del content[_page(content, dice) :]


def cut_inside_a_page(content: bytearray, dice: random.Random) -> None:
    """Cut the file anywhere."""
    del content[dice.randrange(1, len(content)) :]


def append_noise(content: bytearray, dice: random.Random) -> None:
    """Append up to three pages of noise."""
    content += dice.randbytes(dice.randrange(1, 3 * PAGE))


SPOILS: tuple[Spoil, ...] = (
    flip_in_header,
    flip_anywhere,
    flip_in_last_page,
    zero_a_page,
    noise_in_a_page,
    swap_two_pages,
    cut_short,
    cut_inside_a_page,
    append_noise,
)


def spoil(path: Path, how: Spoil, seed: int) -> bool:
    """Spoil a file that nobody has open; tells whether its bytes changed."""
    before = path.read_bytes()
    content = bytearray(before)
    how(content, random.Random(seed))
    path.write_bytes(content)
    return bytes(content) != before


def spoil_pages(path: Path, pages: Iterator[int] | list[int], seed: int) -> None:
    """Put noise in place of these pages, counted from 0."""
    dice = random.Random(seed)
    content = bytearray(path.read_bytes())
    for page in pages:
        _put(content, page * PAGE, dice.randbytes(PAGE))
    path.write_bytes(content)


def _page(content: bytearray, dice: random.Random) -> int:
    return dice.randrange(max(1, len(content) // PAGE)) * PAGE


def _put(content: bytearray, at: int, page: bytes | bytearray) -> None:
    content[at : at + PAGE] = page
