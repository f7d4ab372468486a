"""One filter of the list as a chip."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.views.text import restyle

Choice = tuple[object, str]


class Chip(QToolButton):
    """Its menu offers what can be chosen and how many households that leaves.

    `opened` is sent when the menu shows: now is the time to count.
    """

    picked = Signal(object)
    opened = Signal()

    def __init__(
        self, name: str, choices: Callable[[], tuple[Choice, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._choices = choices
        self._chosen: object = None
        self._counts: Counter[Any] | None = None
        self.setProperty("role", "chip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        menu.aboutToShow.connect(self.opened)
        self.setMenu(menu)
        self.show_choice(None)

    def show_choice(self, value: object) -> None:
        """Show what is chosen, None for everything."""
        self._chosen = value
        words = dict(self._choices()).get(value, "") if value is not None else ""
        self.setText(words or f"{self._name}  ▾")
        self.setAccessibleName(f"ตัวกรอง {self._name}: {words or 'ทั้งหมด'}")
        restyle(self, "set", bool(words))

    def show_counts(self, counts: Counter[Any] | None) -> None:
        """Show how many households each choice leaves, also in the open menu; None: not known."""
        self._counts = counts
        for action in self.menu().actions():
            action.setText(self._words(action.data(), action.text().partition("\t")[0]))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for value, words in ((None, f"ทุก{self._name}"), *self._choices()):
            action = menu.addAction(self._words(value, words))
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == self._chosen)
            action.triggered.connect(lambda _on=False, v=value: self.picked.emit(v))

    def _words(self, value: object, words: str) -> str:
        # What stands behind a tab is set apart at the right, as keys are.
        if value is None or self._counts is None:
            return words
        return f"{words}\t{self._counts[value]:,}"
