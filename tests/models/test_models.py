"""Every item model stands up to Qt's own tester and never answers with an error."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.domain.columns import COLUMN_NAMES
from desktop.domain.listing import Problem
from desktop.domain.records import (
    FieldChange,
    HouseholdRow,
    Operation,
    Person,
    PersonDraft,
    PlanItem,
    Volunteer,
)
from desktop.domain.sheets import ColumnGuess
from desktop.domain.taking_back import ImportedFile, ImportMade
from desktop.domain.vocabulary import Answered, CaseState, Dimension, LevelStatus, Need, Phase
from desktop.models import households, members, plan
from desktop.models.columns import IN_PLACE, WordLine, columns_model, words_model
from desktop.models.history import changes_in_words, history_model
from desktop.models.households import HouseholdsModel, dimension_words
from desktop.models.imports import EditsModel, files_model, imports_model
from desktop.models.pages import PAGE
from desktop.models.problems import problems_model
from desktop.models.roles import DIMENSIONS_ROLE, ID_ROLE, LEVEL_ROLE
from desktop.models.volunteers import draft_of, volunteers_model
from desktop.services.import_history import Edit
from desktop.thai.citizen_id import without_ids
from desktop.thai.dates import PartialDate

EDIT = Qt.ItemDataRole.EditRole


def row(number):
    return HouseholdRow(
        id=number,
        uid=f"u{number}",
        head="" if number % 5 == 0 else f"นายสมมุติ ที่{number}",
        address_no=str(number),
        moo="" if number % 3 else "4",
        tambon_code="" if number % 7 == 0 else "130201",
        members=number % 9,
        failed=number % 32,
        known=31,
        level_status=LevelStatus.LEVEL if number % 2 else LevelStatus.WAITING,
        level=number % 4 if number % 2 else None,
        state=CaseState.LISTED,
        volunteer_name="",
    )


@pytest.fixture
def fetched():
    return []


@pytest.fixture
def model(fetched):
    def fetch(ids):
        fetched.append(list(ids))
        return [row(i) for i in ids]

    return HouseholdsModel(fetch, lambda code: f"ต.{code}")


def cells(table, role=Qt.ItemDataRole.DisplayRole):
    return [
        [table.data(table.index(r, c), role) for c in range(table.columnCount())]
        for r in range(table.rowCount())
    ]


def test_households_pass_the_tester(model, qtmodeltester):
    model.show_ids(list(range(1, 500)), [])
    qtmodeltester.check(model)


def test_an_empty_list_passes_the_tester(model, qtmodeltester):
    model.show_ids([], [])
    qtmodeltester.check(model)
    assert model.rowCount() == 0


def test_a_jump_fetches_one_page(model, fetched):
    model.show_ids(list(range(1, 55_068)), [])
    model.data(model.index(27_000, 1))
    model.data(model.index(27_001, 2))
    assert len(fetched) == 1
    assert len(fetched[0]) == PAGE
    assert 27_001 in fetched[0]


def test_the_first_page_comes_with_the_ids(model, fetched):
    model.show_ids([1, 2, 3], [row(1), row(2), row(3)])
    assert model.data(model.index(0, 1)) == "นายสมมุติ ที่1"
    assert fetched == []


def test_old_pages_are_let_go_and_fetched_again(model, fetched):
    model.show_ids(list(range(PAGE * 30)), [])
    for page in range(30):
        model.data(model.index(page * PAGE, 0))
    model.data(model.index(0, 0))
    assert len(fetched) == 31


def test_an_answer_to_an_old_question_is_dropped(qtbot):
    waiting = []
    table = HouseholdsModel(
        lambda ids: [row(i) for i in ids], str, lambda job, done: waiting.append((job, done))
    )
    table.show_ids([1, 2], [])
    assert table.data(table.index(0, 1)) is None
    table.show_ids([3], [])
    job, done = waiting[0]
    done(job())
    assert table.data(table.index(0, 1)) is None
    job, done = waiting[1]
    with qtbot.waitSignal(table.dataChanged):
        done(job())
    assert table.data(table.index(0, 1)) == "นายสมมุติ ที่3"


def test_roles_and_words_of_a_household(model):
    model.show_ids([5, 21], [])
    first, second = model.index(0, 0), model.index(1, 0)
    assert model.data(first, ID_ROLE) == 5
    assert model.data(first, LEVEL_ROLE) == (LevelStatus.LEVEL, 1)
    assert model.data(first, DIMENSIONS_ROLE) == (5, 31)
    assert model.data(model.index(0, households.HEAD)) == "(ไม่มีชื่อ)"
    assert model.data(model.index(1, households.PLACE)) == "21 ม.4"
    assert model.data(second) == "ระดับ 1"
    assert model.data(QModelIndex()) is None


def test_a_click_on_a_head_asks_sql_to_sort(model, qtbot):
    with qtbot.waitSignal(model.sort_asked) as asked:
        model.sort(households.LEVEL, Qt.SortOrder.AscendingOrder)
    assert asked.args == ["-level"]
    with qtbot.waitSignal(model.sort_asked) as asked:
        model.sort(households.MEMBERS, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["-members"]
    with qtbot.assertNotEmitted(model.sort_asked):
        model.sort(households.STATE)


def test_a_refresh_keeps_ids_and_fetches_rows_again(model, fetched):
    model.show_ids([1, 2], [])
    cells(model)
    model.refresh()
    cells(model)
    assert len(fetched) == 2
    assert model.ids() == [1, 2]


def test_dimensions_in_words():
    words = dimension_words(Dimension.INCOME.bit, Dimension.INCOME.bit | Dimension.HEALTH.bit)
    assert "รายได้: ตก" in words
    assert "สุขภาพ: ไม่ตก" in words
    assert "การศึกษา: ไม่มีข้อมูล" in words


def person(**more):
    return Person(
        id=7,
        version=1,
        cid="1101700230708",
        prefix="นาง",
        first_name="สมหญิง",
        last_name="ใจดี",
        age=55,
        **more,
    )


@pytest.fixture
def grid():
    table = members.members_model({})
    table.show([person(birth=PartialDate(1969, 5)), PersonDraft()])
    return table


def test_members_pass_the_tester(grid, qtmodeltester):
    qtmodeltester.check(grid)


def test_ids_are_masked_until_asked_for(qtbot):
    shown = {}
    table = members.members_model(shown)
    table.show([person()])
    cell = table.index(0, members.CID)
    assert table.data(cell) == "1-1017-xxxxx-70-8"
    assert "00230" not in str(cells(table)) + str(cells(table, Qt.ItemDataRole.ToolTipRole))
    shown[7] = "1101700230708"
    assert table.data(cell) == "1-1017-00230-70-8"


@pytest.mark.parametrize(
    ("column", "typed", "field", "stored"),
    [
        (members.NAME, "นายสมชาย ใจดี", "first_name", "สมชาย"),
        (members.SEX, "m", "sex", "m"),
        (members.BIRTH, PartialDate(1970), "birth", PartialDate(1970)),
        (members.RELATION, "บุตร", "relation", "บุตร"),
        (members.INCOME, "3,500", "income_month", Decimal(3500)),
        (members.INCOME, "", "income_month", None),
        (members.CID, "1-1017-00230-70-8", "cid", "1101700230708"),
        (members.CID, "", "cid", "1101700230708"),
        (
            members.NEEDS,
            ((Need.DISABLED, Answered.YES),),
            "needs",
            ((Need.DISABLED, Answered.YES),),
        ),
    ],
)
def test_typing_in_the_grid(grid, column, typed, field, stored):
    assert grid.setData(grid.index(0, column), typed)
    assert getattr(grid.at(0), field) == stored


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        (members.NAME, " "),
        (members.CID, "12345"),
        (members.AGE, "44"),  # a birth date is known
        (members.INCOME, "มาก"),
        (members.INCOME, "-3"),
        (members.BIRTH, "16"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(grid, qtbot, column, typed):
    before = grid.at(0)
    with qtbot.waitSignal(grid.rejected) as why:
        assert not grid.setData(grid.index(0, column), typed)
    assert why.args[0]
    assert grid.at(0) == before


def test_an_edit_is_announced_once_and_not_for_the_same_value(grid, qtbot):
    with qtbot.waitSignal(grid.edited) as told:
        grid.setData(grid.index(0, members.OCCUPATION), "ค้าขาย")
    assert told.args == [0, replace(person(birth=PartialDate(1969, 5)), occupation="ค้าขาย")]
    with qtbot.assertNotEmitted(grid.edited):
        grid.setData(grid.index(0, members.OCCUPATION), "ค้าขาย")
    assert type(members.draft_of(grid.at(0))) is PersonDraft


def test_needs_in_words(grid):
    grid.setData(
        grid.index(0, members.NEEDS),
        ((Need.DISABLED, Answered.YES), (Need.CHRONIC, Answered.NO)),
    )
    assert grid.data(grid.index(0, members.NEEDS)) == "พิการ"
    tip = grid.data(grid.index(0, members.NEEDS), Qt.ItemDataRole.ToolTipRole)
    assert "ป่วยเรื้อรัง: ไม่ใช่" in tip
    assert "ป่วยติดเตียง: ไม่ทราบ" in tip


def test_plan_passes_the_tester_and_takes_what_is_typed(qtmodeltester, qtbot):
    table = plan.plan_model((("ถุงยังชีพ", "ถุงยังชีพ"),), ())
    later = PlanItem(phase=Phase.LONG, measure="ซ่อมบ้าน", budget=Decimal(20000))
    table.show(plan.in_order([later, PlanItem(measure="ถุงยังชีพ")]))
    qtmodeltester.check(table)
    assert [i.measure for i in table.rows()] == ["ถุงยังชีพ", "ซ่อมบ้าน"]
    assert table.data(table.index(1, plan.BUDGET)) == "20,000"
    assert table.setData(table.index(0, plan.BUDGET), "1,500")
    assert table.at(0).budget == 1500
    assert not table.setData(table.index(0, plan.DUE), PartialDate(2022))
    assert not table.setData(table.index(0, plan.PHASE), "never")
    assert table.setData(table.index(0, plan.PHASE), Phase.MEDIUM)


def test_the_other_tables_pass_the_tester(qtmodeltester):
    tables = (volunteers_model("13"), problems_model(), history_model(), columns_model())
    for table in tables:
        qtmodeltester.check(table)
    people, wrong, past, guesses = tables
    people.show([Volunteer(id=1, name="นางวิชุดา", households=10)])
    wrong.show([Problem("Sheet1", 7, "อายุ", "ห้าสิบ", "อ่านเป็นตัวเลขไม่ได้", used=False)])
    moment = datetime(2022, 10, 4, 9, 41, tzinfo=UTC)
    past.show(
        [
            Operation(
                1,
                moment,
                "สมศรี",
                "แก้ไขสมาชิก",
                changes=(
                    FieldChange("สมาชิก", "อาชีพ", "", "ค้าขาย"),
                    FieldChange("สมาชิก", "เพศ", "", "หญิง"),
                ),
            )
        ]
    )
    guesses.show([ColumnGuess(0, "บ้านเลขที่", "address_no", "ตรงกับชื่อ", ("12/3",))])
    for table in tables:
        qtmodeltester.check(table)
    assert cells(wrong)[0] == ["Sheet1", "7", "อายุ", "ห้าสิบ", "อ่านเป็นตัวเลขไม่ได้", "", "ไม่ใช้"]
    assert cells(past)[0][0] == "4 ต.ค. 2565 09.41 น."
    assert cells(past)[0][3] == "อาชีพ: (ว่าง) → ค้าขาย และอีก 1 รายการ"
    assert "เพศ" in changes_in_words(past.at(0))


def test_a_volunteer_needs_a_name():
    table = volunteers_model("13")
    table.show([Volunteer(id=1, name="นางวิชุดา")])
    assert not table.setData(table.index(0, 0), "  ")
    assert table.setData(table.index(0, 1), "08-1234-5678")
    assert draft_of(table.at(0)).tel == "08-1234-5678"


def test_a_column_can_be_corrected():
    table = columns_model()
    table.show([ColumnGuess(0, "เบอร์", "", "")])
    cell = table.index(0, 2)
    assert table.data(cell) == "(ไม่ใช้)"
    assert table.setData(cell, "tel")
    assert table.data(cell) == "โทรศัพท์"
    assert not table.setData(cell, "nonsense")
    assert not table.setData(table.index(0, 0), "1")


def test_every_column_the_reader_knows_can_be_chosen():
    words = Path("resources/import/columns.toml").read_text(encoding="utf-8")
    fields = {name: one for name, one in tomllib.loads(words).items() if isinstance(one, dict)}
    known = {name for name, entry in fields.items() if "pattern" not in entry}
    assert known - set(COLUMN_NAMES) == set()
    assert {"ind_01", "ind_31"} <= set(COLUMN_NAMES)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1101700230708", "1-1017-xxxxx-70-8"),
        ("เลข 1-1017-00230-70-8 ซ้ำ", "เลข 1-1017-xxxxx-70-8 ซ้ำ"),
        ("13020000011", "13020000011"),
        ("12345678901234567", "12345678901234567"),
    ],
)
def test_ids_in_foreign_text_are_masked(text, shown):
    assert without_ids(text) == shown


def test_rows_come_and_go(grid, qtbot):
    with qtbot.waitSignal(grid.rowsInserted):
        assert grid.add(PersonDraft(first_name="ก")) == 2
    with qtbot.waitSignal(grid.rowsRemoved):
        grid.drop(0)
    assert grid.rowCount() == 2


@pytest.mark.parametrize("coded", [True, False])
def test_words_pass_the_tester(coded, qtmodeltester):
    table = words_model(coded=coded)
    table.show([WordLine("ร.", 3, "ตก", "ตก", "dim_health"), WordLine("", 1, "ไม่ทราบ")])
    qtmodeltester.check(table)
    assert cells(table)[1][0] == "(ว่าง)"
    assert cells(table)[1][IN_PLACE] == "(ตามเดิม)"


def test_a_coded_word_is_read_as_one_of_a_few():
    table = words_model(coded=True)
    table.show([WordLine("ร.", 3, "", "", "dim_health")])
    refused = []
    table.rejected.connect(refused.append)
    assert not table.setData(table.index(0, IN_PLACE), "อื่น")
    assert refused == ["กรุณาเลือกจากรายการ"]
    assert table.setData(table.index(0, IN_PLACE), "ผ่าน")
    assert table.at(0).in_place == "ผ่าน"


def test_columns_may_feed_answers():
    table = columns_model(answers=lambda: (("answer:trial@1:q", "สมุดพก 1: คำถาม"),))
    table.show([ColumnGuess(0, "น้ำ", "", "", doubt="สองข้อมูล")])
    assert table.setData(table.index(0, 2), "answer:trial@1:q")
    assert cells(table)[0][2] == "สมุดพก 1: คำถาม"


def edit(number, droppable=True):
    return Edit(
        f"person:{number}:tel", "นายสมมุติ", "สมาชิก · อาชีพ", "", "ครู", "สมศรี", None, 1, droppable
    )


def test_imports_files_and_edits_pass_the_tester(qtmodeltester):
    edits, made, files = EditsModel(), imports_model(), files_model()
    edits.show([edit(1), edit(2, droppable=False), edit(3)])
    files.show([ImportedFile("รายชื่อ.xlsx", 5, "0" * 64), ImportedFile("ข.xlsx", 9**8, "1" * 64)])
    when = datetime(2022, 5, 16, tzinfo=UTC)
    made.show([ImportMade(1, 1, "TPMAP", "2021-01", when, "สมศรี", "นำเข้า", *range(7))])
    for model in (edits, made, files):
        qtmodeltester.check(model)
        cells(model)
    assert [row[1] for row in cells(files)] == ["1 KB", "41.1 MB"]


def test_ticks_of_edits(qtbot):
    model = EditsModel()
    model.show([edit(1), edit(2, droppable=False), edit(3)])
    state = Qt.ItemDataRole.CheckStateRole
    box = Qt.ItemFlag.ItemIsUserCheckable
    assert [bool(model.flags(model.index(row, 0)) & box) for row in range(3)] == [
        True,
        False,
        True,
    ]
    assert not model.setData(model.index(1, 0), Qt.CheckState.Unchecked, state)
    with qtbot.waitSignal(model.ticked):
        assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked, state)
    assert model.dropped() == ["person:1:tel"]
    model.turn([1, 2])
    assert model.dropped() == ["person:1:tel", "person:3:tel"]
    model.keep_all(kept=True)
    assert model.dropped() == []
    model.keep_all(kept=False)
    assert len(model.dropped()) == 2
    model.show([edit(1)])
    assert model.dropped() == []
