"""A logbook that was begun on an older version goes on in the newer one."""

import pytest

from desktop.domain.progress import Silent
from desktop.domain.records import Answer, VisitDraft
from desktop.services import carrying_on, imports, logbooks, publishing
from tests.factories import versions
from tests.factories.children import in_this_process
from tests.factories.lists import person_row, read_list


@pytest.fixture
def begun(desk, tmp_path, monkeypatch):
    """A desk with a logbook of version 1 and one nobody stored, while version 2 is in force."""
    monkeypatch.setattr(publishing, "run_child", in_this_process)
    imports.commit(desk, read_list([person_row(1)]), "TPMAP", "2021-01", Silent())

    def publish(content):
        path = tmp_path / "แบบ.xlsx"
        path.write_bytes(content)
        publishing.publish(desk, publishing.load(desk, path, Silent()))

    publish(versions.OLD)
    answers = (
        Answer("housing.tenure", value="8"),
        Answer("house.radio", value="2"),
        Answer("member.faith", value="พุทธ", person_id=1),
    )
    logbooks.save(desk, VisitDraft(1, "trial", "1", answers=answers))
    publish(versions.NEW)
    return desk


def test_what_is_missing_is_told_in_words(begun):
    (visit,) = logbooks.visits(begun, 1)
    assert carrying_on.newer_version(begun, visit) == "2"
    found = carrying_on.carry(begun, visit)
    told = {(one.question, one.whose, one.answer) for one in found.missing}
    ((_, name),) = {(one.question, one.whose) for one in found.missing if one.answer == "พุทธ"}
    assert name
    assert {
        ("มีวิทยุกี่เครื่อง", "", "2"),
        ("มีอินเทอร์เน็ตใช้", "", ""),
        ("มีผู้ดูแล", name, ""),
    } <= told
    assert logbooks.visits(begun, 1) == (visit,)


def test_a_carried_logbook_has_nowhere_further_to_go(begun):
    (visit,) = logbooks.visits(begun, 1)
    newer = logbooks.save(begun, carrying_on.carry(begun, visit).draft)
    assert carrying_on.newer_version(begun, newer) == ""
    assert carrying_on.newer_version(begun, VisitDraft(1, "trial", "1")) == ""
