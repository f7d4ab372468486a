"""JavaRosa's own test cases, evaluated here. The proofs ask JavaRosa itself the same."""

import json
import math
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.forms.expressions.compiling import compiled
from desktop.forms.expressions.nodes import Context, Node, World
from desktop.forms.expressions.parser import parse
from desktop.forms.expressions.tokens import ExpressionError
from desktop.forms.expressions.values import EvaluationError

CASES = json.loads(Path(__file__).with_name("javarosa.json").read_text(encoding="utf-8"))[
    "assertions"
]


NOW = datetime(2026, 1, 5, 12, 30)  # noqa: DTZ001 - local, as all dates of a form
# JavaRosa's tests ask these two of nothing at all; here a question is always asked.
OF_NOTHING = ("normalize-space()", "string-length()")


def evaluate(text, root=None):
    """JavaRosa's tests stand in Greenwich."""
    root = root or Node("data")
    world = World(root, NOW, offset=timedelta())
    return compiled(parse(text))(Context(world, root))


def holds(text, kind, wanted):
    if kind == "error":
        try:
            evaluate(text)
        except (ExpressionError, EvaluationError):
            return True
        return False
    found = evaluate(text)
    if kind == "number":
        number = float(wanted)
        if math.isnan(number) or math.isinf(number):
            return repr(found) == repr(number)
        return abs(found - number) <= 1e-12
    if kind == "date":
        return found == datetime.fromisoformat(wanted)
    return type(found) is type(wanted) and found == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"), [case for case in CASES if case[0] not in OF_NOTHING]
)
def test_case_gives_what_javarosa_asserts(text, kind, wanted):
    assert holds(text, kind, wanted)


def data():
    """The instance that JavaRosa's tests build."""
    root = Node("data")
    for place, children in enumerate((2, 0, 0, 1, 0), 1):
        path = Node("path", root)
        path.position = place
        for _ in range(children):
            Node("child", path)
    root.children[2].value = "    some    value"
    return root


@pytest.mark.parametrize(
    ("text", "value"), [("count(/data/path)", 5.0), ("count-non-empty(/data/path)", 3.0)]
)
def test_nodes_are_counted(text, value):
    assert evaluate(text, data()) == value


@pytest.mark.parametrize("test", ["normalize-space()='some value'", "string-length()=17"])
def test_predicate_without_argument_asks_the_node_itself(test):
    root = data()
    assert evaluate(f"/data/path[{test}]", root) == [root.children[2]]


@pytest.mark.parametrize("text", ["(filter-expr)[5]", "(filter-expr)/data", "$variable"])
def test_what_javarosa_or_forms_lack_is_refused(text):
    with pytest.raises(ExpressionError):
        parse(text)


@pytest.mark.parametrize(("index", "found"), [(1.0, "A"), (2.0, "B"), ("", "A")])
def test_repeat_is_read_by_index(index, found):
    root = Node("data")
    for name in "ABC":
        Node("name", Node("repeat", root)).value = name
    Node("index1", root).value = index
    text = "indexed-repeat( /data/repeat/name , /data/repeat , /data/index1 )"
    assert [node.value for node in evaluate(text, root)] == [found]
