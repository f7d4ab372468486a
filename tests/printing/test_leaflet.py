"""Leaflets as facts, as text and as pictures."""

import ctypes
import io
import json

import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.errors import UserError
from desktop.domain.geometry import from_data, to_data
from desktop.domain.leaflet import LeafletPlanItem
from desktop.domain.paper_codes import SideCode, side_of, uid_of
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.vocabulary import Answered, Dimension, Phase
from desktop.printing.leaflet import conditions, geometry
from desktop.printing.leaflet.document import geometry as geometry_of
from desktop.printing.leaflet.document import make_leaflets
from desktop.printing.leaflet.sheets import MEMBER_ROWS, deal
from desktop.printing.pen import BOX, BOX_LINE, HAIRLINE, TICK
from dev.places import shipped_leaflet
from tests.factories.leaflets import UID, empty_leaflet, leaflet, leaflet_member
from tests.printing.conftest import RESOURCES

LONG_NAME = "นางสาวพรรณพิมลรัตนาภรณ์ ศิริวัฒนกุลชัยเจริญ ณ อยุธยาเทพหัสดินทร์วงศ์วัฒนานุรักษ์กิจ"
LONG_ADDRESS = "เลขที่ 1234/56-78 หมู่บ้านจัดสรรพฤกษาวิลล์ โครงการ 45 ซอยรังสิต-นครนายก 123 แยก 4 " * 3
LONG_TEXT = "".join(f"ข้อ {n} บุตรชายป่วยติดเตียง ไม่มีคนดูแลในเวลากลางวัน " for n in range(1, 31))


@pytest.fixture
def printed(typesetter, paper):
    def make(*contents, **options):
        target = io.BytesIO()
        result = make_leaflets(
            contents, typesetter, shipped_leaflet(), target, Silent(), len(contents), **options
        )
        return result, paper(target.getvalue())

    return make


def many(count):
    return tuple(
        leaflet_member(name=f"นายลำดับ{n} ทดสอบ", occupation=f"งาน{n}") for n in range(1, count + 1)
    )


def crowded():
    return leaflet(
        head=LONG_NAME,
        address_lines=(LONG_ADDRESS, LONG_ADDRESS),
        volunteer=LONG_NAME,
        members=tuple(leaflet_member(name=LONG_NAME, relation=LONG_NAME) for _ in range(15)),
        level_reason=LONG_TEXT,
        answers={"problem.main": LONG_TEXT, "need.main": LONG_TEXT, "visit.team": LONG_TEXT},
        plan=tuple(LeafletPlanItem(phase, LONG_TEXT, LONG_NAME, LONG_NAME) for phase in Phase),
    )


def test_one_sheet_of_a4_has_two_pages(printed):
    result, paper = printed(leaflet(), leaflet(number="2"))
    assert (result.households, result.sheets, result.pages, result.file) == (2, 2, 4, "")
    assert len(paper) == 4
    assert {paper.size(page) for page in range(4)} == {(297.0, 210.0)}


def test_the_printer_is_told_to_turn_over_the_short_edge(printed):
    _, paper = printed(leaflet())
    assert b"/Duplex /DuplexFlipShortEdge" in paper.data
    assert b"/PrintScaling /None" in paper.data


def test_all_lines_are_black_hairlines_and_nothing_is_grey(printed):
    _, paper = printed(leaflet())
    for page in range(2):
        shapes = list(paper.pdf[page].get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=5))
        assert len(shapes) > 30
        for shape in shapes:
            assert _colour(pdfium.FPDFPageObj_GetFillColor, shape) == (0, 0, 0, 255)
            assert _colour(pdfium.FPDFPageObj_GetStrokeColor, shape) == (0, 0, 0, 255)
        widths = {round(_stroke_width(shape), 2) for shape in shapes}
        assert HAIRLINE in widths
        assert widths <= {HAIRLINE, BOX_LINE, TICK}


def _colour(get, shape):
    parts = [ctypes.c_uint() for _ in range(4)]
    get(shape, *parts)
    return tuple(part.value for part in parts)


def _stroke_width(shape):
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(shape, width)
    return width.value


