"""The unit of work: recorded, all or nothing, and honest about COMMIT."""

import logging
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from desktop.domain.errors import StaleVersionError, UserError
from desktop.domain.records import HouseholdDraft, VolunteerDraft
from desktop.storage import people, volunteers
from desktop.storage.faults import DatabaseFault
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow, VolunteerRow
from desktop.storage.schema.tables import EDITABLE, Base
from desktop.storage.users import local_user
from desktop.storage.work import is_committed, work

DRAFT = VolunteerDraft(name="นางสมมุติ อาสา", tel="02-000-0000")


def added(database, actor, draft=DRAFT):
    with work(database, "เพิ่ม อพม.", actor) as current:
        number = volunteers.save(current, draft)
    return number, current.done


def all_rows(database, kind):
    with database.read() as session:
        return session.execute(select(table_of(kind)).order_by(table_of(kind).c.id)).all()


def test_what_was_done_is_recorded(database, actor):
    number, done = added(database, actor)
    changed = replace(DRAFT, id=number, version=1, tel="02-111-1111")
    with work(database, "แก้ไข อพม.", actor) as current:
        volunteers.save(current, changed)
    with work(database, "ลบ อพม.", actor) as last:
        volunteers.remove(last, number, 2)
    operations = all_rows(database, OperationRow)
    assert [o.label for o in operations] == ["เพิ่ม อพม.", "แก้ไข อพม.", "ลบ อพม."]
    assert {o.user_id for o in operations} == {actor.user_id}
    assert [o.uid for o in operations] == [
        done.operation, current.done.operation, last.done.operation
    ]  # fmt: skip
    new, edit, gone = all_rows(database, ChangeRow)
    assert new.before is None
    assert new.after["tel"] == "02-000-0000"
    assert (edit.before["tel"], edit.after["tel"]) == ("02-000-0000", "02-111-1111")
    assert (edit.before["version"], edit.after["version"]) == (1, 2)
    assert gone.before["tel"] == "02-111-1111"
    assert gone.after is None
    assert done.tables == {"volunteer"}


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_any_exception_rolls_back(database, actor, error):
    with pytest.raises(error), work(database, "เพิ่ม อพม.", actor) as current:
        volunteers.save(current, DRAFT)
        raise error
    assert all_rows(database, VolunteerRow) == []
    assert all_rows(database, OperationRow) == []


def test_stale_version_writes_nothing(database, actor):
    number, _ = added(database, actor)
    with work(database, "แก้ไข อพม.", actor) as current:
        volunteers.save(current, replace(DRAFT, id=number, version=1, note="คนแรก"))
    before = all_rows(database, VolunteerRow), all_rows(database, OperationRow)
    with pytest.raises(StaleVersionError), work(database, "แก้ไข อพม.", actor) as current:
        volunteers.save(current, replace(DRAFT, name="อื่น"))
        volunteers.save(current, replace(DRAFT, id=number, version=1, note="คนหลัง"))
    assert (all_rows(database, VolunteerRow), all_rows(database, OperationRow)) == before


def test_save_in_the_same_moment_is_stale(database, actor):
    """Another connection saves between our reading and our flush."""
    number, _ = added(database, actor)
    if database.dialect == "sqlite":
        pytest.skip("the writer's lock is taken at the beginning")
    with pytest.raises(StaleVersionError), work(database, "แก้ไข อพม.", actor) as current:
        row = current.session.get(VolunteerRow, number)
        row.note = "ฉัน"
        with work(database, "แก้ไข อพม.", actor) as other:
            volunteers.save(other, replace(DRAFT, id=number, version=1, note="อีกคน"))
    assert all_rows(database, VolunteerRow)[0].note == "อีกคน"


