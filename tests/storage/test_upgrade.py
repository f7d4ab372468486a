"""From nothing to the newest schema and back, guarded, on both databases."""

import hashlib
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.domain.records import VolunteerDraft
from desktop.services import checks, households, imports
from desktop.storage import backup, migrating, volunteers
from desktop.storage.database import Database
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import UserRow, VolunteerRow
from desktop.storage.schema.tables import Base
from desktop.storage.upgrade import bring_up_to_date, newest_revision
from desktop.storage.users import local_user
from desktop.storage.work import work
from tests.factories.lists import person_row, read_list
from tests.factories.starts import first_start

ROOT = Path(__file__).resolve().parents[2]


def scripts():
    return ScriptDirectory.from_config(migrating._config())


@pytest.fixture
def place(own_place):
    """These change the schema itself."""
    return own_place


@pytest.fixture
def unborn(empty_place):
    """A database of which nothing exists yet."""
    opened = Database(empty_place)
    yield opened
    opened.close()


def differences(database):
    def ours(thing, name, kind, _reflected, _other):
        del thing
        index = name == "ix_search_text_trigram"
        return not (kind == "table" and name.startswith("search_index")) and not index

    with database.begin() as connection:
        options = {"include_object": ours, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return compare_metadata(context, Base.metadata)


def go_to(database, revision, move=command.downgrade):
    config = migrating._config()
    with database.engine.connect() as connection:
        if database.dialect == "sqlite":
            connection.connection.execute("PRAGMA foreign_keys=OFF")
            connection.execution_options(onehome_writes=True)
        with connection.begin():
            config.attributes["connection"] = connection
            move(config, revision)
        if database.dialect == "sqlite":
            connection.connection.execute("PRAGMA foreign_keys=ON")


def tables_of(database):
    with database.begin() as connection:
        return set(inspect(connection).get_table_names())


def test_from_nothing_to_the_newest(unborn, tmp_path):
    assert bring_up_to_date(unborn, tmp_path / "backups") is None
    assert differences(unborn) == []
    assert bring_up_to_date(unborn, tmp_path / "backups") is None
    assert not (tmp_path / "backups").exists()


def test_down_to_the_base_and_up_again(database, tmp_path):
    go_to(database, "base")
    assert tables_of(database) == {"alembic_version"}
    with database.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    bring_up_to_date(database, tmp_path / "backups")
    assert differences(database) == []


@pytest.mark.parametrize("revision", [s.revision for s in scripts().walk_revisions()])
def test_data_survives_the_way_from_every_revision(desk, tmp_path, revision):
    """With child rows: an empty file would hide that a migration deletes them."""
    rows = [person_row(1), person_row(2, relation="บุตร"), person_row(3, "2")]
    imports.commit(desk, read_list(rows), "TPMAP", "2021-01", Silent())
    before = contents(desk.db)
    go_to(desk.db, revision)
    if revision != scripts().get_current_head():
        saved = bring_up_to_date(desk.db, tmp_path / "backups")
        assert (saved is not None) == (desk.db.dialect == "sqlite")
    assert contents(desk.db) == before
    assert checks.run(desk).ok
    assert households.find(desk, households.HouseholdFilter(text="สมมุติ3")) == [2]


def contents(database):
    with database.begin() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table)).all()))
            for name, table in Base.metadata.tables.items()
        }


def test_backup_before_a_migration_is_whole(desk, tmp_path):
    if desk.db.dialect != "sqlite":
        pytest.skip("a server is backed up by its own tools")
    with work(desk.db, "เพิ่ม อพม.", desk.actor) as current:
        volunteers.save(current, VolunteerDraft(name="นางสมมุติ"))
    go_to(desk.db, "r0001")
    saved = bring_up_to_date(desk.db, tmp_path / "backups")
    assert saved is not None
    assert list((tmp_path / "backups").iterdir()) == [saved]
    copy = sqlite.connect(str(saved))
    assert backup.findings(copy) == []
    assert copy.execute("SELECT name FROM volunteer").fetchall() == [("นางสมมุติ",)]
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("r0001",)]
    copy.close()


