"""Copies of papers for the system's own viewer: outside the database for as short as can be."""

import contextlib
import itertools
import shutil
import stat
import tempfile
import time
import weakref
from pathlib import Path

from desktop.domain.errors import UserError

_PREFIX = "onehome-open-"
_KEPT_SECONDS = 3600
_FORGOTTEN_SECONDS = 86_400


class OpenedCopies:
    """A folder of this user's own that goes with this object, at the latest when the program ends.

    A viewer may read its file again while it is looked at, so that a copy stays for an hour;
    older ones go whenever another is made, also those that a program which was killed has left.
    Names say nothing of whose paper it is. The copies can't be written to: what somebody changes
    in the viewer would be lost with them.
    """

    def __init__(self, within: Path | None = None) -> None:
        self._within = Path(within or tempfile.gettempdir())
        self._folder: Path | None = None
        self._numbers = itertools.count(1)

    def make(self, content: bytes, ending: str) -> Path:
        """Write a copy that ends with `ending`; return where it is.

        Raises:
            UserError: there is no room for it, or no folder.
        """
        try:
            self._sweep()
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._within))
                weakref.finalize(self, _remove, self._folder)
            path = self._folder / f"paper-{next(self._numbers)}{ending}"
            path.write_bytes(content)
            path.chmod(stat.S_IREAD)
        except OSError:
            raise UserError(
                "เปิดดูเอกสารไม่ได้",
                f"เขียนสำเนาชั่วคราวลงโฟลเดอร์ {self._within} ไม่ได้ พื้นที่อาจเต็ม กรุณาตรวจแล้วเปิดใหม่",
            ) from None
        return path

    def close(self) -> None:
        """Remove all copies now; one that a viewer holds goes with a later program."""
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None

    def _sweep(self) -> None:
        now = time.time()
        if self._folder is not None:
            for path in self._folder.iterdir():
                if now - path.stat().st_mtime > _KEPT_SECONDS:
                    _unlink(path)
        for folder in self._within.glob(f"{_PREFIX}*"):
            with contextlib.suppress(OSError):
                if folder != self._folder and now - folder.stat().st_mtime > _FORGOTTEN_SECONDS:
                    _remove(folder)


def _unlink(path: Path) -> None:
    # Windows removes no file that can't be written to, and none that is in use.
    with contextlib.suppress(OSError):
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
        path.unlink()


def _remove(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            _unlink(path)
    shutil.rmtree(folder, ignore_errors=True)
