"""Run a reader of foreign files in a process of its own, within limits of memory and time.

A hostile spreadsheet can abort the process that reads it, so that is never the program itself.
The function runs in a spawned process; what it yields comes back part by part through a pipe,
so that the window never waits for one large parcel to be unpacked.
"""

import gc
import multiprocessing
import pickle
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, NoReturn, Protocol, TypeVar

from desktop.domain.errors import PasswordNeededError, Place, UserError
from desktop.domain.progress import Reporter
from desktop.importing.limits import limit_memory, silence_standard_error

T = TypeVar("T")

_POLL_SECONDS = 0.05
_OPENING = "กำลังเปิดไฟล์"


class ChildError(RuntimeError):
    """A bug of ours in the child: the frames, without the values it stumbled over."""


class Pipe(Protocol):
    """The reading end; its class differs between Windows and the others."""

    def poll(self, timeout: float) -> bool:
        """Wait for something to read."""

    def recv(self) -> Any:
        """Return the next message."""


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
    parts = stream_child(
        _single, function, args, report=report, memory_mb=memory_mb, seconds=seconds
    )
    (result,) = parts
    return result  # type: ignore[no-any-return]  # _single hides the function's type


def _single(function: Callable[..., T], args: tuple[object, ...], report: Reporter) -> Iterator[T]:
    yield function(*args, report)


def stream_child(
    function: Callable[..., Iterator[Any]],
    *args: object,
    report: Reporter,
    memory_mb: int = 1500,
    seconds: float = 600,
) -> Generator[Any, None, None]:
    """Yield what `function(*args, report)` yields, as it comes. Otherwise as `run_child`."""
    context = multiprocessing.get_context("spawn")
    reading, writing = context.Pipe(duplex=False)
    process = context.Process(
        target=_work, args=(writing, function, args, memory_mb), daemon=True, name="reader"
    )
    try:
        process.start()
        writing.close()
        yield from _receive(process, reading, report, time.monotonic() + seconds)
    finally:
        writing.close()
        reading.close()
        if process.is_alive():
            process.kill()
        if process.pid is not None:
            process.join()
        process.close()


def _receive(
    process: SpawnProcess, pipe: Pipe, report: Reporter, deadline: float
) -> Iterator[Any]:
    """Yield the child's parts until it says it's done."""
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
        elif kind == "part":
            yield content
        elif kind == "done":
            process.join(1)
            return
        else:
            _raise(kind, content, place)


def _raise(kind: str, content: Any, place: Place) -> NoReturn:
    if kind == "user":
        raise UserError(*content)
    if kind == "locked":
        raise PasswordNeededError(*content)
    if kind == "died":
        raise _died(place)
    raise ChildError(content)


def _work(
    pipe: Connection, function: Callable[..., Iterator[Any]], args: tuple[object, ...], limit: int
) -> None:
    """Run in the child: send each part, then how it ended."""
    silence_standard_error()
    # Millions of cells and no cycles: looking for rubbish would take longer than reading.
    gc.disable()
    try:
        limit_memory(limit)
        for part in function(*args, ChildReporter(pipe)):
            # Connection.send would use an older protocol; recv reads both.
            pipe.send_bytes(pickle.dumps(("part", part), protocol=5))
        pipe.send(("done", None))
    except UserError as error:
        kind = "locked" if isinstance(error, PasswordNeededError) else "user"
        pipe.send((kind, (error.title, error.message, error.where)))
    except MemoryError:
        pipe.send(("died", None))
    except BrokenPipeError:
        return  # nobody waits for the rest
    except BaseException as error:
        # Panics of native code are no Exception. Messages may quote the file: frames only.
        if is_panic(error):
            pipe.send(("died", None))
        else:
            frames = "".join(traceback.format_tb(error.__traceback__))
            pipe.send(("failed", f"{type(error).__name__}\n{frames}"))


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
