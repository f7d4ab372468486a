"""Coded answers side by side: one key answers, Enter goes on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.domain.form import Choice
from desktop.views.keys import digit_of
from desktop.views.layouts import column

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_WIDE = 350  # pixels of choices on a line; a window at 150 % has no more


class ChoiceField(QWidget):
    """As many answers to the line as fit. `answered` after each change, `next`/`previous` to move.

    `entered` says that the keyboard is here.
    """

    answered = Signal()
    next = Signal()
    previous = Signal()
    entered = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        several: bool,
        parent: QWidget | None = None,
        wide: int = _WIDE,
    ) -> None:
        super().__init__(parent)
        self._several = several
        self._buttons: dict[str, QToolButton] = {}
        self._keys: dict[str, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = column(gap=4)
        line = _line()
        width = 0
        for choice in choices:
            button = self._make(choice)
            width += button.sizeHint().width() + 6
            if width > wide and line.count():
                line.addStretch(1)
                lines.addLayout(line)
                line, width = _line(), button.sizeHint().width()
            line.addWidget(button)
        line.addStretch(1)
        lines.addLayout(line)
        self.setLayout(lines)

    def value(self) -> str:
        """Return the chosen codes, separated by spaces."""
        return " ".join(code for code, b in self._buttons.items() if b.isChecked())

    def put(self, value: str) -> None:
        """Show chosen codes."""
        chosen = set(value.split())
        for code, button in self._buttons.items():
            button.setChecked(code in chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers; one answer goes on by itself, several wait for Enter."""
        code = self._keys.get(digit_of(event))
        if code is not None:
            self._choose(code, by_key=True)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.put("")
            self.answered.emit()
        elif event.key() in _ON:
            self.next.emit()
        elif event.key() == Qt.Key.Key_Up:
            self.previous.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which question is being answered."""
        super().focusInEvent(event)
        self.entered.emit()

    def _make(self, choice: Choice) -> QToolButton:
        made = QToolButton(self)
        made.setText(f"{choice.key}  {choice.label}".strip())
        made.setProperty("role", "answer")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: self._choose(choice.code, by_key=False))
        self._buttons[choice.code] = made
        if choice.key:
            self._keys[choice.key] = choice.code
        return made

    def _choose(self, code: str, *, by_key: bool) -> None:
        button = self._buttons[code]
        if self._several:
            if by_key:
                button.toggle()
        else:
            for other in self._buttons.values():
                other.setChecked(other is button)
        self.setFocus()
        self.answered.emit()
        if by_key and not self._several:
            self.next.emit()


def _line() -> QHBoxLayout:
    box = QHBoxLayout()
    box.setSpacing(6)
    return box
