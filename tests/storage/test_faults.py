"""A locked, full, read-only or absent database: a word in Thai, and all as before."""

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import text

from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.domain.records import PersonDraft, VolunteerDraft
from desktop.services import households, imports, volunteers
from desktop.storage import database as databases
from desktop.storage.database import Database
from desktop.storage.faults import DatabaseFault, translated
from desktop.storage.upgrade import bring_up_to_date
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot

THAI = "ก-๙"


@pytest.fixture
def file(sqlite_template, tmp_path):
    """A database file of this program."""
    copied = tmp_path / "ครัวเรือน.db"
    copied.write_bytes(sqlite_template.read_bytes())
    return copied


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.1)


def says(caught, title):
    assert caught.value.title == title
    assert any("ก" <= letter <= "๙" for letter in caught.value.message)
    assert "กรุณา" in caught.value.message


def test_locked_file(file, impatient):
    database = Database(file)
    other = sqlite.connect(str(file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserError) as caught, database.begin():
        pass
    says(caught, "ฐานข้อมูลถูกใช้งานอยู่")
    assert str(file) in caught.value.message
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM person")).scalar_one() == 0
    other.execute("COMMIT")
    with database.begin():
        pass
    other.close()
    database.close()


def test_locked_row_on_a_server(desk):
    if desk.db.dialect == "sqlite":
        pytest.skip("a file has one lock")
    volunteers.save(desk, VolunteerDraft(name="ก"))
    impatient = Database(place_of(desk.db))
    with desk.db.begin() as connection:
        connection.execute(text("SELECT * FROM volunteer FOR UPDATE"))
        with pytest.raises(UserError) as caught, impatient.begin() as second:
            second.execute(text("SET LOCAL lock_timeout = '50ms'"))
            second.execute(text("UPDATE volunteer SET name = 'x', version = 2"))
    says(caught, "ติดต่อฐานข้อมูลไม่ได้")
    impatient.close()


def place_of(database):
    return database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.mark.parametrize("number", [1, 300])
def test_full_disk(desk, number):
    if desk.db.dialect != "sqlite":
        pytest.skip("a server's disk is its own")
    households.save_household(desk, households.HouseholdDraft(tel="02"))
    before = snapshot(desk.db, set())
    with desk.db.begin() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 3}"))
    rows = [person_row(n, str(1000 + n), occupation="ก" * 3000) for n in range(number)]
    with pytest.raises(UserError) as caught:
        if number == 1:
            households.save_member(desk, 1, PersonDraft(first_name="ก" * 100_000))
        else:
            imports.commit(desk, read_list(rows), "TPMAP", "2021", Silent())
    says(caught, "ดิสก์เต็ม")
    assert snapshot(desk.db, set()) == before


def test_read_only_file(file):
    database = Database(file)
    with pytest.raises(UserError) as caught, database.begin() as connection:
        # What SQLite answers where the file or its folder can't be written.
        connection.execute(text("PRAGMA query_only = ON"))
        connection.execute(text("DELETE FROM person"))
    says(caught, "เขียนฐานข้อมูลไม่ได้")
    database.close()


def test_absent_folder(tmp_path):
    database = Database(tmp_path / "ไม่มี" / "x.db")
    with pytest.raises(UserError) as caught, database.begin():
        pass
    says(caught, "เปิดฐานข้อมูลไม่ได้")


def test_damaged_file(file):
    content = bytearray(file.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    file.write_bytes(content)
    database = Database(file)
    with pytest.raises(UserError) as caught, database.read() as session:
        session.execute(text("SELECT * FROM person")).all()
    says(caught, "ฐานข้อมูลเสียหาย")
    database.close()


def test_server_that_is_not_there(tmp_path):
    database = Database("postgresql://clerk:hidden-word@127.0.0.1:1/onehome")
    with pytest.raises(UserError) as caught:
        bring_up_to_date(database, tmp_path)
    says(caught, "ติดต่อฐานข้อมูลไม่ได้")
    assert "hidden-word" not in caught.value.message + repr(caught.value)
    database.close()


@pytest.mark.postgres
def test_database_that_is_not_there(postgres_server, tmp_path):
    database = Database(postgres_server.replace("/postgres?", "/nowhere?"))
    with pytest.raises(UserError):
        bring_up_to_date(database, tmp_path)
    database.close()


@pytest.mark.postgres
def test_server_that_goes_away_is_found_again(desk):
    if desk.db.dialect == "sqlite":
        pytest.skip("no server")
    with pytest.raises(UserError), desk.db.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    volunteers.save(desk, VolunteerDraft(name="ก"))
    assert len(volunteers.all_of(desk)) == 1


def test_our_own_mistake_is_no_users_error(database):
    with pytest.raises(DatabaseFault), database.begin() as connection:
        connection.execute(text("SELECT * FROM nothing_like_it"))


def test_other_errors_pass():
    with pytest.raises(KeyError), translated("x"):
        raise KeyError
