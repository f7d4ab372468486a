"""Taking the last action back."""

from datetime import datetime

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.domain.records import Operation
from desktop.services import history
from desktop.views.kit import Kit


class Undo:
    """Ctrl+Z and the button: the menu says what would be taken back before it is."""

    def __init__(self, kit: Kit, button: QToolButton) -> None:
        self._kit = kit
        self._button = button
        self._last: Operation | None = None
        self._menu = QMenu(button)
        self._action = self._menu.addAction("")
        self._action.triggered.connect(lambda: self.run())
        button.setMenu(self._menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        shortcut = QShortcut(QKeySequence("Ctrl+Z"), button.window() or button)
        shortcut.activated.connect(lambda: self.run())
        kit.hub.changed.connect(lambda _changes: self.look())
        self.look()

    def look(self) -> None:
        """Find out what would be taken back."""
        desk = self._kit.desk
        self._kit.read(self._button, lambda: history.last(desk), self._show)

    def run(self) -> None:
        """Take the last action back; a whole import only after asking."""
        last = self._last
        if last is None:
            return
        if last.kind == "import" and not self._kit.ask.confirm(
            f"ย้อนกลับ “{last.label}” หรือไม่",
            "ข้อมูลทั้งหมดของการนำเข้าครั้งนี้จะถูกนำออก และข้อมูลเดิมกลับมาเหมือนก่อนนำเข้า",
            "ย้อนกลับการนำเข้า",
        ):
            return
        desk = self._kit.desk
        self._kit.long(
            self._button, f"ย้อนกลับ {last.label}", lambda _report: history.undo_last(desk)
        )

    def _show(self, last: Operation | None) -> None:
        self._last = last
        final = last is not None and last.kind == history.FINAL
        self._action.setEnabled(last is not None and not final)
        words = f"ย้อนกลับ “{last.label}” {_clock(last.at)}" if last else "ไม่มีรายการให้ย้อนกลับ"
        if final:
            words = "ย้อนกลับการนำเข้าไปแล้ว ถ้าต้องการรายชื่อนั้นอีก กรุณานำเข้าไฟล์เดิมใหม่"
        self._action.setText(f"{words}\tCtrl+Z")
        self._button.setToolTip(words)


def _clock(moment: datetime) -> str:
    return f"เวลา {moment.astimezone():%H.%M} น."
