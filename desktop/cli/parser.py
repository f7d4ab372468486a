"""What may be typed after `python -m desktop`."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

_JSON = """
With --json each command answers with one object on standard output:
  import            {"rows", "households": {"new", "changed", "same"},
                     "persons": {"new", "changed", "same"},
                     "problems": [{"sheet", "row", "column", "value", "reason"}], "quarantine",
                     "profiles": [...], "drift": [{"sheet", "kind", "header", "now", "field",
                     "words"}], "questions": [{"sheet", "kind", "ask", "why", "proposed",
                     "answer"}]}
  columns           {"sheets": [{"sheet", "rows", "header_rows", "imported", "profile",
                     "columns": [...], "drift", "questions"}]}
  profiles          {"profiles": [{"name", "columns", "used_at"}]}
  problems          {"count", "reasons": [{"reason", "count", "suggested"}], "file",
                     "problems": [{"id", "list", "as_of", "file", "sheet", "row", "column",
                     "value", "reason", "suggestion", "used"}]}
  forms             {"forms": [{"form", "version", "title", "in_force", "shipped", "published_at",
                     "logbooks"}]}, also "published", "file"; with --check {"ok", "mistakes":
                     [{"cell", "message"}], "form", "version", "replaces", "remarks",
                     "unsupported", "changes": [{"kind", "question", "words", "loud"}],
                     "suggestions", "undecided", "file"}; with --answers {"question", "cells":
                     [{"logbook", "person", "state", "value", "asked_as", "version"}]}
  submissions       {"new", "known", "revised", "unmatched", "unknown_version", "begun",
                     "refused", "dismissed", "submissions": [{"file", "sheet", "row",
                     "instance", "kind", "form", "version", "household", "blank", "passed",
                     "words": [...], "pictures": [...]}]}; with --take also {"taken":
                     [{"logbook", "household", "pictures": how many}], "aside",
                     "refused_pictures": [...]}
  levels            {"3", "2", "1", "0", "outside", "unresolved", "waiting"}
  report districts  {"areas": [{"code", "name", "households", "persons", "failures": {"health",
                     "living", "education", "income", "access"}, "distinct_failing"}], "total"}
  leaflets          {"households", "sheets", "pages", "file", "shortened": [...]}
  make              {"job", "households", "sheets", "pages", "files": [...], "shortened": [...]}
  documents         {"documents": [{"key", "title", "about", "per", "xlsx"}]}
  prints            {"jobs": [{"id", "kind", "layout", "way", "state", "households", "sheets",
                     "copies", "file", "who", "at"}], "out": [{"volunteer", "name", "printed",
                     "out", "late", "since"}]}
  checkin           {"papers": [{"household", "papers", "missing"}]}
  layout            {"file", "folder"}
  scan              {"pages": [{"file", "page", "household", "side", "trust", "known", "words",
                     "ticked": [{"question", "row", "choices"}], "doubtful"}]}; with --take also
                     {"households", "papers", "words"}
  check             {"ok", "findings": [{"title", "count"}]}
  demo              {"files": [...], "volunteers"}
  volunteers        {"volunteers": [{"id", "name", "area", "households"}]}
  assign            {"volunteer", "households"}
  undo              {"undone"}; with --import also {"kept": [{"household", "what", "who", "at"}],
                     "dropped", "later": [{"list", "as_of", "households", "persons"}]}
  imports           {"imports": [{"id", "list", "as_of", "at", "who", "rows", "households",
                     "persons", "problems", "files", "undone": {"who", "at"} or null}]}
  households        {"households", "persons", "ids": [...], "lists": [{"id", "name", "as_of"}]}
  link              {"persons": {"joined", "waiting"}, "households": {"joined", "waiting"}}
and after an error (exit status 2): {"error": {"title", "message", "where"}}.
"""
_YEARS = range(2500, 2700)
_MISTAKE_STATUS = 2


@dataclass(frozen=True)
class Question:
    """What was asked: the command, where the data lies, and the command's own words."""

    command: str = "window"
    db: str = ""
    json: bool = False
    year: int | None = None
    scheme: str = ""
    output: Path | None = None
    words: dict[str, Any] = field(default_factory=dict)


def parse(words: Sequence[str]) -> Question:
    """Read the words; --help and mistakes (exit status 2) are answered here."""
    try:
        given = vars(_parser().parse_args(list(words)))
    except _Mistake as mistake:
        _answer(mistake, as_json="--json" in words)
        raise SystemExit(_MISTAKE_STATUS) from None
    output = given.pop("output_folder", None)
    return Question(
        command=given.pop("command") or "window",
        db=given.pop("db"),
        json=given.pop("json"),
        year=given.pop("year"),
        scheme=given.pop("scheme"),
        output=Path(output) if output else None,
        words=given,
    )


