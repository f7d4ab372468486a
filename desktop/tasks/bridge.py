"""How a job on the worker's thread speaks to the window's thread."""

import threading
import time
from collections.abc import Callable

from desktop.domain.progress import Cancelled

_PAUSE = 0.05  # seconds between two reports; more would only keep the window busy


class Bridge:
    """The `Reporter` a job is handed: passes steps on, seldom, and raises when asked to stop."""

    def __init__(self, emit: Callable[[int, int, str], object], stop: threading.Event) -> None:
        self._emit = emit
        self._stop = stop
        self._last = float("-inf")
        self._what = ""

    def step(self, done: int, total: int, what: str) -> None:
        """Report progress.

        Raises:
            Cancelled: the clerk asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last < _PAUSE and what == self._what:
            return
        self._last, self._what = now, what
        self._emit(done, total, what)
