"""The report of districts as facts and as text."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.vocabulary import Dimension
from desktop.printing.report import make_district_report
from tests.factories.figures import area, district_report
from tests.printing.conftest import Paper


@pytest.fixture
def printed(typesetter, paper):
    def make(report):
        target = io.BytesIO()
        make_district_report(report, typesetter, target)
        return paper(target.getvalue())

    return make


def areas(count):
    return tuple(
        area(f"{n:06}", f"ตำบลเลขที่{n}", 10 + n, 30 + n, (n % 3, 0, 1, 0, 2), 3)
        for n in range(1, count + 1)
    )


def test_the_booklets_table_comes_back(printed):
    paper = printed(district_report())
    assert len(paper) == 1
    text = paper.text(0)
    for number in ("18,289", "15,643", "1,055", "126,859", "55,067", "542", "1,195", "1,999"):
        assert number in text
    assert "อำเภอลำลูกกา6,24714,3903122844671–1,055902" in text
    assert "อำเภอคลองหลวง18,28942,120–––16–1616" in text


def test_the_two_measures_are_labelled_and_explained(printed):
    text = printed(district_report()).text(0)
    assert "รวมตกมิติ(นับซ้ำได้)" in text
    assert "ครัวเรือนที่ตกอย่างน้อย1มิติ(ไม่นับซ้ำ)" in text
    assert "นับสองครั้ง" in text
    assert "เพียงครั้งเดียว" in text


def test_every_page_repeats_the_header_and_says_what_the_figures_rest_on(printed):
    paper = printed(district_report(areas=areas(60), unit="ตำบล"))
    assert len(paper) == 4
    for page in range(4):
        text = paper.text(page)
        assert "สุขภาพ" in text
        assert "TPMAPณมกราคม2564" in text
        assert "เกณฑ์จัดระดับหน้า20ฉบับที่1" in text
        assert "16พ.ค.256514.30น." in text
        assert f"หน้า{page + 1}จาก4" in text
    assert "นับสองครั้ง" in paper.text(3)


@given(count=st.integers(0, 90))
@settings(max_examples=15)
def test_each_area_is_printed_once_and_the_total_never_alone(typesetter, count):
    target = io.BytesIO()
    make_district_report(district_report(areas=areas(count)), typesetter, target)
    paper = Paper(target.getvalue())
    text = paper.all_text()
    for n in range(1, count + 1):
        assert text.count(f"ตำบลเลขที่{n}{10 + n}{30 + n}") == 1
    last = paper.text(len(paper) - 1)
    assert "รวม" in last
    assert not count or f"ตำบลเลขที่{count}" in last
    paper.pdf.close()


def test_nothing_stands_in_the_margins_even_with_long_names(printed):
    long = area("1", "เทศบาลตำบล" * 30, 5, 5, (0, 0, 0, 0, 0), 0)
    lists = tuple(f"บัญชีรายชื่อลำดับที่ {n} ณ มกราคม 2564" for n in range(20))
    paper = printed(district_report(areas=(long,), lists=lists, project="โครงการ" * 60))
    for box in ((0, 0, 297, 12), (0, 198, 297, 12), (0, 0, 14, 210), (283, 0, 14, 210)):
        assert not paper.ink(0, *box)


def test_figures_that_cannot_be_true_are_refused(typesetter):
    report = district_report()
    wrong = replace(report.total, failures={**report.total.failures, Dimension.HEALTH: 543})
    with pytest.raises(ValueError, match="สุขภาพ"):
        make_district_report(replace(report, total=wrong), typesetter, io.BytesIO())
    twice = area("1", "ก", 5, 5, (2, 1, 0, 0, 0), 4)
    with pytest.raises(ValueError, match="distinct"):
        make_district_report(district_report(areas=(twice,)), typesetter, io.BytesIO())


def test_equal_figures_give_equal_bytes(printed):
    assert printed(district_report()).data == printed(district_report()).data
