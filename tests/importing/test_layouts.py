"""What is asked about a sheet before it is read, what answers do, and layouts that are known."""

import random
from dataclasses import replace

import pytest

from desktop.domain.errors import UserError
from desktop.domain.form import Choice, Question
from desktop.domain.layouts import answered, profile_of, settled
from desktop.domain.progress import Silent
from desktop.domain.sheets import Known
from desktop.importing import reading
from desktop.importing.layouts import revised
from desktop.importing.meanings import meanings_of

BASE = ("รหัสประจำบ้าน", "ชื่อ-สกุล", "บ้านเลขที่", "ตำบล", "อำเภอ", "จังหวัด")


def person(number, *more):
    home = f"130200000{number:02d}"
    return (home, f"นายสมมุติ{number} ตัวอย่าง", f"{number}/1", "คลองหนึ่ง", "คลองหลวง", "ปทุมธานี", *more)


@pytest.fixture
def look(read_here):
    """Examine files in this process."""
    nothing = Known()
    return lambda *paths, known=nothing: reading.examine(paths, Silent(), known=known)


def column(layout, header):
    return next(guess for guess in layout.columns if guess.header == header)


def with_income(book, header, values, name="รายชื่อ.xlsx"):
    rows = [person(n, value) for n, value in enumerate(values, start=1)]
    return book({"ก": [(*BASE, header), *rows]}, name)


@pytest.mark.parametrize(
    ("header", "values", "proposed", "satang"),
    [
        ("รายได้", ("36000", "42000", "60000"), "person-year", 3_600_000),
        ("รายได้", ("3000", "3500", "5000"), "person-month", 3_600_000),
        ("รายได้ครัวเรือน", ("96000", "120000", "80000"), "household-year", 9_600_000),
        ("รายได้ครัวเรือน", ("8000", "9000", "12000"), "household-month", 9_600_000),
        ("รายได้เฉลี่ยต่อคนต่อเดือน", ("36000", "42000", "60000"), "person-year", 3_600_000),
        ("รายได้เฉลี่ยต่อคนต่อปี", ("3000", "3500", "2000"), "person-month", 3_600_000),
    ],
)
def test_the_unit_is_asked_and_the_answer_is_obeyed(
    book, look, read_here, header, values, proposed, satang
):
    path = with_income(book, header, values)
    (layout,) = look(path)
    (query,) = layout.queries
    assert (query.kind, query.proposed, query.answer) == ("unit", proposed, "")
    found = read_here(path, layouts=(settled(layout, all_of_them=True),))
    assert found.rows[0].income == satang
    other = next(one.value for one in query.options if one.value[-3:] != proposed[-3:])
    found = read_here(path, layouts=(answered(layout, 0, other),))
    assert found.rows[0].income != satang


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("รายได้เฉลี่ยต่อคนต่อปี", ("36000", "42000", "8000")),
        ("รายได้ครัวเรือนต่อเดือน", ("9000", "12000", "1500")),
    ],
)
def test_nothing_is_asked_where_header_and_numbers_agree(book, look, header, values):
    assert look(with_income(book, header, values))[0].queries == ()


def test_without_a_person_a_sure_unit_is_taken_and_remarked(book, read_here):
    found = read_here(with_income(book, "รายได้", ("3000", "3500", "5000")))
    assert [row.income for row in found.rows] == [3_600_000, 4_200_000, 6_000_000]
    (problem,) = found.problems
    assert "บาทต่อคนต่อเดือน" in problem.reason
    assert problem.used


def test_without_a_person_the_header_goes_before_the_numbers(book, read_here):
    found = read_here(with_income(book, "รายได้เฉลี่ยต่อคนต่อเดือน", ("36000", "42000", "60000")))
    assert found.rows[0].income == 12 * 3_600_000


def test_what_one_sheet_proposed_holds_for_the_next(book, look):
    rows = {
        name: [(*BASE, "รายได้"), *(person(n, value) for n, value in enumerate(values, 1))]
        for name, values in (("ก", ("3000", "3500")), ("ข", ("30000", "35000")))
    }
    proposed = [query.proposed for layout in look(book(rows)) for query in layout.queries]
    assert proposed == ["person-month", "person-month"]


