"""Facts that lists told otherwise: 1 takes the list's word, 2 keeps what is stored."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.questions import Decided, Question, QuestionGroup, Verdict
from desktop.domain.review import Kind
from desktop.models.questions import FIELD, LIST, OFFERED, PLACE, REASON, REASONS, questions_model
from desktop.services import questions
from desktop.views.filtering import Chip
from desktop.views.imports.review import DecisionTable
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, column, row
from desktop.views.repairs.groups import NARROW, ROOMY, Group, GroupList
from desktop.views.text import Prose, label

_EMPTY = (
    "ไม่มีเรื่องที่รอตัดสินใจ เมื่อรายชื่อบอกต่างจากที่เจ้าหน้าที่แก้ไว้ หรือเก่ากว่าข้อมูลที่มี "
    "โปรแกรมจะคงค่าเดิมไว้ก่อนและนำมาถามที่นี่"
)
_HINT = "กด 1 ใช้ค่าใหม่   กด 2 คงค่าเดิม   Enter เปิดครัวเรือน"
Key = tuple[str, Kind]


class QuestionsPart(QWidget):
    """Fields and reasons at the left, the questions of one beside them."""

    open_wanted = Signal(int)
    counted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._groups: tuple[QuestionGroup, ...] = ()
        self._deciding: set[int] = set()
        self.model = questions_model(
            lambda ids: questions.rows(kit.desk, ids), self._ask, parent=self
        )
        self.table = DecisionTable("เรื่องที่รอตัดสินใจ", self)
        self.table.setModel(self.model)
        self.table.lay_out((176, 150, 104, 136, 150, 130, 150), stretch=OFFERED)
        self.groups = GroupList("เรื่อง", self)
        self.chip = Chip("เรื่อง", self.groups.choices, self)
        self.take = button("1 ใช้ค่าใหม่")
        self.keep = button("2 คงค่าเดิม")
        self.take_all = button("ใช้ค่าใหม่ทั้งหมด")
        self.keep_all = button("คงค่าเดิมทั้งหมด")
        self.says = label("", "quiet")
        self._lay_out()
        self._connect()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the two values come first."""
        super().resizeEvent(event)
        self._fit()

    def arrive(self) -> None:
        """Read what waits again."""
        desk = self._kit.desk
        self._kit.read(self, lambda: questions.groups(desk), self._take)

    def stand(self) -> None:
        """Take the keyboard to the questions."""
        self.table.setFocus()

    def count(self) -> int:
        """Return how many wait."""
        return sum(one.count for one in self._groups)

    def _lay_out(self) -> None:
        nothing = QWidget()
        words = Prose(self._kit.desk.words, _EMPTY, "quiet")
        nothing.setLayout(column(None, label("ตัดสินใจครบแล้ว", "section"), words, None))
        work = QWidget()
        inner = row(gap=APART)
        inner.addWidget(self.groups)
        inner.addWidget(self.table, 1)
        head = row(self.chip, self.take, self.keep, None, self.keep_all, self.take_all)
        work.setLayout(column(head, inner, row(label(_HINT, "small"), None, self.says), gap=12))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(work)
        self._stack.addWidget(nothing)

    def _fit(self) -> None:
        narrow, alone = self.width() < NARROW, self._key()[1] is not None
        self.groups.setVisible(not narrow)
        self.chip.setVisible(narrow)
        for name, shown in (
            (PLACE, not narrow),
            (FIELD, not alone),
            (REASON, not narrow and not alone),
            (LIST, self.width() >= ROOMY),
        ):
            self.table.show_column(name, shown)

    def _connect(self) -> None:
        self.chip.picked.connect(self.groups.choose)
        self.groups.turned.connect(lambda _key: self._find())
        self.table.decided.connect(self._decide)
        self.table.opened.connect(self._open)
        self.take.clicked.connect(lambda: self._decide(True))
        self.keep.clicked.connect(lambda: self._decide(False))
        self.take_all.clicked.connect(lambda: self._decide_all(Verdict.TAKEN))
        self.keep_all.clicked.connect(lambda: self._decide_all(Verdict.KEPT))

    def _ask(
        self, job: Callable[[], list[Question]], done: Callable[[list[Question]], object]
    ) -> None:
        self._kit.read(self, job, done)

    def _take(self, found: tuple[QuestionGroup, ...]) -> None:
        self._groups = found
        self.counted.emit()
        self._stack.setCurrentIndex(0 if found else 1)
        self.groups.show_groups(
            [
                Group((one.field, one.reason), f"{one.label} · {REASONS[one.reason]}", one.count)
                for one in found
            ]
        )
        self._find()

    def _key(self) -> tuple[str, Kind | None]:
        for one in self._groups:
            if self.groups.key() == (one.field, one.reason):
                return one.field, one.reason
        return "", None

    def _find(self) -> None:
        desk, key = self._kit.desk, self._key()

        def done(ids: list[int]) -> None:
            if key == self._key():
                self._show([one for one in ids if one not in self._deciding])

        self._kit.read(self, lambda: questions.find(desk, *key), done)
        self.chip.show_choice(self.groups.key())
        self._fit()

    def _show(self, ids: list[int]) -> None:
        before = self.table.currentIndex().row()
        self.model.show_ids(ids)
        if ids and not self.table.picked():
            self._stand_in(min(max(before, 0), len(ids) - 1))

    def _stand_in(self, line: int) -> None:
        """Pick one row, whatever keys are held down: Qt's own `selectRow` minds them."""
        flag = QItemSelectionModel.SelectionFlag
        index = self.model.index(line, 0)
        self.table.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def _open(self, line: int) -> None:
        one = self.model.record(line)
        if one is not None:
            self.open_wanted.emit(one.household_id)

    def _decide(self, takes: bool) -> None:
        """Decide what is picked; the next row stands under the keyboard at once."""
        picked = self.table.picked()
        shown = [one for line in picked if (one := self.model.record(line)) is not None]
        seen = {one.id: one.seen for one in shown}
        if not seen:
            return
        self._send(list(seen), Verdict.TAKEN if takes else Verdict.KEPT, seen)
        self.model.drop(set(seen))
        if self.model.rowCount():
            self._stand_in(min(picked[0], self.model.rowCount() - 1))

    def _decide_all(self, verdict: Verdict) -> None:
        ids = self.model.ids()
        title, yes = {
            Verdict.TAKEN: ("ใช้ค่าใหม่จากรายชื่อ", "ใช้ค่าใหม่"),
            Verdict.KEPT: ("คงค่าเดิม", "คงค่าเดิม"),
        }[verdict]
        if ids and self._kit.ask.confirm(
            f"{title}ทั้ง {len(ids):,} รายการหรือไม่",
            "ทุกรายการในตารางนี้จะถูกตัดสินแบบเดียวกัน ย้อนกลับได้ด้วย Ctrl+Z",
            yes,
        ):
            self._send(ids, verdict, {})

    def _send(self, ids: Sequence[int], verdict: Verdict, seen: dict[int, str]) -> None:
        desk, mine = self._kit.desk, set(ids)
        self._deciding |= mine

        def done(decided: Decided) -> None:
            self._deciding -= mine
            again = len(decided.again)
            self.says.setText(
                f"มี {again:,} รายการที่ข้อมูลถูกแก้หลังจากนั้น กรุณาดูค่าปัจจุบันแล้วตัดสินใจอีกครั้ง" if again else ""
            )
            self._kit.hub.tell(decided.changes)

        def failed(_error: BaseException) -> None:
            self._deciding -= mine
            self.arrive()

        self._kit.write(self, lambda: questions.decide(desk, ids, verdict, seen), done, failed)
