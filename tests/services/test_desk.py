"""Each action of the clerk's, from what is typed to what is stored."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from desktop.domain.errors import StaleVersionError, UserError
from desktop.domain.progress import Silent
from desktop.domain.records import (
    Address,
    Aid,
    Answer,
    HouseholdDraft,
    HouseholdFilter,
    PersonDraft,
    Plan,
    PlanItem,
    VisitDraft,
    VolunteerDraft,
)
from desktop.domain.vocabulary import Answered, AnswerState, CaseState, Dimension, Need, VisitState
from desktop.services import (
    aid,
    history,
    households,
    imports,
    levels,
    logbooks,
    overview,
    pictures,
    plans,
    volunteers,
)
from desktop.services.documents import choosing, making
from desktop.services.documents.leaflet_content import address_lines, content_of
from desktop.settings import Digits
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import CaseRow, FormVersionRow
from desktop.thai.dates import PartialDate
from tests.factories.lists import person_row, read_list

CID = "1101700203451"
ROWS = [
    person_row(1, cid=CID, income=9_000_000, housing_problem=False),
    person_row(2, relation="บุตร", birth="1995"),
    person_row(3, "2", birth="1950"),
    person_row(4, "3", income=30_000_000, village_name="บ้านสวน"),
]


@pytest.fixture
def listed(desk):
    imports.commit(desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return desk


def level(desk, household=1):
    case = households.load(desk, household).case
    return case.level if case.level is not None else case.level_status.value


def test_household_that_is_gone(listed):
    with pytest.raises(UserError, match="ไม่พบครัวเรือน"):
        households.load(listed, 99)


def test_household_of_the_office(listed):
    address = Address(address_no="9/1", moo="3", tambon_code="130602")
    done = households.save_household(listed, HouseholdDraft(address=address, tel="02"))
    (number,) = done.households
    one = households.load(listed, number)
    assert (one.address, one.tel, one.members, one.head) == (address, "02", (), None)
    assert "ลำลูกกา" in one.place
    assert level(listed, number) == "waiting"
    assert households.find(listed, HouseholdFilter(area="13060203")) == [number]
    assert choosing.household_ids(listed, chosen=(one.uid,)) == [number]


def test_stale_household(listed):
    one = households.load(listed, 1)
    households.save_household(listed, HouseholdDraft(1, one.version, tel="02"))
    with pytest.raises(StaleVersionError):
        households.save_household(listed, HouseholdDraft(1, one.version, tel="09"))
    assert households.load(listed, 1).tel == "02"


def test_level_follows_the_members(listed):
    assert level(listed) == "unresolved"
    households.save_member(listed, 1, PersonDraft(first_name="ทารก", birth=PartialDate(2020)))
    assert level(listed) == 2
    member = households.load(listed, 1).members[1]
    needs = ((Need.BEDRIDDEN, Answered.YES), (Need.DISABLED, Answered.YES))
    households.save_member(listed, 1, replace(member, needs=needs))
    assert level(listed) == 2
    households.save_member(listed, 1, PersonDraft(first_name="ยาย", age_stated=70))
    assert level(listed) == 3
    member = households.load(listed, 1).members[1]
    done = households.remove_member(listed, member.id, member.version)
    assert done.households == {1}
    assert level(listed) == 2
    history.undo_last(listed)
    assert level(listed) == 3
    assert "ผู้พึ่งพิง 3 คน" in households.load(listed, 1).case.level_reason


def test_member_as_typed(listed):
    draft = PersonDraft(first_name="ก", cid="๑-๑๐๑๗-๐๐๒๐๓-๔๕-๑", income_month=Decimal("1500.25"))
    households.save_member(listed, 1, draft)
    stored = households.load(listed, 1).members[-1]
    assert (stored.cid, stored.income_month, stored.name) == (CID, Decimal("1500.25"), "ก")
    assert stored.needs[0] == (Need.DISABLED, Answered.UNKNOWN)
    with pytest.raises(UserError, match="ยังไม่มีชื่อ"):
        households.save_member(listed, 1, PersonDraft(prefix="นาย"))


def test_whole_citizen_id_is_shown_and_that_is_recorded(listed):
    assert households.reveal_cid(listed, 1) == "1-1017-00203-45-1"
    newest = history.of_household(listed, 1)[0]
    assert newest.label == "เปิดดูเลขประจำตัวประชาชน"
    assert history.last(listed).label != newest.label
    assert households.reveal_cid(listed, 2) == ""
    with pytest.raises(StaleVersionError):
        households.reveal_cid(listed, 99)


def test_history_says_what_changed(listed):
    member = households.load(listed, 1).members[0]
    households.save_member(listed, 1, replace(member, occupation="ค้าขาย"))
    newest = history.of_household(listed, 1)[0]
    assert (newest.label, newest.who) == ("แก้ไขสมาชิก", listed.actor.name)
    (change,) = newest.changes
    assert (change.field, change.before, change.after) == ("อาชีพ", "", "ค้าขาย")
    assert newest.at.tzinfo is not None
    assert len(history.of_household(listed, 1, limit=1)) == 1
    assert [o.label for o in history.of_household(listed, 2)] == []


def test_logbook_from_draft_to_complete(listed):
    form = logbooks.short_form(listed)
    begun = logbooks.load_or_begin(listed, 1)
    assert (begun.id, begun.form, begun.form_version) == (None, form.id, form.version)
    answers = (Answer("a", value="1"), Answer("b", AnswerState.UNKNOWN), Answer("c"))
    draft = logbooks.save(listed, replace(begun, answers=answers))
    assert [a.question for a in draft.answers] == ["a", "b"]
    assert households.load(listed, 1).case.state == CaseState.LISTED
    assert logbooks.load_or_begin(listed, 1) == draft
    again = replace(draft, state=VisitState.COMPLETE, visited_on=date(2022, 5, 1))
    complete = logbooks.save(listed, again)
    assert complete.version == draft.version + 1
    assert households.load(listed, 1).case.state == CaseState.VISITED
    with pytest.raises(StaleVersionError):
        logbooks.save(listed, draft)
    assert logbooks.visits(listed, 1) == (complete,)
    assert overview.summary(listed).visited == 1


def test_forms_workbook_is_kept_once(listed):
    form = logbooks.short_form(listed)
    for household in (1, 2):
        logbooks.save(listed, VisitDraft(household, form.id, form.version))
    with listed.db.read() as session:
        (kept,) = session.execute(select(table_of(FormVersionRow))).all()
    assert (kept.form, kept.form_version, kept.sha256) == (form.id, form.version, form.sha256)
    assert kept.workbook == (listed.resources / "forms" / "short-logbook-v1.xlsx").read_bytes()


def test_plan(listed):
    assert plans.load(listed, 1) == Plan(1, 2565)
    items = (
        PlanItem(measure="ซ่อมบ้าน", budget=Decimal("20000.50"), due_on=date(2022, 9, 30)),
        PlanItem(measure="ฝึกอาชีพ", dimension=Dimension.INCOME),
    )
    plan = plans.save(listed, Plan(1, 2565, items=items))
    assert plans.load(listed, 1) == plan
    assert [i.measure for i in plan.items] == ["ซ่อมบ้าน", "ฝึกอาชีพ"]
    turned = plans.save(listed, replace(plan, items=plan.items[::-1]))
    assert [i.id for i in turned.items] == [i.id for i in plan.items][::-1]
    with pytest.raises(StaleVersionError):
        plans.save(listed, plan)
    with pytest.raises(UserError, match="แผนยังไม่ครบ"):
        plans.save(listed, replace(turned, items=(PlanItem(measure="  "),)))
    assert households.load(listed, 1).case.state == CaseState.PLANNED
    assert plans.measures(listed)
    assert plans.agencies(listed)


def test_aid(listed):
    aid.save(listed, Aid(household_id=1, what="ถุงยังชีพ", amount=Decimal("350.75")))
    (given,) = aid.of_household(listed, 1)
    aid.save(listed, replace(given, given_on=date(2022, 5, 1)))
    (after,) = aid.of_household(listed, 1)
    assert (after.amount, after.given_on) == (Decimal("350.75"), date(2022, 5, 1))
    with pytest.raises(StaleVersionError):
        aid.save(listed, given)
    with pytest.raises(UserError, match="ยังไม่ระบุ"):
        aid.save(listed, Aid(household_id=1, what=" "))


def test_volunteers_in_the_dictionarys_order(listed):
    for name in ("นายเอก", "นายขาว", "นายแก้ว"):
        volunteers.save(listed, VolunteerDraft(name=name))
    assert [v.name for v in volunteers.all_of(listed)] == ["นายแก้ว", "นายขาว", "นายเอก"]
    with pytest.raises(UserError, match="ยังไม่มีชื่อ"):
        volunteers.save(listed, VolunteerDraft(name="\u200b "))


def test_next_households_come_by_level(listed):
    """Level 2, then 0 or none; what is assigned already is passed over."""
    volunteers.save(listed, VolunteerDraft(name="ก", area="1302"))
    volunteers.save(listed, VolunteerDraft(name="ข"))
    assert volunteers.give_next(listed, 1, "", 1).households == {2}
    assert volunteers.give_next(listed, 2, "1302", 5).households == {1, 3}
    with pytest.raises(UserError, match="ไม่มีครัวเรือนให้มอบหมาย"):
        volunteers.give_next(listed, 1, "", 5)
    assert [v.households for v in volunteers.all_of(listed)] == [1, 2]
    row = households.rows(listed, [2])[0]
    assert (row.state, row.volunteer_name) == (CaseState.ASSIGNED, "ก")
    with pytest.raises(UserError, match="ไม่พบ อพม"):
        volunteers.give_next(listed, 99, "", 1)
    assert overview.summary(listed).assigned == 3


def test_volunteer_who_leaves_gives_the_households_back(listed):
    volunteers.save(listed, VolunteerDraft(name="ก"))
    volunteers.assign(listed, [1, 2], 1)
    volunteers.remove(listed, 1, 1)
    assert volunteers.all_of(listed) == ()
    assert households.load(listed, 1).case.state == CaseState.LISTED


def content(desk, household=1):
    visits = logbooks.visits(desk, household)
    plan = plans.load(desk, household)
    return content_of(desk, households.load(desk, household), plan, visits[0] if visits else None)


def test_leaflet_says_what_is_known_and_hides_ids(listed):
    volunteers.save(listed, VolunteerDraft(name="นางอาสา"))
    volunteers.assign(listed, [1], 1)
    said = content(listed)
    assert CID not in repr(said)
    assert said.members[0].cid_masked == "1-1017-xxxxx-45-1"
    assert (said.head, said.volunteer) == ("นายสมมุติ1 ตัวอย่าง", "นางอาสา")
    assert (said.income_year, said.level_text) == ("90,000 บาท/คน/ปี", "ไม่จัดระดับ")
    assert said.housing_problem == Answered.NO
    assert set(said.dimensions.values()) == {Answered.NO}
    assert said.uid == households.load(listed, 1).uid
    assert "2564" in said.data_source
    assert "บ้านสวน" in content(listed, 3).address_lines[0]


def test_leaflet_of_a_household_of_which_nothing_is_known(listed):
    (number,) = households.save_household(listed, HouseholdDraft()).households
    said = content(listed, number)
    assert (said.head, said.members, said.income_year, said.address_lines) == ("", (), "", ())
    assert set(said.dimensions.values()) == {Answered.UNKNOWN}
    assert said.level_text == "รอข้อมูล"


def test_address_as_on_an_envelope():
    address = Address("12/3", "4", "บ้านสวน", "สุขใจ", "พหลโยธิน", "130201", "12120")
    first, second = address_lines(address)
    assert first == "12/3 หมู่ 4 บ้านสวน ซ.สุขใจ ถ.พหลโยธิน"
    assert second.endswith("12120")
    assert "คลองหนึ่ง" in second


def printed_to(desk, ids, target):
    return making.write(desk, "leaflet", making.parts(desk, "leaflet", ids), target, Silent())


def first_leaflet(desk):
    return making.preview(desk, "leaflet", making.parts(desk, "leaflet", [1])[0])


def test_leaflets_as_a_file(listed, tmp_path):
    ids = choosing.household_ids(listed, village="13020104")
    assert sorted(ids) == [1, 2, 3]
    printed = printed_to(listed, ids, tmp_path / "แผ่นพับ.pdf")
    assert (printed.households, printed.sheets, printed.pages) == (3, 3, 6)
    pages = pictures.PdfPages((tmp_path / "แผ่นพับ.pdf").read_bytes())
    assert pages.count == 6
    pages.close()
    assert first_leaflet(listed).startswith(b"%PDF")


def test_papers_have_the_digits_of_the_settings(listed):
    from pypdfium2 import PdfDocument

    thai = replace(listed, settings=replace(listed.settings, digits=Digits.THAI))
    words = []
    for desk in (listed, thai):
        pages = PdfDocument(first_leaflet(desk))
        words.append(pages[0].get_textpage().get_text_range())
        pages.close()
    assert "โทร. 1300" in words[0]
    assert "โทร. ๑๓๐๐" in words[1]
    assert not re.search("[0-9]", words[1])


def test_households_to_print(listed):
    volunteers.save(listed, VolunteerDraft(name="ก"))
    volunteers.assign(listed, [3, 1], 1)
    uid = households.load(listed, 2).uid
    assert choosing.household_ids(listed, volunteer=1, chosen=[f"oh1:{uid}".upper(), "1"]) == [
        *(1, 3, 2),
    ]
    for bad in ({"village": "1302"}, {"chosen": ["ZZZ"]}, {"chosen": ["99"]}):
        with pytest.raises(UserError):
            choosing.household_ids(listed, **bad)


def test_a_volunteers_households_and_those_of_a_filter(listed):
    for name in "กข":
        volunteers.save(listed, VolunteerDraft(name=name))
    volunteers.assign(listed, [1], 1)
    volunteers.assign(listed, [2], 2)
    of_another = HouseholdFilter(volunteer_id=2)
    assert choosing.household_ids(listed, volunteer=1, flt=of_another) == [1, 2]


@pytest.mark.parametrize("ids", [[], [99], [1, 99]])
def test_no_leaflet_no_file(listed, tmp_path, ids):
    with pytest.raises(UserError):
        printed_to(listed, ids, tmp_path / "x.pdf")
    with pytest.raises(UserError, match="ไม่รู้จักชนิดไฟล์"):
        printed_to(listed, [1], tmp_path / "x.txt")
    assert list(tmp_path.glob("x*")) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2564-01", "2021-01"),
        ("2021-01", "2021-01"),
        ("31/1/2564", "2021-01-31"),
        ("๓๑ ม.ค. ๒๕๖๔", "2021-01-31"),
        ("2564", "2021"),
        (" 2021-01-31 ", "2021-01-31"),
    ],
)
def test_data_date(text, iso):
    assert imports.data_date(text, date(2022, 5, 16)) == iso


@pytest.mark.parametrize("text", ["", "เมื่อวาน", "2564-13", "31/2/2564", "9999", "1/1/2599"])
def test_data_date_that_is_none(text):
    with pytest.raises(UserError, match="วันที่ของข้อมูลไม่ถูกต้อง"):
        imports.data_date(text, date(2022, 5, 16))


def test_scheme_that_is_not_there(desk):
    strange = replace(desk, settings=replace(desk.settings, level_scheme="p99"))
    with pytest.raises(UserError, match="ไม่พบเกณฑ์"):
        _ = strange.scheme


def test_level_that_a_person_decided_stays_and_is_left_alone(listed):
    """Household 1 is outside or 0 by the scheme; somebody decided on 3."""
    decided = update(CaseRow).where(CaseRow.household_id == 1)
    with listed.db.begin() as connection:
        connection.execute(
            decided.values(
                version=CaseRow.version + 1,
                level_status="level",
                level_final=3,
                override_reason="ทีมเห็นตรงกัน",
            )
        )
    levels.compute(listed, Silent())
    once = households.load(listed, 1).case
    assert (once.level_status.value, once.level) == ("level", 3)
    levels.compute(listed, Silent())
    assert households.load(listed, 1).case == once
