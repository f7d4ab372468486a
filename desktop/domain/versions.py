"""Versions of a form, and what changed from one to the next, told in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.domain.crosswalk import Crosswalk
from desktop.domain.form import Form, FormMistake

# The loudest first.
ChangeKind = Literal[
    "meaning",
    "retyped",
    "retired",
    "added",
    "choice_retired",
    "choice_added",
    "recoded",
    "rule",
    "renamed",
    "moved",
    "label",
    "order",
]


@dataclass(frozen=True, slots=True)
class FormChange:
    """One change, in a Thai sentence. `question` is its stable id, '' for a whole group or form.

    What is `loud` makes old answers mean something else, or unreadable as they stand.
    """

    kind: ChangeKind
    question: str
    sentence: str

    @property
    def loud(self) -> bool:
        """Whether old answers are concerned."""
        return self.kind in ("meaning", "retyped")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two questions that may be the same one; only a person can say. `score` is 0 to 1."""

    old: str
    new: str
    score: float
    sentence: str


@dataclass(frozen=True, slots=True)
class FormDifference:
    """All changes, the loudest first, and pairs that may be the same question."""

    changes: tuple[FormChange, ...]
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A version of a form that the program knows. `logbooks` counts those keyed in it.

    A version that ships and was never published has no `published_at`.
    """

    form: str
    version: str
    title: str
    sha256: str
    published_at: datetime | None = None
    logbooks: int = 0
    shipped: bool = False
    in_force: bool = False


@dataclass(frozen=True, slots=True)
class LoadedForm:
    """A workbook of the office that makes a form, and what it would change.

    `remarks` are rules to look at again; what is in `unsupported` can't be keyed yet. `replaces`
    is the version in force, None for a form that is new; so are difference and crosswalk.
    """

    form: Form
    workbook: bytes
    remarks: tuple[FormMistake, ...] = ()
    unsupported: tuple[FormMistake, ...] = ()
    replaces: Form | None = None
    difference: FormDifference | None = None
    crosswalk: Crosswalk | None = None


@dataclass(frozen=True, slots=True)
class Keyed:
    """What was keyed in other versions of a form, and stays as it is.

    `logbooks` hold no answer to what only the new version asks; `drafts` of them aren't complete.
    """

    households: int = 0
    logbooks: int = 0
    drafts: int = 0
