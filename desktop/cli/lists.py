"""Commands that read lists: what their columns are taken for, and the import."""

from pathlib import Path
from typing import Any

from desktop.cli import mapping
from desktop.domain.errors import Place, UserError
from desktop.domain.listing import Problem, Tally
from desktop.domain.progress import Reporter
from desktop.importing.child import Here
from desktop.services import import_profiles, imports
from desktop.services.desk import Desk

Figures = dict[str, Any]

_LONGEST_PASSWORD = 300


def import_lists(desk: Desk, words: dict[str, Any], report: Reporter) -> Figures:
    """Import lists in this very process, which a hostile file may kill."""
    source, as_of = _named(desk, words)
    passwords = _passwords(words["password_file"])
    known = import_profiles.known(
        desk, source, words["profile"], accept_renames=words["accept_renames"]
    )
    with imports.OpenImport(desk, Here()) as opened:
        sheets = opened.read(words["files"], None, report, passwords, known)
        outcome = opened.commit(source, as_of, report)
    if words["save_profile"]:
        import_profiles.save(desk, words["save_profile"], sheets)
    return mapping.drift_and_questions(sheets) | {
        "rows": outcome.rows,
        "households": _tally(outcome.households),
        "persons": _tally(outcome.persons),
        "problems": [_problem(p) for p in outcome.problems],
        "quarantine": outcome.quarantine,
    }


def _named(desk: Desk, words: dict[str, Any]) -> tuple[str, str]:
    """Return the list's name and data date: as told, else as a workbook of problems knows."""
    name, as_of = imports.remembered_list(words["files"]) or ("", "")
    name = name if words["source"] is None else words["source"]
    if words["as_of"] is not None:
        as_of = imports.data_date(words["as_of"], desk.today)
    if not as_of:
        raise UserError(
            "ยังไม่ได้ระบุรายชื่อ", "กรุณาระบุชื่อรายชื่อด้วย --source และวันที่ของข้อมูลด้วย --as-of เช่น 2564-01"
        )
    return name, as_of


def _passwords(file: Path | None) -> tuple[str, ...]:
    """Return the first line of a file: other users of the computer see a command's words."""
    if file is None:
        return ()
    try:
        with file.open(encoding="utf-8-sig") as source:
            password = source.readline(_LONGEST_PASSWORD).rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        password = ""
    if not password:
        raise UserError(
            "อ่านรหัสผ่านไม่ได้",
            "ไฟล์รหัสผ่านเปิดไม่ได้ หรือบรรทัดแรกว่าง กรุณาบันทึกรหัสผ่านไว้ในบรรทัดแรกเป็นข้อความ UTF-8",
            Place(file=file.name),
        )
    return (password,)


def columns(desk: Desk, words: dict[str, Any]) -> Figures:
    """Say what every column is taken for; nothing is imported."""
    return mapping.columns(desk, words, _passwords(words["password_file"]))


def _tally(tally: Tally) -> Figures:
    return {"new": tally.new, "changed": tally.changed, "same": tally.same}


def _problem(problem: Problem) -> Figures:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": problem.reason,
    }
