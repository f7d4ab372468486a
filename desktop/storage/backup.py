"""Copies of the database that are proven before they are trusted."""

from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desktop.domain.errors import UserError


def back_up(source: Path, folder: Path, why: str) -> Path:
    """Copy the database into `folder` in one step, open the copy and compare it.

    One step, because a stepwise copy never ends beside a busy writer. The copy stands under
    another name until it is proven. Returns the finished file.

    Raises:
        UserError: the folder can't be written, or the copy doesn't agree with the source.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = folder / f"onehome-{stamp}-{why}.db"
    partial = target.with_suffix(".partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        original, copy = sqlite.connect(str(source)), sqlite.connect(str(partial))
        try:
            original.backup(copy)
            agreed = findings(copy) == [] and _counts(original) == _counts(copy)
        finally:
            copy.close()
            original.close()
        if not agreed:
            partial.unlink(missing_ok=True)
            raise UserError(
                "สำรองข้อมูลไม่สำเร็จ",
                "ไฟล์สำรองไม่ตรงกับฐานข้อมูล จึงยังไม่ทำขั้นต่อไป กรุณาแจ้งผู้ดูแลระบบ",
            )
        partial.replace(target)
    except (OSError, sqlite.Error):
        raise UserError(
            "สำรองข้อมูลไม่สำเร็จ",
            f"เขียนไฟล์สำรองลงโฟลเดอร์ {folder} ไม่ได้ กรุณาตรวจสิทธิ์และพื้นที่ว่าง แล้วทำใหม่",
        ) from None
    return target


def findings(connection: sqlite.Connection) -> list[str]:
    """What SQLite itself finds wrong: damaged pages, and rows whose parent is missing."""
    damaged = [r[0] for r in connection.execute("PRAGMA integrity_check(20)") if r[0] != "ok"]
    orphans = [f"{r[0]} -> {r[2]}" for r in connection.execute("PRAGMA foreign_key_check")]
    return damaged + orphans


def _counts(connection: sqlite.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    # Table names come from the database's own catalogue.
    return {
        n: connection.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0]  # noqa: S608
        for (n,) in names
    }
