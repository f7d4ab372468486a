"""How cells are painted and typed in: level chips, dimension icons, dates, choices, flags."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.vocabulary import Dimension, LevelStatus
from desktop.models.roles import CHOICES_ROLE, DIMENSIONS_ROLE, KIND_ROLE, LEVEL_ROLE
from desktop.views.dates import DateEdit
from desktop.views.flags import FlagsEdit
from desktop.views.theme import DIMENSION_ICON, Theme

Index = QModelIndex | QPersistentModelIndex
_STEP = 24


class ChipDelegate(QStyledItemDelegate):
    """A level as a chip with its digit; other states as quiet words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as the style does, then the chip."""
        draw_ground(option, index, painter)
        found = index.data(LEVEL_ROLE)
        if found is not None:
            draw_level(painter, rect_of(option), self._theme, *found)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for the longest state."""
        return QSize(72, super().sizeHint(option, index).height())


class DimensionsDelegate(QStyledItemDelegate):
    """The five dimensions in their fixed order: filled, outlined, dashed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as the style does, then the five."""
        draw_ground(option, index, painter)
        found = index.data(DIMENSIONS_ROLE)
        if found is not None:
            draw_dimensions(painter, rect_of(option), self._theme, *found)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for five icons."""
        return QSize(5 * _STEP + 8, super().sizeHint(option, index).height())


class TotalDelegate(QStyledItemDelegate):
    """The last row is the sum of those above it: bold, below a line."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Make the sum bold."""
        super().initStyleOption(option, index)
        if _is_last(index):
            anything: Any = option
            font = anything.font
            font.setBold(True)
            anything.font = font

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, and the line along the sum's upper edge."""
        super().paint(painter, option, index)
        if _is_last(index):
            rect = rect_of(option)
            ink = QColor(self._theme.palette.ink2)
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, ink)


class CellDelegate(QStyledItemDelegate):
    """The editor each kind of cell wants. A choice opens at once; Enter closes and goes on."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor for the cell's kind."""
        kind = index.data(KIND_ROLE)
        choices = index.data(CHOICES_ROLE) or ()
        if kind in ("date", "day"):
            whole = kind == "day"  # a day to come; birth dates are past and may be partial
            return DateEdit(parent, whole=whole, years_ahead=10 if whole else 0)
        if kind == "choice":
            return self._choice(parent, choices)
        if kind == "flags":
            return FlagsEdit(choices, parent)
        edit = QLineEdit(parent)
        if kind == "suggest":
            completer = QCompleter([label for _value, label in choices], edit)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            edit.setCompleter(completer)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the stored value in the editor."""
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, DateEdit):
            editor.put(value)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, _position(editor, value)))
        elif isinstance(editor, FlagsEdit):
            editor.put(value)
        elif isinstance(editor, QLineEdit):
            editor.setText("" if value is None else str(value))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand what was typed to the model, which may refuse it."""
        if isinstance(editor, DateEdit):
            value = editor.day() if index.data(KIND_ROLE) == "day" else editor.value
            model.setData(index, value if editor.is_good() else editor.text())
        elif isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, FlagsEdit):
            model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Flags open as a sheet below the cell, everything else covers it."""
        if isinstance(editor, FlagsEdit):
            editor.place(rect_of(option))
            return
        super().updateEditorGeometry(editor, option, index)

    def _choice(self, parent: QWidget, choices: tuple[tuple[object, str], ...]) -> QComboBox:
        box = QComboBox(parent)
        for value, label in choices:
            box.addItem(label, value)
        box.activated.connect(lambda _row: self._take(box))
        return box

    def _take(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def _is_last(index: Index) -> bool:
    return index.row() == index.model().rowCount() - 1


def _position(box: QComboBox, value: object) -> int:
    return next((i for i in range(box.count()) if box.itemData(i) == value), 0)


def draw_level(
    painter: QPainter, rect: QRect, theme: Theme, status: LevelStatus, level: int | None
) -> None:
    """Draw a level chip in the middle of `rect`; a state without a level is a quiet word."""
    colours = theme.palette
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if status is LevelStatus.LEVEL and level is not None:
        chip = QRect(0, 0, 28, 22)
        chip.moveCenter(rect.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.levels[level]))
        painter.drawRoundedRect(chip, 6, 6)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_chip))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(level))
    else:
        painter.setPen(QColor(colours.ink2))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _STATE_WORD[status])
    painter.restore()


_STATE_WORD = {
    LevelStatus.LEVEL: "ระดับ",
    LevelStatus.OUTSIDE: "นอกเกณฑ์",
    LevelStatus.UNRESOLVED: "ไม่จัดระดับ",
    LevelStatus.WAITING: "รอข้อมูล",
}


def draw_dimensions(painter: QPainter, rect: QRect, theme: Theme, failed: int, known: int) -> None:
    """Draw the five icons: filled when failed, outlined when passed, dashed when unknown."""
    colours = theme.palette
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = rect.center().x() - (5 * _STEP) // 2 + 2
    top = rect.center().y() - 11
    for number, dimension in enumerate(Dimension):
        tile = QRect(left + number * _STEP, top, 22, 22)
        if failed & dimension.bit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.levels[3]))
            painter.drawRoundedRect(tile, 5, 5)
            ink = colours.on_chip
        else:
            is_known = bool(known & dimension.bit)
            style = Qt.PenStyle.SolidLine if is_known else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(colours.line if is_known else colours.ink2), 1, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile, 5, 5)
            ink = colours.ink2
        if known & dimension.bit or failed & dimension.bit:
            icon = theme.icon(DIMENSION_ICON[dimension], ink)
            icon.paint(painter, tile.adjusted(3, 3, -3, -3))
        else:
            painter.setPen(QColor(colours.ink2))
            painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, "?")
    painter.restore()


def draw_ground(option: QStyleOptionViewItem, index: Index, painter: QPainter) -> None:
    """Paint selection, hover and focus as for any other cell, without its text."""
    plain: Any = QStyleOptionViewItem(option)
    plain.text = ""
    widget = plain.widget
    style = widget.style() if widget is not None else None
    if style is not None:
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget)


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Return a cell's place; the type stubs don't know of it."""
    anything: Any = option
    rect: QRect = anything.rect
    return rect
