"""The catalogue of documents, and what each of them says."""

import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from pypdfium2 import PdfDocument

from desktop.domain.errors import UserError
from desktop.domain.paper_layout import COMMON
from desktop.domain.progress import Silent
from desktop.domain.records import Aid, PlanItem, VolunteerDraft
from desktop.domain.vocabulary import Phase
from desktop.printing.notes import NEXT_PAGE
from desktop.services import aid, households, imports, plans, prints, volunteers
from desktop.services.documents import catalogue, layouts, making, words
from tests.services.test_desk import ROWS, read_list


@pytest.fixture
def office(desk):
    """Five households, two volunteers with some of them, a plan and aid."""
    imports.commit(desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    volunteers.save(desk, VolunteerDraft(name="นางอาสา ตัวอย่าง", tel="081", area="130201"))
    volunteers.assign(desk, [1, 2], 1)
    plan = plans.load(desk, 1)
    item = PlanItem(phase=Phase.URGENT, measure="ซ่อมหลังคา", agency="อบต.", due_on=date(2022, 6, 1))
    later = replace(item, phase=Phase.LONG, measure="ฝึกอาชีพ", agency="")
    plans.save(desk, replace(plan, items=(later, item)))
    aid.save(desk, Aid(household_id=1, what="เงินสงเคราะห์ครอบครัว", given_on=date(2022, 1, 5)))
    return desk


def made(desk, kind, ids, tmp_path):
    """The text of a document of these households, its parts and what was printed."""
    parts = making.parts(desk, kind, ids)
    printed = making.write(desk, kind, parts, tmp_path / "x.pdf", Silent())
    pdf = PdfDocument(tmp_path / "x.pdf")
    text = "".join("".join(p.get_textpage().get_text_range().split()) for p in pdf)
    assert len(pdf) == printed.pages
    pdf.close()
    return text, parts, printed


def test_kinds_have_keys_of_their_own_and_thai_names():
    kinds = catalogue.kinds()
    assert len({kind.key for kind in kinds}) == len(kinds)
    assert all(kind.title and kind.about and kind.unit and kind.version >= 1 for kind in kinds)
    for kind in kinds:
        assert catalogue.named(kind.key).kind is kind
        assert bool(catalogue.named(kind.key).table) == kind.table


def test_an_unknown_document_is_named_with_those_there_are():
    with pytest.raises(UserError) as raised:
        catalogue.named("nothing")
    assert "leaflet" in raised.value.message


@pytest.mark.parametrize("kind", [kind.key for kind in catalogue.kinds()])
def test_every_document_is_made_whole_and_by_the_part(office, kind, tmp_path):
    text, parts, printed = made(office, kind, [1, 2, 3], tmp_path)
    assert text
    assert printed.households == len({i for part in parts for i in part.households})
    one = making.preview(office, kind, parts[0])
    assert one.startswith(b"%PDF")
    assert one == making.preview(office, kind, parts[0])
    names = [one.name for home in (1, 2, 3) for one in households.load(office, home).members]
    assert not any(name in part.title for name in names for part in parts)


@pytest.mark.parametrize("kind", [kind.key for kind in catalogue.kinds()])
def test_no_document_shows_a_whole_citizen_id(office, kind, tmp_path):
    text, _, _ = made(office, kind, [1, 2, 3], tmp_path)
    assert not re.search(r"\d-?\d{4}-?\d{5}-?\d{2}-?\d", text)


def test_a_bundle_is_a_cover_and_then_the_leaflets(office, tmp_path):
    text, parts, printed = made(office, "bundle", [1, 2, 3], tmp_path)
    assert [(part.title, part.households) for part in parts] == [
        ("อพม. นางอาสา ตัวอย่าง", (1, 2)),
        ("ยังไม่มอบหมาย อพม.", (3,)),
    ]
    assert printed.sheets == 5
    assert "ได้รับแผ่นพับครอบครัว2ครัวเรือนรวม2แผ่น" in text
    assert "โทรศัพท์081" in text


def test_what_had_no_room_is_told_by_household_and_field(office, tmp_path):
    _, _, printed = made(office, "plan", [1, 2, 3], tmp_path)
    assert printed.shortened == ()
    aid.save(office, Aid(household_id=2, what="ซ่อมบ้าน " * 1500))
    job = prints.make(office, prints.Order("plan", (1, 2, 3), tmp_path / "x.pdf"), Silent())
    told = [(one.number, one.field, one.what) for one in job.printed.shortened]
    fields = ["ความช่วยเหลือ แถวที่ 1", "แผนช่วยเหลือครัวเรือน"]
    assert told == [("000002", field, NEXT_PAGE) for field in fields]


def test_what_is_the_same_on_all_papers_is_known(office):
    assert set(words.of_office(office)) <= COMMON


def test_lists_are_parted_by_district_volunteer_and_level(office):
    every = [1, 2, 3]
    for kind in ("roster-district", "roster-volunteer", "roster-level"):
        parts = making.parts(office, kind, every)
        assert sorted(i for part in parts for i in part.households) == every
    assert [p.title for p in making.parts(office, "roster-volunteer", every)] == [
        *("อพม. นางอาสา ตัวอย่าง", "ยังไม่มอบหมาย อพม."),
    ]


def test_a_list_is_a_workbook_too(office, tmp_path):
    parts = making.parts(office, "roster-volunteer", [1, 2, 3])
    made = making.write(office, "roster-volunteer", parts, tmp_path / "x.xlsx", Silent())
    book = openpyxl.load_workbook(made.file)
    assert book.sheetnames == ["อพม. นางอาสา ตัวอย่าง", "ยังไม่มอบหมาย อพม."]
    first = book.active
    rows = [[cell.value for cell in row] for row in first.iter_rows(min_row=4, max_row=5)]
    assert [row[0] for row in rows] == [1, 2]
    assert [row[1] for row in rows] == ["000001", "000002"]


def test_an_agency_is_told_what_plans_ask_of_it(office, tmp_path):
    text, parts, _ = made(office, "agency", [1, 2], tmp_path)
    assert [part.title for part in parts] == ["อบต.", "ยังไม่ระบุหน่วยงาน"]
    assert "ซ่อมหลังคา" in text
    assert "ฝึกอาชีพ" in text
    with pytest.raises(UserError, match="ไม่มีรายการตามแผน"):
        making.parts(office, "agency", [2])


def test_a_plans_page_has_the_phases_in_their_order_and_the_aid(office, tmp_path):
    text, _, printed = made(office, "plan", [1], tmp_path)
    assert printed.pages == 1
    at = [text.index(word) for word in ("ระยะเร่งด่วน", "ซ่อมหลังคา", "ระยะยาว", "ฝึกอาชีพ")]
    assert at == sorted(at)
    assert "เงินสงเคราะห์ครอบครัว" in text


def test_a_memo_counts_what_it_brings(office, tmp_path):
    text, _, _ = made(office, "memo", [1, 2, 3], tmp_path)
    assert "จำนวน3ครัวเรือน" in text
    assert "อพม.รับผิดชอบ1คน" in text


def test_the_offices_own_layout_takes_the_place_of_ours(office, tmp_path):
    own = replace(office, settings_file=tmp_path / "settings.json")
    layouts.export(own, "memo", tmp_path / "layouts" / "memo.toml")
    file = tmp_path / "layouts" / "memo.toml"
    words = file.read_text(encoding="utf-8").replace("จึงเรียนมาเพื่อโปรดพิจารณา", "ขอแสดงความนับถือ")
    file.write_text('digits = "thai"\n' + words, encoding="utf-8")
    text, _, _ = made(own, "memo", [1, 2, 3], tmp_path)
    assert "ขอแสดงความนับถือ" in text
    assert "จำนวน๓ครัวเรือน" in text
    file.write_text(words.replace("{households}", "{nothing}"), encoding="utf-8")
    with pytest.raises(UserError, match="แบบเอกสารผิด"):
        made(own, "memo", [1], tmp_path)
    file.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UserError, match="อ่านแบบเอกสารไม่ได้"):
        made(own, "memo", [1], tmp_path)


def test_the_offices_own_words_stand_on_the_leaflet(office, tmp_path):
    own = replace(office, settings_file=tmp_path / "settings.json")
    file = layouts.export(own, "leaflet", tmp_path / "layouts" / "leaflet.toml")
    words = file.read_text(encoding="utf-8").replace("วิธีกรอก", "โปรดอ่านก่อนกรอก")
    file.write_text(words, encoding="utf-8")
    for kind in ("leaflet", "bundle"):
        text, _, _ = made(own, kind, [1], tmp_path)
        assert "โปรดอ่านก่อนกรอก" in text
    file.write_text(words.replace("version = 2", "version = 1"), encoding="utf-8")
    with pytest.raises(UserError) as wrong:
        made(own, "leaflet", [1], tmp_path)
    assert "โปรแกรมพิมพ์รุ่น 2" in wrong.value.message


def test_an_unknown_layout(office):
    with pytest.raises(UserError, match="ไม่รู้จักแบบเอกสารนี้"):
        layouts.layout_of(office, "nothing")
