"""Beside the questions: how far the logbook is, what stands open, what helps with this one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QSizePolicy,
    QWidget,
)

from desktop.domain.form import OpenPoint, Question
from desktop.domain.records import VisitDraft
from desktop.domain.vocabulary import VISIT_STATE_LABEL
from desktop.services.keying import Book
from desktop.views.layouts import APART, NEAR, button, card, column, scrolled
from desktop.views.text import Breaker, Prose, label

# Pixels: the width, the least height of the list, the height of two lines.
_WIDE, _LIST, _HINT = 264, 72, 56
_UNBOUND = 16_777_215
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_KEYS = (
    "Enter ข้อถัดไป   Shift+Tab ข้อก่อน\n"
    "− ไม่ทราบ   * ไม่ได้ถาม   ↑↓ คนอื่น\n"
    "F7 ซ้ำเล่มก่อน   F8 หมายเหตุ\n"
    "F6 ข้อที่ค้าง   F10 ข้อค้างแรก"
)
_SHORT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_PLACE = int(Qt.ItemDataRole.UserRole)


class Side(QWidget):
    """`wanted` names the open point to stand in, `form_chosen` the form to key."""

    wanted = Signal(object)
    form_chosen = Signal(str)

    def __init__(self, words: Breaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("ตอบแล้ว")
        self._done = (0, 0)
        # The bar paints itself at once, and what else has changed with it: not between two keys.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._move_bar)
        self.form = QComboBox()
        self.form.setAccessibleName("แบบสมุดพก")
        self.form.setMinimumContentsLength(8)
        self.form.setSizeAdjustPolicy(_SHORT)
        self.form.activated.connect(lambda: self.form_chosen.emit(self.form.currentData()))
        self._count = label("", "small")
        self._news = Prose(words, "", "small")
        self._open = label("", "quiet")
        self.points = QListWidget()
        self.points.setProperty("role", "points")
        self.points.setAccessibleName("ข้อที่ยังค้าง")
        self.points.setWordWrap(True)
        self.points.setMinimumHeight(_LIST)
        self.points.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.points.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.points.installEventFilter(self)
        self.points.itemClicked.connect(self._go)
        self._words = words
        self._shown: object = None
        self._hint = Prose(words, "", "quiet")
        self._hint.setFixedHeight(_HINT)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._keys = label(_KEYS, "small")
        self.save = button("บันทึกร่าง  (Ctrl+S)")
        self.finish = button("บันทึกว่าครบถ้วน", "primary")
        self.verify = button("กรอกทวนเพื่อเทียบ", "plain")
        self._card = card(
            *(self.form, self._bar, self._count, self._news),
            *(self._open, self.points, self.save, self.finish, self.verify),
            *(self._hint, self._keys),
        )
        inside = self._card.layout()
        if isinstance(inside, QBoxLayout):
            inside.setStretchFactor(self.points, 1)
        # What changes inside with every key must not lay the whole window out again.
        self.setLayout(column(scrolled(self._card)))

    def arrange(self, box: QBoxLayout, *, narrow: bool) -> None:
        """Stand beside the questions, or in one line below them."""
        way = QBoxLayout.Direction
        box.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        inside = self._card.layout()
        if isinstance(inside, QBoxLayout):
            inside.setDirection(way.LeftToRight if narrow else way.TopToBottom)
            edge = NEAR if narrow else APART
            inside.setContentsMargins(APART, edge, APART, edge)
        kept = (self.form, self.save, self.finish)
        for part in self._card.findChildren(QWidget, options=_DIRECT):
            part.setHidden(narrow and part not in kept)
        self.setMinimumWidth(0 if narrow else _WIDE)
        self.setMaximumWidth(_UNBOUND if narrow else _WIDE)
        self.setMaximumHeight(self._card.sizeHint().height() if narrow else _UNBOUND)

    def show_forms(self, forms: Sequence[tuple[str, str]], current: str) -> None:
        """Offer the forms, by id and title."""
        self.form.clear()
        for name, title in forms:
            self.form.addItem(title, name)
        self.form.setCurrentIndex(self.form.findData(current))

    def show_verifying(self, active: bool) -> None:
        """Say what finishing does while the paper is keyed a second time."""
        self.finish.setText("เทียบสองครั้ง" if active else "บันทึกว่าครบถ้วน")
        self.verify.setText("เลิกกรอกทวน" if active else "กรอกทวนเพื่อเทียบ")
        self.save.setEnabled(not active)

    def show_state(self, visit: VisitDraft, done: tuple[int, int]) -> None:
        """Say how far the logbook is."""
        answered, asked = self._done = done
        self._soon.start()
        words = VISIT_STATE_LABEL[visit.state] if visit.id is not None else "ยังไม่เริ่ม"
        self._count.setText(f"{words} · ตอบแล้ว {answered} จาก {asked} ข้อ")

    def _move_bar(self) -> None:
        answered, asked = self._done
        self._bar.setRange(0, max(asked, 1))
        self._bar.setValue(answered)

    def show_points(self, points: Sequence[OpenPoint], book: Book) -> None:
        """List what stands open; what is unlikely is to be confirmed by a note."""
        if (points, book.members) == self._shown:
            return
        self._shown = points, book.members
        self._open.setText(f"ยังค้าง {len(points)} ข้อ" if points else "ไม่มีข้อค้าง")
        questions = {one.id: one.label for one in book.form.questions}
        names = dict(book.members)
        self.points.clear()
        for point in points:
            who = names.get(point.person_id, "")
            what = questions.get(point.question, "")
            confirm = " (ยืนยันด้วยหมายเหตุ F8)" if point.soft else ""
            text = f"{who}  {what}: {point.message}{confirm}".strip()
            item = QListWidgetItem(self._words.with_breaks(text))
            item.setData(_PLACE, (point.question, point.person_id))
            self.points.addItem(item)

    def show_question(self, question: Question | None) -> None:
        """Help with the question that is lit."""
        hint = question.hint if question else ""
        if hint != self._hint.said():
            self._hint.say(hint)

    def say(self, news: str) -> None:
        """Tell what happened to the logbook."""
        self._news.say(news)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list of open points leads there."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            item = self.points.currentItem() or self.points.item(0)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
                self._go(item)
                return True
        return super().eventFilter(watched, event)

    def _go(self, item: QListWidgetItem) -> None:
        question, person = item.data(_PLACE)
        self.wanted.emit((question, person))
