"""Answering about submissions of phones: what would become of them, and taking them."""

from typing import Any

from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.domain.submissions import (
    SUBMISSION_LABEL,
    UNDECIDED,
    Found,
    Preview,
    SubmissionKind,
    instance_of,
)
from desktop.services import submissions as sent
from desktop.services.desk import Desk
from desktop.services.documents import choosing

Figures = dict[str, Any]


def submissions(desk: Desk, words: dict[str, Any]) -> Figures:
    """Look at submissions, decide about some, and take them where that was asked.

    Raises:
        UserError: a file can't be read, or a decision names what isn't there.
    """
    preview = sent.look(desk, words["files"], Silent())
    if words["dismiss"]:
        for instance, why in words["dismiss"]:
            sent.dismiss(desk, [_named(preview, instance, ("new", *UNDECIDED))], why)
        preview = sent.look(desk, words["files"], Silent())
    for instance, name in words["household"]:
        (household,) = choosing.household_ids(desk, chosen=(name,))
        one = _named(preview, instance, ("unmatched",))
        preview = sent.for_household(desk, preview, one, household)
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


def _named(preview: Preview, instance: str, kinds: tuple[SubmissionKind, ...]) -> Found:
    found = [one for one in preview.of(*kinds) if one.sent.instance == instance_of(instance)]
    if len(found) != 1:
        raise UserError("ไม่พบชุดคำตอบ", f"ไม่มีชุด {instance} ที่ตัดสินเช่นนี้ได้ กรุณาดูรายการก่อน")
    return found[0]


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
