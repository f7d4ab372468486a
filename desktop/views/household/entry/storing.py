"""Storing what is typed into a logbook: each answer at once in the journal, all of it merged."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from desktop.domain.keying import Place, Stored, by_place, nothing_at
from desktop.domain.records import Answer, VisitDraft
from desktop.domain.vocabulary import VisitState
from desktop.models.entry import EntryModel
from desktop.services import keying
from desktop.views.household.entry.journal import Journal
from desktop.views.kit import Kit


class Storing(QObject):
    """`stored` carries what came of it, also where two clerks' answers clash.

    `visit` is the logbook as it was read or stored last; `dirty` says that something was typed
    since.
    """

    stored = Signal(object)

    def __init__(self, kit: Kit, entry: EntryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._entry = kit, entry
        self._journal = Journal(kit, self)
        self._saving = self._refused = False
        self.visit: VisitDraft | None = None
        self.dirty = False

    @property
    def under_way(self) -> bool:
        """Whether something typed isn't stored, or is being stored: nothing may replace it."""
        return self.dirty or self._saving

    @property
    def busy(self) -> bool:
        """Whether answers are on their way to the database; refused ones have been told of."""
        return self._saving or self._journal.busy or (self.dirty and not self._refused)

    def begin(self, visit: VisitDraft | None, *, dirty: bool = False) -> None:
        """Begin with a logbook as it was read, or with none."""
        self.visit, self.dirty, self._refused = visit, dirty, False

    def touch(self, at: Place | None) -> None:
        """Write down what was typed; the clerk stands at `at`."""
        self.dirty = True
        book = self._entry.book
        if self.visit is not None and book is not None and at is not None:
            self._journal.keep(self.visit, book.answers(), at)

    def store(
        self,
        state: VisitState | None = None,
        decided: Mapping[Place, Answer | None] | None = None,
    ) -> None:
        """Store the logbook; where a save is on its way, it sends the rest."""
        visit, book = self.visit, self._entry.book
        if visit is None or book is None or self._saving:
            return
        self.dirty, self._saving, self._refused = False, True, False
        self._journal.drop()
        desk, answers = self._kit.desk, book.answers()

        def job() -> Stored:
            return keying.store(desk, visit, answers, state, decided)

        self._kit.write(self, job, lambda stored: self._done(stored, answers), self._failed)

    def _done(self, stored: Stored, sent: tuple[Answer, ...]) -> None:
        self._saving = False
        if stored.visit is None:
            self.dirty = self._refused = True
            self.stored.emit(stored)
            return
        self.visit = stored.visit
        self._take_over(by_place(sent), by_place(stored.visit.answers))
        self.stored.emit(stored)
        if self.dirty:
            self.store()

    def _take_over(self, sent: Mapping[Place, Answer], stored: Mapping[Place, Answer]) -> None:
        """Show what is stored otherwise than it was sent, but for what was typed since."""
        book = self._entry.book
        for place in dict.fromkeys((*sent, *stored)):
            now = stored.get(place)
            if book is not None and sent.get(place) == book.answer(place) != now:
                self._entry.take(now or nothing_at(place))

    def _failed(self, _error: BaseException) -> None:
        self._saving = False
        self.dirty = self._refused = True  # what was typed stays on the screen
