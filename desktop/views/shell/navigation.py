"""The rooms of the window in the order of the year's steps."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop.views.layouts import NEAR, column
from desktop.views.text import label
from desktop.views.theme import Theme


@dataclass(frozen=True)
class Room:
    """A way in: key of the screen, its Thai name, its icon, and its key where it stands last."""

    key: str
    name: str
    icon: str
    shortcut: str = ""


ROOMS = (
    Room("overview", "ภาพรวม", "layout-dashboard"),
    Room("imports", "นำเข้ารายชื่อ", "file-down"),
    Room("repairs", "รอตรวจสอบ", "file-input"),
    Room("households", "ครัวเรือน", "house"),
    Room("volunteers", "เป้าหมายและ อพม.", "user-check"),
    Room("printing", "ห้องพิมพ์", "printer"),
    Room("plans", "แผน-ติดตาม", "clipboard-list"),
    Room("reports", "รายงาน", "chart-column"),
    Room("links", "ข้อมูลซ้ำ", "users"),
    Room("forms", "แบบฟอร์ม", "notebook-pen"),
    Room("help", "วิธีใช้", "circle-question-mark", "F1"),
)


def keys_of(number: int, room: Room) -> str:
    """Return the key of the room at this place, counted from 1; the tenth has the 0."""
    return room.shortcut or f"Ctrl+{number % 10}"


class Navigation(QWidget):
    """Buttons with a count of what waits. Ctrl+1 to Ctrl+0, F1 and the arrow keys move."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._buttons: dict[str, QToolButton] = {}
        self._counts: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        box = column(gap=1)
        box.setContentsMargins(12, NEAR, 12, NEAR)  # eleven fit a small screen at 150 %
        for number, room in enumerate(ROOMS, start=1):
            if room.shortcut:
                box.addStretch(1)
            box.addWidget(self._make(room, keys_of(number, room)))
        self.setLayout(box)
        self.setFixedWidth(196)
        theme.changed.connect(self._paint)
        self._paint()

    def choose(self, key: str) -> None:
        """Mark a room as the one in sight."""
        button = self._buttons.get(key)
        if button is not None:
            button.setChecked(True)
        self._paint()

    def count(self, key: str, number: int) -> None:
        """Show how many wait in a room; nothing for none."""
        self._counts[key].setText(f"{number:,}" if number else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move up and down between the rooms."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        buttons = list(self._buttons.values())
        here = next((i for i, b in enumerate(buttons) if b.hasFocus()), 0)
        buttons[(here + step) % len(buttons)].setFocus()

    def _make(self, room: Room, keys: str) -> QToolButton:
        made = QToolButton(self)
        made.setProperty("role", "nav")
        made.setText(f" {room.name}")
        made.setCheckable(True)
        made.setIconSize(QSize(20, 20))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # In a small window they move closer together.
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        made.setToolTip(f"{room.name} ({keys})")
        made.clicked.connect(lambda: self.chosen.emit(room.key))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: self.chosen.emit(room.key))
        count = label("", "small", made)
        inside = QHBoxLayout(made)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(count)
        self._group.addButton(made)
        self._buttons[room.key], self._counts[room.key] = made, count
        return made

    def _paint(self) -> None:
        colours = self._theme.palette
        for room in ROOMS:
            button = self._buttons[room.key]
            colour = colours.accent if button.isChecked() else colours.ink2
            button.setIcon(self._theme.icon(room.icon, colour))
