"""The tree of a form's questions for one household, as its expressions see it."""

from collections.abc import Iterable

from desktop.domain.form import Form, Group
from desktop.forms.expressions.nodes import Node

_ROOT = "data"  # what pyxform names it, and absolute paths begin with


class Planted:
    """The nodes of one household: of each question and group, by name and person.

    The members' repeat has one instance for each id of `member_ids`, in their order.
    """

    def __init__(self, form: Form, member_ids: Iterable[int]) -> None:
        self.root = Node(_ROOT)
        self.nodes: dict[tuple[str, int], Node] = {}
        self.named: dict[str, list[Node]] = {}
        self._groups = {group.name: group for group in form.groups}
        self._members = next((group.name for group in form.groups if group.repeat), "")
        self._plant(form, 0)
        self.people = tuple(member_ids)
        for position, person in enumerate(self.people, 1):
            self._plant(form, person, position)

    def _plant(self, form: Form, person: int, position: int = 1) -> None:
        for question in form.questions:
            if question.per_member == bool(person):
                path = question.groups
                if question.per_member and self._members not in path:
                    # A form that was written down without its groups.
                    path = (*path, self._members)
                self._keep(Node(question.name, self._group(path, person, position)))

    def _group(self, path: tuple[str, ...], person: int, position: int) -> Node:
        if not path:
            return self.root
        name = path[-1]
        inside = person if person and self._members in path else 0
        if (name, inside) in self.nodes:
            return self.nodes[name, inside]
        above = self._group(path[:-1], person, position)
        node = Node(name, above)
        if inside and name == self._members:
            node.repeat, node.person, node.position = node, person, position
        return self._keep(node)

    def _keep(self, node: Node) -> Node:
        self.nodes[node.name, node.person] = node
        self.named.setdefault(node.name, []).append(node)
        if node.repeat is not None:
            node.repeat.inside[node.name] = node
        return node


def names_in_repeat(form: Form) -> frozenset[str]:
    """Return the names of the questions and groups that each member has, and of the repeat."""
    questions = {question.name for question in form.questions if question.per_member}
    repeat = members_repeat(form)
    if repeat is None:
        return frozenset(questions)
    groups = {group.name for group in form.groups if repeat.name in group.groups}
    return frozenset(questions | groups | {repeat.name})


def members_repeat(form: Form) -> Group | None:
    """Return the repeat of the household's members: the first."""
    return next((group for group in form.groups if group.repeat), None)
