"""Carrying a logbook begun on an older version to the one in force, with what is missing told."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.carrying import Gap
from desktop.domain.form import Form
from desktop.domain.records import Visit, VisitDraft
from desktop.services import forms, households, keying, logbooks
from desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Missing:
    """What carrying left open, in words: of which question, whose ('' = the household), why.

    `answer` is the old answer that has no place in the new version, '' for none.
    """

    question: str
    whose: str
    why: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """A logbook of the version in force, not stored yet, and what is missing in it."""

    draft: VisitDraft
    missing: tuple[Missing, ...]


def newer_version(desk: Desk, visit: VisitDraft) -> str:
    """The version that a stored logbook could be carried to, '' where it is in force already."""
    newest = forms.in_force(desk, visit.form).version
    return "" if visit.id is None or newest == visit.form_version else newest


def carry(desk: Desk, visit: Visit) -> CarriedOn:
    """Lay out a logbook's answers in the version in force; nothing is stored.

    Raises:
        UserError: it is of the version in force, or its own can't be read any more.
    """
    draft, gaps = logbooks.carried_on(desk, visit)
    before = logbooks.form_of(desk, visit)
    words = {
        one.id: one.label
        for form in (before, logbooks.form_of(desk, draft))
        for one in form.questions
    }
    names = dict(keying.called(households.load(desk, visit.household_id)))
    return CarriedOn(draft, tuple(_told(one, before, words, names) for one in gaps))


def _told(gap: Gap, before: Form, words: Mapping[str, str], names: Mapping[int, str]) -> Missing:
    asked = (one for one in before.questions if one.id == gap.question)
    codes = {choice.code: choice.label for one in asked for choice in one.choices}
    parts = gap.value.split() if codes else [gap.value]
    return Missing(
        question=words.get(gap.question, gap.question),
        whose=names.get(gap.person_id, ""),
        why=gap.message,
        answer=", ".join(codes.get(one, one) for one in parts),
    )
