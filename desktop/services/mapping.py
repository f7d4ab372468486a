"""Correcting what the columns of a list were taken for, before anything is read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.domain.layouts import settled
from desktop.domain.progress import Reporter
from desktop.domain.sheets import ColumnGuess, HeaderAt, Known, SheetLayout
from desktop.importing import reading
from desktop.importing.flags import has_ticks_and_crosses
from desktop.importing.layouts import revised
from desktop.importing.meanings import meanings_of

_NOTHING_KNOWN = Known()


def examine_again(
    paths: Sequence[Path],
    layout: SheetLayout,
    rows: tuple[int, int],
    report: Reporter,
    passwords: Sequence[str] = (),
    known: Known = _NOTHING_KNOWN,
) -> SheetLayout:
    """Return one sheet's layout with its header in the rows (1-based, both included) named.

    `paths` are those among whose files the sheet was found.

    Raises:
        as `examine`.
    """
    head = HeaderAt(0, layout.name, *rows)
    path = reading.sources(paths)[layout.file].path
    found = reading.examine((path,), report, passwords, replace(known, heads=(head,)))
    same = next(one for one in found if one.name == layout.name)
    return settled(replace(same, file=layout.file), all_of_them=True)


def correct(layout: SheetLayout, place: int, guess: ColumnGuess) -> SheetLayout:
    """Return the layout with the column at a place corrected, and what that lets ask."""
    return revised(layout, place, guess)


def meanings(
    layout: SheetLayout, guess: ColumnGuess, latest_year: int, known: Known = _NOTHING_KNOWN
) -> tuple[str, ...]:
    """Return, in Thai, what each of a column's `words` is read as."""
    crosses_deny = any(has_ticks_and_crosses(dict(one.words)) for one in layout.columns)
    question = dict(known.questions).get(guess.canonical)
    return meanings_of(guess, latest_year, crosses_deny=crosses_deny, question=question)
