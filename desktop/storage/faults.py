"""Database errors in the clerk's words.

The driver's own texts may quote whole rows, with names and ids: they stop here.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from desktop.domain.errors import StaleVersionError, UserError

_SQLITE = (
    (
        "locked",
        "ฐานข้อมูลถูกใช้งานอยู่",
        "โปรแกรมอื่นกำลังเขียนฐานข้อมูลนี้ ({where}) ยังไม่มีการบันทึกใด ๆ กรุณาปิดโปรแกรมอื่นหรือรอสักครู่แล้วทำใหม่",
    ),
    (
        "disk is full",
        "ดิสก์เต็ม",
        "บันทึกไม่ได้เพราะพื้นที่ดิสก์เต็ม ข้อมูลเดิมยังอยู่ครบ กรุณาลบไฟล์ที่ไม่ใช้แล้วทำใหม่ ({where})",
    ),
    (
        "readonly",
        "เขียนฐานข้อมูลไม่ได้",
        "ไฟล์ฐานข้อมูลหรือโฟลเดอร์เป็นแบบอ่านอย่างเดียว กรุณาตรวจสิทธิ์ของโฟลเดอร์ ({where})",
    ),
    (
        "unable to open",
        "เปิดฐานข้อมูลไม่ได้",
        "ไม่พบโฟลเดอร์หรือไม่มีสิทธิ์เขียน กรุณาตรวจตำแหน่งไฟล์ ({where})",
    ),
    (
        "not a database",
        "ไฟล์นี้ไม่ใช่ฐานข้อมูลของ OneHome",
        "ไฟล์เสียหายหรือเป็นไฟล์ชนิดอื่น กรุณาเลือกไฟล์ใหม่หรือกู้คืนจากไฟล์สำรอง ({where})",
    ),
    (
        "malformed",
        "ฐานข้อมูลเสียหาย",
        "อ่านฐานข้อมูลไม่ได้ กรุณาปิดแล้วเปิดโปรแกรมใหม่ ถ้ายังพบอีกให้กู้คืนจากไฟล์สำรอง ({where})",
    ),
    (
        "disk i/o",
        "อ่านหรือเขียนดิสก์ไม่สำเร็จ",
        "ดิสก์หรือไดรฟ์เครือข่ายไม่ตอบสนอง กรุณาตรวจการเชื่อมต่อแล้วทำใหม่ ({where})",
    ),
)
_SERVER = ("08", "57", "53", "55", "28", "3D")


class DatabaseFault(Exception):  # noqa: N818  (a bug of ours, scrubbed of the driver's text)
    """A database error that is a bug of ours; carries only its class or SQLSTATE."""


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn driver errors into what a clerk can act on.

    Raises:
        UserError: locked, full, read-only, damaged, unreachable.
        StaleVersionError: someone else saved the record in between.
        DatabaseFault: anything else, without the driver's text.
    """
    try:
        yield
    except StaleDataError:
        raise StaleVersionError from None
    except DBAPIError as error:
        raise _in_words(error.orig or error, where) from None
    except _driver_errors() as error:
        # Bulk writes speak to the driver itself.
        raise _in_words(error, where) from None


def _driver_errors() -> tuple[type[Exception], ...]:
    """What the drivers raise; the server's driver is loaded where there is a server."""
    server = sys.modules.get("psycopg")
    return (sqlite.Error, server.Error) if server else (sqlite.Error,)


def _in_words(error: BaseException, where: str) -> Exception:
    state = getattr(error, "sqlstate", None)
    text = str(error).lower()
    if state is None and "connection" in text:
        state = "08000"
    if state is not None:
        if str(state).startswith(_SERVER):
            return UserError(
                "ติดต่อฐานข้อมูลไม่ได้",
                f"เครื่องแม่ข่ายไม่ตอบหรือปฏิเสธการเชื่อมต่อ ({where}) ข้อมูลที่ยังไม่บันทึกยังไม่หาย "
                "กรุณาตรวจเครือข่ายแล้วทำใหม่",
            )
        return DatabaseFault(f"SQLSTATE {state}")
    for sign, title, message in _SQLITE:
        if sign in text:
            return UserError(title, message.format(where=where))
    return DatabaseFault(type(error).__name__)
