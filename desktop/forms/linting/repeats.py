"""Members' answers asked where they are several, or totals asked where they are one."""

from collections.abc import Iterator

from desktop.forms.expressions.tree import Call, Path, Reference, Tree, walk
from desktop.forms.linting.findings import Finding, Rule, Surroundings

# Functions that take many values, with the number of arguments they then have.
_OF_MANY = {
    **dict.fromkeys(("sum", "count", "count-non-empty", "min", "max", "concat", "position"), 1),
    "join": 2,
    "checklist": 3,
}

_NOT_FOUND = (
    "ใน [ ] ภายในกลุ่มสมาชิก โทรศัพท์หาข้อ “{name}” ไม่พบ ให้เขียน {name} สำหรับแต่ละคน "
    "หรือ current()/../{name} สำหรับคนนี้"
)


def faults_of_repeats(rule: Rule, around: Surroundings) -> Iterator[Finding]:
    """Yield what can't be asked of several members, and totals that see one member only."""
    inside = rule.own in around.in_repeat
    if inside:
        yield from _in_predicates(rule.tree, around.in_repeat)
    for name, many, start, end in _asked(rule.tree):
        if name in around.in_repeat and not inside and not many:
            message = (
                f"“{name}” มีหลายค่าตามจำนวนสมาชิก นอกกลุ่มสมาชิกต้องรวมก่อน เช่น sum() max() หรือ count()"
            )
            yield Finding(message, start, end)
        elif name in around.in_repeat and inside and many:
            message = f"รวมค่าของ “{name}” ภายในกลุ่มสมาชิกจะได้เฉพาะของคนนั้น ให้ย้ายสูตรออกนอกกลุ่มสมาชิก"
            yield Finding(message, start, end, "warning")


def _in_predicates(tree: Tree, in_repeat: frozenset[str]) -> Iterator[Finding]:
    """Yield ${name} of a member in a predicate of members: phones look for it above them."""
    for path in walk(tree):
        if isinstance(path, Path) and not isinstance(path.base, Call):
            for part in (part for condition in path.conditions for part in walk(condition)):
                if isinstance(part, Reference) and part.name in in_repeat:
                    yield Finding(_NOT_FOUND.format(name=part.name), part.start, part.end)


def _asked(tree: Tree, *, many: bool = False) -> Iterator[tuple[str, bool, int, int]]:
    """Yield each ${name} that no predicate narrows, and whether a total is made of it."""
    if isinstance(tree, Reference) and not tree.last_saved:
        yield tree.name, many, tree.start, tree.end
    if isinstance(tree, Path) or (isinstance(tree, Call) and tree.name == "indexed-repeat"):
        return
    for part in tree.parts():
        total = isinstance(tree, Call) and _OF_MANY.get(tree.name) == len(tree.arguments)
        yield from _asked(part, many=total)
