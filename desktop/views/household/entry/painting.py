"""A logbook's line as it is painted: question, coded answers, what was typed, what is wrong."""

from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon, QStaticText
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.entry import CODED, STATE_WORDS, EntryModel, Shown, line_of
from desktop.models.roles import Index
from desktop.services.keying import Line, LineKind
from desktop.views.household.entry.columns import in_short
from desktop.views.household.entry.layout import PAD, WRAP, Chip, Layout, Places
from desktop.views.text import Breaker
from desktop.views.theme import Theme

_BAR = 3
_ROUND = 6
_CORNER = 9  # pixels of the mark of a note
_NUMBERS = "ที่"  # the head of rows that are only numbered
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class LinePainter(QStyledItemDelegate):
    """Paints the lines of one list; the line that is current is lit."""

    def __init__(self, theme: Theme, words: Breaker, view: QListView, entry: EntryModel) -> None:
        super().__init__(view)
        self.theme = theme
        self._words = words
        self._view = view
        self._entry = entry
        self._layout: Layout | None = None
        self._sizes: dict[int, QSize] = {}
        self._texts: dict[tuple[str, int, bool], QStaticText] = {}
        for change in (entry.modelReset, entry.rowsInserted, entry.rowsRemoved):
            change.connect(self.measure_again)
        entry.dataChanged.connect(lambda first, _last: self._sizes.pop(first.row(), None))
        theme.changed.connect(view.viewport().update)

    def places(self, index: Index) -> Places:
        """Return where the parts of a line stand in the list's present width."""
        row, width = index.row(), self._view.viewport().width()
        return self.layout().places(self._entry.line(row), self._entry.shown(row), width)

    def layout(self) -> Layout:
        """Return the layout in the list's present font."""
        if self._layout is None or self._layout.font != self._view.font():
            self._layout = Layout(self._words, self._view.font())
            self._texts.clear()
        return self._layout

    def measure_again(self, *_rows: object) -> None:
        """Forget the lines' sizes: they stand elsewhere, or in another width or font."""
        self._sizes.clear()

    def lay_out_anew(self) -> None:
        """Lay the lines out for another width or font."""
        self.measure_again()
        self._view.scheduleDelayedItemsLayout()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return as much height as the line's texts need."""
        row = index.row()
        found = self._sizes.get(row)  # asked for all lines whenever one of them changed
        if found is None:
            width = self._view.viewport().width()
            places = self.places(index)
            found = self._sizes[row] = QSize(places.width or width, places.height)
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        anything: Any = option
        line, shown = self._entry.line(index.row()), self._entry.shown(index.row())
        places, layout, colours = self.places(index), self.layout(), self.theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(anything.rect.topLeft())
        lit = index.row() == self._view.currentIndex().row()
        if places.width:
            self._cell(painter, line, shown, places.field, lit=lit)
            painter.restore()
            return
        if lit:
            whole = QRect(0, 0, anything.rect.width(), anything.rect.height())
            painter.fillRect(whole, QColor(colours.accent_soft))
            painter.fillRect(0, 0, _BAR, whole.height(), QColor(colours.accent))
        if line.kind in (LineKind.QUESTION, LineKind.ADD):
            self.question(painter, line, shown, places)
        else:
            self._head(painter, line, places, layout)
        painter.restore()

    def _head(self, painter: QPainter, line: Line, places: Places, layout: Layout) -> None:
        colours = self.theme.palette
        quiet = line.kind is LineKind.NOTE
        painter.setFont(self._view.font() if quiet else layout.bold_font)
        painter.setPen(QColor(colours.ink2 if quiet else colours.ink))
        if quiet:
            painter.drawText(places.head, _LEFT | WRAP, layout.broken(line.text))
            return
        low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(places.head.adjusted(0, 0, 0, -PAD), int(low), line.text)
        if line.kind is LineKind.SECTION:
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(places.head.bottomLeft(), places.head.bottomRight())

    def in_columns(self, index: Index) -> bool:
        """Whether the line is a cell of a table that is shown as one."""
        return bool(index.isValid() and self.places(index).width)

    def _cell(self, painter: QPainter, line: Line, shown: Shown, box: QRect, *, lit: bool) -> None:
        colours, layout = self.theme.palette, self.layout()
        question = line.kind is LineKind.QUESTION
        here = line_of(self._view.currentIndex())
        beside = line.kind is LineKind.ROW and here.table and here.person_id == line.person_id
        frame = box.adjusted(0, 0, -1, -1)
        if lit or beside:
            painter.fillRect(box, QColor(colours.accent_soft))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        if question or line.kind is LineKind.BLANK:
            painter.drawLine(frame.topLeft(), frame.bottomLeft())
        bad = bool(shown.problem) and not shown.soft
        if lit or bad:
            painter.setPen(QPen(QColor(colours.danger if bad else colours.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        inside = box.adjusted(PAD, 0, -PAD, 0)
        if not question:
            heads = line.kind in (LineKind.CORNER, LineKind.COLUMN)
            painter.setPen(QColor(colours.ink2 if heads else colours.ink))
            painter.setFont(layout.small_font if heads else self._view.font())
            words = _head_of(line)
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            at = inside.adjusted(0, 0, 0, -PAD) if heads else inside
            broken = layout.broken(words) if heads else layout.cut(words, inside.width())
            painter.drawText(at, (int(low) if heads else _MIDDLE) | WRAP, broken)
            return
        self._answer(painter, line, shown, inside)
        if shown.note:  # as spreadsheets mark a cell with a remark
            corner = box.topRight()
            points = [corner, corner - QPoint(_CORNER, 0), corner + QPoint(0, _CORNER)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.ink2))
            painter.drawPolygon(QPolygon(points))

    def _answer(self, painter: QPainter, line: Line, shown: Shown, inside: QRect) -> None:
        """Write what a cell has room for, with marks for what it hasn't."""
        colours, layout = self.theme.palette, self.layout()
        kind = line.question.kind if line.question else ""
        words = in_short(shown, kind, lambda text: layout.fits(text, inside.width()))
        quiet = shown.state in STATE_WORDS or not words
        painter.setFont(self._view.font())
        painter.setPen(QColor(colours.ink2 if quiet else colours.ink))
        if not words and shown.required:
            words = "*"
        said = f"! {words}" if shown.problem else words
        painter.drawText(inside, _MIDDLE | WRAP, layout.cut(said, inside.width()))

    def question(self, painter: QPainter, line: Line, shown: Shown, places: Places) -> None:
        """Paint a question that has a line of its own."""
        colours, layout = self.theme.palette, self.layout()
        painter.setFont(self._view.font())
        painter.setPen(QColor(colours.ink))
        star = " *" if shown.required else ""
        self._write(painter, line.text + star, places.head)
        coded = bool(shown.choices) or any(c.code for c in places.chips)
        if not coded:
            self._field(painter, line, shown, places.field)
        for chip in places.chips:
            self._chip(painter, chip, chosen=not chip.code or chip.code in shown.chosen)
        painter.setFont(layout.small_font)
        if shown.problem:
            painter.setPen(QColor(colours.ink2 if shown.soft else colours.danger))
            painter.drawText(places.problem, _LEFT | WRAP, layout.broken(shown.problem))
        if shown.note:
            painter.setPen(QColor(colours.ink2))
            painter.drawText(places.note, _LEFT | WRAP, layout.broken(shown.note))

    def _field(self, painter: QPainter, line: Line, shown: Shown, field: QRect) -> None:
        colours = self.theme.palette
        bad = bool(shown.problem) and not shown.soft
        painter.setPen(QPen(QColor(colours.danger if bad else colours.line), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(field.adjusted(0, 0, -1, -1), _ROUND, _ROUND)
        inside = field.adjusted(PAD, 0, -PAD, 0)
        if line.kind is LineKind.ADD:
            painter.setPen(QColor(colours.ink2))
            painter.drawText(inside, _MIDDLE, "พิมพ์ชื่อ-นามสกุล หรือ Enter เพื่อไปต่อ")
            return
        painter.setPen(QColor(colours.ink))
        painter.drawText(inside, _MIDDLE | WRAP, self.layout().broken(shown.words))

    def _chip(self, painter: QPainter, chip: Chip, *, chosen: bool) -> None:
        """Chosen is filled and bold, the rest outlined: colour alone says nothing."""
        colours, layout = self.theme.palette, self.layout()
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.line), 1))
        painter.setBrush(QColor(colours.accent if chosen else colours.surface))
        painter.drawRoundedRect(chip.rect.adjusted(0, 0, -1, -1), _ROUND, _ROUND)
        painter.setFont(layout.bold_font if chosen else self._view.font())
        painter.setPen(QColor(colours.on_accent if chosen else colours.ink))
        text = self._static(chip.words, 0, bold=chosen)
        size = text.size().toSize()
        room = chip.rect.width() - PAD
        if size.width() > room:
            words = layout.metrics.elidedText(chip.words, Qt.TextElideMode.ElideRight, room)
            text = self._static(words, 0, bold=chosen)
            size = text.size().toSize()
        left, top = chip.rect.width() - size.width(), chip.rect.height() - size.height()
        painter.drawStaticText(chip.rect.topLeft() + QPoint(left // 2, top // 2), text)

    def _write(self, painter: QPainter, words: str, at: QRect) -> None:
        text = self._static(self.layout().broken(words), at.width(), bold=False)
        painter.drawStaticText(at.topLeft(), text)

    def _static(self, words: str, width: int, *, bold: bool) -> QStaticText:
        """Return a text that is shaped once: a screen is full of the same few."""
        found = self._texts.get((words, width, bold))
        if found is None:
            found = QStaticText(words)
            found.setTextFormat(Qt.TextFormat.PlainText)
            if width:
                found.setTextWidth(width)
            found.prepare(font=self.layout().bold_font if bold else self._view.font())
            self._texts[words, width, bold] = found
        return found


def _head_of(line: Line) -> str:
    """Return what the head of a column or row says; a blank cell says nothing."""
    if line.kind is LineKind.BLANK:
        return ""
    if line.column or not (line.table and line.table.asks_names):
        return line.text
    return line.text.partition(" ")[0] if line.kind is LineKind.ROW else _NUMBERS


def is_typed(index: Index) -> bool:
    """Whether the line is typed in rather than answered by a code."""
    question = line_of(index).question
    return is_open(index) and (question is None or question.kind not in CODED)


def is_open(index: Index) -> bool:
    """Whether the keyboard stops at the line."""
    return bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
