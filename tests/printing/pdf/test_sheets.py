"""Files that are whole, can be kept, and say what their parts are."""

import io
import re

import pikepdf
import pytest

from desktop.domain.progress import Silent
from desktop.printing.leaflet.document import make_leaflets
from desktop.printing.pdf.archive import srgb
from desktop.printing.pdf.sheets import Sheets
from desktop.printing.typesetter.paragraph import Style
from dev.places import shipped_leaflet
from tests.factories.leaflets import leaflet

A4 = (595.28, 841.89)


@pytest.fixture
def opened():
    files = []

    def read(data):
        files.append(pikepdf.open(io.BytesIO(data)))
        return files[-1]

    yield read
    for one in files:
        one.close()


def made(typesetter, count=2):
    target = io.BytesIO()
    contents = (leaflet(number=str(n)) for n in range(count))
    make_leaflets(contents, typesetter, shipped_leaflet(), target, Silent(), count)
    return target.getvalue()


def test_a_file_of_many_pages_has_no_flaw(typesetter, opened):
    pdf = opened(made(typesetter, 70))
    assert len(pdf.pages) == 140
    assert pdf.check_pdf_syntax() == []


def test_it_says_that_it_can_be_kept(typesetter, opened):
    pdf = opened(made(typesetter))
    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2U"
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"]) == "แผ่นพับครอบครัว"
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes() == srgb()
    assert pdf.Root.Lang == "th-TH"


def test_every_glyph_drawn_has_a_text_and_a_width_and_is_embedded(typesetter, opened):
    pdf = opened(made(typesetter))
    fonts = pdf.pages[0].Resources.Font
    assert len(fonts) == 2
    for font in fonts.values():
        named = re.findall(
            rb"^<([0-9A-F]{4})> <(?!0000>|FFFF>)", font.ToUnicode.read_bytes(), re.M
        )
        widths = font.DescendantFonts[0].W
        codes = [
            int(start) + n
            for start, run in zip(widths[::2], widths[1::2], strict=True)
            for n in range(len(run))
        ]
        assert {int(code, 16) for code in named} == set(codes)
        assert 0 not in codes, "no glyph is missing"
        assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()


def test_all_content_is_read_in_order_or_marked_as_not_read(typesetter, opened):
    pdf = opened(made(typesetter))
    assert pdf.Root.MarkInfo.Marked
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(pdf.pages):
        assert page.StructParents == number
        depth, found = 0, []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
                if len(operands) == 2 and "/MCID" in operands[1]:
                    found.append(int(operands[1].MCID))
            elif name == "EMC":
                depth -= 1
            elif name in ("TJ", "S", "f", "Do", "INLINE IMAGE"):
                assert depth, "drawn outside all parts"
        assert depth == 0
        assert found == list(range(len(found)))
        assert [part.S for part in parents[2 * number + 1]] == ["/P"] * len(found)


def test_parts_hold_each_other_over_pages(typesetter, opened):
    target = io.BytesIO()
    sheets = Sheets(target, "ตาราง", A4)
    tags = sheets.tags
    tags.open_group("Table")
    for row in range(2):
        tags.open_group("TR")
        tags.begin_part("TD")
        typesetter.text(sheets, f"แถว {row}", 50, 700, Style(10))
        tags.end_part()
        tags.close_group()
        tags.begin_artifact()
        tags.begin_part("TH")
        tags.end_part()
        tags.end_artifact()
        sheets.show_page()
    tags.close_group()
    sheets.save()
    pdf = opened(target.getvalue())
    (table,) = pdf.Root.StructTreeRoot.K[0].K
    rows = list(table.K)
    assert [row.S for row in rows] == ["/TR", "/TR"]
    cells = [row.K[0] for row in rows]
    assert [cell.S for cell in cells] == ["/TD", "/TD"]
    assert [cell.Pg.objgen for cell in cells] == [page.objgen for page in pdf.pages]


def test_equal_drawing_gives_equal_bytes(typesetter):
    assert made(typesetter) == made(typesetter)