@pytest.mark.parametrize(
    ("answer", "births"),
    [("mdy", ["1978-03-15", "1979-04-05"]), ("dmy", ["", "1979-05-04"])],
)
def test_the_order_of_dates_is_asked(book, look, read_here, answer, births):
    path = with_income(book, "วันเกิด", ("03/15/2521", "04/05/2522"))
    (layout,) = look(path)
    (query,) = layout.queries
    assert (query.kind, query.proposed) == ("order", "mdy")
    found = read_here(path, layouts=(answered(layout, 0, answer),))
    assert [row.birth for row in found.rows] == births


@pytest.mark.parametrize(
    ("answer", "births"),
    [
        ("be", ["1962-03-15", "1942-04-05", "1982"]),
        ("ce", ["", "1985-04-05", "1982"]),
        ("ask", ["1962-03-15", "", "1982"]),
    ],
)
def test_the_era_of_short_years_is_asked(book, look, read_here, answer, births):
    path = with_income(book, "วันเกิด", ("15/03/05", "05/04/85", "2525"))
    (layout,) = look(path)
    assert [query.kind for query in layout.queries] == ["era"]
    found = read_here(path, layouts=(answered(layout, 0, answer),))
    assert [row.birth for row in found.rows] == births


@pytest.mark.parametrize(
    ("answer", "failed", "passed"), [("failed", 1, 0), ("passed", 0, 1), ("ask", 0, 0)]
)
def test_what_marks_of_indicators_mean_is_asked(book, look, read_here, answer, failed, passed):
    rows = [person(1, 1), person(2, ""), person(3, "ผ่าน")]
    path = book({"ก": [(*BASE, "ตชว. 1"), *rows]})
    (layout,) = look(path)
    (query,) = layout.queries
    assert (query.kind, query.proposed) == ("marks", "failed")
    found = read_here(path, layouts=(answered(layout, 0, answer),))
    assert [row.ind_failed for row in found.rows] == [failed, 0, 0]
    assert [row.ind_passed for row in found.rows] == [passed, 0, 1]
    assert [problem.row for problem in found.problems] == ([2] if answer == "ask" else [])


def test_a_hidden_sheet_is_asked_about(book, look, read_here):
    path = book({"ก": [BASE, person(1)], "ลับ": [BASE, person(2)]}, hidden=("ลับ",))
    shown, hidden = look(path)
    assert shown.queries == ()
    (query,) = hidden.queries
    assert (query.kind, query.proposed) == ("hidden", "yes")
    found = read_here(path, layouts=(shown, answered(hidden, 0, "no")))
    assert [row.first_name for row in found.rows] == ["สมมุติ1"]
    assert [(p.sheet, p.used) for p in found.problems] == [("ลับ", False)]
    assert len(found.blocks) == 2


def test_a_map_of_words_goes_before_all_reading(book, look, read_here):
    path = with_income(book, "เบี้ยยังชีพผู้สูงอายุ", ("ร.", "ร. ", "ม.ร.", ""))
    (layout,) = look(path)
    place = len(BASE)
    guess = layout.columns[place]
    assert dict(guess.words) == {"ร.": 1, "ร. ": 1, "ม.ร.": 1, "": 1}
    words = (("ร.", "ได้รับ"), ("ม.ร.", "ไม่ได้รับ"), ("", "ไม่ทราบ"))
    guess = replace(guess, reading=replace(guess.reading, words=words))
    meanings = dict(
        zip(dict(guess.words), meanings_of(guess, 2021, crosses_deny=False), strict=True)
    )
    assert meanings == {"ร.": "ใช่", "ร. ": "ใช่", "ม.ร.": "ไม่ใช่", "": "ไม่ทราบ"}
    found = read_here(path, layouts=(revised(layout, place, guess),))
    assert [[yes for _right, yes in row.rights] for row in found.rows] == [
        [True],
        [True],
        [False],
        [],
    ]
    assert found.problems == []


def test_a_column_that_a_person_names_is_asked_about_anew(book, look):
    (layout,) = look(with_income(book, "เงินที่ได้", ("3000", "3500", "4000")))
    place = len(BASE)
    assert layout.queries == ()
    layout = revised(layout, place, replace(layout.columns[place], canonical="income"))
    assert [(query.kind, query.answer) for query in layout.queries] == [("unit", "person-month")]
    assert layout.columns[place].reading.unit == "month"
    layout = revised(layout, place, replace(layout.columns[place], canonical=""))
    assert layout.queries == ()


