"""Names that nothing in the form has: of questions, of lists and of their columns."""

from collections.abc import Iterator

from desktop.forms.expressions.tokens import references_in
from desktop.forms.expressions.tree import Call, Constant, Path, Tree, walk
from desktop.forms.linting.findings import Finding, Rule, Surroundings, columns_of
from desktop.forms.reading_names import EVERYTHING, list_names, reads


def faults_of_names(rule: Rule, around: Surroundings) -> Iterator[Finding]:
    """Yield each unknown name once for each place."""
    for read in reads(rule.tree, rule.own, of_choices=rule.aspect == "choices"):
        if read.name not in around.names and read.name != EVERYTHING:
            yield _unknown(read.name, read.start, read.end)
    for part in walk(rule.tree):
        if isinstance(part, Call) and part.name == "jr:choice-name":
            yield from _of_choice_name(part, around)
    for name, call in list_names(rule.tree):
        if name not in around.columns:
            yield Finding(f"ไม่มีข้อใดใช้ชุดคำตอบชื่อ “{name}”", call.start, call.end)
    if rule.aspect == "choices" and (question := around.questions.get(rule.own)):
        yield from _of_columns(rule.tree, columns_of(question))


def _unknown(name: str, start: int, end: int) -> Finding:
    return Finding(f"ไม่มีข้อหรือกลุ่มชื่อ “{name}” ในแบบฟอร์ม", start, end)


def _of_choice_name(call: Call, around: Surroundings) -> Iterator[Finding]:
    for argument in call.arguments[1:2]:
        if isinstance(argument, Constant):
            for name in references_in(str(argument.value)):
                if name not in around.names:
                    yield _unknown(name, argument.start, argument.end)


def _of_columns(tree: Tree, columns: frozenset[str]) -> Iterator[Finding]:
    if isinstance(tree, Path):
        plain = tree.base is None and not tree.absolute and len(tree.steps) == 1
        name = tree.steps[0].name if plain else ""
        if name and name not in (EVERYTHING, *columns):
            yield Finding(f"ชุดคำตอบของข้อนี้ไม่มีคอลัมน์ “{name}” ในแผ่นงาน choices", tree.start, tree.end)
        return
    for part in tree.parts():
        yield from _of_columns(part, columns)
