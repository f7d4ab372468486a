"""One field for each kind of question; coded answers are one key, Enter goes on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop.domain.form import Choice, Question
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.thai.dates import PartialDate
from desktop.thai.numbers import arabic, read_number
from desktop.views.dates import DateEdit
from desktop.views.keys import digit_of
from desktop.views.layouts import column
from desktop.views.text import restyle

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_WIDE = 350  # pixels of choices on a line; a window at 150 % has no more


class Field(QWidget):
    """Asks one question. `answered` after each change, `next`/`previous` to move on."""

    answered = Signal()
    next = Signal()
    previous = Signal()
    entered = Signal()

    def value(self) -> str:
        """Return the answer as stored, '' for none."""
        return ""

    def put(self, value: str) -> None:
        """Show an answer."""

    def problem(self) -> str:
        """Return why the answer can't be, '' when it can."""
        return ""

    def moved(self, event: QKeyEvent) -> bool:
        """Go on or back where the key says so."""
        if event.key() in _ON:
            self.next.emit()
        elif event.key() == Qt.Key.Key_Up:
            self.previous.emit()
        else:
            return False
        return True


class ChoiceField(Field):
    """Coded answers side by side, as many to the line as fit the paper."""

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
        elif not self.moved(event):
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


class LineField(Field):
    """Text, a whole number or an amount."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = question.kind
        self.edit = _Line(self)
        self.edit.setAccessibleName(question.label)
        if question.kind != "text":
            self.edit.setMaximumWidth(180)
        self.setLayout(column(self.edit))
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(lambda _text: self._look())

    def value(self) -> str:
        """Return text, or the number in Arabic digits without separators."""
        text = self.edit.text().strip()
        if self._kind == "text" or not text:
            return text
        try:
            number = read_number(text)
        except ValueError:
            return ""
        return "" if number is None else f"{number:f}"

    def put(self, value: str) -> None:
        """Show an answer."""
        self.edit.setText(value)

    def problem(self) -> str:
        """Return why the number can't be."""
        text = arabic(self.edit.text().strip())
        if self._kind == "text" or not text:
            return ""
        try:
            number = read_number(text)
        except ValueError as error:
            return str(error)
        whole = number is None or number == number.to_integral_value()
        return "" if whole or self._kind == "decimal" else "ต้องเป็นจำนวนเต็ม"

    def _look(self) -> None:
        restyle(self.edit, "bad", bool(self.problem()))
        self.answered.emit()


class DayField(Field):
    """A date of the Buddhist era."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _Day(self)
        self.edit.setAccessibleName(question.label)
        self.edit.setMaximumWidth(180)
        self.setLayout(column(self.edit))
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(lambda _text: self.answered.emit())

    def value(self) -> str:
        """Return the ISO date."""
        return self.edit.value.iso() if self.edit.value else ""

    def put(self, value: str) -> None:
        """Show an ISO date."""
        self.edit.put(PartialDate.from_iso(value) if value else None)

    def problem(self) -> str:
        """Return why the date can't be."""
        return self.edit.problem


class _Line(QLineEdit):
    """A line whose moving keys belong to the form."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows move between questions."""
        if not self._field.moved(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which question is being answered."""
        super().focusInEvent(event)
        self._field.entered.emit()


class _Day(DateEdit):
    """A date line whose moving keys belong to the form."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows move between questions."""
        if not self._field.moved(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which question is being answered."""
        super().focusInEvent(event)
        self._field.entered.emit()


def field_for(question: Question) -> Field:
    """Return the field for a question's kind."""
    if question.kind in ("select_one", "select_multiple"):
        return ChoiceField(question.choices, several=question.kind == "select_multiple")
    return DayField(question) if question.kind == "date" else LineField(question)


def answer_of(question: Question, person_id: int, field: Field) -> Answer | None:
    """Return the field's answer, None while there is none."""
    value = field.value()
    if not value:
        return None
    return Answer(question.id, AnswerState.VALUE, value, person_id)


def _line() -> QHBoxLayout:
    box = QHBoxLayout()
    box.setSpacing(6)
    return box
