"""What changed from one version of a form to the next, told in words."""

from dataclasses import dataclass
from typing import Literal

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
