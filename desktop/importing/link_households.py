"""Which households may be one: by house code, address, and who lives there."""

from collections import Counter
from collections.abc import Sequence

from desktop.domain.linkage import (
    EMPTY,
    HOUSE_CODE_DIGITS,
    SURE_SCORE,
    FoundPair,
    HouseholdFacts,
    Kind,
    PersonFacts,
    address_key,
    same_house,
)
from desktop.importing.link_blocks import house_pairs
from desktop.importing.link_levels import Level

EVEN, OFFERED = 6.0, 8.0

CODE = {
    "same": Level(6, "รหัสประจำบ้านตรงกัน"),
    "near": Level(3, "รหัสประจำบ้านต่างกันหลักเดียวหรือเลขศูนย์หาย"),
    "other": Level(-3, "รหัสประจำบ้านต่างกัน"),
    "": Level(0),
}
ADDRESS = {
    "same": Level(5, "ตำบล หมู่ที่ และบ้านเลขที่ตรงกัน"),
    "other": Level(-2, "ที่อยู่ต่างกัน"),
    "": Level(0),
}
MEMBERS = {
    "all": Level(6, "สมาชิกของฝ่ายที่เล็กกว่าตรงกันทุกคน"),
    "half": Level(4, "สมาชิกตรงกันอย่างน้อยครึ่งหนึ่ง"),
    "some": Level(2, "มีสมาชิกตรงกันบางคน"),
    "none": Level(-8, "ไม่มีสมาชิกตรงกัน"),
    "": Level(3, "ฝ่ายหนึ่งยังไม่มีสมาชิก"),
}


def household_pairs(
    houses: Sequence[HouseholdFacts],
    people: Sequence[PersonFacts],
    persons: Sequence[FoundPair],
    fresh: frozenset[int] | None,
) -> list[FoundPair]:
    """Return the sure and the likely pairs; `persons` are the pairs found among the members."""
    home = {p.id: p.household for p in people}
    rows = {h.id: row for row, h in enumerate(houses)}
    matched: Counter[tuple[int, int]] = Counter()
    sure: set[tuple[int, int]] = set()
    for pair in persons:
        here, there = sorted((rows[home[pair.first]], rows[home[pair.second]]))
        if here != there:
            matched[here, there] += 1
            if pair.rule:
                sure.add((here, there))
    wanted = None if fresh is None else {home[i] for i in fresh if i in home}
    together = house_pairs(houses)
    partners = Counter(row for pair in together for row in pair)
    found = []
    for here, there in sorted(matched.keys() | together):
        one, other = houses[here], houses[there]
        if wanted is None or one.id in wanted or other.id in wanted:
            rule = same_house(one, other) if (here, there) in sure else ""
            if partners[here] == 1 == partners[there] and not (one.members and other.members):
                rule = rule or EMPTY
            found.append(_pair(one, other, matched[here, there], rule))
    return [pair for pair in found if pair is not None]


def _pair(one: HouseholdFacts, other: HouseholdFacts, matched: int, rule: str) -> FoundPair | None:
    said = (
        CODE[code_level(one.house_code, other.house_code)],
        ADDRESS[_address_level(one, other)],
        MEMBERS[_members_level(one, other, matched)],
    )
    points = sum(level.points for level in said)
    if points < OFFERED and not rule:
        return None
    odds = 2.0 ** (points - EVEN)
    score = SURE_SCORE if rule else min(SURE_SCORE - 1, round(1000 * odds / (1 + odds)))
    reasons = sorted((level for level in said if level.words), key=lambda level: -level.points)
    first, second = sorted((one.id, other.id))
    return FoundPair(
        Kind.HOUSEHOLD, first, second, score, rule, tuple(level.words for level in reasons)
    )


def code_level(one: str, other: str) -> str:
    """Return how far two house codes agree: 'same', 'near', 'other', or '' for unknown."""
    if not one or not other:
        return ""
    if one == other:
        return "same"
    if one.zfill(HOUSE_CODE_DIGITS) == other.zfill(HOUSE_CODE_DIGITS):
        return "near"
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    return "near" if len(one) == len(other) and differing == 1 else "other"


def _address_level(one: HouseholdFacts, other: HouseholdFacts) -> str:
    here, there = address_key(one), address_key(other)
    if here is None or there is None:
        return ""
    return "same" if here == there else "other"


def _members_level(one: HouseholdFacts, other: HouseholdFacts, matched: int) -> str:
    smaller = min(one.members, other.members)
    if not smaller:
        return ""
    if not matched:
        return "none"
    if matched >= smaller:
        return "all"
    return "half" if matched * 2 >= smaller else "some"
