"""What has to be decided again when something changes, and in which order."""

import graphlib
from collections.abc import Iterator, Mapping
from typing import Literal

from desktop.domain.form import Form, Group, Question
from desktop.forms.expressions.parser import parse
from desktop.forms.expressions.tokens import ExpressionError
from desktop.forms.expressions.tree import Call, Reference, Tree, walk
from desktop.forms.reading_names import EVERYTHING, reads

Aspect = Literal["relevant", "value", "required", "constraint", "choices", "default"]
Vertex = tuple[Aspect, str]
"""One aspect of the question or group of that name. 'value' is there for every question."""

# The columns of XLSForm that decide an aspect, and where the form keeps their text.
RULES: tuple[tuple[Aspect, str, str], ...] = (
    ("relevant", "relevant", "relevant"),
    ("value", "calculation", "calculation"),
    ("required", "required", "required_when"),
    ("constraint", "constraint", "constraint"),
    ("choices", "choice_filter", "choice_filter"),
    ("default", "default", "default"),
)


def rules_of(form: Form) -> Iterator[tuple[Vertex, str, str]]:
    """Yield each rule: its vertex, its column and its text; those of groups first."""
    for group in form.groups:
        if group.relevant:
            yield ("relevant", group.name), "relevant", group.relevant
    for question in form.questions:
        for aspect, column, name in RULES:
            text = getattr(question, name)
            if text and (aspect != "default" or _is_formula(text)):
                yield (aspect, question.name), column, text


def _is_formula(default: str) -> bool:
    """Whether a default is calculated; 2569-01-05 and plain words aren't."""
    try:
        parts = walk(parse(default))
    except ExpressionError:
        return "${" in default
    return any(isinstance(part, Call | Reference) for part in parts)


def items_of(form: Form) -> tuple[Group | Question, ...]:
    """Return all groups, then all questions."""
    return (*form.groups, *form.questions)


class Graph:
    """`after[vertex]` are those that read it; True where the reading is wide (see `Read`).

    Only questions and groups that a condition hangs over have a 'relevant' vertex.
    """

    def __init__(self, form: Form, trees: Mapping[Vertex, Tree]) -> None:
        items = items_of(form)
        names = [item.name for item in items]
        self.after: dict[Vertex, dict[Vertex, bool]] = {
            **{("relevant", name): {} for name in _conditional(form)},
            **{("value", question.name): {} for question in form.questions},
            **{vertex: {} for vertex in trees},
        }
        for vertex, tree in trees.items():
            aspect, own = vertex
            for read in reads(tree, own, of_choices=aspect == "choices"):
                for name in names if read.name == EVERYTHING else [read.name]:
                    self._feed(("relevant", name), vertex, wide=read.wide)
                    self._feed(("value", name), vertex, wide=read.wide)
        for item in items:
            if item.groups:
                self._feed(("relevant", item.groups[-1]), ("relevant", item.name))
            self._feed(("relevant", item.name), ("required", item.name))
            self._feed(("relevant", item.name), ("constraint", item.name))
            self._feed(("value", item.name), ("constraint", item.name))

    def _feed(self, source: Vertex, reader: Vertex, *, wide: bool = False) -> None:
        if source in self.after and reader in self.after:
            readers = self.after[source]
            readers[reader] = readers.get(reader, False) or wide

    def order(self) -> list[Vertex]:
        """Return the vertices so that each comes after all it reads.

        Raises:
            graphlib.CycleError: some wait for each other.
        """
        sorter: graphlib.TopologicalSorter[Vertex] = graphlib.TopologicalSorter()
        for vertex in self.after:
            sorter.add(vertex)
        for source, readers in self.after.items():
            for reader in readers:
                sorter.add(reader, source)
        return list(sorter.static_order())


def _conditional(form: Form) -> tuple[str, ...]:
    with_condition = {group.name for group in form.groups if group.relevant}

    def hangs(item: Group | Question) -> bool:
        return bool(item.relevant) or not with_condition.isdisjoint(item.groups)

    return tuple(item.name for item in items_of(form) if hangs(item))
