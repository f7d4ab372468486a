"""Computing the vulnerability levels of a fiscal year."""

from collections.abc import Collection, Sequence

from desktop.domain.figures import LevelCounts
from desktop.domain.progress import Reporter
from desktop.services.desk import Desk
from desktop.storage.levels import count_levels, due, store_levels
from desktop.storage.work import Work, work


def compute(desk: Desk, report: Reporter) -> LevelCounts:
    """Compute every household's level by the scheme in force, and count them.

    Levels can always be computed again, so undo passes over this operation.

    Raises:
        Cancelled: the clerk asked to stop; nothing is changed then.
    """
    report.step(0, 2, "คำนวณระดับความเปราะบาง")
    with work(desk.db, "คำนวณระดับความเปราะบาง", desk.actor, kind="derived") as current:
        recompute(desk, current)
        report.step(1, 2, "นับตามระดับ")
        numbers = count_levels(current.session.connection(), desk.fiscal_year)
        current.everything = True
    return LevelCounts(desk.fiscal_year, desk.scheme.name, numbers)


def counts(desk: Desk) -> LevelCounts:
    """Count the levels as they stand."""
    with desk.db.read() as session:
        numbers = count_levels(session.connection(), desk.fiscal_year)
    return LevelCounts(desk.fiscal_year, desk.scheme.name, numbers)


def follow(desk: Desk, current: Work, household_ids: Collection[int]) -> None:
    """Let the levels follow a list that spoke of these households."""
    current.session.flush()
    connection = current.session.connection()
    recompute(desk, current, due(connection, desk.scheme, desk.fiscal_year, household_ids))


def recompute(desk: Desk, current: Work, household_ids: Sequence[int] | None = None) -> None:
    """Let the levels follow a change within its own unit of work; None = of every household."""
    current.session.flush()
    connection = current.session.connection()
    store_levels(connection, desk.scheme, desk.fiscal_year, desk.today, household_ids)
    current.session.expire_all()
