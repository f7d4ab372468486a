"""Connections: one embedded SQLite file by default, PostgreSQL by URL.

SQLite runs with a truncated rollback journal and full synchronisation: no other mode kept every
acknowledged save through power cuts on both systems (WAL and DELETE did not).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from desktop.domain.progress import Cancelled, Reporter
from desktop.storage.faults import translated
from desktop.storage.name_order import NameOrder
from desktop.storage.spellings import Spellings

BUSY_SECONDS = 15
_STEPS = 100_000  # of SQLite's machine between two looks at whether anybody waits: about 2 ms
_PRAGMAS = (
    # Heeded when the file is made. Fewer, larger pages: an import writes 160 MB of them.
    "PRAGMA page_size=16384",
    "PRAGMA foreign_keys=ON",
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
)

# WORKAROUND: the driver searches for an adapter of every value that isn't a plain number or text,
# at a microsecond each: an import hands over a hundred thousand (CPython issue 87028 is alike).
sqlite.register_adapter(type(None), lambda nothing: nothing)
sqlite.register_adapter(bool, int)


class Database:
    """One database and its connections. `file` is None on a server.

    `spellings` are the names in it by their sound, `by_name` the order of the households, for who
    searches.
    """

    def __init__(self, where: str | Path) -> None:
        text = str(where)
        self.file: Path | None = None if "://" in text else Path(text)
        self.engine = _postgres(text) if self.file is None else _sqlite(self.file)
        self.spellings = Spellings()
        self.by_name = NameOrder()

    def __reduce__(self) -> tuple[type["Database"], tuple[str]]:
        """Let another process open the same database anew."""
        url = self.engine.url.render_as_string(hide_password=False)
        return Database, (str(self.file) if self.file else url,)

    @property
    def dialect(self) -> str:
        """'sqlite' or 'postgresql'."""
        return self.engine.dialect.name

    @property
    def where(self) -> str:
        """Where the data lies, for the clerk; no password in it."""
        url = self.engine.url
        return str(self.file) if self.file else f"{url.host or 'เครื่องนี้'}/{url.database}"

    @contextmanager
    def read(self, report: Reporter | None = None) -> Iterator[Session]:
        """A short look at the data; writing in it is an error of ours.

        Raises:
            Cancelled: `report` says so; SQLite stops in the middle of a query for it.
            UserError: the database is locked, damaged, or can't be reached.
        """
        engine = self.engine.execution_options(postgresql_readonly=True)
        with translated(self.where), Session(engine, autoflush=False) as session:
            event.listen(session, "before_flush", _refuse_to_write)
            with _stopped_by(session, report):
                yield session
            session.rollback()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One writing transaction without history; for units of work, migrations, derived rows.

        Raises:
            UserError: the database is locked, damaged, full, or can't be reached.
        """
        with translated(self.where):
            engine = self.engine.execution_options(onehome_writes=True)
            with engine.connect() as connection, connection.begin():
                yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _refuse_to_write(session: Session, *_: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a write outside a unit of work")


@contextmanager
def _stopped_by(session: Session, report: Reporter | None) -> Iterator[None]:
    """Let the reporter stop SQLite's queries."""
    if report is None or session.get_bind().dialect.name != "sqlite":
        yield
        return
    stopped = False

    def should_stop() -> bool:
        nonlocal stopped
        try:
            report.step(0, 0, "")
        except Cancelled:
            stopped = True
        return stopped

    driver: Any = session.connection().connection.driver_connection
    driver.set_progress_handler(should_stop, _STEPS)
    try:
        yield
    except DBAPIError:
        if stopped:
            raise Cancelled from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


def _sqlite(file: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{file.as_posix()}",
        module=sqlite,
        poolclass=QueuePool,
        hide_parameters=True,
        connect_args={
            "timeout": BUSY_SECONDS,
            "isolation_level": None,
            "check_same_thread": False,
        },
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver begins nothing by itself (isolation_level None): a writer takes the lock at
        # once, so that it waits its turn instead of failing in the middle.
        writes = connection.get_execution_options().get("onehome_writes")
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: str) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=3,
        connect_args={"connect_timeout": 5, "options": "-c lock_timeout=15s"},
    )
