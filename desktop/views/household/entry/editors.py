"""What a logbook's line is typed in: a line, or a date that is told in words beside it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from desktop.domain.form import Question
from desktop.models.entry import EntryModel, in_words, line_of, shown_of
from desktop.models.roles import Index
from desktop.thai.dates import PartialDate
from desktop.views.dates import DateEdit
from desktop.views.household.entry.acts import Act, act_of, mark_of
from desktop.views.household.entry.painting import LinePainter

_WIDEST = 380  # pixels of a date with its words
_WHOLE = 8  # letters of a date typed in full
_GAP = 12  # pixels between what is typed and how it was understood


class EchoingDate(DateEdit):
    """A date line that says while one types how it was understood, or why it can't be, in `told`.

    The words stand inside the line, so that nothing moves. As long as the eight digits of a date
    aren't all there, nothing is wrong with them.
    """

    def __init__(self, parent: QWidget, in_words: Callable[[PartialDate], str]) -> None:
        super().__init__(parent)
        self._in_words = in_words
        self.told = ""
        self.read.connect(self._tell)

    def _tell(self) -> None:
        self.told = self._in_words(self.value) if self.value else ""
        if self.problem and len(self.text().strip()) >= _WHOLE:
            self.told = f"! {self.problem}"
        self.setAccessibleDescription(self.told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, and the words at its end where they have room."""
        super().paintEvent(event)
        room, metrics = self.contentsRect().adjusted(0, 0, -_GAP, 0), self.fontMetrics()
        typed = metrics.horizontalAdvance(self.text()) + 2 * _GAP
        if not self.told or typed + metrics.horizontalAdvance(self.told) > room.width():
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.told
        )
        painter.end()


class LineEditors(LinePainter):
    """Opens the editor of a line; keys that don't type are sent on as acts.

    `acted` follows after what was typed has been taken.
    """

    acted = Signal(object)
    typed = Signal()
    noting = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor for the line's kind."""
        line = line_of(index)
        question = line.question
        made: QLineEdit
        if not self.noting and question is not None and question.kind == "date":
            model = index.model()
            book = model.book if isinstance(model, EntryModel) else None
            made = EchoingDate(parent, partial(_told, question, book.day if book else None))
        else:
            made = QLineEdit(parent)
        if self.noting:
            made.setPlaceholderText("หมายเหตุ")
        made.setAccessibleName("หมายเหตุ " + line.text if self.noting else line.text)
        made.textEdited.connect(lambda _text: self.typed.emit())
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is stored; typing replaces it."""
        shown = shown_of(index)
        if self.noting and isinstance(editor, QLineEdit):
            editor.setText(shown.note)
        elif isinstance(editor, DateEdit):
            try:
                editor.put(PartialDate.from_iso(shown.value) if shown.value else None)
            except ValueError:
                editor.setText(shown.value)
        elif isinstance(editor, QLineEdit):
            editor.setText(shown.words if _is_plainer(index) else shown.value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was typed, also what can't be read: nothing typed is lost."""
        if not isinstance(model, EntryModel) or not isinstance(editor, QLineEdit):
            return
        if self.noting:
            model.annotate(index.row(), editor.text().strip())
        elif isinstance(editor, DateEdit) and editor.value is not None:
            model.setData(index, editor.value.iso())
        elif _differs(editor, index):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put the editor where the answer is painted."""
        # The layout keeps its own rectangles: this is another one.
        field = self.places(index).field.translated(self._view.visualRect(index).topLeft())
        if self.noting:
            field.setHeight(editor.sizeHint().height())
        if self.noting or isinstance(editor, EchoingDate):
            # Wide enough for the words; at the right edge it reaches to the left for them.
            room = self._view.viewport().width() - 2 * _GAP
            field.setWidth(max(field.width(), min(_WIDEST, room)))
            field.moveLeft(min(field.left(), room + _GAP - field.width()))
        editor.setGeometry(field)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Close the editor by the keys that lead on, wherever they lead."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = act_of(event) or self._mark(editor, event)
            if act is not None and isinstance(editor, QWidget):
                self.close(editor)
                self.acted.emit(act)
                return True
        return super().eventFilter(editor, event)

    def _mark(self, editor: QObject, event: QKeyEvent) -> Act | None:
        """A mark stands where an answer would: a line that is typed in keeps its minus."""
        if self.noting or not isinstance(editor, QLineEdit):
            return None
        replaces = not editor.text() or editor.selectedText() == editor.text()
        return mark_of(event) if replaces else None

    def close(self, editor: QWidget) -> None:
        """Take what was typed and close the editor."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)
        self.noting = False


def _told(question: Question, today: date | None, day: PartialDate) -> str:
    return in_words(question, day.iso(), (), today)


def _is_plainer(index: Index) -> bool:
    """Whether an answer's words are what one types, and what is stored is the standard's."""
    question = line_of(index).question
    return question is not None and question.kind in ("time", "geopoint")


def _differs(editor: QLineEdit, index: Index) -> bool:
    shown = shown_of(index)
    return editor.text().strip() != (shown.words if _is_plainer(index) else shown.value)
