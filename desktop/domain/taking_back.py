"""What is known of an import that was made, and what stands in the way of taking it back."""

from dataclasses import dataclass
from datetime import datetime

Record = tuple[str, int]
"""A stored record: its table and its row id."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that a person did to what an action made or altered, and that still stands.

    With a `field`, that field held `listed` by the action and holds `now`. Without one the row
    itself was made, altered or removed since; `now` says what it is. `whose` names household or
    person. What can't be dropped is kept whatever is ticked. While the conflict is kept, so are
    the records in `holds`, which the action had made. `was` is `listed` as it was recorded.
    """

    table: str
    row_id: int
    field: str
    household_id: int | None
    listed: str
    now: str
    who: str = ""
    at: datetime | None = None
    label: str = ""
    whose: str = ""
    droppable: bool = True
    holds: tuple[Record, ...] = ()
    was: object = None

    @property
    def key(self) -> str:
        """By which it is ticked."""
        return f"{self.table}:{self.row_id}:{self.field}"


@dataclass(frozen=True, slots=True)
class LaterList:
    """A later import whose word on records of an earlier one is kept: how many records."""

    batch_id: int
    name: str
    as_of: str
    at: datetime
    who: str
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Everything that stands in the way of an undo."""

    edits: tuple[Conflict, ...] = ()
    lists: tuple[LaterList, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything does."""
        return bool(self.edits or self.lists)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of an import: name without folders, size in bytes, SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportMade:
    """One import: the list, who and when, its files and the counts it was reported with.

    `as_of` is ISO in day or month precision. `undone_at` is None while the import is in force.
    """

    id: int
    operation_id: int
    name: str
    as_of: str
    at: datetime
    who: str
    label: str
    rows: int
    new_households: int
    new_persons: int
    changed_households: int
    changed_persons: int
    gone_households: int
    problems: int
    undone_at: datetime | None = None
    undone_who: str = ""
    files: tuple[ImportedFile, ...] = ()
