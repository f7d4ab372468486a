"""Every mistake in a form's rules, at once and with the place in the text."""

import graphlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from desktop.domain.form import Form
from desktop.forms.expressions.parser import parse
from desktop.forms.expressions.tokens import ExpressionError
from desktop.forms.expressions.tree import Tree
from desktop.forms.graph import Graph, Vertex, rules_of
from desktop.forms.linting.calls import faults_of_calls
from desktop.forms.linting.codes import faults_of_codes
from desktop.forms.linting.doubts import doubts
from desktop.forms.linting.findings import Finding, Rule, Surroundings
from desktop.forms.linting.names import faults_of_names
from desktop.forms.linting.repeats import faults_of_repeats
from desktop.forms.reading_names import reads

_CHECKS = (faults_of_calls, faults_of_names, faults_of_codes, faults_of_repeats, doubts)


@dataclass(frozen=True, slots=True)
class RuleMistake:
    """One mistake. `name` is a question's or group's, `column` the sheet's header.

    `start` and `end` are offsets in the cell's text. An 'error' forbids the form.
    """

    name: str
    column: str
    message: str
    start: int
    end: int
    severity: Literal["error", "warning"]


def rule_mistakes(form: Form) -> tuple[RuleMistake, ...]:
    """Return every mistake, those of groups first, then in the order of the questions."""
    columns = {vertex: column for vertex, column, _ in rules_of(form)}
    found: dict[Vertex, list[Finding]] = {vertex: [] for vertex in columns}
    trees: dict[Vertex, Tree] = {}
    for vertex, _, text in rules_of(form):
        try:
            trees[vertex] = parse(text)
        except ExpressionError as error:
            found[vertex].append(Finding(error.message, error.start, error.end))
    around = Surroundings(form)
    for vertex, tree in trees.items():
        rule = Rule(vertex[0], vertex[1], tree)
        for check in _CHECKS:
            found[vertex] += check(rule, around)
    for vertex, finding in _circles(form, trees):
        found[vertex].append(finding)
    return tuple(
        RuleMistake(vertex[1], columns[vertex], one.message, one.start, one.end, one.severity)
        for vertex, findings in found.items()
        for one in findings
    )


def _circles(form: Form, trees: dict[Vertex, Tree]) -> Iterator[tuple[Vertex, Finding]]:
    """Yield a finding for each rule in a circle; one circle after the other is taken out."""
    left = dict(trees)
    while True:
        try:
            Graph(form, left).order()
        except graphlib.CycleError as error:
            circle: list[Vertex] = error.args[1]
            rules = [vertex for vertex in dict.fromkeys(circle) if vertex in left]
            if not rules:
                # A group within another of its name: that is no rule's mistake.
                return
            for vertex in rules:
                yield vertex, _circle(vertex, left.pop(vertex), circle)
        else:
            return


def _circle(vertex: Vertex, tree: Tree, circle: list[Vertex]) -> Finding:
    names = list(dict.fromkeys(name for _, name in reversed(circle)))
    at = next((one for one in reads(tree, vertex[1]) if one.name in names), tree)
    if len(names) == 1:
        return Finding("สูตรของข้ออ้างถึงคำตอบของข้อนั้นเอง", at.start, at.end)
    own = names.index(vertex[1])
    way = " → ".join((*names[own:], *names[: own + 1]))
    return Finding(f"สูตรอ้างถึงกันเป็นวง: {way}", at.start, at.end)
