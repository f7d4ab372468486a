"""What crosses between storage, services and the doors: frozen records and drafts.

Ids are the database's row ids, valid in one database; `uid` is the stable random id that may
leave it (on paper, in a file). `version` counts the saves of an editable record.
Citizen ids stand in `cid` unmasked; who shows a record masks them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from desktop.domain.vocabulary import (
    Answered,
    AnswerState,
    CaseState,
    Dimension,
    ItemState,
    LevelStatus,
    Need,
    Phase,
    Right,
    Sex,
    VisitState,
)
from desktop.thai.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; one local user for now."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a household lives. `tambon_code` has 6 digits, or 4 or 2 where that is all we know."""

    address_no: str = ""
    moo: str = ""
    village_name: str = ""
    soi: str = ""
    road: str = ""
    tambon_code: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as a clerk types it; `id` is None for a new member."""

    id: int | None = None
    version: int = 0
    cid: str = ""
    prefix: str = ""
    first_name: str = ""
    last_name: str = ""
    sex: Sex = Sex.UNKNOWN
    birth: PartialDate | None = None
    age_stated: int | None = None
    relation: str = ""
    occupation: str = ""
    education: str = ""
    income_month: Decimal | None = None
    family_no: int = 1
    needs: tuple[tuple[Need, Answered], ...] = ()
    rights: tuple[tuple[Right, Answered], ...] = ()


@dataclass(frozen=True, slots=True)
class Person(PersonDraft):
    """A person as stored. `age` is in whole years on `age_on` (the list's data date)."""

    uid: str = ""
    household_id: int = 0
    age: int | None = None
    age_on: date | None = None

    @property
    def name(self) -> str:
        """Title and full name as written on papers."""
        return f"{self.prefix}{self.first_name} {self.last_name}".strip()

    def has(self, need: Need) -> bool:
        """Whether the need is known to be there."""
        return (need, Answered.YES) in self.needs


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one list says of one household.

    `failed` and `known` are masks of `Dimension.bit`; `indicators_failed/_passed` are masks
    with bit n-1 for indicator n of `indicator_set`. Income is baht per person per year.
    """

    list_name: str
    as_of: str
    failed: int = 0
    known: int = 0
    indicator_set: str = ""
    indicators_failed: int = 0
    indicators_passed: int = 0
    income_person_year: Decimal | None = None
    housing_problem: Answered = Answered.UNKNOWN

    def dimension(self, dimension: Dimension) -> Answered:
        """Whether the household fails the dimension."""
        if not self.known & dimension.bit:
            return Answered.UNKNOWN
        return Answered.YES if self.failed & dimension.bit else Answered.NO


@dataclass(frozen=True, slots=True)
class Case:
    """A household's case in one fiscal year (B.E.)."""

    id: int
    version: int
    fiscal_year: int
    state: CaseState = CaseState.LISTED
    level_status: LevelStatus = LevelStatus.WAITING
    level: int | None = None
    level_reason: str = ""
    level_scheme: str = ""
    override_reason: str = ""
    volunteer_id: int | None = None
    volunteer_name: str = ""


def _first_known(said: Iterable[Answered]) -> Answered:
    """Return the first answer that isn't 'unknown': blank never erases."""
    return next((one for one in said if one is not Answered.UNKNOWN), Answered.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Household:
    """A household with everyone in it and its case of the asked fiscal year.

    `assessments` are the newest first.
    """

    id: int
    uid: str
    version: int
    house_code: str
    address: Address
    place: str
    tel: str
    note: str
    members: tuple[Person, ...]
    assessments: tuple[Assessment, ...]
    case: Case | None

    def dimension(self, dimension: Dimension) -> Answered:
        """Whether the household fails the dimension, as the newest list that knows says."""
        return _first_known(a.dimension(dimension) for a in self.assessments)

    @property
    def housing_problem(self) -> Answered:
        """Whether its housing is a problem, as the newest list that knows says."""
        return _first_known(a.housing_problem for a in self.assessments)

    @property
    def income_person_year(self) -> Decimal | None:
        """Income in baht per person per year, as the newest list that knows says."""
        incomes = (a.income_person_year for a in self.assessments)
        return next((one for one in incomes if one is not None), None)

    @property
    def head(self) -> Person | None:
        """The member listed as head, else the first."""
        heads = (m for m in self.members if m.relation.startswith("หัวหน้า"))
        return next(heads, self.members[0] if self.members else None)


@dataclass(frozen=True, slots=True)
class HouseholdDraft:
    """The household's own fields as a clerk types them; `id` None makes an office-found one."""

    id: int | None = None
    version: int = 0
    house_code: str = ""
    address: Address = field(default_factory=Address)
    tel: str = ""
    note: str = ""


Sort = Literal["name", "place", "level", "-level", "members", "-members"]


@dataclass(frozen=True, slots=True)
class HouseholdFilter:
    """Which households a list shows. Empty fields don't filter.

    `area` is a code of 2, 4, 6 or 8 digits; `level` one of '3', '2', '1', '0', 'outside',
    'unresolved', 'waiting'; `dimension` keeps those failing it. `fiscal_year` 0 = the office's.
    `on_list`, `not_on_list` (ids of source lists) and `age_from` (whole years on the data date
    of the list they are not on) must all hold for one person of the household.
    """

    text: str = ""
    area: str = ""
    level: str = ""
    dimension: Dimension | None = None
    volunteer_id: int | None = None
    unassigned: bool = False
    on_list: int | None = None
    not_on_list: int | None = None
    age_from: int | None = None
    fiscal_year: int = 0
    sort: Sort = "name"


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One line of the household list. `met` is the member that was searched for, '' for none."""

    id: int
    uid: str
    head: str
    address_no: str
    moo: str
    tambon_code: str
    members: int
    failed: int
    known: int
    level_status: LevelStatus
    level: int | None
    state: CaseState
    volunteer_name: str
    met: str = ""

    @property
    def called(self) -> str:
        """The head's name, and who was met by the search."""
        head = self.head or "(ไม่มีชื่อ)"
        return f"{head}  พบ {self.met}" if self.met else head


@dataclass(frozen=True, slots=True)
class VolunteerDraft:
    """A volunteer (อพม.) as typed."""

    id: int | None = None
    version: int = 0
    name: str = ""
    tel: str = ""
    area: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Volunteer(VolunteerDraft):
    """A volunteer as stored; `households` counts those assigned in the asked fiscal year."""

    uid: str = ""
    households: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `question` is the form's stable question id; `person_id` 0 = the household.

    `note` is what the clerk wrote beside it; there may be a note without an answer.
    """

    question: str
    state: AnswerState = AnswerState.VALUE
    value: str = ""
    person_id: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """A logbook as keyed; `answers` replace all earlier ones of the visit."""

    household_id: int
    form: str
    form_version: str
    id: int | None = None
    version: int = 0
    visited_on: date | None = None
    team: str = ""
    state: VisitState = VisitState.DRAFT
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit(VisitDraft):
    """A logbook as stored."""

    uid: str = ""
    fiscal_year: int = 0


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One measure of a household's plan. Budget in baht."""

    id: int | None = None
    version: int = 0
    phase: Phase = Phase.URGENT
    dimension: Dimension = Dimension.LIVING
    measure: str = ""
    agency: str = ""
    budget: Decimal | None = None
    due_on: date | None = None
    state: ItemState = ItemState.PLANNED
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A household's plan in one fiscal year. `id` is None where none was begun."""

    household_id: int
    fiscal_year: int
    id: int | None = None
    version: int = 0
    agreed_on: date | None = None
    note: str = ""
    items: tuple[PlanItem, ...] = ()


@dataclass(frozen=True, slots=True)
class DueItem:
    """A plan item in the list of all plans, with whose it is."""

    household_id: int
    head: str
    place: str
    item: PlanItem


@dataclass(frozen=True, slots=True)
class Aid:
    """Help that was given. Amount in baht."""

    id: int | None = None
    version: int = 0
    household_id: int = 0
    person_id: int | None = None
    plan_item_id: int | None = None
    given_on: date | None = None
    kind: str = ""
    what: str = ""
    amount: Decimal | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record before and after, as stored values in words.

    `restores` names what `history.restore` needs to put the value back, None where it can't.
    """

    record: str
    field: str
    before: str
    after: str
    restores: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One action in the history, as the clerk's words label it.

    `kind` is 'edit', 'import', 'link', 'phones', 'derived', 'disclosure', 'undo', 'undo-import'
    or 'drop'.
    """

    id: int
    at: datetime
    who: str
    label: str
    undone: bool = False
    changes: tuple[FieldChange, ...] = ()
    kind: str = "edit"


@dataclass(frozen=True, slots=True)
class SourceList:
    """A list that was imported, with its data date (ISO, day or month precision)."""

    id: int
    name: str
    as_of: str
    files: int = 0
    rows: int = 0
