"""The one worker: jobs run one after another off the window's thread.

Every signal belongs to an object of the window's thread. A job never touches a widget; a widget
that is gone when its job ends is simply not told. What a job says waits in a queue; the only
signal that crosses threads carries nothing, so no Python object is copied or freed inside Qt
while another thread holds the interpreter.
"""

import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.domain.errors import UserError
from desktop.domain.progress import Cancelled, Reporter
from desktop.tasks.bridge import Bridge

Job = Callable[[Reporter], object]
_log = logging.getLogger(__name__)


class _End(NamedTuple):
    kind: Literal["ok", "failed", "cancelled"]
    result: object


class _Step(NamedTuple):
    done: int
    total: int
    what: str


class TaskHandle(QObject):
    """One job as its asker sees it. `finished` follows each of the three other ends."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, parent: QObject, label: str, keep: bool) -> None:
        super().__init__(parent)
        self.label = label
        self.keep = keep
        self.stop = threading.Event()

    @Slot()
    def cancel(self) -> None:
        """Ask the job to stop at its next step; what it has written rolls back."""
        self.stop.set()


class TaskRunner(QObject):
    """Runs jobs in the order they were started, one at a time."""

    started = Signal(TaskHandle)
    _wake = Signal()

    def __init__(self, parent: QObject | None = None, name: str = "work") -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._live: dict[int, TaskHandle] = {}
        self._closed = threading.Event()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._said: SimpleQueue[tuple[int, _End | _Step]] = SimpleQueue()
        self._wake.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def start(
        self, job: Job, label: str = "", owner: QObject | None = None, *, keep: bool = False
    ) -> TaskHandle:
        """Queue `job`; it is called with a `Reporter`.

        `label` names the job to the clerk. A job whose `owner` is gone is cancelled and forgotten.
        `keep` is for short saves: closing waits for them instead of cancelling them.
        """
        number = next(self._numbers)
        handle = TaskHandle(self, label, keep)
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

    def cancel(self) -> None:
        """Ask every job to stop, but not the saves."""
        for handle in self._live.values():
            if not handle.keep:
                handle.cancel()

    def shutdown(self) -> None:
        """Finish the saves, cancel the rest, wait until it has rolled back, take no more."""
        self.cancel()
        self._closed.set()
        self._pool.shutdown(wait=True)  # a cancelled job ends before it begins
        self._live.clear()

    def _tell_step(self, number: int, done: int, total: int, what: str) -> None:
        self._tell(number, _Step(done, total, what))

    def _tell_end(self, number: int, future: "Future[_End]") -> None:
        try:
            end = future.result()
        except CancelledError:
            end = _End("cancelled", None)
        self._tell(number, end)

    def _tell(self, number: int, said: "_End | _Step") -> None:
        if not self._closed.is_set():
            self._said.put((number, said))
            self._wake.emit()

    @Slot()
    def _hear(self) -> None:
        """Pass on, in the window's thread, the oldest thing said; each has its own wake."""
        try:
            number, said = self._said.get_nowait()
        except Empty:
            return
        handle = self._live.get(number)
        if handle is None:
            return
        if isinstance(said, _Step):
            handle.progressed.emit(said.done, said.total, said.what)
            return
        del self._live[number]
        self._finish(handle, said.kind, said.result)

    def _finish(self, handle: TaskHandle, kind: str, result: object) -> None:
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
        return _End("cancelled", None)
    try:
        return _End("ok", job(bridge))
    except Cancelled:
        return _End("cancelled", None)
    except UserError as error:
        return _End("failed", error)
    except Exception as error:
        # The message may quote data, so only the place and kind of the fault are kept.
        _log.error("job failed: %s", describe(error))
        return _End("failed", error)


def describe(error: BaseException) -> str:
    """Where and of what kind a fault was, without its message (which may hold personal data)."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
