"""Leaving without losing what was typed."""

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.tasks.runner import TaskHandle
from desktop.views.household.screen import HouseholdScreen
from desktop.views.kit import Kit

AGAIN = 30  # milliseconds until asking again whether everything typed is stored


class Closing(QObject):
    """Stores what is being typed and knows whether a save was refused."""

    def __init__(self, kit: Kit, page: HouseholdScreen, window: QWidget) -> None:
        super().__init__(window)
        self._kit = kit
        self._page = page
        self._window = window
        self._refusals = 0
        self.under_way = False
        kit.work.started.connect(self._watch)

    def leave(self) -> None:
        """Send on its way whatever is still being typed."""
        typing = QApplication.focusWidget()
        if typing is not None and self._window.isAncestorOf(typing):
            typing.clearFocus()  # an open cell hands over what it holds
        for part in self._page.parts:
            part.leave()

    def finish(self, shell: QWidget) -> bool:
        """Stop the jobs, wait for the saves; return whether everything was taken."""
        before = self._refusals
        self.leave()
        self._kit.work.cancel()
        self.under_way = True
        shell.setEnabled(False)
        if self._kit.work.busy():
            self._wait()
        shell.setEnabled(True)
        self.under_way = False
        return self._refusals == before

    def _wait(self) -> None:
        loop, clock = QEventLoop(self), QTimer(self)

        def look() -> None:
            if not self._kit.work.busy():
                loop.quit()

        clock.timeout.connect(look)
        clock.start(AGAIN)
        loop.exec()
        clock.deleteLater()
        loop.deleteLater()

    def _watch(self, handle: TaskHandle) -> None:
        handle.failed.connect(self._refused)

    def _refused(self, _error: object) -> None:
        self._refusals += 1
