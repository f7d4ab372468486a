"""Answering one command: do it, print it, and say errors in one form."""

import json
import logging
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.cli import mapping, waiting
from desktop.cli.parser import Question
from desktop.cli.words import in_words
from desktop.domain.errors import Place, UserError
from desktop.domain.figures import AreaFigures
from desktop.domain.linkage import Kind
from desktop.domain.listing import Problem, Tally
from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.domain.taking_back import ImportMade
from desktop.services import (
    checks,
    demo,
    documents,
    history,
    households,
    import_history,
    import_profiles,
    imports,
    levels,
    links,
    overview,
    reports,
    volunteers,
)
from desktop.services.desk import Desk

Figures = dict[str, Any]
OpenDesk = Callable[[Question], AbstractContextManager[Desk]]

ERROR_STATUS = 2
UNSOUND_STATUS = 1
BUG_STATUS = 3
_LONGEST_PASSWORD = 300

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
    words = question.words
    if question.command == "demo":
        files = demo.write_demo(words["folder"], words["scale"], words["seed"], Silent())
        return {"files": [str(f) for f in files.lists], "volunteers": str(files.volunteers)}
    with open_desk(question) as desk:
        return _COMMANDS[question.command](desk, words)


def _import(desk: Desk, words: dict[str, Any]) -> Figures:
    source, as_of = _named(desk, words)
    passwords = _passwords(words["password_file"])
    known = import_profiles.known(
        desk, source, words["profile"], accept_renames=words["accept_renames"]
    )
    with imports.OpenImport(desk) as opened:
        sheets = opened.read(words["files"], None, Silent(), passwords, known)
        outcome = opened.commit(source, as_of, Silent())
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


def _columns(desk: Desk, words: dict[str, Any]) -> Figures:
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


def _levels(desk: Desk, _words: dict[str, Any]) -> Figures:
    return dict(levels.compute(desk, Silent()).counts)


def _leaflets(desk: Desk, words: dict[str, Any]) -> Figures:
    ids = documents.household_ids(
        desk,
        volunteer=words["volunteer"],
        village=words["village"],
        chosen=words["household"],
        flt=_asked(words, sort="place"),
    )
    printed = documents.leaflets(desk, ids, words["out"], Silent(), blank=words["blank"])
    return {
        "households": printed.households,
        "sheets": printed.sheets,
        "pages": printed.pages,
        "file": printed.file,
        "shortened": [
            {"number": s.number, "field": s.field, "what": s.what} for s in printed.shortened
        ],
    }


def _asked(words: dict[str, Any], **more: Any) -> HouseholdFilter | None:
    """Return the filter by lists and age, None where none was asked for."""
    names = ("on_list", "not_on_list", "age_from")
    given = {name: words[name] for name in names if words[name] is not None}
    return HouseholdFilter(**given, **more) if given else None


def _households(desk: Desk, words: dict[str, Any]) -> Figures:
    flt = _asked(words, sort="place") or HouseholdFilter(sort="place")
    ids, persons, _ = households.find_counted(desk, replace(flt, area=words["area"]))
    lists = [{"id": x.id, "name": x.name, "as_of": x.as_of} for x in overview.lists(desk)]
    return {"households": len(ids), "persons": persons, "ids": ids, "lists": lists}


def _report(desk: Desk, words: dict[str, Any]) -> Figures:
    report = reports.districts(desk, words["area"])
    figures: Figures = {
        "areas": [_area(line) for line in report.areas],
        "total": _area(report.total),
    }
    if words["out"] is not None:
        figures["file"] = str(reports.write_districts(desk, report, words["out"]))
    return figures


def _area(line: AreaFigures) -> Figures:
    return {
        "code": line.code,
        "name": line.name,
        "households": line.households,
        "persons": line.persons,
        "failures": {d.value: n for d, n in line.failures.items()},
        "distinct_failing": line.distinct_failing,
    }


def _volunteers(desk: Desk, words: dict[str, Any]) -> Figures:
    if words["file"] is not None:
        volunteers.import_file(desk, words["file"])
    found = volunteers.all_of(desk)
    return {
        "volunteers": [
            {"id": v.id, "name": v.name, "area": v.area, "households": v.households} for v in found
        ]
    }


def _assign(desk: Desk, words: dict[str, Any]) -> Figures:
    changes = volunteers.give_next(desk, words["volunteer"], words["area"], words["count"])
    return {"volunteer": words["volunteer"], "households": len(changes.households)}


def _imports(desk: Desk, _words: dict[str, Any]) -> Figures:
    return {"imports": [_made(one) for one in import_history.imports(desk)]}


def _made(one: ImportMade) -> Figures:
    return {
        "id": one.id,
        "list": one.name,
        "as_of": one.as_of,
        "at": one.at.isoformat(),
        "who": one.who,
        "rows": one.rows,
        "households": {
            "new": one.new_households,
            "changed": one.changed_households,
            "gone": one.gone_households,
        },
        "persons": {"new": one.new_persons, "changed": one.changed_persons},
        "problems": one.problems,
        "files": [{"name": f.name, "size": f.size, "sha256": f.sha256} for f in one.files],
        "undone": {"who": one.undone_who, "at": one.undone_at.isoformat()}
        if one.undone_at
        else None,
    }


def _undo(desk: Desk, words: dict[str, Any]) -> Figures:
    batch = words["batch"]
    if batch is None:
        if words["drop_edits"]:
            raise UserError(
                "คำสั่งไม่ถูกต้อง", "--drop-edits ใช้กับ --import เท่านั้น กรุณาระบุหมายเลขการนำเข้าที่จะย้อนกลับ"
            )
        return {"undone": history.undo_last(desk).label}
    found = import_history.undo_preview(desk, batch)
    droppable = [e.key for e in found.edits if e.droppable] if words["drop_edits"] else []
    changes = import_history.undo_import(desk, batch, droppable)
    return {
        "undone": changes.label,
        "kept": [_edit(e) for e in found.edits if e.key not in droppable],
        "dropped": len(droppable),
        "later": [
            {"list": o.name, "as_of": o.as_of, "households": o.households, "persons": o.persons}
            for o in found.lists
        ],
    }


def _edit(edit: import_history.Edit) -> Figures:
    at = edit.at.isoformat() if edit.at else ""
    return {"household": edit.household_id, "what": edit.what, "who": edit.who, "at": at}


def _link(desk: Desk, _words: dict[str, Any]) -> Figures:
    counts = links.find_pairs(desk, Silent())
    return {
        name: {"joined": counts.joined[kind], "waiting": counts.waiting[kind]}
        for name, kind in (("persons", Kind.PERSON), ("households", Kind.HOUSEHOLD))
    }


def _check(desk: Desk, _words: dict[str, Any]) -> Figures:
    report = checks.run(desk)
    findings = [{"title": f.title, "count": f.count} for f in report.findings]
    return {"ok": report.ok, "findings": findings}


_COMMANDS: dict[str, Callable[[Desk, dict[str, Any]], Figures]] = {
    "import": _import,
    "columns": _columns,
    "profiles": mapping.profiles,
    "levels": _levels,
    "leaflets": _leaflets,
    "households": _households,
    "report": _report,
    "volunteers": _volunteers,
    "assign": _assign,
    "link": _link,
    "undo": _undo,
    "imports": _imports,
    "problems": waiting.problems,
    "check": _check,
}


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
