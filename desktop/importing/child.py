"""Run a reader of foreign files in a process of its own, within limits of memory and time.

A hostile spreadsheet can abort the process that reads it, so that is never the program itself.
What was read can stay there: what a list would change is told, and it is stored, by the same
process, so that the window never waits while a province is unpacked.
"""

import contextlib
import gc
import multiprocessing
import pickle
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NoReturn, Self, TypeVar

from desktop.domain.errors import PasswordNeededError, Place, UserError
from desktop.domain.progress import Reporter
from desktop.importing.limits import limit_memory, silence_standard_error

T = TypeVar("T")
Kept = dict[str, Any]

_POLL_SECONDS = 0.05
_OPENING = "กำลังเปิดไฟล์"


class ChildError(RuntimeError):
    """A bug of ours in the child: the frames, without the values it stumbled over."""


class ChildReporter:
    """The reporter inside the child. `at` tells which file is being read, should it die."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._next = 0.0

    def step(self, done: int, total: int, what: str) -> None:
        """Send the progress on, at most every 50 ms."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _POLL_SECONDS
            self._pipe.send(("step", (done, total, what)))

    def at(self, file: str) -> None:
        """Say which file is in hand from now on (its name without folders)."""
        self._pipe.send(("at", file))


def run_child(
    function: Callable[..., T],
    *args: object,
    report: Reporter,
    memory_mb: int = 1500,
    seconds: float = 600,
) -> T:
    """Return what `function(*args, report)` returns, run in a process of its own.

    `function` is a module-level function; arguments and result can be pickled.

    Raises:
        UserError: raised by the function, or the process died or went over its limits.
        Cancelled: `report.step` said so; the process is gone when this is raised.
        ChildError: the function failed in another way.
    """
    with Child(memory_mb) as child:
        result: T = child.call(_once, function, args, report=report, seconds=seconds)
        return result


def _once(
    _kept: Kept, function: Callable[..., T], args: tuple[object, ...], report: Reporter
) -> T:
    return function(*args, report)


class Child:
    """A process that does one call after the other and keeps between them what they put by.

    It is started by the first call and gone after `close`, after a `Cancelled`, and when it died.
    """

    def __init__(self, memory_mb: int = 1500) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._other: Connection | None = other
        self._process = context.Process(
            target=_work, args=(other, memory_mb), daemon=True, name="reader"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(
        self, function: Callable[..., T], *args: object, report: Reporter, seconds: float = 600
    ) -> T:
        """Return what `function(kept, *args, report)` returns there; `kept` is its own dict.

        Raises what `run_child` does; after a UserError of the function it can be called again.
        """
        if self._other is not None:
            self._process.start()
            self._other.close()
            self._other = None
        try:
            self._pipe.send((function, args))
            result = _receive(self._pipe, report, time.monotonic() + seconds)
        except _Told as told:
            raise told.error from None
        except BaseException:
            # Nobody would hear the rest of its answer.
            self.close()
            raise
        return result  # type: ignore[no-any-return]  # the pipe hides the function's type

    def close(self) -> None:
        """End the process, whatever it is doing; what it was writing rolls back."""
        if self._other is not None:
            self._other.close()
            self._other = None
        self._pipe.close()
        try:
            if self._process.is_alive():
                self._process.kill()
            if self._process.pid is not None:
                self._process.join()
            self._process.close()
        except ValueError:
            return  # closed before


class Here:
    """Stands for a `Child` in a process that is one already: does the calls itself."""

    def __init__(self) -> None:
        self._kept: Kept = {}

    def call(self, function: Callable[..., T], *args: object, report: Reporter) -> T:
        """Return what `function(kept, *args, report)` returns; raises what it raises."""
        return function(self._kept, *args, report)

    def close(self) -> None:
        """Forget what was put by."""
        self._kept.clear()


class _Told(Exception):  # noqa: N818  (no fault of the child: it lives and waits)
    """The function raised this error."""

    def __init__(self, error: UserError) -> None:
        super().__init__()
        self.error = error


def _receive(pipe: Connection, report: Reporter, deadline: float) -> Any:
    """Return the child's answer."""
    progress: tuple[int, int, str] = (0, 0, _OPENING)
    place = Place()
    while True:
        report.step(*progress)
        if time.monotonic() > deadline:
            raise _took_too_long(place)
        if not pipe.poll(_POLL_SECONDS):
            continue
        try:
            kind, content = pipe.recv()
        except (EOFError, OSError):
            # Nobody holds the other end any more: aborted, or killed by the system.
            raise _died(place) from None
        if kind == "step":
            progress = content
        elif kind == "at":
            place = Place(file=content)
        elif kind == "done":
            return content
        else:
            _raise(kind, content, place)


def _raise(kind: str, content: Any, place: Place) -> NoReturn:
    if kind == "user":
        raise _Told(UserError(*content))
    if kind == "locked":
        raise _Told(PasswordNeededError(*content))
    if kind == "died":
        raise _died(place)
    raise ChildError(content)


def _work(pipe: Connection, limit: int) -> None:
    """Run in the child: answer one call after the other until nobody asks any more."""
    silence_standard_error()
    # Millions of cells and no cycles: looking for rubbish would take longer than reading.
    gc.disable()
    limit_memory(limit)
    kept: Kept = {}
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, args = pipe.recv()
            kind, content = _answer(kept, function, args, ChildReporter(pipe))
            # Connection.send would use an older protocol; recv reads both.
            pipe.send_bytes(pickle.dumps((kind, content), protocol=5))


def _answer(
    kept: Kept, function: Callable[..., Any], args: tuple[object, ...], report: ChildReporter
) -> tuple[str, Any]:
    try:
        return "done", function(kept, *args, report)
    except UserError as error:
        kind = "locked" if isinstance(error, PasswordNeededError) else "user"
        return kind, (error.title, error.message, error.where)
    except MemoryError:
        return "died", None
    except OSError:
        raise
    except BaseException as error:
        # Panics of native code are no Exception. Messages may quote the file: frames only.
        if is_panic(error):
            return "died", None
        frames = "".join(traceback.format_tb(error.__traceback__))
        return "failed", f"{type(error).__name__}\n{frames}"


def is_panic(error: BaseException) -> bool:
    """Return whether native code written in Rust panicked; such errors are no Exception."""
    return type(error).__name__ == "PanicException"


def _died(place: Place) -> UserError:
    return UserError(
        "อ่านไฟล์ไม่สำเร็จ",
        "ไฟล์ผิดปกติ หรือใหญ่เกินกว่าที่โปรแกรมจะอ่านได้ ข้อมูลเดิมยังอยู่ครบ "
        "กรุณาเปิดไฟล์ด้วยโปรแกรมตารางคำนวณ บันทึกเป็น .xlsx ใหม่ (หรือแบ่งเป็นหลายไฟล์) แล้วลองอีกครั้ง",
        place,
    )


def _took_too_long(place: Place) -> UserError:
    return UserError(
        "อ่านไฟล์นานเกินกำหนด",
        "โปรแกรมหยุดอ่านแล้ว ข้อมูลเดิมยังอยู่ครบ กรุณาแบ่งไฟล์ให้เล็กลง แล้วลองอีกครั้ง",
        place,
    )
