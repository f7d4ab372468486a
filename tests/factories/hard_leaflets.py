"""Households chosen to hurt whoever sets their leaflets. Nobody here exists."""

import random
from dataclasses import replace

from desktop.domain.leaflet import LeafletPlanItem
from desktop.domain.vocabulary import Need, Phase, Right
from tests.factories.leaflets import empty_leaflet, leaflet, leaflet_member

_SYLLABLES = (
    *("กิตติ์", "ศักดิ์", "สิทธิ์", "ฟื้น", "ปู่", "ฝู้", "น้ำ", "ทิพย์", "ญู", "ฐุ", "ฏิ", "เพ็ญ", "ษฎา"),
    *("ครุฑ", "ชั้น", "ปี๊", "บุญ", "ตุ๊ก", "ฤๅ", "จันทร์", "ๆ"),
)
_LATIN = ["Ms.", "O'Brien-Smith", "WIFI", "iiii", "WWWW", "(HDC/2)", "é", "a@b.co", "100%", "A/B"]
_ODD = [
    "😀",
    "漢字",
    "\u200b",
    "\u0e4d\u0e48",
    "\u00ad",
    "👨‍👩‍👧",
    "ํ",
    "ﷺ",
    "\t",
    "–—",
    "“”",
    "...…",
]


def hard_leaflets(count, seed):
    """Yield households: each field is empty, usual, long, unbroken, foreign or odd, by chance."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 50 == 0:
            yield replace(empty_leaflet(), number=f"{number:06d}")
        else:
            yield _household(chance, number)


def _household(chance, number):
    phases = chance.choices(tuple(Phase), k=chance.choice((0, 1, 4, 11)))
    due = ("", "15 พ.ย. 2564", "ก.ย. 2565")
    questions = ("problem.main", "need.main", "visit.informant", "visit.team", "visit.date")
    return leaflet(
        number=f"{number:06d}",
        head=hard_text(chance, 80),
        address_lines=tuple(hard_text(chance, 90) for _ in range(chance.randint(0, 4))),
        house_code=chance.choice(("", "1302-012345-6", "13020123456" * 3)),
        tel=chance.choice(("", "08x-xxx-1234", "08x-xxx-1234 ต่อ 5, 02-xxx-xxxx")),
        volunteer=hard_text(chance, 80),
        office=hard_text(chance, 120),
        project=hard_text(chance, 250),
        members=tuple(_member(chance) for _ in range(chance.choice((0, 1, 7, 8, 9, 15, 24)))),
        level_text=chance.choice(("", "ระดับ 3", "0", "ยังจัดระดับไม่ได้ ข้อมูลไม่พอ")),
        level_reason=hard_text(chance, 900),
        data_source=hard_text(chance, 120),
        income_year=hard_text(chance, 60),
        answers={question: hard_text(chance, 1500) for question in questions}
        | {
            kind: chance.choice(("", "1200", "99999999999999", "ไม่ทราบ"))
            for kind in ("income.month", "expense.month", "debt.total")
        },
        plan=tuple(
            LeafletPlanItem(
                phase, hard_text(chance, 200), hard_text(chance, 80), chance.choice(due)
            )
            for phase in phases
        ),
    )


def _member(chance):
    return leaflet_member(
        name=hard_text(chance, 80),
        cid_masked=chance.choice(("", "3-1302-xxxxx-12-3", "G-123")),
        age=chance.choice(("", "7", "104")),
        relation=hard_text(chance, 40),
        occupation=hard_text(chance, 60),
        income_month=chance.choice(("", "3,500", "123,456,789.50")),
        needs=frozenset(chance.sample(tuple(Need), chance.randint(0, len(Need)))),
        rights=frozenset(chance.sample(tuple(Right), chance.randint(0, len(Right)))),
    )


def hard_text(chance, longest):
    """Return a text of at most that many characters."""
    kind = chance.random()
    if kind < 0.15:
        return ""
    length = chance.randint(1, longest) if kind < 0.6 else longest
    words = _SYLLABLES
    if kind > 0.75:
        words = (*_SYLLABLES, *_LATIN)
    if kind > 0.9:
        words = (*words, *_ODD)
    between = "" if 0.6 < kind < 0.75 else chance.choice((" ", "", "", "\n"))
    text = ""
    while len(text) < length:
        text += chance.choice(words) + between * (chance.random() < 0.4)
    return text[:length]
