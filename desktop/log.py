"""The log file: English, rotating, and free of personal data even when an error carries some.

Three things keep it clean. Errors of a database driver are described by their code and
constraint, never by their message: PostgreSQL puts whole rows into it. Tracebacks show no
values. And what still looks like a citizen id or is Thai, as names are, is struck out.
"""

import copy
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MEGABYTE = 1_000_000
_ID = re.compile(r"\d{13,}|\d[- ]\d{4}[- ]\d{5}[- ]\d{2}[- ]\d")
_THAI = re.compile(r"[\u0e00-\u0e7f]+(?:[ .]+[\u0e00-\u0e7f]+)*")
_DRIVERS = frozenset({"sqlalchemy", "psycopg", "sqlcipher3", "sqlite3", "alembic"})
# SQLite names columns here, never values.
_SQLITE_FACT = re.compile(r"(?:UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed[\w:,. ]*")

_log = logging.getLogger(__name__)


def set_up(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Send all log records to a file in this folder.

    Raises:
        OSError: if the folder can't be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = _LogFile(folder / "onehome.log", maxBytes=_MEGABYTE, backupCount=5, encoding="utf-8")
    handler.setFormatter(CleanFormatter(_LINE))
    handler.setLevel(level)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    # Below warnings SQLAlchemy logs statements with their parameters.
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    return handler


def take_down(handler: logging.Handler) -> None:
    """Undo `set_up`, so that the file can be moved or deleted."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def catch_unhandled(tell: Callable[[BaseException], None]) -> None:
    """Log every error nobody caught, in any thread, then call `tell` with it.

    `tell` runs in the thread of the error, so a window has to pass it on by a signal.
    """

    def caught(
        kind: type[BaseException], error: BaseException, place: TracebackType | None
    ) -> None:
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error, place)
            return
        _log.critical("unhandled error", exc_info=(kind, error, place))
        tell(error)

    def caught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            caught(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread


class _LogFile(RotatingFileHandler):
    """A log file that keeps what is logged while a second window has it open too."""

    def doRollover(self) -> None:  # noqa: N802 - the name is logging's
        try:
            super().doRollover()
        except PermissionError:
            # Windows renames no open file: until this program ends, its log grows on.
            self.maxBytes = 0


class CleanFormatter(logging.Formatter):
    """Formats a record without personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """One record; the record itself stays as it is for other handlers."""
        clean = copy.copy(record)
        clean.exc_text = None
        clean.stack_info = None
        clean.msg = _without_error(record.msg)
        if isinstance(record.args, tuple):
            clean.args = tuple(_without_error(one) for one in record.args)
        return strike_out(super().format(clean))

    def formatException(  # noqa: N802 - the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | Any
    ) -> str:
        """The places an error passed through, with those of its causes, but no values."""
        parts: list[str] = []
        error: BaseException | None = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            places = traceback.extract_tb(error.__traceback__)
            frames = [f"  {one.filename}:{one.lineno} in {one.name}" for one in places]
            parts.append("\n".join([describe(error), *frames]))
            error = error.__cause__ or error.__context__
        return "\nwhile or because of\n".join(parts)


def describe(error: BaseException) -> str:
    """An error in one line: for a database its code and constraint, else its message."""
    name = type(error).__qualname__
    driver = getattr(error, "orig", None) or error
    if not _from_database(error) and not _from_database(driver):
        return strike_out(f"{name}: {error}")
    diagnosis = getattr(driver, "diag", None)
    facts = [
        getattr(driver, "sqlstate", None),
        getattr(driver, "sqlite_errorname", None),
        getattr(diagnosis, "constraint_name", None),
        getattr(diagnosis, "table_name", None),
    ]
    fact = _SQLITE_FACT.match(str(driver))
    facts.append(fact[0] if fact and diagnosis is None else None)
    return " ".join([f"{name}:", *(str(one) for one in facts if one)])


def strike_out(text: str) -> str:
    """The text without citizen ids, in any digits, and without Thai words."""
    return _THAI.sub("[thai]", _ID.sub("[id]", text))


def _from_database(error: BaseException) -> bool:
    return any(one.__module__.partition(".")[0] in _DRIVERS for one in type(error).__mro__)


def _without_error(value: Any) -> Any:
    return describe(value) if isinstance(value, BaseException) else value
