"""What the family leaflet says, as data: every word that is the same on all of them.

Where boxes and lines stand is not said here: that belongs to the layout's version, which papers
in the field carry in their codes. Texts hold names of values in braces, as '{fiscal_year}'.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from desktop.domain.paper_layout import made, names_in, wrong
from desktop.domain.vocabulary import Dimension, Need, Phase, Right

Captions = Mapping[str, str]
"""Texts by the code of what they stand beside, so that none can be taken for another's."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Page 1. `sheet` says which of several sheets it is, `how_to` how it is filled in.

    `logo` is a picture beside the office's own layouts; where there is none, nothing is drawn.
    """

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
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Members:
    """Page 2. `need_boxes` and `right_boxes` stand over the boxes."""

    heading: str
    whose: str
    order: str
    name: str
    age: str
    relation: str
    occupation: str
    income: str
    needs: str
    need_boxes: Captions
    rights: str
    right_boxes: Captions
    more: str
    continued: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """Page 3. What stands beside boxes goes by the codes of the short logbook's answers."""

    heading: str
    dimensions: Captions
    verdicts: Captions
    housing: str
    tenures: Captions
    housing_problem: str
    facts: Captions
    money: str
    income: str
    expense: str
    debt: str
    unit: str
    listed_income: str
    problem: str
    need: str
    help: str
    helps: Captions


@dataclass(frozen=True, slots=True)
class Remarks:
    """Page 3 of a further sheet. `following` ends a text that goes on there."""

    heading: str
    following: str


@dataclass(frozen=True, slots=True)
class PlanTexts:
    """Page 4."""

    level: str
    reason: str
    heading: str
    columns: Captions
    phases: Captions
    signed: str
    signers: Captions
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


# What has a caption: that is the paper's, not the file's.
_CODES: dict[str, tuple[str, ...]] = {
    "members.need_boxes": (
        Need.DISABLED,
        Need.BEDRIDDEN,
        Need.CHRONIC,
        Need.DEPENDENT,
        Need.SINGLE_PARENT,
        Need.POOR_CHILD,
    ),
    "members.right_boxes": (
        Right.ELDER_ALLOWANCE,
        Right.DISABILITY_ALLOWANCE,
        Right.NEWBORN_GRANT,
        Right.WELFARE_CARD,
    ),
    "conditions.dimensions": tuple(Dimension),
    "conditions.verdicts": ("2", "1", "9"),
    "conditions.tenures": ("1", "2", "3", "4"),
    "conditions.facts": ("1", "2", "9"),
    "conditions.helps": ("1", "2", "3", "4", "5", "6"),
    "plan.columns": ("phase", "measure", "agency", "due"),
    "plan.phases": tuple(Phase),
    "plan.signers": ("informant", "visitor"),
}
# What an office may do without; every other text is a field's name too.
_MAY_LACK = {"cover.subtitle", "cover.how_to", "cover.logo"}
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
            f"ให้ส่งออกแบบรุ่น {version} แล้วย้ายข้อความไปไว้ในไฟล์นั้น",
        )
    for place, text in _texts(layout, file):
        if not text.strip() and place not in _MAY_LACK:
            raise wrong(file, f"{place} ต้องมีข้อความ")
        allowed = _VALUES.get(place, ())
        strange = [name for name in names_in(text) if name not in allowed]
        if strange:
            usable = " ".join(f"{{{name}}}" for name in allowed) or "ไม่มี"
            raise wrong(file, f"{place}: ไม่มีค่าชื่อ {{{strange[0]}}} ที่ใช้ได้คือ {usable}")
    return layout


def _texts(layout: LeafletLayout, file: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of every page by their place, as 'cover.title' and 'plan.phases.long'."""
    pages: dict[str, Any] = {one.name: getattr(layout, one.name) for one in fields(layout)}
    for page, texts in pages.items():
        for one in fields(texts) if not isinstance(texts, str | int) else ():
            place, said = f"{page}.{one.name}", getattr(texts, one.name)
            if isinstance(said, str):
                yield place, said
            else:
                _check_codes(place, said, file)
                yield from ((f"{place}.{code}", text) for code, text in said.items())


def _check_codes(place: str, captions: Captions, file: str) -> None:
    expected = _CODES[place]
    missing = [code for code in expected if code not in captions]
    if missing:
        raise wrong(file, f"{place}: ขาด {', '.join(missing)}")
    strange = [code for code in captions if code not in expected]
    if strange:
        raise wrong(file, f"{place}: ไม่รู้จัก {', '.join(strange)}")