def test_panels_stand_in_folding_order(printed):
    _, paper = printed(leaflet())
    fold = geometry.FOLD
    assert "แผนช่วยเหลือสามระยะ" in paper.text(0, right=fold)
    assert "แผ่นพับครอบครัว" in paper.text(0, left=fold)
    assert "สมาชิกในครัวเรือน" in paper.text(1, right=fold)
    assert "สภาพครัวเรือนห้ามิติ" in paper.text(1, left=fold)


@pytest.mark.parametrize("content", [leaflet(), empty_leaflet(), crowded()])
def test_margins_and_fold_stay_free(printed, content):
    _, paper = printed(content)
    for page in range(len(paper)):
        assert not paper.ink(page, geometry.FOLD - 5, 0, 10, 210), "at the fold"
        for box in ((0, 0, 297, 8), (0, 202, 297, 8), (0, 0, 8, 210), (289, 0, 8, 210)):
            assert not paper.ink(page, *box), f"in the margin of page {page}"


def test_what_is_known_is_printed(printed):
    content = leaflet()
    _, paper = printed(content)
    text = paper.all_text()
    known = [content.project, content.office, content.number, content.head, content.house_code]
    known += [content.tel, content.volunteer, content.income_year, content.level_reason]
    known += [content.data_source, content.printed_on, *content.address_lines]
    known += [item.measure for item in content.plan] + [item.due for item in content.plan]
    known += [content.answers[key] for key in ("problem.main", "need.main", "debt.total")]
    for member in content.members:
        known += [member.name, member.cid_masked, member.age, member.relation, member.occupation]
    for value in known:
        assert "".join(value.split()) in text


def test_answers_are_written_as_an_office_writes_them(printed):
    answers = {"visit.date": "2021-10-04", "income.month": "12500", "debt.total": "1234567.50"}
    _, paper = printed(leaflet(answers=answers | {"expense.month": "ไม่แน่นอน"}))
    assert "4ต.ค.2564" in paper.text(0, left=geometry.FOLD)
    text = paper.text(1, left=geometry.FOLD)
    assert "12,500" in text
    assert "1,234,567.50" in text
    assert "ไม่แน่นอน" in text


def test_questions_come_in_the_order_of_the_logbook(printed):
    _, paper = printed(empty_leaflet())
    text = paper.text(1, left=geometry.FOLD)
    words = ["มิติสุขภาพ", "เป็นของตนเองและมั่นคงถาวร", "รายได้รวมต่อเดือน", "หนี้สินทั้งหมด"]
    words += ["ปัญหาหลัก", "ความต้องการ", "ฝึกอาชีพ", "อื่นๆ"]
    places = [text.index(word) for word in words]
    assert places == sorted(places)


def test_equal_content_gives_equal_bytes(printed):
    assert printed(leaflet(), crowded())[1].data == printed(leaflet(), crowded())[1].data


def test_an_id_is_never_printed_whole(printed):
    whole = [leaflet_member(cid_masked=cid) for cid in ("1234567890121", "1-2345-67890-12-1")]
    _, paper = printed(leaflet(members=tuple(whole)))
    text = paper.all_text()
    assert text.count("1-2345-xxxxx-12-1") == 2
    assert "67890" not in text
    assert "1234567890121" not in text.replace("-", "")


def test_every_side_carries_its_own_code_where_the_geometry_says(printed, typesetter):
    _, paper = printed(leaflet(members=many(15)))
    sides = geometry_of(typesetter, shipped_leaflet()).sides
    for page, letter in enumerate("ABCD"):
        (code,) = zxingcpp.read_barcodes(paper.picture(page, dpi=254))
        assert side_of(code.text) == SideCode(UID, "L", 2, letter)
        corner, place = code.position.top_left, sides[letter].code
        assert abs(corner.x / 10 - place.x) < 1
        assert abs(corner.y / 10 - place.y) < 1


def test_more_members_continue_on_a_second_sheet(printed):
    result, paper = printed(leaflet(members=many(15)))
    assert (result.households, result.sheets, result.pages) == (1, 2, 4)
    assert "มีสมาชิกอีก7คนต่อแผ่นที่2" in paper.text(1)
    assert "แผ่นที่2จาก2" in paper.text(2)
    assert "นายลำดับ8" in paper.text(1)
    assert "นายลำดับ9" in paper.text(3)
    assert [(note.number, note.field) for note in result.shortened] == [
        ("1302-00417", "สมาชิกในครัวเรือน")
    ]


