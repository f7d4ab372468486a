"""How many households, persons and failed dimensions each district of the demo has.

At scale 1 the booklet's figures (p.25; domain.md a.1), household for household.
"""

import math
from dataclasses import dataclass

from desktop.domain.vocabulary import Dimension

PERSONS = 126_859


@dataclass(frozen=True, slots=True)
class DistrictPlan:
    """One district: households, persons, and households that fail each dimension."""

    code: str
    name: str
    households: int
    persons: int
    failures: dict[Dimension, int]


# Code, name, households; health, living, education, income (access: none in the booklet).
_BOOKLET = (
    ("1302", "คลองหลวง", 18_289, (0, 0, 0, 16)),
    ("1303", "ธัญบุรี", 2_605, (46, 16, 15, 185)),
    ("1301", "เมืองปทุมธานี", 4_646, (113, 126, 3, 129)),
    ("1305", "ลาดหลุมแก้ว", 15_643, (61, 12, 7, 86)),
    ("1306", "ลำลูกกา", 6_247, (312, 28, 44, 671)),
    ("1307", "สามโคก", 3_727, (7, 0, 4, 91)),
    ("1304", "หนองเสือ", 3_910, (3, 5, 2, 17)),
)
_DIMENSIONS = (Dimension.HEALTH, Dimension.LIVING, Dimension.EDUCATION, Dimension.INCOME)


def districts(scale: float) -> tuple[DistrictPlan, ...]:
    """Return the plan of every district; shares are rounded, failures rounded up.

    Raises:
        ValueError: the scale isn't above 0.
    """
    if not scale > 0:
        raise ValueError("scale must be above 0")
    households = [max(1, round(count * scale)) for _, _, count, _ in _BOOKLET]
    persons = _shares(max(round(PERSONS * scale), sum(households)), households)
    return tuple(
        DistrictPlan(
            code,
            name,
            households[index],
            persons[index],
            {
                dimension: min(math.ceil(count * scale), households[index])
                for dimension, count in zip(_DIMENSIONS, failures, strict=True)
            },
        )
        for index, (code, name, _, failures) in enumerate(_BOOKLET)
    )


def _shares(total: int, weights: list[int]) -> list[int]:
    """Return `total` shared by weight, largest remainders first, none below its weight."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
