"""Taking papers in off the window's thread, and telling what became of each file."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from desktop.domain.errors import UserError
from desktop.models.papers import UNNAMED
from desktop.services import attachments
from desktop.services.attachments import TakenIn
from desktop.views.household.papers.listing import paths_of
from desktop.views.kit import Kit

_LISTED = 3  # files that are told of by name


class Taking(QObject):
    """Papers for the household in sight. `told` carries the news, and whether it is bad."""

    told = Signal(str, bool)

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self.household_id = 0

    def files(self, paths: list[Path], *, scanned: bool = False) -> None:
        """Take in files; they stay where they are."""
        desk, home = self._kit.desk, self.household_id
        if not home:
            return
        self.told.emit(f"กำลังแนบ {len(paths)} ไฟล์...", False)
        self._kit.long(
            self,
            f"แนบ {len(paths)} ไฟล์",
            lambda report: attachments.take_files(
                desk, home, paths, scanned=scanned, report=report
            ),
            lambda done: self._tell(home, done),
        )

    def picture(self, image: QImage) -> None:
        """Take in a picture that has no file."""
        desk, home = self._kit.desk, self.household_id
        if not home:
            return
        self.told.emit("กำลังแนบภาพ...", False)
        self._kit.write(
            self,
            lambda: attachments.take_picture(desk, home, _png(image)),
            lambda done: self._tell(home, done),
        )

    def clipboard(self) -> None:
        """Take in what was copied: files, or a picture."""
        carried = QGuiApplication.clipboard().mimeData()
        paths = paths_of(carried)
        if paths:
            self.files(paths)
        elif carried.hasImage():
            self.picture(carried.imageData())
        else:
            self.told.emit("ไม่มีภาพหรือไฟล์ที่คัดลอกไว้ กรุณาคัดลอกภาพก่อน แล้วกด Ctrl+V อีกครั้ง", True)

    def _tell(self, home: int, done: TakenIn) -> None:
        if done.added:
            self._kit.hub.tell(done.changes)
        if self.household_id == home:
            self.told.emit(_words(done), bool(done.refused) or not done.added)


def _words(done: TakenIn) -> str:
    """What became of the files, file by file where it isn't simply well."""
    lines = [f"แนบแล้ว {done.added} รายการ"] if done.added else []
    lines += _some(
        [f"{name} มีอยู่แล้ว ชื่อ “{title or UNNAMED}” จึงไม่เก็บซ้ำ" for name, title in done.known]
    )
    lines += _some([_why(error) for error in done.refused])
    return "\n".join(lines)


def _why(error: UserError) -> str:
    return f"{error.where.file} แนบไม่ได้: {error.message}"


def _some(lines: list[str]) -> list[str]:
    more = [f"และอีก {len(lines) - _LISTED} ไฟล์"] if len(lines) > _LISTED else []
    return lines[:_LISTED] + more


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
