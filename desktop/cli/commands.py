"""Answering one command: do it, print it, and say errors in one form.

What does the work is loaded when it is needed: an import runs in a process of its own, and this
one has nothing to load while it waits.
"""

import json
import logging
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from desktop.cli.parser import Question
from desktop.cli.words import in_words
from desktop.domain.errors import UserError
from desktop.domain.progress import Reporter, Silent
from desktop.importing.child import run_child

if TYPE_CHECKING:
    from desktop.services.desk import Desk

Figures = dict[str, Any]
OpenDesk = Callable[[Question], AbstractContextManager["Desk"]]

ERROR_STATUS = 2
UNSOUND_STATUS = 1
BUG_STATUS = 3
# To read a list and to store it.
_IMPORT_SECONDS = 1200

log = logging.getLogger(__name__)


def answer(question: Question, open_desk: OpenDesk) -> int:
    """Do what was asked and print the answer; return the exit status."""
    # A console of another code page must not stop Thai text.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        figures = _do(question, open_desk)
    except UserError as error:
        _print_error(question, error)
        return ERROR_STATUS
    except Exception:
        # A bug of ours: the log keeps what is free of personal data, the clerk hears of it.
        log.exception("the command %s failed", question.command)
        _print_error(question, _bug())
        return BUG_STATUS
    _print(question, figures)
    return UNSOUND_STATUS if figures.get("ok") is False else 0


def _bug() -> UserError:
    return UserError(
        "โปรแกรมทำงานผิดพลาด",
        "ข้อมูลเดิมยังอยู่ครบ รายละเอียดถูกเก็บไว้ในบันทึกของโปรแกรม กรุณาแจ้งผู้ดูแลระบบ",
    )


def _do(question: Question, open_desk: OpenDesk) -> Figures:
    if question.command == "import":
        # Opening the database and storing are done there too: nothing is loaded or handed twice.
        return run_child(_import, question, open_desk, report=Silent(), seconds=_IMPORT_SECONDS)
    if question.command == "demo":
        return _demo(question.words)
    from desktop.cli.errands import COMMANDS

    with open_desk(question) as desk:
        return COMMANDS[question.command](desk, question.words)


def _import(question: Question, open_desk: OpenDesk, report: Reporter) -> Figures:
    from desktop.cli.lists import import_lists

    with open_desk(question) as desk:
        return import_lists(desk, question.words, report)


def _demo(words: dict[str, Any]) -> Figures:
    from desktop.services.demo import write_demo

    files = write_demo(words["folder"], words["scale"], words["seed"], Silent())
    return {"files": [str(f) for f in files.lists], "volunteers": str(files.volunteers)}


def _print(question: Question, figures: Figures) -> None:
    if question.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    print(in_words(question.command, figures))


def _print_error(question: Question, error: UserError) -> None:
    where = str(error.where)
    if question.json:
        content = {"title": error.title, "message": error.message, "where": where}
        print(json.dumps({"error": content}, ensure_ascii=False))
        return
    print(f"{error.title}\n{error.message}" + (f"\n{where}" if where else ""), file=sys.stderr)
