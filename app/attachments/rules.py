"""What the office takes in as an attachment: limits, kinds and wording, from resources/attachments.toml."""

from functools import cache

import msgspec

from app.attachments.facts import Attachment
from app.core.errors import Refused
from app.core.limited_child import Limits as ChildLimits
from app.core.resources import load_toml

MEGA = 1 << 20


class Limits(msgspec.Struct, frozen=True):
    """How large and how many; ``mb`` are binary megabytes, megapixels are millions."""

    file_mb: int
    record_files: int
    record_mb: int
    whole_mb: int
    title_letters: int
    pdf_pages: int
    picture_megapixels: int
    jpeg_megapixels: int
    orphan_hours: int
    increment_mb: int


class Child(msgspec.Struct, frozen=True):
    """What the limited child may take."""

    memory_mb: int
    seconds: int
    answer_mb: int

    def limits(self) -> ChildLimits:
        """Give it as the child knows it."""
        return ChildLimits(self.memory_mb * MEGA, self.seconds, self.answer_mb * MEGA)


class Picture(msgspec.Struct, frozen=True):
    """How pictures are kept and previewed; lengths in pixels."""

    long_edge: int
    quality: int
    whole_colour: bool
    few_colours: int
    preview_step: int
    previews_kept: int


class Reason(msgspec.Struct, frozen=True):
    """Why something is refused and what to do, with places for what is told."""

    sentence: str
    advice: str


class Words(msgspec.Struct, frozen=True):
    """What attachments are called."""

    default_title: str
    picture: str
    pdf: str
    untouched: str


class Rules(msgspec.Struct, frozen=True):
    """The whole declaration."""

    subjects: tuple[str, ...]
    limits: Limits
    child: Child
    picture: Picture
    words: Words
    refused: dict[str, Reason]

    def takes(self, table: str) -> bool:
        """Tell whether attachments may hang on the records of a table."""
        return any(table == one or (one[-1] == "*" and table.startswith(one[:-1])) for one in self.subjects)


@cache
def rules() -> Rules:
    """Read the declaration once."""
    return load_toml("attachments.toml", Rules)


def refusal(code: str, **told: object) -> Refused:
    """Put a reason of the declaration into its sentence."""
    reason = rules().refused[code]
    return Refused(reason.sentence.format(**told), untouched=rules().words.untouched, advice=reason.advice)


def shown_size(count: int) -> str:
    """Say a number of bytes as a clerk reads it: 12 KB, 3.4 MB, 1.2 GB."""
    if count < MEGA:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / MEGA:.1f} MB" if count < MEGA << 10 else f"{count / (MEGA << 10):.1f} GB"


def kind_words(one: Attachment) -> str:
    """Say what an attachment is: 照片, or PDF with its pages."""
    words = rules().words
    return words.picture if one.kind == "picture" else f"{words.pdf} {one.pages} 页"
