"""The shipped faces: what they cover, and that nothing is ever a silent blank."""

import pytest

from app.core.errors import Refused
from app.core.resources import resource_path
from app.documents.faces import Face, Run, clean, face_of, refuse_missing, runs, width

NOT_CHINESE = {"≒"}  # a sign of Japanese mathematics that GBK holds and no face of ours but Kai has
RARE_NAMES = "喆堃镕玥垚祎瑄䶮𬱖珺暐昇赟翀旻犇淼"
GBK = [
    character
    for lead in range(0x81, 0xFF)
    for trail in range(0x40, 0xFF)
    if len(character := bytes((lead, trail)).decode("gbk", "ignore")) == 1
    and character.isprintable()
    and character not in NOT_CHINESE
]


@pytest.mark.parametrize("face", [face for face in Face if face is not Face.RARE])
def test_every_face_sets_every_character_of_gbk_and_rare_names(face: Face) -> None:
    assert [sign for sign in (*GBK, *RARE_NAMES) if face_of(sign, face) is None] == []


def test_the_fallback_covers_the_extensions_b_to_f() -> None:
    for sign in "𠀀𪜀𫝀𫠠𬺰":
        assert face_of(sign, Face.SONG) is not None, sign
    blocks = {"B": (0x20000, 0x2A6DF), "C": (0x2A700, 0x2B734), "D": (0x2B740, 0x2B81D), "E": (0x2B820, 0x2CEA1)}
    for name, (first, last) in blocks.items():
        missing = [point for point in range(first, last + 1) if face_of(chr(point), Face.SONG) is None]
        assert len(missing) < 20, (name, len(missing))


def test_all_faces_together_fit_the_repository() -> None:
    sizes = [file.stat().st_size for file in resource_path("fonts").glob("*.ttf")]
    assert sum(sizes) <= 100 * 1024 * 1024
    assert len(sizes) == len(Face)


def test_a_line_is_split_into_runs_of_one_face() -> None:
    found = list(runs("张𠀀三", Face.KAI))
    assert [run.text for run in found] == ["张", "𠀀", "三"]
    assert found[1].face is Face.RARE
    assert list(runs("", Face.SONG)) == []
    assert list(runs("张三", Face.SONG)) == [Run(Face.SONG, "张三")]


def test_a_character_without_glyph_is_named_before_printing() -> None:
    with pytest.raises(Refused, match=r"U\+1F600"):
        refuse_missing(["李😀四"])
    refuse_missing(["李四\n王五"])


def test_signs_without_shape_are_dropped() -> None:
    assert clean("张\u200b三\x07\n李四") == "张三\n李四"


def test_width_counts_the_face_that_sets_the_character() -> None:
    assert width("中文", Face.SONG, 10) == pytest.approx(20)
    assert width("", Face.SONG, 10) == 0