def test_a_sheet_without_names_is_shown_and_not_read(book, look, read_here):
    path = book({"สรุป": [("อำเภอ", "ตำบล", "บ้านเลขที่", "ผู้อยู่"), ("ก", "ข", "1", "นายสมมุติ ตัวอย่าง")]})
    (layout,) = look(path)
    assert not layout.wanted
    layout = revised(layout, 3, replace(layout.columns[3], canonical="full_name"))
    assert layout.wanted
    assert [row.first_name for row in read_here(path, layouts=(layout,)).rows] == ["สมมุติ"]
    with pytest.raises(UserError, match="ขาดคอลัมน์ที่จำเป็น"):
        read_here(path)


# Known layouts

KNOWN = ("ลำดับ", "เลขบัตร", *BASE, "เพศ", "อายุ", "อาชีพ", "รายได้", "ผลประเมิน ก", "เบอร์")
CIDS = ("1101700203450", "3100000000004", "1101700203468")


def full(number, income="3000"):
    return (
        *(
            str(number),
            CIDS[number - 1],
            *person(number),
            "ชาย",
            str(40 + number),
            "เกษตรกร",
            income,
        ),
        *("ร.", f"08100000{number:02d}"),
    )


ROWS = [full(1), full(2, "4000"), full(3, "3500")]


@pytest.fixture
def profile(book, look):
    """A layout as a clerk corrected it: what an unknown column is, and how its words are read."""
    layout = settled(look(book({"ก": [KNOWN, *ROWS]}))[0], all_of_them=True)
    place = KNOWN.index("ผลประเมิน ก")
    guess = layout.columns[place]
    mapped = replace(guess.reading, words=(("ร.", "ตก"),))
    layout = revised(layout, place, replace(guess, canonical="dim_health", reading=mapped))
    return profile_of("TPMAP คลองหลวง", layout)


def columns_of(headers, rows, order):
    return [tuple(row[at] for at in order) for row in (headers, *rows)]


def test_the_same_layout_needs_no_decision(book, look, read_here, profile):
    known = Known((profile,))
    path = book({"ก": [KNOWN, *ROWS]}, "ปีหน้า.xlsx")
    (layout,) = look(path, known=known)
    assert (layout.profile, layout.drift, layout.queries) == ("TPMAP คลองหลวง", (), ())
    assert column(layout, "ผลประเมิน ก").canonical == "dim_health"
    found = reading.read_list((path,), None, 2021, Silent(), known=known)
    assert found.sheets[0].profile == "TPMAP คลองหลวง"
    assert [row.dim_failed for row in found.rows] == [1, 1, 1]
    assert [row.income for row in found.rows] == [3_600_000, 4_800_000, 4_200_000]
    assert found.problems == []


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_columns_read_alike(book, look, read_here, profile, seed):
    order = list(range(len(KNOWN)))
    random.Random(seed).shuffle(order)
    path = book({"ก": columns_of(KNOWN, ROWS, order)})
    straight = book({"ก": [KNOWN, *ROWS]}, "เดิม.xlsx")
    for known in (Known(), Known((profile,))):
        read = [
            reading.read_list((one,), None, 2021, Silent(), known=known)
            for one in (path, straight)
        ]
        assert read[0].rows == read[1].rows
        by_header = [{c.header: c.canonical for c in one.sheets[0].columns} for one in read]
        assert by_header[0] == by_header[1]
    (layout,) = look(path, known=Known((profile,)))
    assert {drift.kind for drift in layout.drift} == {"moved"}


