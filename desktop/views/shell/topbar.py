"""What is always in sight: search, fiscal year, the list with its date, the user."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from desktop.services.desk import Desk
from desktop.thai.dates import fiscal_year
from desktop.views.layouts import APART, row
from desktop.views.text import Elided, label
from desktop.views.theme import Theme


class SearchLine(QLineEdit):
    """The one search. Enter or arrow down goes into the list, Esc empties."""

    into_list = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText("ค้นหาครัวเรือน: ชื่อ เลขประจำตัว โทรศัพท์ บ้านเลขที่ ตำบล")
        self.setAccessibleName("ค้นหาครัวเรือน")
        self.setToolTip("ค้นหาครัวเรือน (Ctrl+F)")
        self.setObjectName("search")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(180)
        self.setMaximumWidth(640)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        theme.changed.connect(self._paint)
        self._paint()

    def begin(self) -> None:
        """Take the keyboard, ready to type over what is there."""
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave for the list, or empty the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.into_list.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _paint(self) -> None:
        self._glass.setIcon(self._theme.icon("search"))


class TopBar(QWidget):
    """The bar across the window's head. `year_chosen` carries the fiscal year of all figures."""

    year_chosen = Signal(int)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.search = SearchLine(theme, self)
        self.lists = Elided("quiet", self)
        self.year = QToolButton(self)
        self.user = label(desk.actor.name, "quiet", self)
        self.undo = self._tool("ย้อนกลับรายการล่าสุด")
        self.light = self._tool("สลับสีสว่าง-มืด")
        self.commands = QToolButton(self)
        self.commands.setProperty("role", "key")
        self.commands.setText("Ctrl+K")
        self.commands.setToolTip("คำสั่งทั้งหมด (Ctrl+K)")
        self.commands.setAccessibleName("คำสั่งทั้งหมด")
        brand = label("OneHome", "brand", self)
        brand.setFixedWidth(148)
        box = row(
            *(brand, self.search, self.commands, None, self.year),
            *(self.lists, APART, self.user, self.undo, self.light),
        )
        box.setStretchFactor(self.search, 20)
        box.setContentsMargins(20, 8, 12, 8)
        self.setLayout(box)
        self.setFixedHeight(50)
        self._offer_years(desk)
        self.show_year(desk.fiscal_year)
        theme.changed.connect(self._paint)
        self._paint()

    def show_year(self, year: int) -> None:
        """Say of which fiscal year everything is."""
        self.year.setText(f"ปีงบ {year}  ▾")
        self.year.setAccessibleName(f"ปีงบประมาณ {year}")
        for action in self.year.menu().actions():
            action.setChecked(action.data() == year)

    def years(self) -> list[int]:
        """Return the fiscal years that can be chosen."""
        return [int(action.data()) for action in self.year.menu().actions()]

    def _offer_years(self, desk: Desk) -> None:
        self.year.setProperty("role", "plain")
        self.year.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.year.setToolTip("ปีงบประมาณของข้อมูลที่แสดง")
        menu = QMenu(self.year)
        now = fiscal_year(desk.today)
        for year in sorted({desk.fiscal_year, *range(now - 3, now + 2)}):
            action = menu.addAction(f"ปีงบประมาณ {year}")
            action.setCheckable(True)
            action.setData(year)
            action.triggered.connect(lambda _on=False, y=year: self.year_chosen.emit(y))
        self.year.setMenu(menu)

    def _tool(self, words: str) -> QToolButton:
        made = QToolButton(self)
        made.setProperty("role", "plain")
        made.setIconSize(QSize(20, 20))
        made.setToolTip(words)
        made.setAccessibleName(words)
        return made

    def _paint(self) -> None:
        dark = self._theme.palette.name == "dark"
        self.light.setIcon(self._theme.icon("sun" if dark else "moon"))
        self.undo.setIcon(self._theme.icon("undo-2"))
