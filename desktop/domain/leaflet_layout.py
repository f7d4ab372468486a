"""What the family leaflet says, as data: every word that is the same on all of them.

Where boxes and lines stand is not said here: that belongs to the layout's version, which papers
in the field carry in their codes. Texts hold names of values in braces, as '{fiscal_year}'.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Literal

from desktop.domain.paper_layout import made, names_in, wrong


@dataclass(frozen=True, slots=True)
class Cover:
    """Page 1. `sheet` says which of several sheets it is, `how_to` how it is filled in."""

    title: str
    subtitle: str
    number: str
    household: str
    head: str
    address: str
    house_code: str
    tel: str
    volunteer: str
    visit: str
    date: str
    informant: str
    team: str
    sheet: str
    how_to: str


@dataclass(frozen=True, slots=True)
class Members:
    """Page 2. `need_boxes` and `right_boxes` stand over the boxes, in their order."""

    heading: str
    whose: str
    order: str
    name: str
    age: str
    relation: str
    occupation: str
    income: str
    needs: str
    need_boxes: tuple[str, ...]
    rights: str
    right_boxes: tuple[str, ...]
    more: str
    continued: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """Page 3. What stands beside boxes is in the order of the boxes."""

    heading: str
    dimensions: tuple[str, ...]
    verdicts: tuple[str, ...]
    housing: str
    tenures: tuple[str, ...]
    housing_problem: str
    facts: tuple[str, ...]
    money: str
    income: str
    expense: str
    debt: str
    unit: str
    listed_income: str
    problem: str
    need: str
    help: str
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """Page 3 of a further sheet."""

    heading: str


@dataclass(frozen=True, slots=True)
class PlanTexts:
    """Page 4. `columns` are phase, measure, agency and when it is due."""

    level: str
    reason: str
    heading: str
    columns: tuple[str, ...]
    phases: tuple[str, ...]
    signed: str
    signers: tuple[str, ...]
    signed_on: str
    notice_title: str
    notice: str
    source: str
    printed: str


@dataclass(frozen=True, slots=True)
class LeafletLayout:
    """A version of the leaflet's texts. `digits` is '' for those of the settings."""

    key: str
    version: int
    cover: Cover
    members: Members
    conditions: Conditions
    remarks: Remarks
    plan: PlanTexts
    digits: Literal["", "thai", "arabic"] = ""


# How many texts stand beside boxes and over columns: that is the paper's, not the file's.
_COUNTS = {
    "members.need_boxes": 6,
    "members.right_boxes": 4,
    "conditions.dimensions": 5,
    "conditions.verdicts": 3,
    "conditions.tenures": 4,
    "conditions.facts": 3,
    "conditions.helps": 6,
    "plan.columns": 4,
    "plan.phases": 3,
    "plan.signers": 2,
}
_VALUES = {
    "cover.subtitle": ("fiscal_year",),
    "cover.sheet": ("sheet", "sheets"),
    "members.whose": ("number", "head"),
    "members.more": ("more", "next"),
    "members.continued": ("previous",),
    "conditions.listed_income": ("income",),
    "plan.source": ("source",),
    "plan.printed": ("printed_on",),
}


def load_leaflet(text: str, key: str, version: int, file: str = "") -> LeafletLayout:
    """Read the leaflet's texts; `version` is that of the places that are printed.

    Raises:
        UserError: it is no such file, or one for other places; says which text and why.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise wrong(file, f"อ่านเป็น TOML ไม่ได้ ({error})") from None
    layout: LeafletLayout = made(LeafletLayout, {**raw, "key": key}, "ส่วนบน", file)
    if layout.version != version:
        raise wrong(
            file,
            f"เป็นข้อความของแบบรุ่น {layout.version} แต่โปรแกรมพิมพ์รุ่น {version} "
            f"กรุณาส่งออกแบบรุ่น {version} แล้วแก้ข้อความในไฟล์นั้น",
        )
    for place, texts in _texts(layout):
        if place in _COUNTS and len(texts) != _COUNTS[place]:
            raise wrong(file, f"{place} ต้องมี {_COUNTS[place]} ข้อความ ตามช่องบนกระดาษ")
        allowed = _VALUES.get(place, ())
        strange = [name for one in texts for name in names_in(one) if name not in allowed]
        if strange:
            usable = " ".join(f"{{{name}}}" for name in allowed) or "ไม่มี"
            raise wrong(file, f"{place}: ไม่มีค่าชื่อ {{{strange[0]}}} ที่ใช้ได้คือ {usable}")
    return layout


def _texts(layout: LeafletLayout) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts of every page by their place, as 'cover.title'."""
    pages: dict[str, Any] = {one.name: getattr(layout, one.name) for one in fields(layout)}
    for page, texts in pages.items():
        for one in fields(texts) if not isinstance(texts, str | int) else ():
            said = getattr(texts, one.name)
            yield f"{page}.{one.name}", said if isinstance(said, tuple) else (said,)
