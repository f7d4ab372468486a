"""Profiles of lists: kept, recognised at the next import, handed on as a file."""

import json
from dataclasses import replace

import pytest
import xlsxwriter

from desktop.domain.errors import StaleVersionError, UserError
from desktop.domain.layouts import profile_of
from desktop.domain.progress import Silent
from desktop.domain.sheets import ColumnGuess, ColumnReading, ColumnShape, SheetLayout
from desktop.forms.definition import read_form
from desktop.importing import reading
from desktop.services import form_questions, history, import_profiles, imports, mapping
from desktop.storage import forms, profiles
from desktop.storage.work import work
from tests.factories.children import SilentHere
from tests.factories.forms import workbook

HEADS = ("รหัสประจำบ้าน", "ชื่อ-สกุล", "บ้านเลขที่", "ผลประเมิน", "รายได้")
READING = ColumnReading(words=(("ร.", "ตก"),))
LAYOUT = SheetLayout(
    *(0, "ก", 3),
    tuple(
        ColumnGuess(index, header, field, "", shape=ColumnShape(kind))
        for index, (header, field, kind) in enumerate(
            zip(
                HEADS,
                ("house_code", "full_name", "address_no", "dim_health", "income"),
                ("house", "text", "text", "text", "amount"),
                strict=True,
            )
        )
    ),
    rows=2,
    first_header_row=2,
)


@pytest.fixture
def here(monkeypatch):
    def in_process(function, *args, report, **limits):
        return function(*args, SilentHere())

    monkeypatch.setattr(reading, "run_child", in_process)


@pytest.fixture
def book(tmp_path):
    def write(*rows, name="รายชื่อ.xlsx"):
        with xlsxwriter.Workbook(tmp_path / name) as made:
            sheet = made.add_worksheet("ก")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return tmp_path / name

    return write


def row(number, mark="ร.", income="3000"):
    return (f"130200000{number:02d}", f"นายสมมุติ{number} ตัวอย่าง", f"{number}/1", mark, income)


def mapped():
    columns = list(LAYOUT.columns)
    columns[3] = replace(columns[3], reading=READING)
    columns[4] = replace(columns[4], reading=ColumnReading(unit="month"))
    return replace(LAYOUT, columns=tuple(columns))


def test_a_profile_is_kept_and_comes_back_whole(desk):
    import_profiles.save(desk, " TPMAP 2565 ", [mapped()])
    (one,) = import_profiles.all_of(desk)
    made = profile_of("TPMAP 2565", mapped())
    assert (one.name, one.columns, one.header_rows) == (made.name, made.columns, 2)
    assert one.used_at is None


def test_a_profile_of_the_same_name_is_replaced(desk):
    import_profiles.save(desk, "ก", [LAYOUT])
    import_profiles.save(desk, "ก", [mapped()])
    (one,) = import_profiles.all_of(desk)
    assert one.columns[3].reading == READING


def test_sheets_of_two_layouts_make_two_profiles(desk):
    other = replace(LAYOUT, columns=LAYOUT.columns[:3])
    import_profiles.save(desk, "ก", [LAYOUT, other, LAYOUT, replace(other, wanted=False)])
    assert sorted(one.name for one in import_profiles.all_of(desk)) == ["ก", "ก (2)"]


def test_nothing_is_kept_without_a_name_or_a_sheet(desk):
    for name, layouts in (("  ", [LAYOUT]), ("ก", []), ("ก", [replace(LAYOUT, header_row=0)])):
        with pytest.raises(UserError):
            import_profiles.save(desk, name, layouts)
    assert import_profiles.all_of(desk) == ()


def test_renaming_and_removing(desk):
    import_profiles.save(desk, "ก", [LAYOUT])
    import_profiles.save(desk, "ข", [LAYOUT])
    one = import_profiles.saved(desk, "ก")
    with pytest.raises(UserError, match="มีชื่อนี้แล้ว"):
        import_profiles.rename(desk, one, "ข")
    import_profiles.rename(desk, one, "ค")
    with pytest.raises(StaleVersionError):
        import_profiles.remove(desk, one)
    import_profiles.remove(desk, import_profiles.saved(desk, "ค"))
    assert [one.name for one in import_profiles.all_of(desk)] == ["ข"]
    history.undo_last(desk)
    assert {one.name for one in import_profiles.all_of(desk)} == {"ข", "ค"}


def test_a_file_hands_a_profile_to_another_office(desk, tmp_path):
    import_profiles.save(desk, "ก", [mapped()])
    one = import_profiles.saved(desk, "ก")
    file = import_profiles.export(one, tmp_path / "ก.json")
    import_profiles.remove(desk, one)
    import_profiles.add(desk, file)
    again = import_profiles.saved(desk, "ก")
    assert (again.columns, again.header_rows) == (one.columns, one.header_rows)
    assert import_profiles.named(desk, str(file)).columns == one.columns


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "onehome-import-profile"}', "[" * 9999]
)
def test_a_file_that_is_no_profile_is_refused(desk, tmp_path, text):
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="ไม่ใช่รูปแบบการอ่าน"):
        import_profiles.add(desk, file)
    with pytest.raises(UserError, match="เปิดไฟล์"):
        import_profiles.load(tmp_path / "ไม่มี.json")


def test_a_field_that_this_program_doesnt_know_isnt_read(desk, tmp_path):
    import_profiles.save(desk, "ก", [LAYOUT])
    file = import_profiles.export(import_profiles.saved(desk, "ก"), tmp_path / "ก.json")
    content = json.loads(file.read_text(encoding="utf-8"))
    content["columns"][0]["field"] = "drop table"
    file.write_text(json.dumps(content), encoding="utf-8")
    assert import_profiles.load(file).columns[0].canonical == ""


