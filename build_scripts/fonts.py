"""Make the faces of resources/fonts from their upstream files: subset, unhinted, renamed where the licence asks for it.

Run once, and only when a face must change: every new version stays in the repository's history for ever.

    python build_scripts/fonts.py SOURCES

SOURCES is a folder that holds the upstream files under the names below. Where they come from (all SIL OFL 1.1):

* NotoSerifSC_400Regular.ttf, NotoSerifSC_700Bold.ttf - npm package @expo-google-fonts/noto-serif-sc 0.4.3 (`npm pack`)
* NotoSansSC_400Regular.ttf, NotoSansSC_700Bold.ttf - npm package @expo-google-fonts/noto-sans-sc 0.4.3
* LXGWWenKai-Regular.ttf - Debian package fonts-lxgw-wenkai
* HanaMinB.ttf - Debian package fonts-hanazono

Why this subset: names and places need every character of GBK, of the URO block and of 通用规范汉字表 in every face. CJK
extension A is whole only in the two regular faces, symbols beyond those of GBK too (a bold or Kai line borrows from
them), extensions B-F only in the fallback face. Hangul, hinting and the tables for vertical text are dropped. fontTools
(a build tool) does the work.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
LATIN_END = 0x250
IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x20000, 0x323AF))
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
EXTENSION_A = ((0x3400, 0x4DBF),)
EXTENSIONS_B_TO_F = ((0x20000, 0x2EBEF),)
GBK = {
    ord(character)
    for lead in range(0x81, 0xFF)
    for trail in range(0x40, 0xFF)
    if len(character := bytes((lead, trail)).decode("gbk", "ignore")) == 1
}
NAME_RECORDS_KEPT = [0, 1, 2, 3, 4, 5, 6, 13, 14]


@dataclass(frozen=True)
class Cut:
    """One face: the upstream file, the file made of it, and the family name it carries when the old one is reserved."""

    source: str
    target: str
    family: str = ""
    whole: bool = False
    only_extensions: bool = False


CUTS = (
    Cut("NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf", whole=True),
    Cut("NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf"),
    Cut("NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.ttf", whole=True),
    Cut("NotoSansSC_700Bold.ttf", "NotoSansSC-Bold.ttf"),
    Cut("LXGWWenKai-Regular.ttf", "CunzhanKai-Regular.ttf", family="Cunzhan Kai"),
    Cut("HanaMinB.ttf", "CunzhanRare-Regular.ttf", family="Cunzhan Rare", only_extensions=True),
)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _kept(cut: Cut, available: set[int], common_extension_a: set[int]) -> set[int]:
    if cut.only_extensions:
        return {code for code in available if _within(code, EXTENSIONS_B_TO_F)} | {0x20}
    if cut.whole:
        return {code for code in available if not _within(code, HANGUL)}
    ideographs = {code for code in available if _within(code, IDEOGRAPHS) and not _within(code, EXTENSION_A)}
    return ideographs | (available & (GBK | common_extension_a)) | {code for code in available if code < LATIN_END}


def _options() -> Options:
    options = Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = NAME_RECORDS_KEPT
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx", "FFTM", "GDEF", "gasp", "prep"]
    return options


def _rename(font: TTFont, family: str) -> None:
    """Give a modified face its own name: 'LXGW', '霞鹜' and 'HanaMinB' are reserved font names (OFL, clause 3)."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in {0, 13, 14} and record.langID in {0, 0x409}]
    post_script = family.replace(" ", "") + "-Regular"
    records = ((1, family), (2, "Regular"), (3, post_script), (4, family), (5, "Version 1.0"), (6, post_script))
    for name_id, text in records:
        names.setName(text, name_id, 3, 1, 0x409)


def make_face(cut: Cut, sources: Path, common_extension_a: set[int]) -> Path:
    """Write one face into resources/fonts and return where it stands."""
    font = TTFont(sources / cut.source)
    subsetter = Subsetter(_options())
    subsetter.populate(unicodes=_kept(cut, set(font.getBestCmap()), common_extension_a))
    subsetter.subset(font)
    if cut.family:
        _rename(font, cut.family)
    target = TARGET / cut.target
    font.save(target)
    return target


def main(sources: Path) -> None:
    """Make all faces; the characters of extension A that the Kai face has are the ones in everyday use."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with TTFont(sources / "LXGWWenKai-Regular.ttf", lazy=True) as kai:
        common_extension_a = {code for code in kai.getBestCmap() if _within(code, EXTENSION_A)}
    total = 0
    for cut in CUTS:
        target = make_face(cut, sources, common_extension_a)
        total += target.stat().st_size
        sys.stdout.write(f"{target.name:28} {target.stat().st_size / 1e6:6.1f} MB\n")
    sys.stdout.write(f"{'total':28} {total / 1e6:6.1f} MB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
