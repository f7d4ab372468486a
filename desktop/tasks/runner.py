"""The one worker: jobs run one after another off the window's thread.

Every signal belongs to an object of the window's thread. A job never touches a widget; a widget
that is gone when its job ends is simply not told.
"""

import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.domain.errors import UserError
from desktop.domain.progress import Cancelled, Reporter
from desktop.tasks.bridge import Bridge

Job = Callable[[Reporter], object]
_End = tuple[Literal["ok", "failed", "cancelled"], object]
_log = logging.getLogger(__name__)


class TaskHandle(QObject):
    """One job as its asker sees it. `finished` follows each of the three other ends."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, parent: QObject, label: str) -> None:
        super().__init__(parent)
        self.label = label
        self.stop = threading.Event()

    @Slot()
    def cancel(self) -> None:
        """Ask the job to stop at its next step; what it has written rolls back."""
        self.stop.set()


class TaskRunner(QObject):
    """Runs jobs in the order they were started, one at a time."""

    started = Signal(TaskHandle)
    _done = Signal(int, object)
    _step = Signal(int, int, int, str)

    def __init__(self, parent: QObject | None = None, name: str = "work") -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._live: dict[int, TaskHandle] = {}
        self._closed = threading.Event()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._step.connect(self._on_step, Qt.ConnectionType.QueuedConnection)

    def start(self, job: Job, label: str = "", owner: QObject | None = None) -> TaskHandle:
        """Queue `job`; it is called with a `Reporter`.

        `label` names the job to the clerk. A job whose `owner` is gone is cancelled and forgotten.
        """
        number = next(self._numbers)
        handle = TaskHandle(self, label)
        self._live[number] = handle
        if owner is not None:
            owner.destroyed.connect(handle.cancel)
        bridge = Bridge(lambda d, t, w: self._tell_step(number, d, t, w), handle.stop)
        future = self._pool.submit(_run, job, bridge, handle.stop)
        future.add_done_callback(lambda f: self._tell_end(number, f))
        self.started.emit(handle)
        return handle

    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        return bool(self._live)

    def shutdown(self) -> None:
        """Cancel everything, wait until the running job has rolled back, take no more."""
        self._closed.set()
        for handle in self._live.values():
            handle.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._live.clear()

    def _tell_step(self, number: int, done: int, total: int, what: str) -> None:
        if not self._closed.is_set():  # worker's thread: the queued signal carries it over
            self._step.emit(number, done, total, what)

    def _tell_end(self, number: int, future: "Future[_End]") -> None:
        if self._closed.is_set():
            return
        try:
            end = future.result()
        except CancelledError:
            end = ("cancelled", None)
        self._done.emit(number, end)

    @Slot(int, int, int, str)
    def _on_step(self, number: int, done: int, total: int, what: str) -> None:
        handle = self._live.get(number)
        if handle is not None:
            handle.progressed.emit(done, total, what)

    @Slot(int, object)
    def _on_done(self, number: int, end: _End) -> None:
        handle = self._live.pop(number, None)
        if handle is None:
            return
        kind, result = end
        if kind == "ok":
            handle.succeeded.emit(result)
        elif kind == "failed":
            handle.failed.emit(result)
        else:
            handle.cancelled.emit()
        handle.finished.emit()
        handle.deleteLater()


def _run(job: Job, bridge: Bridge, stop: threading.Event) -> _End:
    if stop.is_set():
        return "cancelled", None
    try:
        return "ok", job(bridge)
    except Cancelled:
        return "cancelled", None
    except UserError as error:
        return "failed", error
    except Exception as error:
        # The message may quote data, so only the place and kind of the fault are kept.
        _log.error("job failed: %s", describe(error))
        return "failed", error


def describe(error: BaseException) -> str:
    """Where and of what kind a fault was, without its message (which may hold personal data)."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
