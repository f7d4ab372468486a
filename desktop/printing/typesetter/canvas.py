"""The file that a Thai document becomes: PDF/A-2u, so that it can be read as long as paper.

PDF/A asks that a file brings all its fonts, says what its colours mean (an sRGB profile, which
lies beside this module), and tells the same title in its metadata as in its information (ISO
19005-2, 6.2.4, 6.6, 6.7). 'u' asks that every glyph has its text.
"""

import zlib
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

_PDF_VERSION = (1, 7)
_MAKER = "OneHome"
# Equal content gives equal bytes: no file says when it was made, its paper does.
_MADE = "2000-01-01T00:00:00Z"
_ICC = Path(__file__).with_name("sRGB.icc")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>th-TH</rdf:li></rdf:Bag></dc:language>
<dc:creator><rdf:Seq><rdf:li>{maker}</rdf:li></rdf:Seq></dc:creator>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{maker}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class _Ended(bytes):
    """A stream's content and the line end that must follow it, which its length doesn't count."""

    def __len__(self) -> int:
        """Return the length that the file tells."""
        return super().__len__() - 1


class _Flate:
    """Compresses a page's or a form's content, as ReportLab's filters do."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(content: str | bytes) -> bytes:
        """Return the compressed content."""
        plain = content.encode("utf-8") if isinstance(content, str) else content
        return _Ended(zlib.compress(plain) + b"\n")


class _Sheets(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that embeds every font it names and compresses without detours."""

    def __init__(self, target: str | IO[bytes], pagesize: tuple[float, float], title: str) -> None:
        super().__init__(
            target,
            pagesize=pagesize,
            invariant=1,
            pageCompression=0,
            pdfVersion=_PDF_VERSION,
            lang="th-TH",
        )
        doc = self._doc
        # ReportLab writes compressed pages as ASCII, a quarter larger and in slow Python; the
        # default filter of its streams does without.
        doc.defaultStreamFilters = [_Flate]
        doc.info = _Info(title)
        doc.Catalog = _catalog(doc.Catalog, title)

    def _make_preamble(self) -> None:
        # ReportLab begins each page with Helvetica, which is never embedded.
        self._preamble = "1 0 0 1 0 0 cm"


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """A document's information, nothing but what the metadata says too."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    def format(self, document: Any) -> Any:
        """Return the dictionary."""
        made = pdfdoc.PDFString(f"D:{_MADE[:19].translate(_BARE)}Z")
        told = {"Title": self.title, "Author": _MAKER, "Creator": _MAKER}
        told["Producer"] = pdfdoc.PDFInfo.producer
        strings = {name: pdfdoc.PDFString(text) for name, text in told.items()}
        return pdfdoc.PDFDictionary({**strings, "CreationDate": made, "ModDate": made}).format(
            document
        )


_BARE = str.maketrans("", "", "-:T")


def _catalog(catalog: Any, title: str) -> Any:
    """Return the catalog with metadata and the meaning of colours."""
    names = {"title": title, "maker": _MAKER, "producer": pdfdoc.PDFInfo.producer, "made": _MADE}
    text = _XMP.format(**{name: escape(value) for name, value in names.items()})
    metadata = stream(text.encode("utf-8"), Type="Metadata", Subtype="XML")
    profile = stream(_ICC.read_bytes())
    profile.dictionary["N"] = 3
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": _Referred(profile),
        }
    )
    catalog.Metadata = metadata
    catalog.OutputIntents = pdfdoc.PDFArray([intent])
    # ReportLab knows no output intents; what it lists is what it writes.
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "OutputIntents"]
    return catalog


class _Referred(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that stands elsewhere in the file."""

    def __init__(self, content: Any) -> None:
        self._content = content

    def format(self, document: Any) -> Any:
        """Return the reference, adding the object."""
        return document.Reference(self._content).format(document)


def stream(data: bytes, **names: str) -> Any:
    """Return a stream of bytes as they are, with these names in its dictionary."""
    made = pdfdoc.PDFStream(content=_Ended(data + b"\n"), filters=())
    for name, value in names.items():
        made.dictionary[name] = pdfdoc.PDFName(value)
    return made


def document(target: Path | IO[bytes], title: str, pagesize: tuple[float, float]) -> Canvas:
    """Return a canvas for a Thai document; equal drawing gives equal bytes.

    Only the fonts used are in the file: text drawn by other means than a typesetter needs
    `setFont` first. Names of forms (`beginForm`) must be ASCII.

    As maker of a ReportLab template's canvas: `canvasmaker=lambda target, **_: document(...)`.
    """
    canvas = _Sheets(str(target) if isinstance(target, Path) else target, pagesize, title)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
