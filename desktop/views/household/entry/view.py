"""The logbook on the screen: one line lit, everything by keys, in the order of the paper."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from desktop.domain.keying import Place
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.models.entry import EntryModel, line_of, shown_of
from desktop.models.roles import Index
from desktop.services.keying import Book
from desktop.views.household.entry.acts import Act, act_of, mark_of
from desktop.views.household.entry.card import CellCard
from desktop.views.household.entry.editors import LineEditors
from desktop.views.household.entry.layout import chip_at, codes_by_key
from desktop.views.household.entry.painting import is_open, is_typed
from desktop.views.household.entry.tally import Tally
from desktop.views.household.entry.walk import Walk
from desktop.views.keys import digit_of
from desktop.views.text import Breaker
from desktop.views.theme import Theme

_MARKED = {Act.UNKNOWN: AnswerState.UNKNOWN, Act.NOT_ASKED: AnswerState.NOT_ASKED}
_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class EntryView(QListView):
    """Keys go along the questions that apply; going back retraces those really visited.

    `ended` tells that the last line was left, `list_wanted` asks for the open points.
    """

    ended = Signal()
    list_wanted = Signal()

    def __init__(self, theme: Theme, words: Breaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = EntryModel(self)
        self.tally = Tally()
        self._previous: Mapping[Place, Answer] = {}
        self._held: list[QKeyEvent] | None = None
        self.lines = LineEditors(theme, words, self, self.entry)
        self.card = CellCard(self, self.entry, self.lines)
        self.walk = Walk(self, self.entry, self.lines)
        self.setModel(self.entry)
        self.setItemDelegate(self.lines)
        self.setAccessibleName("คำถามของสมุดพก")
        self.setProperty("role", "entry")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # A line fills the width; the cells of a table fill one together.
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.walk.moved.connect(self.card.follow)
        self.card.clicked.connect(self.tally.mouse)
        self._led_on: Mapping[Act, Callable[[], object]] = {
            Act.BACK: self.walk.retrace,
            Act.DOWN: partial(self._on, self.walk.down),
            Act.UP: self.walk.up,
            Act.NOTE: self.walk.annotate,
            Act.TO_LIST: self.list_wanted.emit,
            Act.TO_OPEN: self._to_open,
        }
        self.lines.acted.connect(lambda _act: self.tally.key())
        self.lines.acted.connect(self._act)
        self.lines.typed.connect(self.tally.key)

    def show_book(self, book: Book, *, held: bool = False) -> None:
        """Show another logbook, or the same with other members; keys that are `held` stay so."""
        self._held = self._held if held else None
        self.walk.begin_anew()
        self.entry.show(book)

    def repeat_from(self, previous: Mapping[Place, Answer]) -> None:
        """Set the answers that F7 repeats."""
        self._previous = previous

    def start(self, at: Place | None) -> None:
        """Stand where the clerk stood, else in the first question without an answer."""
        book = self.entry.book
        self.go_to(at or (book.first_open() if book else None))

    def go_to(self, place: Place | None) -> None:
        """Stand in a question, ready to type."""
        row = self.entry.row_of(place) if place else None
        if row is not None:
            self.walk.enter(self.entry.index(row))

    def hold(self) -> None:
        """Keep what is typed from now on until it is known where it belongs."""
        self._held = self._held or []

    def release(self, *, forget: bool = False) -> None:
        """Type what was kept where the keyboard stands now, or forget it."""
        held, self._held = self._held or [], None
        for event in () if forget else held:
            if (goal := QApplication.focusWidget()) is not None:
                QApplication.sendEvent(goal, event)

    def take_typed(self) -> None:
        """Take what stands in the open editor."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.lines.commitData.emit(editor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers a coded question; all else is an act or nothing."""
        if self._held is not None:
            self._held.append(event.clone())
            return
        self.tally.key()
        index = self.currentIndex()
        code = codes_by_key(shown_of(index).choices).get(digit_of(event))
        if code is not None:
            self._choose(index, code)
        elif event.key() in _CLEARING and index.isValid():
            self.tally.correction()
            self.entry.answer(index.row(), "")
        elif (act := act_of(event) or mark_of(event)) is not None:
            self._act(act)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.isValid():
            self._shift(index, 1 if event.key() == Qt.Key.Key_Right else -1)
        elif digit_of(event):
            QApplication.beep()  # no answer has this digit
        elif is_typed(index) and event.text().strip():
            self.walk.open(index)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Let Tab go along the questions; Qt would leave the list by it."""
        if isinstance(event, QKeyEvent) and _is_tab(event):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click lights the line, and answers where it meets a coded answer."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.tally.mouse()
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid() or not is_open(index):
            return
        inside = at - self.visualRect(index).topLeft()
        code = chip_at(self.lines.places(index), inside.x(), inside.y())
        self.walk.enter(index)
        if code is not None:
            self.entry.choose(index.row(), code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lines out anew for the width."""
        super().resizeEvent(event)
        self.lines.lay_out_anew()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the lines out anew for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "lines"):
            self.lines.lay_out_anew()

    def doItemsLayout(self) -> None:
        """Take the card along wherever the lines come to stand."""
        super().doItemsLayout()
        self.card.follow()

    def _act(self, act: Act) -> None:
        if self._held is not None:
            return  # where this leads isn't there yet
        index = self.currentIndex()
        if act in _MARKED and index.isValid():
            self.entry.answer(index.row(), "", _MARKED[act])
        elif act is Act.REPEAT:
            self._repeat(index)
        self._led_on.get(act, self._on)()

    def _to_open(self) -> None:
        points = self.entry.points()
        self.go_to((points[0].question, points[0].person_id) if points else self.walk.here())

    def _on(self, go: Callable[[], bool] | None = None) -> None:
        if not (go or self.walk.advance)():
            self.ended.emit()

    def _choose(self, index: Index, code: str) -> None:
        """One answer goes on by itself; of several, Enter goes on."""
        line = line_of(index)
        alone = line.question is not None and line.question.kind != "select_multiple"
        if alone and shown_of(index).value:
            self.tally.correction()
        self.entry.choose(index.row(), code)
        if alone:
            self._on()

    def _shift(self, index: Index, by: int) -> None:
        """Choose the answer beside; the way to those without a digit."""
        shown = shown_of(index)
        codes = [choice.code for choice in shown.choices]
        if codes:
            at = codes.index(shown.value) + by if shown.value in codes else 0
            self.entry.choose(index.row(), codes[at % len(codes)])

    def _repeat(self, index: Index) -> None:
        place = self.walk.here()
        given = self._previous.get(place) if place else None
        if given is not None and index.isValid():
            self.entry.answer(index.row(), given.value, given.state)


def _is_tab(event: QKeyEvent) -> bool:
    pressed = event.type() == QEvent.Type.KeyPress
    return pressed and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
