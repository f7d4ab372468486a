"""What a check is given, and what it says."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from desktop.domain.form import Form, Question
from desktop.forms.expressions.tree import Path, Reference, Tree
from desktop.forms.graph import Aspect, items_of
from desktop.forms.planting import names_in_repeat
from desktop.forms.reading_names import reads


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say of the characters from `start` to `end`."""

    message: str
    start: int
    end: int
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the aspect it decides, of whom, and its tree."""

    aspect: Aspect
    own: str
    tree: Tree


@dataclass(frozen=True)
class Surroundings:
    """What the checks have to know of the form."""

    form: Form

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions by name."""
        return {question.name: question for question in self.form.questions}

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all questions and groups."""
        return frozenset(item.name for item in items_of(self.form))

    @cached_property
    def in_repeat(self) -> frozenset[str]:
        """The names of what each member has."""
        return names_in_repeat(self.form)

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """The columns that the choices of each list have, by the list's name."""
        return {
            question.list_name: columns_of(question)
            for question in self.form.questions
            if question.choices
        }

    def asked(self, tree: Tree, own: str) -> Question | None:
        """Return the question whose plain value the piece is: ${name}, ../name or a point."""
        if not isinstance(tree, Reference | Path) or tree.parts():
            return None
        found = [read for read in reads(tree, own) if not read.wide]
        return self.questions.get(found[0].name) if len(found) == 1 else None


def columns_of(question: Question) -> frozenset[str]:
    """Return the columns a filter of the question's choices may ask."""
    more = (name for choice in question.choices for name, _ in choice.columns)
    return frozenset(("name", "label", *more))
