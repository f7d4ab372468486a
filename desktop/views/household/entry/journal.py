"""Writing down what is typed while it is typed, one write at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.domain.keying import Place
from desktop.domain.records import Answer, VisitDraft
from desktop.services import keying
from desktop.views.kit import Kit


class Journal(QObject):
    """Keeps the newest answers; those that come while it writes are written next, together.

    Where writing failed, the clerk is told once, and it rests until the logbook is stored.
    """

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._waiting: tuple[VisitDraft, Sequence[Answer], Place] | None = None
        self.busy = self._resting = False

    def keep(self, visit: VisitDraft, answers: Sequence[Answer], at: Place) -> None:
        """Write down what was typed into a logbook as it was begun."""
        self._waiting = visit, answers, at
        if not self.busy and not self._resting:
            self._write()

    def drop(self) -> None:
        """Let go of what waits: it is about to be stored."""
        self._waiting, self._resting = None, False

    def _write(self) -> None:
        if self._waiting is None:
            return
        (visit, answers, at), self._waiting = self._waiting, None
        desk, self.busy = self._kit.desk, True

        def written(_outcome: None) -> None:
            self.busy = False
            self._write()

        def failed(_error: BaseException) -> None:
            self.busy, self._resting, self._waiting = False, True, None

        self._kit.write(self, lambda: keying.keep(desk, visit, answers, at), written, failed)
