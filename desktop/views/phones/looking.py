"""A look at what phones sent, with what the clerk has decided about it so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.progress import Reporter
from desktop.domain.submissions import UNDECIDED, Found, Preview, Sent, SubmissionKind
from desktop.models.phones import PhoneLine
from desktop.services import forms, households, submissions
from desktop.services.desk import Desk

Key = tuple[str, tuple[tuple[str, str], ...]]
_ORDER: list[SubmissionKind] = [*UNDECIDED, "new", "refused", "known", "dismissed"]


@dataclass(frozen=True)
class Decisions:
    """Households that were chosen, and what becomes another logbook, by the submissions' keys."""

    households: Mapping[Key, int] = field(default_factory=dict)
    beside: frozenset[Key] = frozenset()

    def given(self, found: Found, household: int) -> "Decisions":
        """Return them with a household chosen."""
        return Decisions({**self.households, found.sent.key: household}, self.beside)

    def gave(self, found: Found) -> bool:
        """Whether its household was chosen here."""
        return found.sent.key in self.households

    def turned(self, chosen: Sequence[Found]) -> "Decisions":
        """Return them with these to become other logbooks, or no more where all of them were."""
        keys = frozenset(one.sent.key for one in chosen)
        beside = self.beside - keys if keys <= self.beside else self.beside | keys
        return Decisions(self.households, beside)

    def is_beside(self, found: Found) -> bool:
        """Whether it was decided that it becomes another logbook."""
        return found.sent.key in self.beside


@dataclass(frozen=True)
class Looked:
    """All submissions, and a line for each: what needs a person first."""

    preview: Preview
    lines: tuple[PhoneLine, ...]


def look(desk: Desk, sent: Sequence[Sent], decided: Decisions, report: Reporter) -> Looked:
    """Look at what was read and at what waits, and carry the decisions out in what is shown.

    Raises:
        UserError: the columns are headed by the questions' words instead of their names.
        Cancelled: the clerk asked to stop.
    """
    preview = submissions.judge(desk, sent, report)
    for one in preview.of("unmatched"):
        household = decided.households.get(one.sent.key)
        if household is not None:
            preview = submissions.for_household(desk, preview, one, household)
    preview = preview.beside([one for one in preview.found if decided.is_beside(one)])
    ids = {one.household_id for one in preview.found if one.household_id is not None}
    homes = {home.id: home for home in households.rows(desk, sorted(ids))}
    titles = {(one.id, one.version): one.title for one in forms.known(desk)}
    lines = [
        PhoneLine(
            one,
            f"{titles.get((one.form, one.version), one.form)} รุ่น {one.version}",
            homes.get(one.household_id) if one.household_id is not None else None,
        )
        for one in preview.found
    ]
    return Looked(preview, tuple(sorted(lines, key=lambda one: _ORDER.index(one.found.kind))))
