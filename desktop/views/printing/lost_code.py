"""A scanned page whose code can't be read: a person says which paper it is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from desktop.domain.paper_codes import SideCode
from desktop.services import scan_reading
from desktop.services.desk import Desk
from desktop.views.flow import Flow
from desktop.views.layouts import button

_SIDES = (
    ("แผ่นพับแผ่นที่ 1 ด้านใน", (1, 1)),
    ("แผ่นพับแผ่นที่ 1 ด้านนอก", (1, 0)),
    ("แผ่นพับแผ่นที่ 2 ด้านใน", (2, 1)),
    ("สมุดพกฉบับเต็ม หน้า", None),
)
_MOST_PAGES = 99


class LostCode(QWidget):
    """`named` carries a call that, with a desk, makes the code."""

    named = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QLineEdit()
        self.number.setPlaceholderText("เลขที่ครัวเรือนบนกระดาษ")
        self.number.setAccessibleName("เลขที่ครัวเรือนบนกระดาษ")
        self.side = QComboBox()
        self.side.setAccessibleName("ด้านของแผ่นพับ หรือสมุดพก")
        for name, which in _SIDES:
            self.side.addItem(name, which)
        self.leaf = QSpinBox()
        self.leaf.setAccessibleName("หน้าของสมุดพก")
        self.leaf.setRange(1, _MOST_PAGES)
        self.version = QComboBox()
        self.version.setAccessibleName("รุ่นของแบบสมุดพก")
        self.version.setToolTip("รุ่นของแบบ พิมพ์ไว้ที่ท้ายกระดาษ")
        self.leaf.hide()
        self.version.hide()
        self.again = button("อ่านหน้านี้", tip="อ่านหน้าที่รหัสอ่านไม่ได้ ตามเลขที่พิมพ์ไว้")
        self.setLayout(Flow(self.number, self.side, self.leaf, self.version, self.again))
        self.side.currentIndexChanged.connect(self._show)
        self.again.clicked.connect(self._name)
        self.number.returnPressed.connect(self._name)

    def offer(self, versions: Sequence[str]) -> None:
        """Offer these versions of the logbook's form, the usual one first."""
        self.version.clear()
        for version in versions:
            self.version.addItem(f"รุ่น {version}", version)
        self._show()

    def _show(self) -> None:
        form = self.side.currentData() is None
        self.leaf.setVisible(form)
        self.version.setVisible(form and self.version.count() > 1)

    def _name(self) -> None:
        number, side, leaf = self.number.text().strip(), self.side.currentData(), self.leaf.value()
        version = self.version.currentData() or ""

        def code(desk: Desk) -> SideCode:
            if side is None:
                return scan_reading.form_code(desk, number, leaf, version)
            return scan_reading.leaflet_code(desk, number, *side)

        if number:
            self.named.emit(code)
