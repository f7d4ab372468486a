"""What makes a file one that can be kept: PDF/A-2u's metadata and the colours it means."""

import struct
from xml.sax.saxutils import escape

PRODUCER = "OneHome"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<pdf:Producer>{producer}</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>th-TH</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

# sRGB's primaries and white, adapted to D50, as XYZ.
_COLOURS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
    b"wtpt": (0.96420, 1.0, 0.82491),
}
_NAME = b"sRGB"
_D50 = (0.96420, 1.0, 0.82491)
# The curve of sRGB in so many steps: closer than eight bits can tell.
_STEPS = 1024


def xmp(title: str) -> bytes:
    """Return the metadata of a file as XML."""
    return _XMP.format(title=escape(title), producer=PRODUCER).encode("utf-8")


def srgb() -> bytes:
    """Return an ICC profile (version 2) of sRGB, the same bytes on every machine."""
    levels = (_linear(step / (_STEPS - 1)) for step in range(_STEPS))
    curve = struct.pack(
        f">4s4xI{_STEPS}H", b"curv", _STEPS, *(round(65535 * level) for level in levels)
    )
    described = struct.pack(f">4s4xI{len(_NAME) + 1}s", b"desc", len(_NAME) + 1, _NAME)
    tags = {
        b"desc": described + bytes(4 + 4 + 2 + 1 + 67),
        b"cprt": b"text\0\0\0\0" + b"CC0\0",
        **{name: b"XYZ \0\0\0\0" + _fixed(xyz) for name, xyz in _COLOURS.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = [], b""
    places: dict[bytes, int] = {}
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table.append(struct.pack(">4sII", name, places[data], len(data)))
    made = struct.pack(">6H", 1998, 12, 1, 0, 0, 0)
    head = struct.pack(
        ">I4xI4s4s4s12s4s28x12s48x",
        start + len(body),
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        made,
        b"acsp",
        _fixed(_D50),
    )
    return head + struct.pack(">I", len(tags)) + b"".join(table) + body


def _linear(level: float) -> float:
    if level <= 0.04045:
        return level / 12.92
    return float(((level + 0.055) / 1.055) ** 2.4)


def _fixed(numbers: tuple[float, ...]) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))
