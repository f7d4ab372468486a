"""A face inside a PDF: glyph ids are the codes, only the glyphs used are embedded.

ReportLab's own TrueType embedding hands out codes by character, which shaped glyphs don't have.
Here the text shown is glyph ids (Identity-H), so what HarfBuzz says is what the file says.
"""

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

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
    """One face in one document; ReportLab calls `addObjects` when the document is saved."""

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.resource = f"TH{number}"
        self._words: set[Word] = set()
        self._texts: dict[int, str] = {}

    def use(self, word: "Word") -> None:
        """Note that a word is drawn, so that its glyphs and their texts go into the file."""
        if word in self._words:
            return
        self._words.add(word)
        for glyph in word.glyphs:
            if glyph.code not in self._texts:
                self._texts[glyph.code] = self.face.texts.get(glyph.code, glyph.text)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name
        """Write the font into the document and into the resources of pages and forms."""
        codes = sorted(self._texts)
        name = f"{_tag(codes)}+{self.face.name}"
        descriptor = doc.Reference(self._descriptor(doc, name, codes))
        descendant = doc.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Font"),
                    "Subtype": pdfdoc.PDFName("CIDFontType2"),
                    "BaseFont": pdfdoc.PDFName(name),
                    "CIDSystemInfo": pdfdoc.PDFDictionary(
                        {
                            "Registry": pdfdoc.PDFString("Adobe"),
                            "Ordering": pdfdoc.PDFString("Identity"),
                            "Supplement": 0,
                        }
                    ),
                    "FontDescriptor": descriptor,
                    "DW": 0,
                    "W": self._widths(codes),
                    "CIDToGIDMap": pdfdoc.PDFName("Identity"),
                }
            )
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([descendant]),
                "ToUnicode": doc.Reference(_stream(_unicode_map(self._texts).encode("ascii"))),
            }
        )
        fonts = doc.idToObject[pdfdoc.BasicFonts].dict
        fonts[self.resource] = doc.Reference(font)

    def _descriptor(self, doc: Any, name: str, codes: list[int]) -> Any:
        face = self.face
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([round(side) for side in face.box]),
                "ItalicAngle": 0,
                "Ascent": round(face.ascent),
                "Descent": round(face.descent),
                "CapHeight": round(face.cap_height),
                "StemV": _STEM,
                "FontFile2": doc.Reference(self._file(codes)),
            }
        )

    def _widths(self, codes: list[int]) -> Any:
        """Return the W array: each run of neighbouring codes with its widths."""
        entries: list[Any] = []
        last = -2
        for code in codes:
            width = float(f"{self.face.advance(code):g}")
            if code == last + 1:
                entries[-1].append(width)
            else:
                entries += [code, [width]]
            last = code
        return pdfdoc.PDFArray([pdfdoc.PDFArray(e) if isinstance(e, list) else e for e in entries])

    def _file(self, codes: list[int]) -> Any:
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
        data = hb.subset(self.face.hb_face, wanted).blob.data
        stream = _stream(data)
        stream.dictionary["Length1"] = len(data)
        return stream


def _stream(data: bytes) -> Any:
    # Compressed here, at one level everywhere: equal input gives equal bytes.
    stream = pdfdoc.PDFStream(content=zlib.compress(data, 9), filters=())
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return stream


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
