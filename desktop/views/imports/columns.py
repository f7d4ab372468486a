"""Step 2: what each column of each sheet was taken for; the clerk may correct it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QListWidget, QWidget

from desktop.domain.sheets import ColumnGuess, SheetLayout
from desktop.models.columns import columns_model
from desktop.views.kit import Kit
from desktop.views.layouts import APART, column, row
from desktop.views.tables import Grid
from desktop.views.text import Prose, label


class ColumnsStep(QWidget):
    """Sheets at the left, the picked sheet's columns at the right."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layouts: list[SheetLayout] = []
        self.corrected = False
        self.sheets = QListWidget(self)
        self.sheets.setAccessibleName("แผ่นงาน")
        self.sheets.setFixedWidth(230)
        self.model = columns_model(self)
        self.grid = Grid("คอลัมน์ของแผ่นงาน", self)
        self.grid.setModel(self.model)
        self.grid.lay_out((52, 190, 196, 220, 190), stretch=3)
        self._says = label("", "quiet")
        help_ = Prose(
            kit.desk.words,
            "ตรวจว่าโปรแกรมอ่านแต่ละคอลัมน์ถูกต้อง ถ้าไม่ถูกให้เลือกใหม่ในช่อง “อ่านเป็น” "
            "คอลัมน์ที่ไม่ใช้ยังถูกเก็บไว้ตามต้นฉบับ",
            "small",
        )
        right = column(self._says, self.grid, help_)
        self.setLayout(row(self.sheets, right, gap=APART))
        self.sheets.currentRowChanged.connect(self._turn)
        self.model.edited.connect(self._correct)

    def show_layouts(self, layouts: Sequence[SheetLayout]) -> None:
        """Show what was found in the files."""
        self.layouts = list(layouts)
        self.corrected = False
        self.sheets.clear()
        for layout in layouts:
            self.sheets.addItem(f"{layout.name}  ({layout.rows:,} แถว)")
        self.sheets.setCurrentRow(0)

    def _turn(self, number: int) -> None:
        if not 0 <= number < len(self.layouts):
            return
        layout = self.layouts[number]
        known = sum(bool(c.canonical) for c in layout.columns)
        self._says.setText(
            f"หัวตารางอยู่แถวที่ {layout.header_row}   รู้จัก {known} จาก {len(layout.columns)} คอลัมน์"
        )
        self.model.show(layout.columns)

    def _correct(self, row: int, guess: ColumnGuess) -> None:
        number = self.sheets.currentRow()
        columns = list(self.layouts[number].columns)
        columns[row] = guess
        self.layouts[number] = replace(self.layouts[number], columns=tuple(columns))
        self.corrected = True
