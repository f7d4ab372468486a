"""A form's rules, made ready once for all logbooks that are keyed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop.domain.form import Choice, Form, Question
from desktop.domain.records import Answer
from desktop.forms.answering import calculated_value
from desktop.forms.choice_filters import choice_filter, item_of
from desktop.forms.expressions.compiling import compiled
from desktop.forms.expressions.nodes import Context, Node, World
from desktop.forms.expressions.parser import parse
from desktop.forms.expressions.tree import Tree
from desktop.forms.expressions.values import EvaluationError, to_boolean
from desktop.forms.graph import Graph, Vertex, rules_of
from desktop.forms.keyed import Keyed
from desktop.forms.planting import names_in_repeat
from desktop.forms.reading_names import list_names

_COMPLAINT = "คำตอบไม่ตรงกับเงื่อนไขของข้อนี้"

Decision = Callable[[World, Node], object]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one vertex is decided; None for a value that is keyed.

    `after` are the places of the rules that read it, and whether they read all members' answers.
    """

    vertex: Vertex
    per_member: bool
    decide: Decision | None
    after: tuple[tuple[int, bool], ...]


class Rules:
    """The rules of one form, parsed and put in order; `place` is a vertex's place in `rules`.

    A rule that can't be decided (a text where a date is needed) hides no question, forbids no
    answer, requires none and calculates nothing.

    Raises:
        ExpressionError: an expression can't be read; `rule_mistakes` names them all.
        graphlib.CycleError: rules wait for each other; so too.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.questions = {question.id: question for question in form.questions}
        self.by_name = {question.name: question for question in form.questions}
        trees = {vertex: parse(text) for vertex, _, text in rules_of(form)}
        # A default is worked out when it's needed, and followed by nobody.
        self.defaults = {
            name: _calculation(trees.pop((aspect, name)), self.by_name[name])
            for aspect, name in list(trees)
            if aspect == "default"
        }
        graph = Graph(form, trees)
        order = graph.order()
        in_repeat = names_in_repeat(form)
        self.place = {vertex: place for place, vertex in enumerate(order)}
        self.rules = tuple(
            Rule(
                vertex,
                vertex[1] in in_repeat,
                self._decision(vertex, trees.get(vertex)),
                tuple((self.place[one], wide) for one, wide in graph.after[vertex].items()),
            )
            for vertex in order
        )
        self.choices: Mapping[str, Mapping[str, Choice]] = {
            question.name: {choice.code: choice for choice in question.choices}
            for question in form.questions
            if question.choices
        }
        wanted = {name for tree in trees.values() for name, _ in list_names(tree)}
        self.instances = {
            question.list_name: _instance(question.choices)
            for question in form.questions
            if question.list_name in wanted
        }

    def begin(
        self,
        answers: Iterable[Answer],
        member_ids: Iterable[int],
        today: date,
        *,
        seed: str = "",
        last_saved: Mapping[str, str] | None = None,
    ) -> Keyed:
        """Return the state of one logbook with its answers.

        Answers to other forms' questions and of other people are passed over. `today` may be
        a datetime, local without a zone: now() is then that. From `seed` follow random() and
        uuid(); a visit's own uid makes them its own. `last_saved` are earlier values by name.
        """
        return Keyed(self, answers, member_ids, today, seed=seed, last_saved=last_saved or {})

    def _decision(self, vertex: Vertex, tree: Tree | None) -> Decision | None:
        aspect, name = vertex
        question = self.by_name.get(name)
        if aspect == "relevant":
            return _relevance(tree)
        if tree is None or question is None:
            return None
        if aspect == "value":
            return _calculation(tree, question)
        if aspect == "required":
            return _requirement(tree)
        return _complaint(tree, question) if aspect == "constraint" else _choices(tree, question)


def _condition(tree: Tree, *, otherwise: bool) -> Callable[[World, Node], bool]:
    closure = compiled(tree)

    def holds(world: World, node: Node) -> bool:
        try:
            return to_boolean(closure(Context(world, node)))
        except EvaluationError:
            return otherwise

    return holds


def _relevance(tree: Tree | None) -> Decision:
    if tree is None:
        return lambda _, node: node.parent is None or node.parent.relevant
    holds = _condition(tree, otherwise=True)
    return lambda world, node: (node.parent is None or node.parent.relevant) and holds(world, node)


def _requirement(tree: Tree) -> Decision:
    holds = _condition(tree, otherwise=False)
    return lambda world, node: node.relevant and holds(world, node)


def _complaint(tree: Tree, question: Question) -> Decision:
    """Blank answers and those that aren't asked are never complained of."""
    holds = _condition(tree, otherwise=True)
    message = question.constraint_message or _COMPLAINT
    return lambda world, node: (
        "" if not node.relevant or node.value == "" or holds(world, node) else message
    )


def _calculation(tree: Tree, question: Question) -> Decision:
    closure, kind = compiled(tree), question.kind

    def calculate(world: World, node: Node) -> object:
        try:
            return calculated_value(kind, closure(Context(world, node)))
        except EvaluationError:
            return ""

    return calculate


def _choices(tree: Tree, question: Question) -> Decision:
    left = choice_filter(tree, question.choices)

    def choose(world: World, node: Node) -> object:
        try:
            return left(Context(world, node))
        except EvaluationError:
            return question.choices

    return choose


def _instance(choices: Iterable[Choice]) -> Node:
    """Return a list as instance('list') gives it: above <root>, which holds the items."""
    top = Node("")
    root = Node("root", top)
    for choice in choices:
        item_of(choice, root)
    return top
