"""The composition root: makes everything once and hands it down."""

import contextlib
import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import log, paths, settings
from desktop.cli.commands import answer
from desktop.cli.parser import Question, parse
from desktop.domain.errors import UserError
from desktop.thai.dates import fiscal_year

if TYPE_CHECKING:
    from desktop.services.desk import Desk


def main(words: Sequence[str]) -> int:
    """Open the window, or answer one command; return the exit status."""
    question = parse(words)
    with contextlib.ExitStack() as stack:
        # A folder that can't be written must not keep the program from starting.
        with contextlib.suppress(OSError):
            stack.callback(log.take_down, log.set_up(paths.log_folder()))
        if question.command == "window":
            return _window(question)
        return answer(question, open_desk)


def _window(question: Question) -> int:
    # Qt is loaded only where a window is wanted: commands must start without it.
    from desktop.views.start import open_window, refuse

    try:
        with open_desk(question) as desk:
            return open_window(desk, sys.argv, log.catch_unhandled)
    except UserError as error:
        return refuse(error, paths.resources())


@contextmanager
def open_desk(question: Question) -> Iterator["Desk"]:
    """Open the database that was asked for, brought up to date, with its user.

    Raises:
        UserError: the database can't be opened, or is newer than the program.
    """
    # Loaded here: who waits for another process opens no database.
    from desktop.services.desk import Desk
    from desktop.storage.database import Database
    from desktop.storage.upgrade import bring_up_to_date
    from desktop.storage.users import local_user

    chosen, _warnings = settings.load(paths.settings_file())
    chosen = replace(chosen, level_scheme=question.scheme or chosen.level_scheme)
    today = datetime.now().astimezone().date()
    where: str | Path = question.db or paths.default_database()
    database = Database(where)
    try:
        if database.file is not None:
            _make_folder(database.file.parent)
        bring_up_to_date(database, paths.user_data() / "backups")
        yield Desk(
            db=database,
            actor=local_user(database, _user_name()),
            resources=paths.resources(),
            settings=chosen,
            output=question.output or _output_folder(chosen),
            fiscal_year=question.year or chosen.fiscal_year or fiscal_year(today),
            today=today,
            settings_file=paths.settings_file(),
        )
    finally:
        database.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError(
            "เปิดฐานข้อมูลไม่ได้",
            f"สร้างโฟลเดอร์ของฐานข้อมูลไม่ได้ ({folder}) กรุณาตรวจสิทธิ์หรือเลือกที่อื่น",
        ) from None


def _output_folder(chosen: settings.Settings) -> Path:
    return Path(chosen.output_folder) if chosen.output_folder else paths.user_data() / "documents"


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "เจ้าหน้าที่"
