"""What the scanner's folder holds that no household has: pick, and it is attached."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.errors import UserError
from desktop.models.papers import scans_model
from desktop.services import scan_folder
from desktop.services.scan_folder import Scan
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose, label

_NOTHING = "ไม่มีไฟล์สแกนใหม่ในโฟลเดอร์นี้ สแกนแล้วกด “รับจากโฟลเดอร์สแกน” อีกครั้ง"
_SOME = "เลือกไฟล์ของครัวเรือนนี้แล้วกดแนบ ไฟล์ยังอยู่ในโฟลเดอร์เดิม และไม่ถูกเสนออีกเมื่อแนบแล้ว"


class ScanTray(QFrame):
    """`chosen` carries the paths to attach. It is hidden until somebody asks for it."""

    chosen = Signal(list)
    opened = Signal()
    closed = Signal()
    left = Signal()  # by the clerk, who wants to go on from the list

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._kit = kit
        self.model = scans_model(self)
        self.table = Table("ไฟล์สแกนที่ยังไม่ได้แนบ", self)
        self.table.setModel(self.model)
        self.table.setIconSize(QSize(60, 44))
        self.table.verticalHeader().setDefaultSectionSize(52)
        self.table.setMinimumHeight(150)
        self.table.lay_out((76, 200, 160, 80), stretch=1)
        self._says = Prose(kit.desk.words, "", "small")
        self.take = button("แนบไฟล์ที่เลือก", "primary", "Enter")
        self.wave_off = button("ไม่เสนอไฟล์เหล่านี้อีก", "plain")
        self.folder = button("เปลี่ยนโฟลเดอร์...", "plain")
        self.close_it = button("ปิด", tip="Esc")
        self.setLayout(
            column(
                row(label("ไฟล์จากเครื่องสแกน", "section"), None, self.folder, self.close_it),
                self.table,
                self._says,
                row(self.take, self.wave_off, None),
                edge=APART,
            )
        )
        self.table.opened.connect(lambda _row: self._take())
        self.take.clicked.connect(lambda: self._take())
        self.wave_off.clicked.connect(lambda: self._wave_off())
        self.folder.clicked.connect(lambda: self.choose_folder())
        self.close_it.clicked.connect(lambda: self._leave())
        self.hide()

    def look(self) -> None:
        """Show what is new; the first time ask for the folder."""
        if not self._kit.desk.settings.scan_folder:
            self.choose_folder()
            return
        desk = self._kit.desk
        self.show()
        self.opened.emit()
        self._kit.look(self, lambda report: scan_folder.offered(desk, report), self._show)

    def choose_folder(self) -> None:
        """Ask where the scanner writes to, and look there."""
        folder = self._kit.ask.open_folder("โฟลเดอร์ที่เครื่องสแกนเก็บไฟล์")
        if folder is not None:
            kit = self._kit
            self._settle(lambda: kit.sit_at(scan_folder.remember_folder(kit.desk, folder)))

    def put_away(self) -> None:
        """Hide; the files stay where they are."""
        self.hide()
        self.model.show(())
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the page, which would go back to the list of households by it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()

    def _show(self, scans: tuple[Scan, ...]) -> None:
        self.model.show(scans)
        self._says.say(_SOME if scans else _NOTHING)
        self.take.setEnabled(bool(scans))
        self.wave_off.setEnabled(bool(scans))
        if scans:
            self.table.selectRow(0)
            self.table.setFocus()
        else:
            self.close_it.setFocus()

    def _take(self) -> None:
        paths = [self.model.at(one).path for one in self.table.picked()]
        if paths:
            self._leave()
            self.chosen.emit(paths)

    def _wave_off(self) -> None:
        kit, scans = self._kit, self.model.rows()
        self._settle(lambda: kit.sit_at(scan_folder.wave_off(kit.desk, scans)))

    def _settle(self, act: Callable[[], object]) -> None:
        """Keep a setting, and look at the folder by it."""
        try:
            act()
        except UserError as error:
            self._kit.ask.error(error)
        self.look()
