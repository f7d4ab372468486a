"""The numbers of the first screen."""

from dataclasses import dataclass

from desktop.domain.figures import LevelCounts
from desktop.domain.records import SourceList
from desktop.services.desk import Desk
from desktop.storage import figures, problems, questions
from desktop.storage.levels import count_levels
from desktop.thai.dates import PartialDate, thai_date


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the year's work stands; `waiting` counts open problems and questions of imports."""

    households: int
    persons: int
    lists: tuple[SourceList, ...]
    levels: LevelCounts
    assigned: int
    visited: int
    planned: int
    volunteers: int
    waiting: int = 0


def summary(desk: Desk) -> Overview:
    """Count where the work of this fiscal year stands."""
    with desk.db.read() as session:
        connection = session.connection()
        numbers = figures.totals(connection, desk.fiscal_year)
        found = figures.lists(connection)
        levels = count_levels(connection, desk.fiscal_year)
        waiting = problems.count(connection) + questions.count(connection)
    return Overview(
        households=numbers["households"],
        persons=numbers["persons"],
        lists=found,
        levels=LevelCounts(desk.fiscal_year, desk.scheme.name, levels),
        assigned=numbers["assigned"],
        visited=numbers["visited"],
        planned=numbers["planned"],
        volunteers=numbers["volunteers"],
        waiting=waiting,
    )


def lists(desk: Desk) -> tuple[SourceList, ...]:
    """Every list that was imported, the newest data first."""
    with desk.db.read() as session:
        return figures.lists(session.connection())


@dataclass(frozen=True, slots=True)
class Village:
    """A village households live in; `code` has 8 digits."""

    code: str
    name: str
    households: int

    @property
    def label(self) -> str:
        """How a clerk names it: 'หมู่ 4 บ้านคลองสอง'."""
        return f"หมู่ {int(self.code[6:])} {self.name}".strip()


def villages(desk: Desk, tambon: str) -> tuple[Village, ...]:
    """The villages of a tambon that households live in, by their number."""
    with desk.db.read() as session:
        found = figures.villages(session.connection(), tambon)
    return tuple(Village(*row) for row in found)


def list_in_words(name: str, as_of: str) -> str:
    """A list with its data date: 'TPMAP ณ ม.ค. 2564'."""
    return f"{name} ณ {thai_date(PartialDate.from_iso(as_of))}"