def test_damaged_backup_stops_the_migration(database, tmp_path, monkeypatch):
    if database.dialect != "sqlite":
        pytest.skip("a server is backed up by its own tools")
    go_to(database, "r0001")
    monkeypatch.setattr(backup, "findings", lambda _: ["row missing from index"])
    with pytest.raises(UserError, match="สำรองข้อมูลไม่สำเร็จ"):
        bring_up_to_date(database, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert "search_index" not in tables_of(database)


def test_no_backup_no_migration(database, tmp_path):
    if database.dialect != "sqlite":
        pytest.skip("a server is backed up by its own tools")
    go_to(database, "r0001")
    (tmp_path / "backups").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(UserError, match="สำรองข้อมูลไม่สำเร็จ"):
        bring_up_to_date(database, tmp_path / "backups")
    assert "search_index" not in tables_of(database)


def test_newer_database_is_refused_and_left_alone(database, tmp_path):
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    database.close()
    before = fingerprint(database)
    with pytest.raises(UserError, match="ใหม่กว่า"):
        bring_up_to_date(database, tmp_path / "backups")
    database.close()
    assert fingerprint(database) == before


def test_foreign_database_is_refused_and_left_alone(unborn, tmp_path):
    with unborn.begin() as connection:
        connection.execute(text("CREATE TABLE other (id INTEGER)"))
    unborn.close()
    before = fingerprint(unborn)
    with pytest.raises(UserError, match="ไม่ใช่ฐานข้อมูลของ OneHome"):
        bring_up_to_date(unborn, tmp_path / "backups")
    unborn.close()
    assert fingerprint(unborn) == before


def fingerprint(database):
    if database.file is not None:
        return hashlib.sha256(database.file.read_bytes()).hexdigest()
    return sorted(tables_of(database))


def test_file_of_another_kind_is_refused(tmp_path):
    file = tmp_path / "รายงาน.db"
    file.write_bytes(b"this is no database " * 500)
    database = Database(file)
    with pytest.raises(UserError, match="ไม่ใช่ฐานข้อมูลของ OneHome"):
        bring_up_to_date(database, tmp_path / "backups")
    database.close()
    assert file.read_bytes() == b"this is no database " * 500


class PowerCutError(Exception):
    pass


def test_crash_in_mid_migration_leaves_what_was(database, tmp_path, monkeypatch):
    go_to(database, "r0001")
    before = fingerprint(database) if database.file is None else tables_of(database)

    def crash(_connection):
        raise PowerCutError

    with monkeypatch.context() as patched:
        patched.setattr(migrating, "_refuse_orphans", crash)
        with pytest.raises(PowerCutError):
            bring_up_to_date(database, tmp_path / "backups")
    database.close()
    assert (fingerprint(database) if database.file is None else tables_of(database)) == before
    bring_up_to_date(database, tmp_path / "backups")
    assert differences(database) == []


DYING = """
import os, sys
from pathlib import Path
from desktop.storage import migrating
from desktop.storage.upgrade import bring_up_to_date
from desktop.storage.database import Database
migrating._refuse_orphans = lambda connection: os._exit(9)
bring_up_to_date(Database(sys.argv[1]), Path(sys.argv[2]))
"""


def test_death_in_mid_migration_leaves_a_database_that_upgrades(unborn, tmp_path):
    words = [sys.executable, "-c", DYING, place_of(unborn), str(tmp_path / "backups")]
    assert subprocess.run(words, cwd=ROOT, check=False, timeout=60).returncode == 9
    bring_up_to_date(unborn, tmp_path / "backups")
    assert differences(unborn) == []


def place_of(database):
    if database.file is not None:
        return str(database.file)
    return database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def test_eight_first_starts_at_once_all_succeed(unborn, tmp_path):
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["tests.factories.starts"])
    together, answers = context.Barrier(8), context.Queue()
    words = (place_of(unborn), tmp_path / "backups", together, answers)
    started = [context.Process(target=first_start, args=words) for _ in range(8)]
    for one in started:
        one.start()
    assert [answers.get(timeout=60) for _ in started] == [1] * 8
    for one in started:
        one.join()
    assert differences(unborn) == []
    with unborn.read() as session:
        assert len(session.execute(select(table_of(UserRow))).all()) == 1


def test_foreign_keys_are_watched_again_after_a_migration(unborn, tmp_path):
    bring_up_to_date(unborn, tmp_path / "backups")
    actor = local_user(unborn, "x")
    with unborn.begin() as connection:
        if unborn.dialect == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    with work(unborn, "เพิ่ม อพม.", actor) as current:
        assert volunteers.save(current, VolunteerDraft(name="x")) == 1
    with unborn.read() as session:
        assert session.get(VolunteerRow, 1) is not None


def test_the_newest_revision_is_known_without_loading_the_migrations():
    assert newest_revision() == scripts().get_current_head()