def test_three_renamed_one_missing_two_new_are_all_named(book, look, read_here, profile):
    renamed = {"เลขบัตร": "เลขประชาชน", "อาชีพ": "อาชีพหลัก", "ผลประเมิน ก": "ผลการประเมิน"}
    headers = [renamed.get(one, one) for one in KNOWN]
    gone = headers.index("เบอร์")
    rows = [[*row[:gone], *row[gone + 1 :]] for row in (headers, *ROWS)]
    for number, row in enumerate(rows):
        row.insert(9, "ศาสนา" if not number else "พุทธ")
        row.append("หมายเหตุ" if not number else "")
    path = book({"ก": rows})
    (layout,) = look(path, known=Known((profile,)))
    assert [(one.kind, one.header, one.now) for one in layout.drift] == [
        ("renamed", "เลขบัตร", "เลขประชาชน"),
        ("renamed", "อาชีพ", "อาชีพหลัก"),
        ("renamed", "ผลประเมิน ก", "ผลการประเมิน"),
        ("gone", "เบอร์", ""),
        ("new", "ศาสนา", ""),
        ("new", "หมายเหตุ", ""),
    ]
    # The dictionary knows two of the new names; the third is asked about, and not read unasked.
    (query,) = layout.queries
    assert (query.kind, "ผลการประเมิน" in query.ask) == ("renamed", True)
    assert column(layout, "ผลการประเมิน").canonical == ""
    known = Known((profile,))
    found = reading.read_list((path,), None, 2021, Silent(), known=known)
    assert [row.dim_failed for row in found.rows] == [0, 0, 0]
    assert found.rows[0].cid == CIDS[0]
    found = read_here(path, layouts=(answered(layout, 0, "yes"),))
    assert [row.dim_failed for row in found.rows] == [1, 1, 1]
    known = replace(known, accept_renames=True)
    found = reading.read_list((path,), None, 2021, Silent(), known=known)
    assert [row.dim_failed for row in found.rows] == [1, 1, 1]


def test_a_new_column_of_other_values_is_no_renamed_one(book, look, profile):
    headers = ["วันเกิด" if one == "เลขบัตร" else one for one in KNOWN]
    rows = [(row[0], "15/03/2521", *row[2:]) for row in ROWS]
    (layout,) = look(book({"ก": [headers, *rows]}), known=Known((profile,)))
    assert [(one.kind, one.header) for one in layout.drift] == [
        ("gone", "เลขบัตร"),
        ("new", "วันเกิด"),
    ]


def test_moved_columns_are_few_and_those_that_made_room_are_none(book, look, profile):
    order = [*range(2, len(KNOWN)), 0, 1]
    (layout,) = look(book({"ก": columns_of(KNOWN, ROWS, order)}), known=Known((profile,)))
    assert [(one.kind, one.header) for one in layout.drift] == [
        ("moved", "ลำดับ"),
        ("moved", "เลขบัตร"),
    ]


def test_a_list_of_other_columns_isnt_recognised(book, look, profile):
    (layout,) = look(book({"ก": [BASE[:3], person(1)[:3]]}), known=Known((profile,)))
    assert (layout.profile, layout.drift) == ("", ())


def test_a_known_header_is_found_where_another_row_looks_like_one(book, look):
    rows = [("ชื่อ-สกุล", "อายุ", "เพศ", "อำเภอ"), ("ก1", "ก2", "ก3", "ก4"), ("ก ข", "1", "2", "3")]
    first = reading.examine((book({"ก": rows}),), Silent())[0]
    known = profile_of("แปลก", first)
    columns = tuple(
        replace(one, header=header, canonical=field)
        for one, header, field in zip(
            known.columns, rows[1], ("full_name", "address_no", "", ""), strict=True
        )
    )
    (layout,) = look(book({"ก": rows}), known=Known((replace(known, columns=columns),)))
    assert (layout.header_row, layout.profile) == (2, "แปลก")
    assert layout.columns[1].canonical == "address_no"


# Answers of a logbook

QUESTION = Question(
    "housing.water",
    *("water", "น้ำ", "select_one", "house"),
    choices=(Choice("1", "มี", fact="yes"), Choice("2", "ไม่มี", fact="no"), Choice("9", "ไม่ทราบ")),
)
FIELD = "answer:trial@1:housing.water"


def test_a_column_feeds_a_logbooks_answer(book, look, read_here):
    path = with_income(book, "น้ำใช้", ("มี", "2", "น้ำบ่อ", ""))
    (layout,) = look(path)
    place = len(BASE)
    layout = revised(layout, place, replace(layout.columns[place], canonical=FIELD))
    known = Known(questions=((FIELD, QUESTION),))
    found = reading.read_list((path,), (layout,), 2021, Silent(), known=known)
    assert [one[:4] for one in found.answers] == [(0, 2, FIELD, "1"), (0, 3, FIELD, "2")]
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value) == (4, "น้ำใช้", "น้ำบ่อ")
    assert "มี / ไม่มี" in problem.reason
    unknown = reading.read_list((path,), (layout,), 2021, Silent())
    assert unknown.answers == []
    assert "ไม่พบคำถามนี้" in unknown.problems[0].reason
