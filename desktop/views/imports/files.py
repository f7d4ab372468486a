"""Step 1: which files, what they are called, and the day their data stands for."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFrame, QListWidget, QWidget

from desktop.domain.sheets import Glimpse
from desktop.models.glimpse import glimpse_model
from desktop.services import imports
from desktop.thai.dates import PartialDate
from desktop.views.dates import DateField
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, card, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose, label, restyle

_SOURCES = ("TPMAP", "จปฐ.", "ข้อมูล พม.", "บัตรสวัสดิการแห่งรัฐ", "เบี้ยยังชีพผู้สูงอายุ", "เบี้ยความพิการ")
_ENDINGS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".html", ".htm", ".txt"}


class DropArea(QFrame):
    """Files may be dropped here from Explorer."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that spreadsheets are welcome."""
        if _paths(event):
            restyle(self, "over", True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Be quiet again."""
        restyle(self, "over", False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        restyle(self, "over", False)
        self.dropped.emit(_paths(event))


class FilesStep(QWidget):
    """Files, the list's name and its data date; `changed` when any of them did."""

    changed = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.paths: list[Path] = []
        self.names = QListWidget(self)
        self.names.setAccessibleName("ไฟล์ที่เลือก")
        self.names.setMaximumHeight(170)
        self._said = label("", "small")
        self.rows = Table("แถวแรก ๆ ของไฟล์", self)
        self.rows.setFixedHeight(180)
        self._shown: QObject | None = None
        self.pick = button("เลือกไฟล์...", "primary")
        self.forget = button("เอาไฟล์ออก", "plain")
        area = DropArea(self)
        note = label("ลากไฟล์ Excel มาวางตรงนี้ หรือกดเลือกไฟล์", "section")
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        more = label("เลือกได้หลายไฟล์ หลายแผ่นงาน (xlsx xls xlsb ods csv html txt)", "quiet")
        more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area.setLayout(column(None, note, more, row(None, self.pick, None), None, edge=APART))
        area.setMinimumHeight(132)
        self.source = QComboBox(self)
        self.source.setEditable(True)
        self.source.addItems(_SOURCES)
        self.source.setMinimumWidth(260)
        self.source.setAccessibleName("ชื่อรายชื่อ")
        self.as_of = DateField(self, years_ahead=1)
        self.as_of.edit.setPlaceholderText("เช่น 31/1/2564 หรือ ม.ค. 2564")
        self.as_of.edit.setAccessibleName("ข้อมูล ณ วันที่")
        self.as_of.edit.setMinimumWidth(260)
        why = Prose(
            kit.desk.words,
            "วันที่ของข้อมูลดูได้จากหน้าที่ดาวน์โหลดหรือหนังสือนำส่ง ใส่เฉพาะเดือนและปี หรือเฉพาะปี พ.ศ. ก็ได้ "
            "โปรแกรมใช้คำนวณอายุและแสดงในทุกรายงาน",
            "small",
        )
        facts = card(
            row(
                column(label("ชื่อรายชื่อ", "small"), self.source, None),
                column(label("ข้อมูล ณ วันที่", "small"), self.as_of, None),
                None,
                gap=APART,
            ),
            why,
        )
        self.names.setFixedWidth(280)
        files = row(
            column(self.names, self.forget, None), column(self._said, self.rows, None), gap=APART
        )
        self.setLayout(column(area, files, facts, None, gap=APART))
        area.dropped.connect(self.take)
        self.pick.clicked.connect(lambda: self.take(kit.ask.open_files("เลือกไฟล์รายชื่อ")))
        self.forget.clicked.connect(self._forget)
        self.names.currentRowChanged.connect(self._look)
        self.source.currentTextChanged.connect(lambda _text: self.changed.emit())
        self.as_of.changed.connect(self.changed)
        self._show()

    def take(self, paths: list[Path]) -> None:
        """Add files to those already chosen; a workbook of problems tells which list it is of."""
        self.paths = list(dict.fromkeys([*self.paths, *paths]))
        self._show()
        self.begin()
        chosen = tuple(paths)
        self._kit.read(self, lambda: imports.remembered_list(chosen), self._propose)

    def begin(self) -> None:
        """Stand in what is still to be told: the files, then their date."""
        (self.as_of if self.paths else self.pick).setFocus()

    def ready(self) -> bool:
        """Whether the next step can begin."""
        return bool(self.paths and self.source.currentText().strip() and self.as_of.value())

    def as_of_iso(self) -> str:
        """Return the data date as ISO, perhaps only year and month."""
        value = self.as_of.value()
        return value.iso() if value else ""

    def empty(self) -> None:
        """Forget the files for another import."""
        self.paths = []
        self._show()

    def _propose(self, found: tuple[str, str] | None) -> None:
        if found is not None:
            name, as_of = found
            self.source.setCurrentText(name)
            self.as_of.put(PartialDate.from_iso(as_of))

    def _forget(self) -> None:
        row = self.names.currentRow()
        if row >= 0:
            del self.paths[row]
            self._show()

    def _look(self, number: int) -> None:
        """Show the first rows of the file that is picked."""
        self._put(None)
        if 0 <= number < len(self.paths) and self.paths[number].is_file():
            path = self.paths[number]
            self._kit.read(self, lambda: (path, imports.look(path)), self._seen)

    def _seen(self, found: tuple[Path, Glimpse | None]) -> None:
        path, glimpse = found
        number = self.names.currentRow()
        if 0 <= number < len(self.paths) and self.paths[number] == path:
            self._put(glimpse)

    def _put(self, glimpse: Glimpse | None) -> None:
        for part in (self._said, self.rows):
            part.setVisible(glimpse is not None)
        if glimpse is None:
            return
        shown = glimpse_model(len(glimpse.rows[0]) if glimpse.rows else 0, self)
        shown.show(glimpse.rows)
        self.rows.setModel(shown)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = shown
        self._said.setText(f"แผ่นงาน {glimpse.sheet} ราว {glimpse.about:,} แถว แสดงแถวแรก ๆ ตามไฟล์")

    def _show(self) -> None:
        self.names.clear()
        self.names.addItems([p.name for p in self.paths])
        self.names.setVisible(bool(self.paths))
        self.names.setCurrentRow(len(self.paths) - 1)
        self.forget.setVisible(bool(self.paths))
        self.changed.emit()


def _paths(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in files if path.suffix.lower() in _ENDINGS]
