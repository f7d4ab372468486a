"""Proving the database sound, in the clerk's words."""

from dataclasses import dataclass

from desktop.services.desk import Desk
from desktop.storage import checking


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and how many records were found wrong."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that was looked at; `ok` when nothing is wrong."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not any(f.count for f in self.findings)


def run(desk: Desk) -> CheckReport:
    """Look at pages, parents, versions and figures that must agree."""
    with desk.db.read() as session:
        found = list(checking.findings(session.connection()))
    return CheckReport(tuple(Finding(title, count) for title, count in found))
