"""A face inside a PDF: glyph ids are the codes, only the glyphs used are embedded.

The text shown is glyph ids (Identity-H), so what HarfBuzz says is what the file says.
"""

import hashlib
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

import uharfbuzz as hb

from desktop.printing.pdf.file import PdfFile
from desktop.printing.typesetter.fonts import Face

if TYPE_CHECKING:
    from desktop.printing.typesetter.shaping import Word

_SYMBOLIC = 4
_STEM = 80
_DROPPED = ("GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2", "gasp", "kern", "DSIG", "STAT")
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_CMAP_BLOCK = 100


class EmbeddedFace:
    """One face in one document."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self._words: set[Word] = set()
        self._texts: dict[int, str] = {}
        self._told = 0

    def use(self, word: "Word") -> None:
        """Note that a word is drawn, so that its glyphs and their texts go into the file."""
        if word in self._words:
            return
        self._words.add(word)
        for glyph in word.glyphs:
            if glyph.code not in self._texts:
                self._texts[glyph.code] = self.face.texts.get(glyph.code, glyph.text)

    def news(self) -> tuple[tuple[int, str], ...]:
        """Return the glyphs noted since this was asked last, with their texts."""
        new = tuple(islice(self._texts.items(), self._told, None))
        self._told = len(self._texts)
        return new

    def take(self, texts: Iterable[tuple[int, str]]) -> None:
        """Note glyphs that were drawn elsewhere; what is noted already stays."""
        for code, text in texts:
            self._texts.setdefault(code, text)

    def write(self, file: PdfFile) -> int:
        """Write the font with the glyphs used and return its number."""
        codes = sorted(self._texts)
        name = f"{_tag(codes)}+{self.face.name}"
        descendant = file.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor %d 0 R/DW 0/W[%b]/CIDToGIDMap/Identity>>"
            % (name.encode(), self._descriptor(file, name, codes), self._widths(codes).encode())
        )
        return file.add(
            b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H"
            b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (name.encode(), descendant, file.stream(_unicode_map(self._texts).encode("ascii")))
        )

    def _descriptor(self, file: PdfFile, name: str, codes: list[int]) -> int:
        face = self.face
        data = self._subset(codes)
        program = file.stream(data, b"/Length1 %d" % len(data))
        own = 1 / face.factor
        box = " ".join(str(round(side * own)) for side in face.box)
        return file.add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox[{box}]"
            f"/ItalicAngle 0/Ascent {round(face.ascent * own)}/Descent {round(face.descent * own)}"
            f"/CapHeight {round(face.cap_height * own)}/StemV {_STEM}"
            f"/FontFile2 {program} 0 R>>".encode()
        )

    def _widths(self, codes: list[int]) -> str:
        """Return the W array: each run of neighbouring codes with its widths."""
        entries: list[str] = []
        last = -2
        for code in codes:
            if code != last + 1:
                entries.append(f"{']' if entries else ''}{code}[")
            entries.append(f"{self.face.advance(code) / self.face.factor:g} ")
            last = code
        return "".join(entries) + "]" * bool(entries)

    def _subset(self, codes: list[int]) -> bytes:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(codes)
        # Glyph ids are the codes on the pages: they must not move.
        # And what the font lacks must be seen as a box, not as nothing.
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        wanted.drop_table_tag_set.update(
            int.from_bytes(tag.ljust(4).encode("ascii"), "big") for tag in _DROPPED
        )
        return bytes(hb.subset(self.face.hb_face, wanted).blob.data)


def _tag(codes: list[int]) -> str:
    """Return the six letters that tell one subset of a font from another."""
    digest = hashlib.sha256(",".join(map(str, codes)).encode("ascii")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _unicode_map(texts: dict[int, str]) -> str:
    """Return the ToUnicode map: which characters each glyph stands for."""
    rows = [
        f"<{code:04X}> <{text.encode('utf-16-be', 'replace').hex()}>"
        for code, text in sorted(texts.items())
        if text
    ]
    blocks = []
    for start in range(0, len(rows), _CMAP_BLOCK):
        block = rows[start : start + _CMAP_BLOCK]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    return _CMAP_HEAD + "".join(blocks) + _CMAP_TAIL
