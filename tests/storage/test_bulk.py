"""Reading by keys: the same rows whether few are asked for or all are read."""

import pytest

from desktop.domain.progress import Silent
from desktop.services import imports
from desktop.storage import bulk
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import AssessmentRow
from desktop.storage.schema.people import PersonRow
from tests.factories.lists import person_row, read_list


@pytest.mark.parametrize(("many", "few"), [(5000, 4), (0, 4), (0, 0)])
def test_rows_by_key(desk, monkeypatch, many, few):
    rows = [person_row(number, str(number), cid="") for number in range(1, 10)]
    imports.commit(desk, read_list(rows), "ก", "2021-01", Silent())
    imports.commit(desk, read_list(rows[:3]), "ข", "2021-02", Silent())
    monkeypatch.setattr(bulk, "_MANY", many)
    monkeypatch.setattr(bulk, "_FEW", few)
    person, said = table_of(PersonRow).c, table_of(AssessmentRow).c
    with desk.db.read() as session:
        connection = session.connection()
        found = bulk.rows_by_key(connection, [person.id, person.first_name], {2, 3, 4, 99})
        assert {pid: row.first_name for pid, row in found.items()} == {
            pid: f"สมมุติ{pid}" for pid in (2, 3, 4)
        }
        columns = [said.household_id, said.as_of]
        found = bulk.rows_by_key(connection, columns, {1, 2, 9}, said.list_id == 2)
        assert {hid: row.as_of for hid, row in found.items()} == {1: "2021-02", 2: "2021-02"}
        assert bulk.rows_by_key(connection, columns, set()) == {}
