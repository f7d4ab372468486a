"""Beside the questions: how far the logbook is, what stands open, what helps with this one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QProgressBar, QWidget

from desktop.domain.form import OpenPoint, Question
from desktop.domain.records import VisitDraft
from desktop.domain.vocabulary import VISIT_STATE_LABEL
from desktop.services.keying import Book
from desktop.views.layouts import APART, NEAR, button, card, column
from desktop.views.text import Breaker, Prose, label

_WIDE = 264  # pixels
_UNBOUND = 16_777_215
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_KEYS = (
    "Enter ข้อถัดไป   Shift+Tab ข้อก่อน\n"
    "− ไม่ทราบ   * ไม่ได้ถาม\n"
    "F7 ซ้ำเล่มก่อน   F8 หมายเหตุ\n"
    "F6 ข้อที่ค้าง   F10 ข้อค้างแรก"
)
_PLACE = int(Qt.ItemDataRole.UserRole)


class Side(QWidget):
    """`wanted` names the open point to stand in."""

    wanted = Signal(object)

    def __init__(self, words: Breaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("ตอบแล้ว")
        self._state = label("", "section")
        self._count = label("", "small")
        self._news = Prose(words, "", "small")
        self._open = label("", "quiet")
        self.points = QListWidget()
        self.points.setProperty("role", "points")
        self.points.setAccessibleName("ข้อที่ยังค้าง")
        self.points.setWordWrap(True)
        self.points.installEventFilter(self)
        self.points.itemClicked.connect(self._go)
        self._words = words
        self._narrow = False
        self._hint = Prose(words, "", "quiet")
        self._figures = Prose(words, "", "small")
        self._keys = label(_KEYS, "small")
        self.save = button("บันทึกร่าง  (Ctrl+S)")
        self.finish = button("บันทึกว่าครบถ้วน", "primary")
        self._card = card(
            *(self._state, self._bar, self._count, self._news, self._hint),
            *(self._open, self.points, self.save, self.finish, self._keys, self._figures),
        )
        self.setLayout(column(self._card))

    def minimumSizeHint(self) -> QSize:
        """Don't hold the window open: below some height it is asked to be narrow."""
        return super().minimumSizeHint() if self._narrow else QSize(_WIDE, 0)

    def arrange(self, box: QBoxLayout, *, narrow: bool) -> None:
        """Stand beside the questions, or in one line below them."""
        way = QBoxLayout.Direction
        box.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        inside = self._card.layout()
        if isinstance(inside, QBoxLayout):
            inside.setDirection(way.LeftToRight if narrow else way.TopToBottom)
            edge = NEAR if narrow else APART
            inside.setContentsMargins(APART, edge, APART, edge)
        self.setMinimumWidth(0 if narrow else _WIDE)
        self.setMaximumWidth(_UNBOUND if narrow else _WIDE)
        self._narrow = narrow
        self._show_parts()

    def _show_parts(self) -> None:
        kept = (self._state, self.save, self.finish)
        for part in self._card.findChildren(QWidget, options=_DIRECT):
            silent = isinstance(part, Prose) and not part.said()
            part.setHidden(silent or (self._narrow and part not in kept))

    def show_state(self, visit: VisitDraft, done: tuple[int, int], figures: str) -> None:
        """Say how far the logbook is, and what keying costs."""
        answered, asked = done
        self._bar.setRange(0, max(asked, 1))
        self._bar.setValue(answered)
        self._count.setText(f"ตอบแล้ว {answered} จาก {asked} ข้อ")
        words = VISIT_STATE_LABEL[visit.state] if visit.id is not None else "ยังไม่เริ่ม"
        self._state.setText(f"สมุดพก: {words}")
        self._figures.say(figures)
        self._show_parts()

    def show_points(self, points: Sequence[OpenPoint], book: Book) -> None:
        """List what stands open; what is unlikely is to be confirmed by a note."""
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
        self._hint.say(question.hint if question else "")
        self._show_parts()

    def say(self, news: str) -> None:
        """Tell what happened to the logbook."""
        self._news.say(news)
        self._show_parts()

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
