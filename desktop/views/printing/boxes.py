"""One box after the other: its picture beside what was read, answered with a key."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.scans import BoxReading, BoxState, Question, ScannedPage
from desktop.views.kit import Kit
from desktop.views.layouts import button, card, column, row
from desktop.views.text import Prose, label

# What is shown around a box, in millimetres, and how large.
_LEFT, _RIGHT, _ABOVE = 34.0, 34.0, 9.0
_WIDTH, _MARGIN = 520, 0.9
READ = {
    BoxState.EMPTY: "อ่านได้ว่า ว่าง",
    BoxState.TICKED: "อ่านได้ว่า มีเครื่องหมาย",
    BoxState.CANCELLED: "อ่านได้ว่า ระบายทึบเพื่อยกเลิก",
    BoxState.DOUBTFUL: "ไม่แน่ใจ",
}
_DONE = "ดูครบทุกช่องแล้ว กด “รับเข้าสมุดพก”"
_NONE = "เลือกไฟล์สแกน แล้วช่องที่ต้องดูจะอยู่ตรงนี้"
_KEYS = {Qt.Key.Key_1: BoxState.TICKED, Qt.Key.Key_0: BoxState.EMPTY}


class BoxesPage(QWidget):
    """`answered` tells that a person said something of a box, or went back."""

    answered = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Sequence[ScannedPage] = ()
        self._asked: Sequence[Question] = ()
        self._names: dict[tuple[str, str], str] = {}
        self._at = 0
        self.said: dict[tuple[int, int], BoxState] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("ช่องที่ต้องดู")
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName("ภาพของช่อง")
        self.what = Prose(kit.desk.words, "", "section")
        self.why = label("", "quiet")
        self.where = label("", "small")
        self.yes = button("1  มีเครื่องหมาย", tip="ช่องนี้มีเครื่องหมาย (1)")
        self.no = button("0  ว่าง", tip="ช่องนี้ว่าง หรือถูกยกเลิก (0)")
        self.skip = button("ข้าม", tip="ไปช่องถัดไป ช่องที่ไม่แน่ใจจะเว้นว่าง (Space)")
        self.back = button("ย้อน", tip="กลับไปช่องก่อนหน้า (Backspace)")
        self.setLayout(
            column(
                card(
                    *(self.where, self.what, self.picture, self.why),
                    row(self.yes, self.no, self.skip, None, self.back),
                ),
                None,
            )
        )
        self.yes.clicked.connect(lambda: self._say(BoxState.TICKED))
        self.no.clicked.connect(lambda: self._say(BoxState.EMPTY))
        self.skip.clicked.connect(lambda: self._go(self._at + 1))
        self.back.clicked.connect(lambda: self._go(self._at - 1))
        self.ask((), (), {})

    def ask(
        self,
        pages: Sequence[ScannedPage],
        asked: Sequence[Question],
        names: dict[tuple[str, str], str],
    ) -> None:
        """Begin with the first box. `names` say what a box stands for, by question and choice."""
        self._pages, self._asked, self._names = pages, asked, names
        self.said = {}
        self._go(0)

    @property
    def left(self) -> int:
        """How many boxes nobody has looked at yet."""
        return len(self._asked) - self._at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with 1 and 0, skip with Space, go back with Backspace."""
        state = _KEYS.get(Qt.Key(event.key()))
        if state is not None:
            self._say(state)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Right):
            self._go(self._at + 1)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            self._go(self._at - 1)
        else:
            super().keyPressEvent(event)

    def _say(self, state: BoxState) -> None:
        if self._at < len(self._asked):
            asked = self._asked[self._at]
            self.said[asked.page, asked.box] = state
            self._go(self._at + 1)

    def _go(self, to: int) -> None:
        self._at = max(0, min(to, len(self._asked)))
        open_ = self._at < len(self._asked)
        for act in (self.yes, self.no, self.skip):
            act.setEnabled(open_)
            act.setVisible(bool(self._asked))
        self.back.setVisible(bool(self._asked))
        self.back.setEnabled(self._at > 0)
        if open_:
            self._show(self._asked[self._at])
        else:
            self.where.setText("")
            self.what.say(_DONE if self._asked else _NONE)
            self.picture.clear()
            self.why.setText("")
        self.answered.emit()

    def _show(self, asked: Question) -> None:
        page = self._pages[asked.page]
        box = page.reading.boxes[asked.box]
        place = box.place
        whose = f"คนที่ {place.row} · " if place.row else ""
        name = self._names.get((place.question, place.choice), place.question)
        self.where.setText(f"{self._at + 1:,} / {len(self._asked):,} · ครัวเรือนเลขที่ {page.called}")
        self.what.say(f"{whose}{name}")
        said = self.said.get((asked.page, asked.box))
        reading = READ[said or box.state] if said is None else f"ท่านตอบ {READ[said][10:]}"
        self.why.setText(f"{reading} ({asked.why})" if asked.why != READ[box.state] else reading)
        self.picture.setPixmap(_crop(page, box, self.palette().highlight().color()))


def _crop(page: ScannedPage, box: BoxReading, colour: QColor) -> QPixmap:
    """Return the picture of a box with what stands around it; the box itself is framed."""
    rect, dots = box.place.rect, page.dots
    left, top = rect.x - _LEFT, rect.y - _ABOVE
    wide, high = rect.width + _LEFT + _RIGHT, rect.height + 2 * _ABOVE
    part = QRect(round(left * dots), round(top * dots), round(wide * dots), round(high * dots))
    whole = QImage.fromData(page.picture)
    cut = QPixmap.fromImage(whole.copy(part))
    large = cut.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
    each = _WIDTH / wide
    painter = QPainter(large)
    painter.setPen(QPen(colour, 2))
    x, y = (_LEFT - _MARGIN) * each, (_ABOVE - _MARGIN) * each
    painter.drawRoundedRect(
        QRectF(x, y, (rect.width + 2 * _MARGIN) * each, (rect.height + 2 * _MARGIN) * each), 4, 4
    )
    painter.end()
    return large
