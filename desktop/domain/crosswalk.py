"""How answers of one version of a form are read in the next: a crosswalk is data.

Old answers are never altered. A crosswalk says, question by question and code by code, where an
old answer stands in the new version; what nobody decided is told, not guessed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Literal

Relation = Literal["same", "renamed", "moved", "retyped", "recoded", "dropped", "new"]
Decision = Literal["yes", "no", "ask"]


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """Where a question went. `from_id` '' is a new one, `to_id` '' one that is asked no more.

    Only what is decided 'yes' is carried; 'ask' waits for somebody to decide.
    """

    from_id: str
    to_id: str
    relation: Relation
    decision: Decision = "yes"
    note: str = ""


@dataclass(frozen=True, slots=True)
class ValueLink:
    """What a code of an old question is in the new one; `to_value` '' where there is none.

    Codes without a link stay as they are.
    """

    from_id: str
    from_value: str
    to_value: str
    decision: Decision = "yes"
    note: str = ""


@dataclass(frozen=True)
class Crosswalk:
    """From one version of a form to another; the forms themselves are named by hash."""

    form: str
    from_version: str
    to_version: str
    questions: tuple[QuestionLink, ...]
    values: tuple[ValueLink, ...] = ()

    @property
    def undecided(self) -> int:
        """How many questions and codes still wait for a decision."""
        links: list[QuestionLink | ValueLink] = [*self.questions, *self.values]
        return sum(one.decision == "ask" for one in links)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Each new question's old one, where it is decided that they are the same."""
        links = (one for one in self.questions if one.decision == "yes")
        return {one.to_id: one.from_id for one in links if one.from_id and one.to_id}

    @cached_property
    def recoded(self) -> Mapping[tuple[str, str], str]:
        """The new code of an old question's code, '' where there is none or none is decided."""
        return {
            (one.from_id, one.from_value): one.to_value if one.decision == "yes" else ""
            for one in self.values
        }


def to_json(crosswalk: Crosswalk) -> str:
    """Return a crosswalk as it is stored."""
    return json.dumps(asdict(crosswalk), ensure_ascii=False)


def from_json(content: str) -> Crosswalk:
    """Return the crosswalk that `to_json` wrote."""
    data = json.loads(content)
    questions = tuple(QuestionLink(**one) for one in data.pop("questions"))
    values = tuple(ValueLink(**one) for one in data.pop("values"))
    return Crosswalk(**data, questions=questions, values=values)


def way(
    version: str, newest: str, crosswalks: Iterable[Crosswalk]
) -> tuple[Crosswalk, ...] | None:
    """Return the steps from a version to the newest, None where one lacks.

    Of several from one version the last counts.
    """
    steps = {one.from_version: one for one in crosswalks}
    found: list[Crosswalk] = []
    while version != newest:
        if version not in steps or len(found) > len(steps):
            return None
        found.append(steps[version])
        version = steps[version].to_version
    return tuple(found)
