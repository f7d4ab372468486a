"""What a family leaflet says: frozen content, ready to be laid out."""

from dataclasses import dataclass, field

from desktop.domain.vocabulary import Answered, Dimension, Need, Phase, Right

QR_PREFIX = "OH1:"
"""What stands before a household's random id in the leaflet's QR code."""


@dataclass(frozen=True, slots=True)
class LeafletMember:
    """One member's line. Empty text is printed as a writing line."""

    name: str
    cid_masked: str = ""
    age: str = ""
    relation: str = ""
    occupation: str = ""
    income_month: str = ""
    needs: frozenset[Need] = frozenset()
    rights: frozenset[Right] = frozenset()


@dataclass(frozen=True, slots=True)
class LeafletPlanItem:
    """One line of the plan, texts as shown."""

    phase: Phase
    measure: str
    agency: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class LeafletContent:
    """One household's leaflet. `uid` is the household's random id, printed as QR 'OH1:<uid>'.

    `dimensions` says failed (YES), passed (NO) or unknown; `answers` holds prefilled answers of
    the short logbook by question id (codes for choices). `level_text` is '' where nothing is
    known. `income_year` is the list's income per person per year in words, '' when unknown.
    """

    uid: str
    project: str
    office: str
    fiscal_year: int
    number: str
    head: str
    address_lines: tuple[str, ...]
    house_code: str
    tel: str
    volunteer: str
    members: tuple[LeafletMember, ...]
    dimensions: dict[Dimension, Answered]
    housing_problem: Answered
    income_year: str
    level_text: str
    level_reason: str
    data_source: str
    printed_on: str
    answers: dict[str, str] = field(default_factory=dict)
    plan: tuple[LeafletPlanItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortened:
    """A text that had to shrink or continue: named so that a person can look at it.

    `number` is the household's number on the paper, never a name.
    """

    number: str
    field: str
    what: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished print file."""

    households: int
    sheets: int
    pages: int
    file: str
    shortened: tuple[Shortened, ...] = ()