def test_a_typical_leaflet_is_not_worth_mention(printed):
    result, _ = printed(leaflet())
    assert result.shortened == ()


def test_what_does_not_fit_is_named_without_naming_anyone(printed):
    result, _ = printed(crowded())
    fields = {note.field for note in result.shortened}
    assert {"ที่อยู่", "ปัญหาหลักของครัวเรือน", "เหตุผล", "ระยะยาว สิ่งที่จะทำ"} <= fields
    assert {"สมาชิกคนที่ 15 ความสัมพันธ์", "ทีมผู้เยี่ยม", "ระยะเร่งด่วน หน่วยงาน"} <= fields
    assert {note.number for note in result.shortened} == {"1302-00417"}
    assert not any("พรรณพิมล" in note.field + note.what for note in result.shortened)


def test_a_long_answer_comes_whole_on_the_next_sheet(printed):
    text = LONG_TEXT[:1_000]
    result, paper = printed(leaflet(answers={"problem.main": text}))
    assert result.sheets == 2
    assert "(ต่อแผ่นถัดไป)" in paper.text(1)
    assert "".join(text.split()) in paper.text(3, left=geometry.FOLD)


def test_a_long_agency_of_the_plan_comes_whole_on_the_next_sheet(printed):
    agency = "องค์การบริหารส่วนตำบลคลองสอง และศูนย์พัฒนาคุณภาพชีวิตและส่งเสริมอาชีพผู้สูงอายุ"
    result, paper = printed(leaflet(plan=(LeafletPlanItem(Phase.LONG, "ฝึกอาชีพ", agency),)))
    assert result.sheets == 2
    assert "".join(agency.split()) in paper.text(3, left=geometry.FOLD)


def test_a_figure_is_never_cut(printed):
    long, longer = "12,345,678", "12,345,678,901,234"
    _, paper = printed(leaflet(members=(leaflet_member(income_month=long),)))
    assert long in paper.text(1)
    result, paper = printed(leaflet(members=(leaflet_member(income_month=longer),)))
    assert longer in paper.text(1)
    assert [note.field for note in result.shortened] == ["สมาชิกคนที่ 1 รายได้/เดือน"]


def test_a_long_name_is_printed_whole_without_the_id(printed):
    result, paper = printed(leaflet(members=(leaflet_member(name=LONG_NAME),)))
    assert "".join(LONG_NAME.split()) in paper.text(1)
    assert [note.field for note in result.shortened] == ["สมาชิกคนที่ 1 เลขประจำตัว"]


VERDICTS = [
    (Answered.NO, "", 0),
    (Answered.YES, "", 1),
    (Answered.UNKNOWN, "", None),
    (None, "", None),
    (Answered.NO, "1", 1),
    (Answered.NO, "yes", 1),
    (Answered.YES, "9", 2),
]


@pytest.mark.parametrize(("listed", "answer", "ticked"), VERDICTS)
def test_one_box_of_a_dimension_is_ticked_where_it_is_known(printed, listed, answer, ticked):
    dimensions = {Dimension.HEALTH: listed} if listed else {}
    content = empty_leaflet()
    content = leaflet(dimensions=dimensions, answers={"dim.health": answer}, head=content.head)
    _, paper = printed(content)
    left, top = geometry.RIGHT_PANEL, geometry.MARGIN + conditions.DIMENSIONS_TOP
    inked = [paper.ink(1, left + x + 1, top + 1, BOX - 2, BOX - 2) for x in conditions.THREE_X]
    assert inked == [column == ticked for column in range(3)]


def test_a_blank_leaflet_says_only_whose_it_is(printed):
    _, paper = printed(leaflet(), blank=True)
    text = paper.all_text()
    content = leaflet()
    assert content.number in text
    assert "".join(content.head.split()) in paper.text(0)
    assert "นายฟื้น" not in text
    assert "45,000" not in text
    assert "มอบถุงยังชีพ" not in text
    (code,) = zxingcpp.read_barcodes(paper.picture(0, dpi=200))
    assert uid_of(code.text) == UID


def test_no_household_is_said_so(typesetter):
    with pytest.raises(UserError):
        make_leaflets([], typesetter, shipped_leaflet(), io.BytesIO(), Silent(), 0)


