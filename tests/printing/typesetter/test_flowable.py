"""Thai paragraphs in ReportLab's tables, frames and page templates."""

import io

import pytest
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Table

from desktop.printing.typesetter.flowable import ThaiParagraph
from desktop.printing.typesetter.paragraph import Run, Style, document

LONG = "ครัวเรือนเปราะบางที่มีผู้สูงอายุและผู้ป่วยติดเตียงต้องการความช่วยเหลือเร่งด่วน " * 30


def built(story, size=(300, 200)):
    target = io.BytesIO()
    template = BaseDocTemplate(target, pagesize=size)
    frame = Frame(20, 20, size[0] - 40, size[1] - 40)
    template.addPageTemplates(PageTemplate(frames=[frame], pagesize=size))
    template.build(story, canvasmaker=lambda file, **_: document(file, "เรื่อง", size))
    return target.getvalue()


@pytest.mark.parametrize("text", [LONG, (Run(LONG[:999]), Run(LONG[999:], bold=True))])
def test_a_long_paragraph_runs_over_pages(typesetter, pdfium, text):
    style = Style(10, first_indent=20)
    pages = pdfium(built([ThaiParagraph(typesetter, text, style)]))
    block = typesetter.lay_out(text, style, 300 - 40 - 12)
    assert len(pages) > 2
    assert [line for page in pages for line in page] == [line.text for line in block.lines]
    assert all(len(page) >= 2 for page in pages)


def test_no_lonely_line_at_a_page_break(typesetter):
    paragraph = ThaiParagraph(typesetter, LONG, Style(10))
    _, height = paragraph.wrap(250, 1000)
    total = len(paragraph.block.lines)
    one = height - (total - 1) * 14.5
    assert paragraph.split(250, one + 1) == []
    for room in range(2, total):
        parts = paragraph.split(250, one + (room - 1) * 14.5 + 0.1)
        counts = [len(part.block.lines) for part in parts]
        assert sum(counts) == total
        assert min(counts) >= 2
    assert paragraph.split(250, height) == [paragraph]


def test_the_rest_is_laid_out_anew_for_another_width(typesetter):
    paragraph = ThaiParagraph(typesetter, LONG, Style(10, first_indent=30))
    first, rest = paragraph.split(250, 100)
    rest.wrap(150, 1000)
    joined = "".join(line.text for part in (first, rest) for line in part.block.lines)
    assert joined.replace(" ", "") == LONG.replace(" ", "")
    assert rest.style.first_indent == 0


def test_space_before_and_after_belong_to_the_ends(typesetter):
    paragraph = ThaiParagraph(typesetter, LONG, Style(10), before=5, after=7)
    first, rest = paragraph.split(250, 100)
    assert (first.getSpaceBefore(), first.getSpaceAfter()) == (5, 0)
    assert (rest.getSpaceBefore(), rest.getSpaceAfter()) == (0, 7)


def test_cells_of_a_table(typesetter, pdfium):
    def cell(text):
        return ThaiParagraph(typesetter, text, Style(9))

    rows = [[cell("ลำดับ"), cell("ชื่อ ปู่น้ำ"), cell("ที่อยู่")]]
    rows += [[cell(str(n)), cell(f"คนที่ {n}"), cell("ต.คลองสอง อ.คลองหลวง")] for n in range(30)]
    pages = pdfium(built([Table(rows, colWidths=[40, 90, 110], repeatRows=1)]))
    assert len(pages) > 1
    for page in pages:
        assert page[:3] == ["ลำดับ", "ชื่อ ปู่น้ำ", "ที่อยู่"] or page[0] == "ลำดับ ชื่อ ปู่น้ำ ที่อยู่"


def test_a_column_that_sizes_itself_keeps_its_longest_word(typesetter):
    paragraph = ThaiParagraph(typesetter, "มี ความมั่นคง", Style(9))
    assert paragraph.minWidth() == pytest.approx(typesetter.width("ความมั่นคง", Style(9)))
