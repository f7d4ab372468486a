"""Answering about submissions of phones: what would become of them, and taking them."""

from typing import Any

from desktop.domain.progress import Silent
from desktop.domain.submissions import SUBMISSION_LABEL, Found
from desktop.services import submissions as sent
from desktop.services.desk import Desk

Figures = dict[str, Any]


def submissions(desk: Desk, words: dict[str, Any]) -> Figures:
    """Look at submissions, and take them where that was asked."""
    preview = sent.look(desk, words["files"], Silent())
    figures: Figures = {kind: preview.count(kind) for kind in SUBMISSION_LABEL}
    figures["submissions"] = [_found(one) for one in preview.found]
    if words["take"]:
        if words["beside"]:
            preview = preview.beside(preview.of("begun"))
        taken = sent.take(desk, preview, Silent())
        figures["aside"] = taken.aside
        figures["taken"] = [
            {
                "logbook": one.visit.id,
                "household": one.visit.household_id,
                "pictures": one.pictures,
            }
            for one in taken.visits
        ]
        figures["refused_pictures"] = [error.message for error in taken.refused]
    return figures


def _found(one: Found) -> Figures:
    return {
        "file": one.sent.file,
        "sheet": one.sent.sheet,
        "row": one.sent.row,
        "instance": one.sent.instance,
        "kind": one.kind,
        "form": one.form,
        "version": one.version,
        "household": one.household_id,
        "blank": one.blank,
        "passed": one.passed,
        "words": list(one.words),
        "pictures": [picture.name for picture in one.sent.pictures],
    }
