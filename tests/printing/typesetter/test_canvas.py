"""Files that last: what PDF/A-2u (ISO 19005-2) asks and can be seen in the bytes."""

import io
import re
import zlib
from xml.etree import ElementTree

import pytest

from desktop.printing.typesetter.canvas import document
from desktop.printing.typesetter.paragraph import Style

TITLE = "แผ่นพับ <ทดสอบ> & ครอบครัว"
NAMES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


@pytest.fixture
def data(typesetter):
    target = io.BytesIO()
    canvas = document(target, TITLE, (300, 200))
    canvas.beginForm("form")
    typesetter.text(canvas, "น้ำใจ ปี๊ป ฐานะ", 20, 100, Style(12, bold=True))
    canvas.endForm()
    canvas.doForm("form")
    typesetter.text(canvas, "ผู้ใหญ่บ้าน 123 Office", 20, 60, Style(10))
    canvas.save()
    return target.getvalue()


def objects(data):
    found = {}
    for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL):
        found[int(number)] = body
    return found


def stream(body):
    raw = re.search(rb"stream\n(.*)\nendstream", body, re.DOTALL)[1]
    assert len(raw) == int(re.search(rb"/Length (\d+)", body)[1])
    return zlib.decompress(raw) if b"FlateDecode" in body else raw


def test_the_header_and_the_trailer(data):
    lines = data.splitlines()
    assert lines[0] == b"%PDF-1.7"
    assert lines[1].startswith(b"%")
    assert all(byte > 127 for byte in lines[1][1:5])
    assert re.search(rb"/ID\s*\[\s*<[0-9a-f]+>\s*<[0-9a-f]+>\s*\]", data)
    assert data.rstrip().endswith(b"%%EOF")
    for forbidden in (b"/Encrypt", b"/JavaScript", b"/LZWDecode", b"/Interpolate", b"/AA"):
        assert forbidden not in data


def test_the_metadata_say_what_the_information_says(data):
    (body,) = [one for one in objects(data).values() if b"/Subtype /XML" in one]
    assert b"/FlateDecode" not in body
    text = stream(body).decode("utf-8")
    packet = re.search(r"<x:xmpmeta.*</x:xmpmeta>", text, re.DOTALL)[0]
    told = ElementTree.fromstring(packet)  # noqa: S314  (our own)
    assert told.find(".//pdfaid:part", NAMES).text == "2"
    assert told.find(".//pdfaid:conformance", NAMES).text == "U"
    assert told.find(".//dc:title/rdf:Alt/rdf:li", NAMES).text == TITLE
    (info,) = [one for one in objects(data).values() if b"/CreationDate" in one]
    assert b"D:20000101000000Z" in info
    assert told.find(".//xmp:CreateDate", NAMES).text == "2000-01-01T00:00:00Z"
    for name, key in (("pdf:Producer", b"Producer"), ("xmp:CreatorTool", b"Creator")):
        said = re.search(rb"/" + key + rb" \((.*?)\)(?= /|\n|>)", info.replace(b"\\", b""))[1]
        assert told.find(f".//{name}", NAMES).text.encode() == said
    assert b"/Keywords" not in info
    assert b"/Lang (th-TH)" in data


def test_colours_have_a_meaning(data):
    found = objects(data)
    (intent,) = re.findall(rb"/DestOutputProfile (\d+) 0 R", data)
    profile = stream(found[int(intent)])
    assert b"/N 3" in found[int(intent)]
    assert profile[36:40] == b"acsp"
    assert profile[12:20] == b"mntrRGB "
    assert int.from_bytes(profile[:4], "big") == len(profile)


def test_every_font_is_in_the_file_and_every_glyph_has_a_text(data):
    found = objects(data)
    assert b"Helvetica" not in data
    fonts = [one for one in found.values() if b"/Type0" in one]
    assert len(fonts) == 2
    texts = {}
    for font in fonts:
        to_unicode = int(re.search(rb"/ToUnicode (\d+) 0 R", font)[1])
        name = re.search(rb"/BaseFont /(\S+)", font)[1]
        rows = re.findall(rb"<([0-9A-F]{4})> <([0-9a-f]+)>", stream(found[to_unicode]))
        texts[name] = {int(code, 16): bytes.fromhex(text.decode()) for code, text in rows}
        for text in texts[name].values():
            assert text.decode("utf-16-be")[0] not in "\x00\ufeff\ufffe"
    assert len(re.findall(rb"/FontFile2 \d+ 0 R", data)) == 2
    shown = b"".join(stream(one) for one in found.values() if b"stream" in one)
    codes = {
        int(run[at : at + 4], 16)
        for run in re.findall(rb"(?<=[\[\]0-9 .-])<([0-9A-Fa-f]+)>(?=[\]<0-9 .-])", shown)
        for at in range(0, len(run), 4)
    }
    known = set().union(*texts.values())
    assert codes
    assert codes <= known | {0}
