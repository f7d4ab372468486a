"""One household's content dealt out to as many sheets as it needs."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from desktop.domain.leaflet import LeafletContent, LeafletMember, LeafletPlanItem
from desktop.domain.vocabulary import Phase

Thing = TypeVar("Thing")

MEMBER_ROWS = 9
PLAN_ROWS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet of paper carries. `number` counts from 1 to `count`.

    `more` are the members on later sheets. `remarks` are the texts (field, text) that had no
    room on the first sheet.
    """

    content: LeafletContent
    number: int
    count: int
    first_member: int
    members: tuple[LeafletMember, ...]
    more: int
    plan: dict[Phase, tuple[LeafletPlanItem, ...]]
    remarks: tuple[tuple[str, str], ...] = ()

    @property
    def first(self) -> bool:
        """Whether this is the household's first sheet."""
        return self.number == 1


def deal(content: LeafletContent, remarks: tuple[tuple[str, str], ...]) -> list[Sheet]:
    """Return the household's sheets; remarks go to the second."""
    members = _chunks(content.members, MEMBER_ROWS)
    plans = [
        _chunks(tuple(item for item in content.plan if item.phase == phase), PLAN_ROWS)
        for phase in Phase
    ]
    count = max(len(members), *(len(plan) for plan in plans), 2 if remarks else 1)
    columns = list(zip_longest(members, *plans, fillvalue=()))
    sheets = []
    for index in range(count):
        here, *phases = columns[index] if index < len(columns) else ((), (), (), ())
        first_member = index * MEMBER_ROWS
        sheets.append(
            Sheet(
                content=content,
                number=index + 1,
                count=count,
                first_member=first_member,
                members=here,
                more=max(len(content.members) - first_member - len(here), 0),
                plan=dict(zip(Phase, phases, strict=True)),
                remarks=remarks if index == 1 else (),
            )
        )
    return sheets


def _chunks(things: tuple[Thing, ...], size: int) -> list[tuple[Thing, ...]]:
    return [things[start : start + size] for start in range(0, len(things), size)] or [()]
