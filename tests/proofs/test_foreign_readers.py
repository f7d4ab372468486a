"""Two readers of one workbook agree, cell for cell, on files that other programs have written.

ONEHOME_FOREIGN names a folder of such files; they are no part of the project. Run with -s to
see the counts.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.importing import workbook
from desktop.importing.child import Child
from desktop.importing.xlsx import refusal

SUFFIXES = {".xlsx", ".xlsm", ".xltx", ".xltm"}
FOREIGN = os.environ.get("ONEHOME_FOREIGN", "")


def content(sheets):
    return [
        (
            sheet.name,
            sheet.hidden,
            [list(column) for column in sheet.columns],
            (sheet.hides.rows, sheet.hides.columns),
        )
        for sheet in sheets
    ]


def any_sheets(path, data):
    with workbook._told(path):
        yield from workbook._AnyBook(data).sheets()


def read(sheets):
    """What is read, or None where it is refused."""
    try:
        return content(sheets)
    except UserError:
        return None


def outcome(path):
    """How the two readers did on one file, in words."""
    data = path.read_bytes()
    reasons = []
    given_up = refusal.NotPlain.__init__

    def noted(self, *why):
        reasons.append(why)
        given_up(self, *why)

    refusal.NotPlain.__init__ = noted
    try:
        ours = read(workbook._book_sheets(path, data))
    finally:
        refusal.NotPlain.__init__ = given_up
    theirs = read(any_sheets(path, data))
    if ours is None and theirs is None:
        return "refused by both"
    if ours is None or theirs is None:
        return "refused by the quick reader" if ours is None else "read by the quick one only"
    if ours != theirs:
        return "differing"
    return f"fell back: {reasons[0][0]}" if reasons else "read quickly and equal"


def compare(kept, path, report):
    report.at(path.name)
    return outcome(path)


def compared(paths):
    """Each file's outcome; a file that kills its process is one, too."""
    child = Child()
    for path in paths:
        try:
            yield path, child.call(compare, path, report=Silent())
        except UserError:
            yield path, "killed its process"
            child = Child()
    child.close()


@pytest.mark.proof
@pytest.mark.skipif(not FOREIGN, reason="no foreign files at hand")
def test_both_readers_agree_on_foreign_files():
    paths = sorted(path for path in Path(FOREIGN).rglob("*") if path.suffix.lower() in SUFFIXES)
    counts = Counter()
    wrong = []
    for path, found in compared(paths):
        counts[found] += 1
        if found in ("differing", "refused by the quick reader"):
            wrong.append(f"{found}: {path.relative_to(FOREIGN)}")
    told = "\n".join(f"{count:6} {found}" for found, count in counts.most_common())
    sys.stdout.write(f"\n{told}\n")
    assert paths
    assert not wrong, wrong
