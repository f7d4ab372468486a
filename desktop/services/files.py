"""Writing a file beside its place and putting it there when it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.domain.errors import Place, UserError


@contextmanager
def written_beside(target: Path) -> Iterator[BinaryIO]:
    """Give a file to write; it takes the target's place only when all went well.

    Raises:
        UserError: the folder or file can't be written, or the disk is full; an older file
            stays as it was.
    """
    beside = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            yield file
        beside.replace(target)
    except OSError as error:
        _remove(beside)
        raise _refusal(target, error) from None
    except BaseException:
        _remove(beside)
        raise


def _remove(beside: Path) -> None:
    # Where nothing could be written nothing can be removed, and that is no news.
    with suppress(OSError):
        beside.unlink(missing_ok=True)


def _refusal(target: Path, error: OSError) -> UserError:
    where = Place(file=target.name)
    if isinstance(error, PermissionError):
        return UserError(
            "เขียนไฟล์ไม่ได้",
            f"ไฟล์อาจเปิดค้างอยู่ หรือไม่มีสิทธิ์เขียนลงโฟลเดอร์ {target.parent} "
            "กรุณาปิดไฟล์หรือเลือกโฟลเดอร์อื่นแล้วทำใหม่",
            where,
        )
    return UserError(
        "เขียนไฟล์ไม่ได้",
        f"บันทึกลงโฟลเดอร์ {target.parent} ไม่สำเร็จ พื้นที่อาจเต็มหรือโฟลเดอร์ไม่มีอยู่ กรุณาตรวจแล้วทำใหม่",
        where,
    )