def test_progress_counts_households_and_stops_when_asked(typesetter):
    steps = []

    class Stop:
        def step(self, done, total, what):
            steps.append((done, total))
            if done == 2:
                raise Cancelled

    target = io.BytesIO()
    contents = (leaflet(number=str(n)) for n in range(5))
    with pytest.raises(Cancelled):
        make_leaflets(contents, typesetter, shipped_leaflet(), target, Stop(), 5)
    assert steps == [(0, 5), (1, 5), (2, 5)]


@given(members=st.integers(0, 60), urgent=st.integers(0, 12), remark=st.booleans())
@settings(max_examples=60)
def test_every_member_and_measure_is_dealt_once(members, urgent, remark):
    plan = tuple(LeafletPlanItem(Phase.URGENT, f"ข้อ {n}") for n in range(urgent))
    content = leaflet(members=many(members), plan=plan)
    sheets = deal(content, (("ปัญหา", "ยาว"),) if remark else ())
    assert tuple(m for sheet in sheets for m in sheet.members) == content.members
    assert tuple(item for sheet in sheets for item in sheet.plan[Phase.URGENT]) == plan
    assert [sheet.number for sheet in sheets] == list(range(1, sheets[0].count + 1))
    assert sum(len(sheet.remarks) for sheet in sheets) == remark
    for sheet in sheets:
        assert sheet.more == max(members - sheet.number * MEMBER_ROWS, 0)


@given(text=st.text(max_size=300))
@settings(max_examples=25)
def test_no_text_stops_the_press(typesetter, text):
    content = leaflet(
        head=text,
        address_lines=(text,),
        number=text[:20],
        members=(leaflet_member(name=text, cid_masked=text[:20], age=text[:5]),),
        level_text=text[:30],
        level_reason=text,
        answers={"problem.main": text, "need.help": text, "housing.tenure": text},
    )
    target = io.BytesIO()
    assert (
        make_leaflets([content], typesetter, shipped_leaflet(), target, Silent(), 1).households
        == 1
    )
    assert target.getvalue().startswith(b"%PDF")


def test_the_geometry_that_ships_is_what_is_drawn(typesetter):
    drawn = geometry_of(typesetter, shipped_leaflet())
    file = RESOURCES / "layouts" / "leaflet" / f"{drawn.version}.json"
    assert from_data(json.loads(file.read_text(encoding="utf-8"))) == from_data(to_data(drawn))
    for letter, side in drawn.sides.items():
        boxes = [place.rect for place in side.boxes]
        assert len(boxes) == len(set(boxes)), letter
        assert all((box.width, box.height) == (BOX, BOX) for box in boxes)
    questions = {(place.question, place.choice, place.row) for place in drawn.sides["B"].boxes}
    assert len(questions) == len(drawn.sides["B"].boxes)


def test_ink_stands_where_the_geometry_says(printed, typesetter):
    _, paper = printed(empty_leaflet())
    sides = geometry_of(typesetter, shipped_leaflet()).sides
    for page, letter in enumerate("AB"):
        picture = paper.picture(page, dpi=508)  # twenty pixels a millimetre
        for x, y in sides[letter].marks:
            assert _dark(picture, x - 2.9, y - 2.9, 5.8, 5.8) == 1
            for dx, dy in ((-6, -6), (3.2, -6), (-6, 3.2), (3.2, 3.2)):
                assert _dark(picture, x + dx, y + dy, 2.8, 2.8) == 0
        for place in sides[letter].boxes:
            box = place.rect
            assert _dark(picture, box.x + 0.2, box.y + 0.2, 3.6, 3.6) == 0
            for left, top, width, height in (
                (box.x, box.y - 0.1, box.width, 0.2),
                (box.x, box.y + box.height - 0.1, box.width, 0.2),
                (box.x - 0.1, box.y, 0.2, box.height),
                (box.x + box.width - 0.1, box.y, 0.2, box.height),
            ):
                assert _dark(picture, left, top, width, height) > 0.9


def _dark(picture, left, top, width, height):
    box = [round(20 * n) for n in (left, top, left + width, top + height)]
    inside = picture.crop(box)
    return inside.point(lambda grey: 255 * (grey < 128)).histogram()[255] / (
        inside.width * inside.height
    )
