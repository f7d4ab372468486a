"""Migrating a database: guarded, after a verified backup.

Alembic alone is not safe here: simultaneous starts fail, batch mode with foreign keys on deletes
child rows, and a crash leaves a half-altered file. Hence one exclusive transaction, foreign keys
off, and a check of them before COMMIT.
"""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from desktop.domain.errors import UserError
from desktop.storage.backup import back_up
from desktop.storage.database import Database
from desktop.storage.faults import translated

_LOCK = 0x0E0E_0001
log = logging.getLogger(__name__)


def migrate(database: Database, backups: Path) -> Path | None:
    """Make or migrate the schema; as `upgrade.bring_up_to_date` says."""
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with translated(database.where), database.engine.connect() as connection:
        revision = _check(connection, scripts)
    if revision == scripts.get_current_head():
        return None
    saved = None
    if revision is not None and database.file is not None:
        saved = back_up(database.file, backups, f"before-{scripts.get_current_head()}")
    _migrate(database, config, scripts)
    return saved


def _migrate(database: Database, config: Config, scripts: ScriptDirectory) -> None:
    with translated(database.where), database.engine.connect() as connection:
        if database.dialect == "sqlite":
            connection.connection.execute("PRAGMA foreign_keys=OFF")
            connection = connection.execution_options(onehome_writes=True)
        try:
            with connection.begin():
                if database.dialect == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": _LOCK})
                # Another program may have done it while this one waited for the lock.
                if _check(connection, scripts) != scripts.get_current_head():
                    config.attributes["connection"] = connection
                    command.upgrade(config, "head")
                    _refuse_orphans(connection)
        finally:
            if database.dialect == "sqlite":
                connection.connection.execute("PRAGMA foreign_keys=ON")
    log.info("schema at %s", scripts.get_current_head())


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise RuntimeError(f"the migration orphaned {len(orphans)} rows")


def _check(connection: Connection, scripts: ScriptDirectory) -> str | None:
    """The database's revision, None for an empty one."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        if set(inspect(connection).get_table_names()) - {"spatial_ref_sys"}:
            raise UserError(
                "ไฟล์นี้ไม่ใช่ฐานข้อมูลของ OneHome",
                "พบตารางของโปรแกรมอื่นอยู่ จึงไม่เขียนทับ กรุณาเลือกฐานข้อมูลอื่นหรือสร้างใหม่",
            )
        return None
    known = {script.revision for script in scripts.walk_revisions()}
    if revision not in known:
        raise UserError(
            "ฐานข้อมูลใหม่กว่าโปรแกรม",
            "ฐานข้อมูลนี้สร้างด้วย OneHome รุ่นที่ใหม่กว่า ยังไม่มีการแก้ไขใด ๆ "
            "กรุณาปรับปรุงโปรแกรมเป็นรุ่นล่าสุดแล้วเปิดใหม่",
        )
    return revision


def _config() -> Config:
    config = Config()
    # A percent sign in a folder's name must not be read as interpolation.
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config