@pytest.mark.parametrize("table", EDITABLE)
def test_every_editable_table_is_guarded(database, table):
    kind = "trigger" if database.dialect == "sqlite" else "pg_trigger"
    query = (
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = :n"
        if kind == "trigger"
        else "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = :n"
    )
    with database.begin() as connection:
        found = connection.execute(text(query), {"n": f"guard_{table}"}).scalar_one()
    assert found == table


@pytest.mark.parametrize("version", ["version", "version - 1", "1"])
def test_raw_update_must_raise_the_version(database, actor, version):
    number, _ = added(database, actor)
    statement = text(f"UPDATE volunteer SET name = 'x', version = {version} WHERE id = :i")  # noqa: S608
    with pytest.raises(DatabaseFault), database.begin() as connection:
        connection.execute(statement, {"i": number})
    assert all_rows(database, VolunteerRow)[0].name == DRAFT.name
    with database.begin() as connection:
        connection.execute(
            text("UPDATE volunteer SET name = 'x', version = version + 1 WHERE id = :i"),
            {"i": number},
        )
    assert all_rows(database, VolunteerRow)[0].name == "x"


class LostError(Exception):
    pass


def lose_the_answer(monkeypatch, *, arrives):
    """Let COMMIT end in a broken connection, after or before it reached the database."""
    commit = Session.commit

    def broken(session):
        if arrives:
            commit(session)
        raise OperationalError("COMMIT", None, LostError("connection lost"))

    monkeypatch.setattr(Session, "commit", broken)


def test_commit_that_arrived_counts_as_saved(database, actor, monkeypatch):
    lose_the_answer(monkeypatch, arrives=True)
    number, done = added(database, actor)
    assert all_rows(database, VolunteerRow)[0].id == number
    assert is_committed(database, done.operation)


def test_commit_that_never_arrived_is_an_error(database, actor, monkeypatch):
    lose_the_answer(monkeypatch, arrives=False)
    with pytest.raises((UserError, DatabaseFault)):
        added(database, actor)
    assert all_rows(database, VolunteerRow) == []


def test_writing_while_reading_is_refused(database):
    with pytest.raises(RuntimeError), database.read() as session:
        session.add(VolunteerRow(name="x"))
        session.flush()
    with pytest.raises((DBAPIError, DatabaseFault, UserError)), database.read() as session:
        session.execute(insert(table_of(VolunteerRow)).values(name="x", uid="A" * 16, version=1))
        session.commit()
    assert all_rows(database, VolunteerRow) == []


def test_reading_does_not_keep_others_from_writing(database, actor):
    with database.read() as session:
        session.execute(select(VolunteerRow)).all()
    added(database, actor)
    with database.read() as session:
        assert len(session.execute(select(VolunteerRow)).all()) == 1


def test_constraint_error_tells_nothing_of_anybody(database, actor, caplog):
    """PostgreSQL's DETAIL quotes the whole row."""
    caplog.set_level(logging.DEBUG)
    hidden = "นางลับ สมมุติ"
    with pytest.raises(DatabaseFault) as caught, work(database, "เพิ่ม", actor) as current:
        for _ in range(2):
            row = VolunteerRow(name=hidden, uid="A" * 16)
            current.session.add(row)
        current.session.flush()
    error = caught.value
    assert error.__suppress_context__
    assert hidden not in str(error) + repr(error) + repr(error.args)
    assert hidden not in caplog.text


def test_no_server_password_is_shown(database):
    assert "secret" not in database.where
    assert database.where


def test_local_user_is_made_once(database):
    first = local_user(database, "ก")
    assert local_user(database, "ข") == first


def test_new_household_is_stored_with_what_follows_from_it(database, actor):
    with work(database, "เพิ่มครัวเรือน", actor) as current:
        people.save_household(current, HouseholdDraft(tel="02"))
    with database.read() as session:
        row = session.execute(select(Base.metadata.tables["household"])).one()
        texts = session.execute(select(Base.metadata.tables["search_text"])).all()
    assert (row.members, row.edited, len(texts)) == (0, "tel", 1)
