"""A form before it is published: a copy to edit, what was keyed, and how it looks."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.domain.progress import Silent
from desktop.domain.records import Answer, VisitDraft
from desktop.domain.submissions import HOUSEHOLD
from desktop.domain.versions import Keyed
from desktop.forms.definition import read_form
from desktop.services import form_changes, forms, history, imports, logbooks, publishing
from tests.factories import versions
from tests.factories.children import in_this_process
from tests.factories.lists import person_row, read_list


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setattr(publishing, "run_child", in_this_process)


def load(desk, content):
    path = desk.output / "แบบ.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return publishing.load(desk, path, Silent())


def test_a_copy_is_called_by_the_next_version_and_replaces_no_file(desk):
    short = forms.versions(desk)[0]
    first = form_changes.copy_to_edit(desk, short)
    second = form_changes.copy_to_edit(desk, short)
    assert first != second
    copied = read_form(first.read_bytes())
    assert (copied.id, copied.version) == (short.form, "2")
    assert copied.questions == forms.in_force(desk, short.form).questions
    loaded = publishing.load(desk, first, Silent())
    assert loaded.difference.changes == ()
    cell = load_workbook(io.BytesIO(first.read_bytes()))["settings"]["C2"]
    assert (cell.value, cell.number_format) == ("2", "@")


@given(st.text(max_size=12), st.sets(st.text(max_size=12), max_size=6))
def test_the_next_version_is_a_new_name(version, known):
    assert form_changes.next_version(version, known | {version}) not in known | {version}


@pytest.mark.parametrize(
    ("version", "known", "following"),
    [
        ("1", {"1"}, "2"),
        ("1", {"1", "2"}, "3"),
        ("2569.09", {"2569.09"}, "2569.10"),
        ("v1", set(), "v2"),
        ("ก", set(), "ก.1"),
    ],
)
def test_versions_are_counted_on(version, known, following):
    assert form_changes.next_version(version, known) == following


def test_phones_take_either_file(desk, tmp_path):
    short = forms.versions(desk)[0]
    assert form_changes.phone_file(desk, short).suffix == ".xml"
    sheet = form_changes.copy_for_phones(desk, short, tmp_path / "แบบ.xlsx")
    read = read_form(sheet.read_bytes())
    assert read.id == short.form
    assert HOUSEHOLD in {question.name for question in read.questions}
    xform = form_changes.copy_for_phones(desk, short, tmp_path / "แบบ.xml")
    assert "<h:html" in xform.read_text(encoding="utf-8")
    assert HOUSEHOLD in xform.read_text(encoding="utf-8")


def test_what_was_keyed_in_other_versions_is_counted(desk, tmp_path):
    rows = [person_row(1), person_row(2, "2")]
    imports.commit(desk, read_list(rows), "TPMAP", "2021-01", Silent())
    publishing.publish(desk, load(desk, versions.OLD))
    path = tmp_path / "ใหม่.xlsx"
    path.write_bytes(versions.NEW)

    def keyed():
        return form_changes.look_through(desk, path, Silent()).found.keyed

    assert keyed() == Keyed()
    for household in (1, 1, 2):
        given_answers = (Answer("income.month", value="5"),)
        logbooks.save(desk, VisitDraft(household, "trial", "1", answers=given_answers))
    assert keyed() == Keyed(2, 3, 3)
    first = next(one for one in forms.versions(desk) if one.form == "trial")
    again = form_changes.look_again(desk, first).found
    assert (again.keyed, again.in_force) == (Keyed(), True)


def test_a_form_is_tried_and_nothing_is_stored(desk):
    before = history.last(desk)
    book = form_changes.rehearsal(desk, read_form(versions.NEW))
    book.put(Answer("housing.tenure", value="4"))
    book.put(Answer("member.health", value="2", person_id=3))
    assert book.value(("member.health", 3)) == "2"
    assert any(line.place == ("housing.rent", 0) for line in book.lines())
    assert history.last(desk) == before
