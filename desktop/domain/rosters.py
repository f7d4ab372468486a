"""Households as lists on paper need them."""

from dataclasses import dataclass

from desktop.domain.vocabulary import LevelStatus


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One household in a list on paper. `failed` is a mask of `Dimension.bit`.

    `volunteer_id` 0 = nobody looks after it. `village_code` has 8 digits, '' where unknown.
    """

    id: int
    uid: str
    head: str
    house_code: str
    address_no: str
    moo: str
    village_name: str
    village_code: str
    tambon_code: str
    tel: str
    members: int
    failed: int
    level_status: LevelStatus
    level: int | None
    volunteer_id: int
    volunteer: str
    volunteer_tel: str
    volunteer_area: str