def test_the_second_import_needs_no_decision(desk, book, here):
    first = book(HEADS, row(1), row(2))
    (layout,) = imports.examine([first], Silent(), (), import_profiles.known(desk, "TPMAP"))
    assert [query.kind for query in layout.queries] == ["unit"]
    guess = replace(layout.columns[3], canonical="dim_health", reading=READING)
    layout = mapping.correct(layout, 3, guess)
    import_profiles.save(desk, "TPMAP 5 คอลัมน์", [layout])
    second = book(HEADS, row(1), row(2, "", "3500"), name="ปีหน้า.xlsx")
    known = import_profiles.known(desk, "รายชื่ออื่น")
    (again,) = imports.examine([second], Silent(), (), known)
    assert (again.profile, again.queries, again.drift) == ("TPMAP 5 คอลัมน์", (), ())
    found = reading.read_list([second], None, 2022, Silent(), (), known)
    assert [(one.dim_failed, one.income) for one in found.rows] == [(1, 3_600_000), (0, 4_200_000)]
    imports.commit(desk, found, "รายชื่ออื่น", "2021-01", Silent())
    assert import_profiles.saved(desk, "TPMAP 5 คอลัมน์").used_at is not None


def test_without_a_profile_the_lists_last_import_is_the_known_layout(desk, book, here):
    known = import_profiles.known(desk, "TPMAP")
    (layout,) = imports.examine([book(HEADS, row(1), row(2))], Silent(), (), known)
    layout = mapping.correct(
        layout, 3, replace(layout.columns[3], canonical="dim_health", reading=READING)
    )
    found = reading.read_list([book(HEADS, row(1), row(2))], [layout], 2022, Silent())
    imports.commit(desk, found, "TPMAP", "2021-01", Silent())
    headers = ("รหัสประจำบ้าน", "ชื่อ-สกุล", "บ้านเลขที่", "ผลประเมิน", "อายุ")
    next_year = book(headers, (*row(1)[:4], "41"), name="ปีหน้า.xlsx")
    (again,) = imports.examine([next_year], Silent(), (), import_profiles.known(desk, "TPMAP"))
    assert again.profile == "TPMAP ครั้งก่อน"
    assert again.columns[3].canonical == "dim_health"
    assert again.columns[3].reading == READING
    assert [(one.kind, one.header) for one in again.drift] == [("gone", "รายได้"), ("new", "อายุ")]
    (other,) = imports.examine([next_year], Silent(), (), import_profiles.known(desk, "จปฐ."))
    assert (other.profile, other.columns[3].canonical) == ("", "")


@pytest.mark.parametrize("first", ["marks", "levels"])
def test_values_of_another_kind_are_not_read_as_before(desk, book, here, first):
    heads = (*HEADS[:3], "การศึกษา")
    values = {"marks": ("✓", ""), "levels": ("ประถมศึกษา", "มัธยมศึกษา")}
    fields = {"marks": "dim_education", "levels": "education"}
    second = next(one for one in values if one != first)
    books = {
        one: book(
            heads, *((*row(n)[:3], word) for n, word in enumerate(words, 1)), name=f"{one}.xlsx"
        )
        for one, words in values.items()
    }
    (layout,) = imports.examine([books[first]], Silent())
    assert layout.columns[3].canonical == fields[first]
    import_profiles.save(desk, "ก", [layout])
    known = import_profiles.known(desk, "")
    (again,) = imports.examine([books[second]], Silent(), (), known)
    assert (again.profile, again.columns[3].canonical) == ("ก", fields[second])
    assert "คนละชนิด" in again.columns[3].doubt


def test_a_profile_that_is_asked_for_by_name(desk):
    with pytest.raises(UserError, match="ไม่พบรูปแบบการอ่าน"):
        import_profiles.known(desk, "TPMAP", "ไม่มี")
    import_profiles.save(desk, "ก", [LAYOUT])
    import_profiles.save(desk, "ข", [LAYOUT])
    assert [one.name for one in import_profiles.known(desk, "", "ข").profiles] == ["ข"]


def test_every_known_forms_questions_may_be_fed(desk):
    shipped = form_questions.fields(desk)
    assert shipped[0].canonical.startswith("answer:short-logbook@1:")
    with work(desk.db, "ทดสอบ", desk.actor) as current:
        forms.keep(current, read_form(workbook()), workbook())
    more = form_questions.fields(desk)
    assert "answer:trial@1:house.own" in [one.canonical for one in more]
    assert len(more) == len(shipped) + 4


def test_layouts_of_the_last_import_are_told_once(desk, database, here, book):
    first = book(HEADS, row(1))
    found = reading.read_list([first], None, 2022, Silent())
    imports.commit(desk, found, "TPMAP", "2021-01", Silent())
    with database.read() as session:
        (one,) = profiles.last_layouts(session, "TPMAP")
        assert [column.header for column in one.columns] == list(HEADS)
        assert profiles.last_layouts(session, "จปฐ.") == ()


def test_questions_are_known_where_a_layout_feeds_one(desk):
    assert import_profiles.known(desk, "TPMAP").questions == ()
    assert len(import_profiles.known(desk, "TPMAP", every_question=True).questions) > 30
    field = "answer:short-logbook@1:housing.water"
    columns = (*LAYOUT.columns[:4], replace(LAYOUT.columns[4], canonical=field))
    import_profiles.save(desk, "ก", [replace(LAYOUT, columns=columns)])
    assert dict(import_profiles.known(desk, "TPMAP").questions)[field].id == "housing.water"
