"""One pair side by side: what agrees, what differs, and how likely it is one."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.link_pairs import LinkPair
from desktop.domain.linkage import KIND_LABEL, Verdict
from desktop.models.links import (
    FIELD,
    FIRST,
    SECOND,
    SIGN,
    effect_words,
    lines_model,
    score_words,
)
from desktop.models.roles import AGREEMENT_ROLE
from desktop.views.delegates import Index, rect_of
from desktop.views.keys import digit_of, letter_of
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, column, row
from desktop.views.tables import Table
from desktop.views.text import Elided, Prose, label
from desktop.views.theme import Theme

_EDGE = 8
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
_BY_DIGIT = {"1": Verdict.SAME, "2": Verdict.DIFFERENT, "3": Verdict.LATER}
_BY_LETTER = {"Y": Verdict.SAME, "N": Verdict.DIFFERENT}


class LineDelegate(QStyledItemDelegate):
    """What differs has a sign, a colour of its own and a tinted ground; long values wrap."""

    def __init__(self, theme: Theme, table: Table) -> None:
        super().__init__(table)
        self._theme, self._table = theme, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, then words: the style sheet has no say in either."""
        colours = self._theme.palette
        differs = index.data(AGREEMENT_ROLE) == "differs"
        room = rect_of(option)
        painter.save()
        painter.fillRect(room, QColor(colours.hover if differs else colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        font = self._table.font()
        font.setBold(differs and index.column() != FIELD)
        painter.setFont(font)
        quiet = index.column() == FIELD or index.data(AGREEMENT_ROLE) == "unknown"
        strong = colours.danger if differs and index.column() != FIELD else colours.ink
        painter.setPen(QColor(colours.ink2 if quiet else strong))
        middle = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(
            room.adjusted(_EDGE, 2, -_EDGE, -2),
            middle if index.column() == SIGN else _WRAP,
            str(index.data() or ""),
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Be as high as the wrapped words."""
        width = max(40, self._table.columnWidth(index.column()) - 2 * _EDGE)
        words = str(index.data() or "")
        needed = self._table.fontMetrics().boundingRect(QRect(0, 0, width, 999), _WRAP, words)
        return QSize(width, max(28, needed.height() + 4))


class PairView(QWidget):
    """A pair and its three answers, by one key each, wherever the layout puts it."""

    judged = Signal(Verdict)
    back = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("คู่ที่อาจซ้ำ")
        words = kit.desk.words
        self.what = Elided("section")
        self.score = label("", "section")
        self.left = label("", "quiet")
        self.why = Prose(words, "")
        self.effect = Prose(words, "", "small")
        self.model = lines_model(self)
        self.table = _table(self.model, kit.theme, self)
        self.same = button("1  เหมือนกัน", "primary", "กด 1 หรือ Y")
        self.different = button("2  คนละรายการ", tip="กด 2 หรือ N")
        self.later = button("3  ไว้ก่อน", tip="กด 3 หรือเว้นวรรค")
        self.take_back = button("ย้อนคู่ก่อนหน้า", "plain", "กด Backspace หรือ Ctrl+Z")
        answers = row(self.same, self.different, self.later, APART, self.take_back)
        head = row(self.what, APART, self.score, APART, self.left)
        head.setStretch(0, 1)
        keys = Elided("small")
        keys.say("กด 1/Y  2/N  3/เว้นวรรค   Backspace ย้อน")
        answers.addWidget(keys, 1)
        box = column(head, self.why, self.table, self.effect, answers)
        box.setContentsMargins(0, 12, 0, 0)
        self.setLayout(box)
        for made, verdict in (
            (self.same, Verdict.SAME),
            (self.different, Verdict.DIFFERENT),
            (self.later, Verdict.LATER),
        ):
            made.clicked.connect(lambda _on=False, v=verdict: self.judged.emit(v))
        self.take_back.clicked.connect(self.back)

    def put(self, pair: LinkPair, number: int) -> None:
        """Show a pair; `number` are left with it."""
        self.what.say(f"{KIND_LABEL[pair.kind]}: {pair.names[0]}")
        self.score.setText(score_words(pair))
        self.why.say(" · ".join(pair.reasons))
        self.effect.say(effect_words(pair))
        self.count(number)
        self.model.show([line for line in pair.lines if line.agreement != "unknown"])
        self.table.resizeRowsToContents()
        self.table.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        # The columns share out their room only after this event.
        QTimer.singleShot(0, self.table, self.table.resizeRowsToContents)

    def count(self, number: int) -> None:
        """Say how many are left."""
        self.left.setText(f"เหลือ {number:,} คู่")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by key."""
        verdict = _BY_DIGIT.get(digit_of(event)) or _BY_LETTER.get(letter_of(event))
        if event.key() == Qt.Key.Key_Space:
            verdict = Verdict.LATER
        if verdict is not None:
            if not event.isAutoRepeat():
                self.judged.emit(verdict)
        elif event.key() == Qt.Key.Key_Backspace:
            self.back.emit()
        else:
            super().keyPressEvent(event)


def _table(model: object, theme: Theme, parent: QWidget) -> Table:
    table = Table("เทียบข้อมูลสองรายการ", parent)
    table.setModel(model)  # type: ignore[arg-type]
    table.setItemDelegate(LineDelegate(theme, table))
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setWordWrap(True)
    heads = table.horizontalHeader()
    for number, width in ((FIELD, 150), (SIGN, 40)):
        heads.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
        table.setColumnWidth(number, width)
    for number in (FIRST, SECOND):
        heads.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
    return table