class _Mistake(Exception):  # noqa: N818  (the user's, not the program's)
    """Words that can't be understood, and how to use the command."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Mistake(message, self.format_usage())


def _answer(mistake: _Mistake, *, as_json: bool) -> None:
    if not as_json:
        print(f"{mistake.usage}{mistake}", file=sys.stderr)
        return
    message = f"กรุณาตรวจคำสั่งแล้วทำใหม่ ดูวิธีใช้ด้วย --help ({mistake})"
    content = {"title": "คำสั่งไม่ถูกต้อง", "message": message, "where": ""}
    # Escaped: the console's code page may not hold Thai, and nothing is set up yet.
    print(json.dumps({"error": content}))


def _year(text: str) -> int:
    if not text.isdecimal() or int(text) not in _YEARS:
        raise argparse.ArgumentTypeError("a year of the Buddhist era, like 2565")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    shared = _Parser(add_help=False)
    _add_shared(shared, argparse.SUPPRESS)
    parser = _Parser(
        prog="python -m desktop",
        description="OneHome สมุดพกครอบครัว. Without a command it opens the window.",
        epilog=_JSON,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_shared(parser, "")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[shared], help=text, description=text)

    demo = add("demo", "write a synthetic province as xlsx files")
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--scale", type=float, default=1.0, help="1 = 55,067 households (default)")
    demo.add_argument("--seed", type=int, default=2565)
    _add_import(add("import", "import lists of persons"))
    _add_columns(add("columns", "say what each column is taken for; nothing is imported"))
    _add_profiles(add("profiles", "list the profiles by which lists are read"))
    _add_forms(add("forms", "list the logbook forms; check, publish or export a version"))
    _add_submissions(add("submissions", "look at what phones sent (ODK, KoboToolbox); take it"))
    add("levels", "compute the vulnerability levels and count them")
    _add_papers(add)
    _add_filter(add("households", "find households, also by the lists their people are on"))
    report = add("report", "make a report")
    report.add_argument("report", choices=["districts"])
    report.add_argument("--area", default="", help="code of a province, district or tambon")
    report.add_argument("-o", "--out", type=Path, metavar="FILE", help=".pdf or .xlsx")
    volunteers = add("volunteers", "list the volunteers, after importing a file of them")
    volunteers.add_argument("file", type=Path, nargs="?", metavar="FILE")
    assign = add("assign", "give a volunteer the next unassigned households, highest level first")
    assign.add_argument("--volunteer", type=int, required=True, metavar="ID")
    assign.add_argument("--area", default="", help="area code; the volunteer's own by default")
    assign.add_argument("--count", type=int, default=10)
    _add_undo(add("undo", "undo the last action, also a whole import, or an earlier import"))
    _add_problems(add("problems", "list what imports could not read, and what may be done"))
    add("imports", "list the imports that were made, also those undone")
    add("link", "find who is the same in several lists; join the sure pairs, keep the likely ones")
    add("check", "verify the database and the figures that must agree")
    return parser


def _add_undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--import",
        dest="batch",
        type=int,
        metavar="N",
        help="undo this import (see `imports`); what people edited since is kept",
    )
    parser.add_argument(
        "--drop-edits", action="store_true", help="with --import: remove what people edited too"
    )


def _add_import(parser: argparse.ArgumentParser) -> None:
    _add_lists(parser)
    parser.add_argument(
        "--source", metavar="NAME", help="the list's name; a workbook of problems knows its own"
    )
    parser.add_argument("--as-of", metavar="DATE", help="its data date: 2564-01 or 31/1/2564")
    parser.add_argument(
        "--save-profile", default="", metavar="NAME", help="keep how these lists were read"
    )
    parser.add_argument(
        "--accept-renames", action="store_true", help="take columns for the ones they seem to be"
    )


def _add_columns(parser: argparse.ArgumentParser) -> None:
    _add_lists(parser)
    parser.add_argument("--source", default="", metavar="NAME", help="the list's name")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="FILE.json", help="write it as a profile to be edited"
    )


def _add_lists(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument(
        "--profile", default="", metavar="NAME|FILE.json", help="read the lists by this profile"
    )
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="its first line (UTF-8) opens encrypted lists",
    )


def _add_problems(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", default="", metavar="NAME", help="of this list only")
    parser.add_argument("--reason", default="", metavar="REASON", help="of this kind only")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="FILE.xlsx",
        help="write them to be repaired, then import",
    )


def _add_forms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", type=Path, metavar="FILE.xlsx", help="what is wrong in it, what it would change"
    )
    parser.add_argument(
        "--propose", type=Path, metavar="FILE.xlsx", help="with --check: write the crosswalk here"
    )
    parser.add_argument(
        "--publish", default="", metavar="FILE.xlsx|FORM@VERSION", help="in force from now on"
    )
    parser.add_argument(
        "--crosswalk", type=Path, metavar="FILE.xlsx", help="with --publish: as it was decided"
    )
    parser.add_argument(
        "--export",
        nargs=2,
        metavar=("FORM[@VERSION]", "FILE"),
        help="an .xlsx to be edited, or an .xml for ODK Collect",
    )
    parser.add_argument(
        "--phones",
        action="store_true",
        help="with --export: an .xlsx for KoboToolbox and ODK Central; asks for the household",
    )
    parser.add_argument(
        "--answers",
        nargs=2,
        metavar=("FORM", "QUESTION"),
        help="one question through all versions, as the one in force has it",
    )


def _add_submissions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        type=Path,
        nargs="*",
        metavar="FILE",
        help=".xml, .csv, .xlsx, or a .zip of XML or CSV with pictures; none: those kept aside",
    )
    parser.add_argument(
        "--take", action="store_true", help="make drafts of the new ones, keep the rest aside"
    )
    parser.add_argument(
        "--household",
        nargs=2,
        action="append",
        default=[],
        metavar=("INSTANCE", "HOUSEHOLD"),
        help="say whose an unmatched one is: by number, house code or random id; repeatable",
    )
    parser.add_argument(
        "--dismiss",
        nargs=2,
        action="append",
        default=[],
        metavar=("INSTANCE", "WHY"),
        help="turn one down for a reason; repeatable",
    )
    parser.add_argument(
        "--beside",
        action="store_true",
        help="with --take: also where the household has a logbook of this year already",
    )


def _add_profiles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--add", type=Path, metavar="FILE.json", help="take over a profile")
    parser.add_argument(
        "--export", nargs=2, metavar=("NAME", "FILE.json"), help="write one for another office"
    )
    parser.add_argument("--rename", nargs=2, metavar=("OLD", "NEW"))
    parser.add_argument("--remove", default="", metavar="NAME")


def _add_shared(parser: argparse.ArgumentParser, default: str) -> None:
    def unless(value: Any) -> Any:
        return default if default == argparse.SUPPRESS else value

    parser.add_argument(
        "--db", default=unless(""), metavar="FILE|URL", help="a database file, or postgresql://..."
    )
    parser.add_argument(
        "--json", action="store_true", default=unless(False), help="answer with one JSON object"
    )
    parser.add_argument(
        "--year", type=_year, default=unless(None), help="fiscal year in the Buddhist era"
    )
    parser.add_argument(
        "--scheme", default=unless(""), choices=["p20", "p23"], help="level scheme (default p20)"
    )
    parser.add_argument(
        "--output-folder", default=unless(""), metavar="DIR", help="where files that are made go"
    )


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", default="", help="code of a province, district, tambon, village")
    _add_membership(parser)


def _add_membership(parser: argparse.ArgumentParser) -> None:
    """One person of the household must meet all three."""
    for name, text in (
        ("--on-list", "somebody is on this list (its number in `households`)"),
        ("--not-on-list", "and not on this one"),
    ):
        parser.add_argument(name, type=int, metavar="ID", help=text)
    parser.add_argument(
        "--age-from", type=int, metavar="YEARS", help="and this old on the last list's data date"
    )


def _add_papers(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    _add_leaflets(add("leaflets", "make family leaflets as PDF"))
    add("documents", "list the documents that can be made")
    _add_make(add("make", "make a document as PDF or xlsx, and record it as printed"))
    add("prints", "list the print jobs, and who has which papers")
    checkin = add("checkin", "take papers back by the codes on them")
    checkin.add_argument("codes", nargs="+", metavar="CODE")
    scan = add("scan", "read ticks from scanned leaflets")
    scan.add_argument("files", nargs="+", type=Path, metavar="FILE")
    scan.add_argument("--take", action="store_true", help="draft logbooks from the sure boxes")
    layout = add("layout", "write a document's layout as TOML, to be changed by the office")
    layout.add_argument("layout", metavar="KEY")
    layout.add_argument("-o", "--out", type=Path, required=True, metavar="FILE.toml")


def _add_leaflets(parser: argparse.ArgumentParser) -> None:
    _add_chosen(parser)
    parser.add_argument("--blank", action="store_true", help="only say whose each leaflet is")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE.pdf")


def _add_make(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="a key of `documents`")
    _add_chosen(parser)
    parser.add_argument("--apart", action="store_true", help="a file for each part, into a folder")
    parser.add_argument("--xlsx", action="store_true", help="as xlsx, where it is a table")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")


def _add_chosen(parser: argparse.ArgumentParser) -> None:
    _add_membership(parser)
    parser.add_argument("--volunteer", type=int, metavar="ID")
    parser.add_argument("--village", metavar="CODE", help="8 digits: tambon code and village no.")
    parser.add_argument(
        "--household",
        action="extend",
        nargs="+",
        default=[],
        metavar="ID",
        help="random id, house code, or the number on the leaflet",
    )
