"""The office's form changes: what was keyed stays, and is read on."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from desktop.domain.errors import UserError
from desktop.domain.form import FormMistakes
from desktop.domain.progress import Silent
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.forms.definition import examine, read_form
from desktop.importing import child
from desktop.services import forms, history, imports, logbooks, publishing
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import AnswerRow, VisitRow
from tests.factories import versions
from tests.factories.children import in_this_process
from tests.factories.forms import SETTINGS, changed, workbook
from tests.factories.lists import person_row, read_list
from tests.factories.open_documents import write_open_document

ROWS = [person_row(1), person_row(2, relation="บุตร"), person_row(3, "2"), person_row(4, "3")]


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Read forms in this process: what the child does is proved elsewhere."""
    monkeypatch.setattr(publishing, "run_child", in_this_process)


@pytest.fixture
def listed(desk):
    imports.commit(desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return desk


@pytest.fixture
def load(desk, tmp_path):
    def loaded(content):
        path = tmp_path / "แบบ.xlsx"
        path.write_bytes(content)
        return publishing.load(desk, path, Silent())

    return loaded


def edited(content, cells):
    """Return a workbook with some cells changed; keys like survey!C3."""
    book = load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def stored(desk):
    """Every visit and answer, as the database has them."""
    with desk.db.read() as session:
        return [
            session.execute(select(table).order_by(table.c.id)).all()
            for table in map(table_of, (VisitRow, AnswerRow))
        ]


def keyed(desk, household, answers, form="trial"):
    begun = logbooks.load_or_begin(desk, household, form)
    given = [*begun.answers, *answers]
    return logbooks.save(
        desk,
        type(begun)(begun.household_id, begun.form, begun.form_version, answers=tuple(given)),
    )


def test_what_ships_is_in_force_until_another_is_published(desk):
    known = [(one.form, one.version, one.in_force, one.shipped) for one in forms.versions(desk)]
    assert known == [("short-logbook", "1", True, True), ("full-logbook", "1", True, True)]
    assert forms.in_force(desk, forms.FULL).id == "full-logbook"
    with pytest.raises(UserError, match="ไม่พบแบบฟอร์ม"):
        forms.in_force(desk, "trial")
    with pytest.raises(UserError, match="ไม่พบแบบฟอร์ม"):
        forms.form_of(desk, "short-logbook", "7")


@pytest.fixture
def begun(listed, load):
    """A desk whose form of version 1 has two logbooks."""
    publishing.publish(listed, load(versions.OLD))
    keyed(
        listed,
        1,
        (
            Answer("housing.tenure", value="8"),
            Answer("housing.rent", AnswerState.UNKNOWN),
            Answer("income.month", value="9000"),
            Answer("house.radio", value="2"),
            Answer("member.health", value="2 3", person_id=1),
        ),
    )
    keyed(listed, 2, (Answer("housing.tenure", AnswerState.NOT_ASKED),))
    return listed


@pytest.fixture
def decided(begun, load, tmp_path):
    """The new version, as the clerk decided its crosswalk in Excel."""
    loaded = load(versions.NEW)
    book = publishing.export_crosswalk(begun, loaded, tmp_path / "เทียบ.xlsx")
    links = [one.from_id for one in loaded.crosswalk.questions]
    place = f"questions!F{links.index('income.month') + 2}"
    book.write_bytes(edited(book.read_bytes(), {place: "yes", "values!F2": "no"}))
    return publishing.with_crosswalk(loaded, book)


def test_a_new_form_replaces_none(load):
    first = load(versions.OLD)
    assert (first.replaces, first.difference, first.crosswalk) == (None, None, None)


def test_a_form_that_changes_touches_nothing_that_was_keyed(begun, decided):
    before = stored(begun)
    assert decided.replaces.version == "1"
    assert decided.difference.changes[0].loud
    assert decided.crosswalk.undecided == 0
    publishing.publish(begun, decided)
    assert stored(begun) == before
    assert forms.in_force(begun, "trial").version == "2"
    old = logbooks.load_or_begin(begun, 2, "trial")
    assert (old.id, logbooks.form_of(begun, old).version) == (2, "1")
    assert logbooks.load_or_begin(begun, 3, "trial").form_version == "2"
    words = forms.labels(begun).values()
    assert {"รายได้รวมของทั้งครัวเรือนต่อเดือน (บาท)", "มีวิทยุกี่เครื่อง"} <= set(words)


def test_all_versions_are_one_column(begun, decided):
    publishing.publish(begun, decided)
    keyed(begun, 3, (Answer("housing.tenure", value="4"), Answer("income.total", value="5")))

    def column(question):
        return [
            (one.person_id, one.state, one.value, one.version)
            for one in publishing.column(begun, "trial", question)
        ]

    assert column("housing.tenure") == [
        (0, "value", "9", "1"),
        (0, "not_asked", "", "1"),
        (0, "value", "4", "2"),
    ]
    assert column("income.total") == [
        (0, "value", "9000", "1"),
        (0, "empty", "", "1"),
        (0, "value", "5", "2"),
    ]
    assert column("expense.month")[0] == (0, "not_in_version", "", "1")
    assert column("member.health") == [(1, "value", "2 3", "1")]
    with pytest.raises(UserError, match="ไม่พบคำถาม"):
        publishing.column(begun, "trial", "house.radio")


def test_a_household_is_carried_on_with_what_is_missing(begun, decided):
    publishing.publish(begun, decided)
    before = stored(begun)
    (visit,) = logbooks.visits(begun, 1)
    draft, gaps = logbooks.carried_on(begun, visit)
    assert stored(begun) == before
    assert (draft.id, draft.form_version) == (None, "2")
    assert set(draft.answers) >= {
        Answer("housing.tenure", value="9"),
        Answer("housing.rent", AnswerState.UNKNOWN),
        Answer("house.internet", AnswerState.NOT_ASKED),
    }
    told = {(one.question, one.value) for one in gaps}
    assert told >= {("house.internet", ""), ("house.radio", "2")}
    newer = logbooks.save(begun, draft)
    assert logbooks.load_or_begin(begun, 1, "trial") == newer
    assert [one.form_version for one in logbooks.visits(begun, 1)] == ["2", "1"]
    visits, answers = stored(begun)
    assert (visits[:2], answers[: len(before[1])]) == (before[0], before[1])
    with pytest.raises(UserError, match="รุ่นที่ใช้อยู่แล้ว"):
        logbooks.carried_on(begun, newer)


def test_publishing_the_version_before_takes_a_version_back(listed, load):
    publishing.publish(listed, load(versions.OLD))
    second = load(versions.NEW)
    publishing.publish(listed, second)
    assert history.last(listed).kind == "import"
    back = publishing.load_known(listed, "trial", "1")
    assert back.replaces.version == "2"
    publishing.publish(listed, back)
    assert forms.in_force(listed, "trial").version == "1"
    known = [(o.version, o.in_force) for o in forms.versions(listed) if o.form == "trial"]
    assert known == [("1", True), ("2", False)]
    # What was decided once is offered again.
    assert publishing.load_known(listed, "trial", "2").crosswalk == second.crosswalk


def test_a_shipped_form_is_edited_and_published(listed, load, tmp_path):
    path = publishing.export(listed, forms.SHORT, "1", tmp_path / "แก้.xlsx")
    form, mistakes = examine(path.read_bytes())
    assert mistakes == ()
    assert form.questions == forms.in_force(listed, forms.SHORT).questions
    with pytest.raises(UserError, match="รุ่นนี้มีอยู่แล้ว"):
        load(path.read_bytes())
    cells = {"settings!C2": "1.1", "survey!C3": "เบอร์โทรศัพท์"}
    loaded = load(edited(path.read_bytes(), cells))
    (change,) = loaded.difference.changes
    assert "เดิมคือ “โทรศัพท์”" in change.sentence
    keyed(listed, 1, (), forms.SHORT)
    publishing.publish(listed, loaded)
    assert logbooks.short_form(listed).version == "1.1"
    assert logbooks.load_or_begin(listed, 1).form_version == "1"
    draft, gaps = logbooks.carried_on(listed, logbooks.visits(listed, 1)[0])
    assert (draft.form_version, gaps) == ("1.1", ())


def test_ids_are_written_into_a_workbook_that_goes_out(desk, load, tmp_path):
    survey = changed(versions.OLD_SURVEY, 4, "onehome_id", "")
    survey = [line[:4] for line in survey]
    publishing.publish(desk, load(workbook(survey, versions.OLD_CHOICES)))
    path = publishing.export(desk, "trial", "1", tmp_path / "แก้.xlsx")
    sheet = load_workbook(path)["survey"]
    assert [cell.value for cell in sheet["E"]][:6] == [
        *("onehome_id", None, "tenure", "rent", "radio", "income")
    ]
    renamed = edited(path.read_bytes(), {"survey!B4": "house_rent", "settings!C2": "2"})
    (change,) = load(renamed).difference.changes
    assert (change.kind, change.question) == ("renamed", "rent")


def test_all_mistakes_come_at_once(load):
    survey = changed(versions.NEW_SURVEY, 4, "relevant", "${gone} = '1'")
    survey = changed(survey, 5, "type", "select_one nothing")
    with pytest.raises(FormMistakes) as caught:
        load(workbook(survey, versions.NEW_CHOICES))
    assert [one.cell for one in caught.value.mistakes] == ["survey!D4", "survey!A5"]


def test_what_only_phones_refuse_is_refused(load):
    survey = changed(versions.NEW_SURVEY, 3, "name", "meta")
    survey = changed(survey, 4, "relevant", "")
    with pytest.raises(FormMistakes) as caught:
        load(workbook(survey, versions.NEW_CHOICES))
    assert "ODK/Kobo" in caught.value.message


def test_what_cannot_be_keyed_is_not_published(desk, load):
    loaded = load(
        workbook(changed(versions.OLD_SURVEY, 5, "type", "geotrace"), versions.OLD_CHOICES)
    )
    with pytest.raises(FormMistakes) as caught:
        publishing.publish(desk, loaded)
    assert [one.cell for one in caught.value.mistakes] == ["survey!A5"]
    assert all(one.form != "trial" for one in forms.versions(desk))


def test_somebody_published_in_between(desk, load):
    publishing.publish(desk, load(versions.OLD))
    waiting = load(versions.NEW)
    publishing.publish(
        desk, load(workbook(versions.OLD_SURVEY, versions.OLD_CHOICES, _settings("1a")))
    )
    with pytest.raises(UserError, match="ประกาศใช้รุ่นอื่นไปแล้ว"):
        publishing.publish(desk, waiting)


def _settings(version):
    return changed(SETTINGS, 2, "version", version)


def test_phones_get_the_version_as_an_xform(desk, tmp_path):
    path = publishing.export_xform(desk, forms.FULL, "1", tmp_path / "ฟอร์ม.xml")
    assert "<h:title>สมุดพกครอบครัว (ฉบับเต็ม)</h:title>" in path.read_text(encoding="utf-8")


def test_a_program_that_ships_a_newer_form_carries_what_is_certain(listed, load, monkeypatch):
    """Nobody decided a crosswalk between versions of the program."""
    publishing.publish(listed, load(versions.OLD))
    keyed(listed, 1, (Answer("income.month", value="9000"), Answer("housing.rent", value="5")))
    newer = read_form(versions.NEW)
    monkeypatch.setattr(forms, "in_force", lambda _desk, _form: newer)
    known = forms.known(listed)
    monkeypatch.setattr(forms, "known", lambda _desk: (newer, *known))
    cells = [one.value for one in publishing.column(listed, "trial", "housing.rent")]
    assert cells == ["5"]
    (cell,) = publishing.column(listed, "trial", "income.total")
    assert cell.state == "not_in_version"


def test_the_child_tells_what_is_wrong_and_what_is_there(desk, load, monkeypatch):
    monkeypatch.setattr(publishing, "run_child", child.run_child)
    assert load(versions.OLD).form == read_form(versions.OLD)
    with pytest.raises(FormMistakes) as caught:
        load(workbook(changed(versions.OLD_SURVEY, 4, "type", "integr"), versions.OLD_CHOICES))
    assert [one.cell for one in caught.value.mistakes] == ["survey!A4"]


@pytest.mark.parametrize("content", [b"", b"no workbook"])
def test_what_is_no_workbook_is_refused(load, content):
    with pytest.raises(UserError):
        load(content)


def test_files_that_are_not_there_or_too_large(desk, tmp_path, monkeypatch):
    with pytest.raises(UserError, match="เปิดไฟล์ไม่ได้"):
        publishing.load(desk, tmp_path / "ไม่มี.xlsx", Silent())
    monkeypatch.setattr(publishing, "_LARGEST", 10)
    path = tmp_path / "ใหญ่.xlsx"
    path.write_bytes(versions.OLD)
    with pytest.raises(UserError, match="ใหญ่เกินไป"):
        publishing.load(desk, path, Silent())


def test_a_new_form_has_no_crosswalk(desk, load, tmp_path):
    loaded = load(versions.OLD)
    with pytest.raises(UserError, match="ไม่มีตารางเทียบ"):
        publishing.export_crosswalk(desk, loaded, tmp_path / "เทียบ.xlsx")


def test_a_form_saved_by_an_older_program_becomes_a_workbook_of_today(desk, tmp_path):
    """It is kept as .xlsx, always the same; other sheets may be called anything."""
    path = tmp_path / "แบบ.ods"
    book = load_workbook(io.BytesIO(versions.OLD), read_only=True)
    sheets = {
        sheet.title: [[str(c or "") for c in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }
    book.close()
    notes = {"คำอธิบาย/หมายเหตุของสำนักงานที่มีชื่อยาวกว่าที่ Excel รับ": [["อ่านก่อน"]]}
    write_open_document(path, sheets | notes)
    loaded = publishing.load(desk, path, Silent())
    kept = load_workbook(io.BytesIO(loaded.workbook), read_only=True)
    assert kept.sheetnames == list(sheets)
    kept.close()
    assert loaded.form.questions == read_form(versions.OLD).questions
    publishing.publish(desk, loaded)
    # The same file again is the same version.
    assert publishing.load(desk, path, Silent()).workbook == loaded.workbook
    path.write_bytes(b"no workbook")
    with pytest.raises(UserError):
        publishing.load(desk, path, Silent())
