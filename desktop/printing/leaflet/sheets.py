"""One household's content dealt out to as many sheets as it needs."""

from dataclasses import dataclass

from desktop.domain.leaflet import LeafletContent, LeafletMember, LeafletPlanItem
from desktop.domain.vocabulary import Phase

MEMBER_ROWS = 8
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
    plan = {phase: tuple(item for item in content.plan if item.phase == phase) for phase in Phase}
    count = max(
        _sheets_for(len(content.members), MEMBER_ROWS),
        *(_sheets_for(len(items), PLAN_ROWS) for items in plan.values()),
        2 if remarks else 1,
    )
    return [
        Sheet(
            content=content,
            number=index + 1,
            count=count,
            first_member=index * MEMBER_ROWS,
            members=content.members[index * MEMBER_ROWS : (index + 1) * MEMBER_ROWS],
            more=max(len(content.members) - (index + 1) * MEMBER_ROWS, 0),
            plan={
                phase: items[index * PLAN_ROWS : (index + 1) * PLAN_ROWS]
                for phase, items in plan.items()
            },
            remarks=remarks if index == 1 else (),
        )
        for index in range(count)
    ]


def _sheets_for(things: int, rows: int) -> int:
    return -(-things // rows)
