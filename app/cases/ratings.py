"""How people rate (好差评, DOMAIN C2): five levels, reason tags by level, and how long their own words may be."""

from functools import cache

import msgspec

from app.core.errors import Refused
from app.core.resources import load_toml

UNTOUCHED = "这个件没有改动。"


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level of satisfaction; ``low`` ones (差评) ask for a correction."""

    value: int
    name: str
    low: bool


class Aspect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is rated line by line on paper."""

    key: str
    name: str


class Tag(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reason that may be ticked with one level; codes of three digits are the national ones."""

    code: str
    level: int
    name: str


class Ratings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``resources/catalogue/rating.toml``."""

    longest_text: int
    levels: tuple[Level, ...] = msgspec.field(name="level")
    aspects: tuple[Aspect, ...] = msgspec.field(name="aspect")
    tags: tuple[Tag, ...] = msgspec.field(name="tag")

    def level(self, value: int | None) -> Level:
        """Give a level by its value; raises ``Refused`` for one that is not 1 to 5."""
        for level in self.levels:
            if level.value == value:
                return level
        sentence = f"评价等次应是 1 到 5，现在是 {value}。"
        raise Refused(sentence, untouched=UNTOUCHED, advice="5 是非常满意，1 是非常不满意。")

    def tags_of(self, value: int) -> tuple[Tag, ...]:
        """Give the reasons that go with a level."""
        return tuple(tag for tag in self.tags if tag.level == value)

    def tag_codes(self, named: tuple[str, ...]) -> tuple[str, ...]:
        """Give the codes of tags named by code or words; raises ``Refused`` for an unknown one."""
        codes = {word: tag.code for tag in self.tags for word in (tag.code, tag.name)}
        unknown = [word for word in named if word not in codes]
        if unknown:
            raise Refused(f"评价理由里没有“{'、'.join(unknown)}”。", untouched=UNTOUCHED, advice="请从列出的理由里选。")
        return tuple(codes[word] for word in named)

    def checked_text(self, text: str) -> str:
        """Give the words of the rating; raises ``Refused`` where they are too many."""
        if len(text) > self.longest_text:
            sentence = f"评价的话最多 {self.longest_text} 个字，现在有 {len(text)} 个字。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请写短一些。")
        return text


@cache
def ratings() -> Ratings:
    """Read the declaration once."""
    return load_toml("catalogue/rating.toml", Ratings)
