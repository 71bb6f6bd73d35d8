"""The ToUnicode table of an embedded face, corrected for characters beyond U+FFFF.

ReportLab writes code points as ``%04X``, so that 𬱖 is copied out of the PDF as two wrong characters (FAULTS §7.1).
Here they are UTF-16BE, in blocks of at most 100 entries as the specification of CMaps asks.
"""

from collections.abc import Sequence

from reportlab.pdfbase import ttfonts

BLOCK = 100

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry ({name})
/Ordering ({name})
/Supplement 0
>> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <{last:02X}>
endcodespacerange"""
_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def to_unicode_table(font_name: str, subset: Sequence[int]) -> str:
    """Give the CMap that leads each code of a subset (at most 256) back to its character."""
    parts = [_HEAD.format(name=font_name, last=len(subset) - 1)]
    coded = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)]
    for start in range(0, len(coded), BLOCK):
        block = coded[start : start + BLOCK]
        parts.append("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")))
    return "\n".join((*parts, _TAIL))


def correct_to_unicode() -> None:
    """Put the corrected table in place of ReportLab's; twice is the same as once."""
    ttfonts.makeToUnicodeCMap = to_unicode_table
