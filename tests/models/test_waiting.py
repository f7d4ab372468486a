"""What waits after imports: problems with a cell to type in, questions by pages."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.domain.listing import Problem
from desktop.domain.questions import Question
from desktop.domain.repairing import OpenProblem
from desktop.domain.review import Kind
from desktop.models import questions, repairs
from desktop.models.pages import PAGE
from desktop.models.questions import questions_model
from desktop.models.repairs import TYPED, ProblemsModel
from desktop.models.roles import ID_ROLE

EDIT = Qt.ItemDataRole.EditRole
EDITABLE = Qt.ItemFlag.ItemIsEditable
CID = "1101700203451"


def problem(number):
    told = Problem(
        *("คลองสอง", number, "เลขประจำตัวประชาชน", CID, "ไม่ครบ 13 หลัก"),
        file="ก.xlsx",
        suggestion="5/1" if number % 2 else "",
        used=bool(number % 3),
    )
    return OpenProblem(number, 1, "TPMAP", "2021-01", told, in_place=number != 4)


@pytest.fixture
def fetched():
    return []


@pytest.fixture
def table(fetched):
    def fetch(ids):
        fetched.append(list(ids))
        return [problem(one) for one in ids]

    made = ProblemsModel(fetch)
    made.show_ids(range(1, 500))
    return made


def question(number):
    return Question(
        *(number, 7, "นางสมมุติ ใจดี", "1/2 ม.4", "อาชีพ", "ค้าขาย" if number % 2 else "", "รับจ้าง"),
        *(Kind.EDITED, "TPMAP", "2021-01", "สมศรี", "{}"),
        altered=number == 3,
        gone=number == 5,
    )


def test_problems_pass_the_tester(table, qtmodeltester):
    table.setData(table.index(2, TYPED), "5")
    qtmodeltester.check(table)


def test_questions_pass_the_tester(qtmodeltester):
    made = questions_model(lambda ids: [question(one) for one in ids])
    made.show_ids(range(1, 300))
    qtmodeltester.check(made)
    made.show_ids([])
    qtmodeltester.check(made)


def test_a_page_is_fetched_once(table, fetched):
    for row in (0, 1, PAGE - 1, 0):
        table.data(table.index(row, 0))
    assert [len(ids) for ids in fetched] == [PAGE]
    table.data(table.index(PAGE, 0))
    assert [len(ids) for ids in fetched] == [PAGE, PAGE]


def test_who_is_not_there_any_more_is_blank_and_not_asked_for_over_and_over(fetched):
    made = ProblemsModel(lambda ids: fetched.append(ids) or [])
    made.show_ids([1, 2])
    assert made.data(made.index(0, 0)) is None
    assert made.index(0, TYPED).flags() & EDITABLE == Qt.ItemFlag.NoItemFlags
    assert len(fetched) < 5


def test_what_was_known_stays_until_the_fresh_is_there():
    waiting, words = [], ["ก"]

    def fetch(ids):
        return [replace(question(one), who=words[0]) for one in ids]

    made = questions_model(fetch, lambda job, done: waiting.append((job, done)))
    made.show_ids([1, 2])
    for job, done in waiting:
        done(job())
    waiting.clear()
    words[0] = "ข"
    made.refresh()
    assert made.data(made.index(0, questions.WHO)) == "ก"
    assert made.data(made.index(1, questions.WHO)) == "ก"
    ((job, done),) = waiting
    done(job())
    assert made.data(made.index(0, questions.WHO)) == "ข"
    assert len(waiting) == 1


def test_done_rows_go_and_the_others_stay(table):
    table.data(table.index(0, 0))
    gone = []
    table.rowsRemoved.connect(lambda _parent, first, last: gone.append((first, last)))
    table.drop({2, 3})
    assert table.ids()[:3] == [1, 4, 5]
    assert table.rowCount() == 497
    assert len(gone) == 2
    assert table.data(table.index(1, 1)) == "4"


def test_what_is_typed_outlives_another_look_at_the_list(table):
    counts = []
    table.typed_changed.connect(counts.append)
    index = table.index(0, TYPED)
    assert index.flags() & EDITABLE
    assert table.setData(index, f" {CID} ")
    assert table.typed() == {1: CID}
    assert table.data(index) == "1-1017-xxxxx-45-1"
    assert table.data(index, EDIT) == CID
    table.show_ids([9, 1])
    assert table.data(table.index(1, TYPED)) == "1-1017-xxxxx-45-1"
    table.setData(table.index(0, TYPED), "x")
    table.forget_typed({1: CID, 9: "other"})
    assert table.typed() == {9: "x"}
    table.setData(table.index(0, TYPED), "")
    assert counts == [1, 2, 1, 0]


def test_ids_are_masked_and_a_whole_sheet_has_no_cell(table):
    assert CID not in str([table.data(table.index(0, c)) for c in range(table.columnCount())])
    assert not table.index(3, TYPED).flags() & EDITABLE
    assert table.data(table.index(3, TYPED)) == "แก้ในไฟล์ต้นฉบับ"
    assert table.data(table.index(3, TYPED), ID_ROLE) == 4


def test_suggestions_are_typed_by_one_call(table):
    assert table.take_suggestion(0)
    assert not table.take_suggestion(1)
    assert not table.take_suggestion(3)
    assert table.typed() == {1: "5/1"}


def test_questions_say_what_is_there_now():
    made = questions_model(lambda ids: [question(one) for one in ids])
    made.show_ids([1, 2, 3, 5])
    kept = [made.data(made.index(row, questions.KEPT)) for row in range(4)]
    assert kept == ["ค้าขาย", "(ว่าง)", "ค้าขาย *", "(นำออกแล้ว)"]
    tip = made.data(made.index(2, questions.KEPT), Qt.ItemDataRole.ToolTipRole)
    assert "ถูกแก้ไข" in tip
    assert made.data(made.index(0, questions.LIST)) == "TPMAP ณ ม.ค. 2564"
    assert repairs.TYPED == 4
