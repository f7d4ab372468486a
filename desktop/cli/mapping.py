"""Commands about the columns of lists: what they are taken for, and the profiles that are kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.domain.columns import column_name, in_words
from desktop.domain.layouts import profile_of
from desktop.domain.progress import Silent
from desktop.domain.sheets import Drift, Query, SheetLayout
from desktop.services import import_profiles, imports
from desktop.services.desk import Desk
from desktop.thai import citizen_id

Figures = dict[str, Any]


def columns(desk: Desk, words: Figures, passwords: Sequence[str]) -> Figures:
    """Say what every column is taken for; nothing is imported."""
    known = import_profiles.known(desk, words["source"], words["profile"])
    layouts = imports.examine(words["files"], Silent(), passwords, known)
    figures: Figures = {"sheets": [_sheet(layout) for layout in layouts]}
    if words["out"] is not None:
        best = next((one for one in layouts if one.wanted), layouts[0])
        name = import_profiles.proposed_name(words["source"], layouts)
        figures["file"] = str(import_profiles.export(profile_of(name, best), words["out"]))
    return figures


def profiles(desk: Desk, words: Figures) -> Figures:
    """List the profiles, after doing with one of them what was asked."""
    if words["add"] is not None:
        import_profiles.add(desk, words["add"])
    if words["remove"]:
        import_profiles.remove(desk, import_profiles.saved(desk, words["remove"]))
    if words["rename"]:
        old, new = words["rename"]
        import_profiles.rename(desk, import_profiles.saved(desk, old), new)
    if words["export"]:
        name, target = words["export"]
        import_profiles.export(import_profiles.saved(desk, name), Path(target))
    return {
        "profiles": [
            {
                "name": one.name,
                "columns": sum(bool(column.canonical) for column in one.columns),
                "used_at": one.used_at.isoformat() if one.used_at else "",
            }
            for one in import_profiles.all_of(desk)
        ]
    }


def drift_and_questions(layouts: Sequence[SheetLayout]) -> Figures:
    """What is told of how the sheets were read: layouts recognised, differences, questions."""
    return {
        "profiles": sorted({one.profile for one in layouts if one.profile}),
        "drift": [
            {"sheet": layout.name, **_drift(one)} for layout in layouts for one in layout.drift
        ],
        "questions": [
            {"sheet": layout.name, **_question(query)}
            for layout in layouts
            for query in layout.queries
        ],
    }


def _sheet(layout: SheetLayout) -> Figures:
    return {
        "sheet": layout.name,
        "rows": layout.rows,
        "header_rows": [layout.first_row, layout.header_row],
        "imported": layout.wanted and bool(layout.header_row),
        "profile": layout.profile,
        "columns": [
            {
                "column": guess.index + 1,
                "header": guess.header,
                "field": guess.canonical,
                "name": column_name(guess.canonical),
                "why": guess.why,
                "doubt": guess.doubt,
                "samples": [citizen_id.without_ids(one) for one in guess.samples],
            }
            for guess in layout.columns
        ],
        "drift": [_drift(one) for one in layout.drift],
        "questions": [_question(query) for query in layout.queries],
    }


def _drift(drift: Drift) -> Figures:
    return {
        "kind": drift.kind,
        "header": drift.header,
        "now": drift.now,
        "field": drift.canonical,
        "words": in_words(drift),
    }


def _question(query: Query) -> Figures:
    labels = {option.value: option.label for option in query.options}
    return {
        "kind": query.kind,
        "ask": query.ask,
        "why": query.why,
        "proposed": labels.get(query.proposed, ""),
        "answer": labels.get(query.answer, ""),
    }
