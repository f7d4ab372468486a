"""What the window hands to each of its screens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.domain.changes import Changes
from desktop.domain.progress import Reporter
from desktop.services.desk import Desk
from desktop.tasks.hub import Hub
from desktop.tasks.runner import TaskHandle, TaskRunner
from desktop.views.dialogs import Dialogs
from desktop.views.theme import Theme

T = TypeVar("T")


class Screen(QWidget):
    """A page of the window. `arrive` is called each time it comes into sight."""

    title = ""

    def arrive(self) -> None:
        """Refresh what may have changed while out of sight."""


@dataclass(eq=False)
class Kit:
    """The desk, the two lanes of the worker, the hub, the theme and the dialogs.

    The desk is another one after a setting was changed: ask for it when it is needed.
    `work` is the one worker: all that writes or lasts, shown with progress at the window's foot.
    `reads` only reads, so that a search needn't wait behind an import.
    """

    desk: Desk
    work: TaskRunner
    reads: TaskRunner
    hub: Hub
    theme: Theme
    ask: Dialogs

    def sit_at(self, desk: Desk) -> None:
        """Go on at another desk, taking along what was loaded once."""
        vars(desk)["words"] = self.desk.words
        self.desk = desk

    def read(
        self, owner: QObject, job: Callable[[], T], done: Callable[[T], object]
    ) -> TaskHandle:
        """Read off the window's thread, then call `done` with the result."""
        return self.look(owner, lambda _report: job(), done)

    def look(
        self, owner: QObject, job: Callable[[Reporter], T], done: Callable[[T], object]
    ) -> TaskHandle:
        """Read what may take longer; who cancels it hears no more of it."""
        handle = self.reads.start(job, owner=owner)
        handle.succeeded.connect(_while_alive(owner, done))
        handle.failed.connect(self.ask.error)
        return handle

    def write(
        self,
        owner: QObject,
        job: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> TaskHandle:
        """Store something short; `Changes` are announced before `done` is called."""
        return self.long(owner, "", lambda _report: job(), done, failed)

    def long(
        self,
        owner: QObject,
        label: str,
        job: Callable[[Reporter], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> TaskHandle:
        """Run long work, named to the clerk, that can be cancelled."""
        handle = self.work.start(job, label, keep=not label)

        def succeeded(result: object) -> None:
            if isinstance(result, Changes):
                self.hub.tell(result)
            if done is not None:
                _while_alive(owner, done)(result)

        def went_wrong(error: BaseException) -> None:
            self.ask.error(error)
            if failed is not None:
                _while_alive(owner, failed)(error)

        handle.succeeded.connect(succeeded)
        handle.failed.connect(went_wrong)
        return handle


def _while_alive(owner: QObject, call: Callable[[T], object]) -> Callable[[object], None]:
    """Return `call`, silent once `owner` is gone."""

    def guarded(result: object) -> None:
        if isValid(owner):
            call(cast("T", result))

    return guarded
