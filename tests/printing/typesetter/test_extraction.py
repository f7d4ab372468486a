"""What is printed comes back from the file, letter by letter."""

import pytest

from desktop.printing.typesetter.paragraph import Run, Style

ACCEPTANCE = "ที่นี่มีผู้ป่วยติดเตียง ปู่ฝู้ฟื้นฟูน้ำดื่ม กตัญญู ญาติฐานุกรม"
PER_PAGE = 40


@pytest.fixture(params=["pdfium", "poppler"])
def reader(request):
    return request.getfixturevalue(request.param)


def pages_of(typesetter, texts):
    """One line of text each, in changing sizes, weights and alignments."""
    looks = [
        Style(10),
        Style(7, bold=True),
        Style(10.5, align="center"),
        Style(8.5, align="right"),
        Style(12, align="justify"),
    ]

    def page(canvas, part, look):
        for row, text in enumerate(part):
            block = typesetter.lay_out(text, look, 2000)
            typesetter.draw(canvas, block, 20, 820 - 20 * row)

    for start in range(0, len(texts), PER_PAGE):
        part = texts[start : start + PER_PAGE]
        look = looks[start // PER_PAGE % len(looks)]
        yield lambda canvas, part=part, look=look: page(canvas, part, look)


@pytest.mark.parametrize("sample", ["booklet", "names", "addresses"])
def test_every_string_of_the_sample_comes_back(request, typesetter, printed, reader, sample):
    texts = request.getfixturevalue(sample)
    data = printed(*pages_of(typesetter, texts), pagesize=(2040, 842))
    found = [line for page in reader(data) for line in page]
    assert len(texts) >= 140
    assert found == texts


def test_paragraphs_come_back_line_by_line(typesetter, printed, reader, booklet):
    text = " ".join(booklet)
    looks = [Style(10, align="justify", first_indent=25), Style(7), Style(14, bold=True)]
    blocks = [typesetter.lay_out(text, look, 330, 30) for look in looks]
    data = printed(
        *(lambda canvas, block=block: typesetter.draw(canvas, block, 40, 800) for block in blocks)
    )
    assert reader(data) == [[line.text for line in block.lines] for block in blocks]


def test_acceptance_string(typesetter, printed, reader):
    data = printed(lambda canvas: typesetter.text(canvas, ACCEPTANCE, 50, 700, Style(16)))
    assert reader(data) == [[ACCEPTANCE]]


def test_bold_inside_a_line(typesetter, printed, reader):
    runs = (Run("ชื่อ "), Run("ปู่น้ำ", bold=True), Run(" อายุ 71 ปี"))
    data = printed(lambda canvas: typesetter.text(canvas, runs, 50, 700, Style(10)))
    assert reader(data) == [["ชื่อ ปู่น้ำ อายุ 71 ปี"]]


def test_text_in_a_form_is_read_on_each_page_that_shows_it(typesetter, printed, reader):
    def first(canvas):
        canvas.begin_form("notice")
        typesetter.text(canvas, "แบบฟอร์มที่ใช้ซ้ำ", 50, 700, Style(10))
        canvas.end_form()
        canvas.do_form("notice")

    def second(canvas):
        canvas.do_form("notice")
        typesetter.text(canvas, "หน้าที่สอง", 50, 600, Style(10))

    data = printed(first, second)
    assert reader(data) == [["แบบฟอร์มที่ใช้ซ้ำ"], ["แบบฟอร์มที่ใช้ซ้ำ", "หน้าที่สอง"]]


def test_no_line_ends_in_a_hyphen(typesetter, printed, reader):
    text = "ปัญหาและอุปสรรค - การแก้ไข - ที่บ้าน - ที่ทำงาน - " * 6 + "จบ"
    for width in (90, 117, 160):
        block = typesetter.lay_out(text, Style(10), width)
        assert not any(line.text.endswith("-") for line in block.lines)
        data = printed(lambda canvas, block=block: typesetter.draw(canvas, block, 40, 800))
        assert reader(data) == [[line.text for line in block.lines]]
