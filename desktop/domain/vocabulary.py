"""The field's fixed terms. Codes are stored; Thai labels are shown (domain.md A.3, D)."""

from enum import StrEnum


class Dimension(StrEnum):
    """The five dimensions, in the fixed order of the booklet (p.6)."""

    HEALTH = "health"
    LIVING = "living"
    EDUCATION = "education"
    INCOME = "income"
    ACCESS = "access"

    @property
    def bit(self) -> int:
        """The dimension's bit in a mask of failed or known dimensions."""
        return _BIT[self]


DIMENSION_LABEL = {
    Dimension.HEALTH: "สุขภาพ",
    Dimension.LIVING: "ความเป็นอยู่",
    Dimension.EDUCATION: "การศึกษา",
    Dimension.INCOME: "รายได้",
    Dimension.ACCESS: "การเข้าถึงบริการภาครัฐ",
}


class Sex(StrEnum):
    """As the civil registration records it."""

    MALE = "m"
    FEMALE = "f"
    UNKNOWN = ""


SEX_LABEL = {Sex.MALE: "ชาย", Sex.FEMALE: "หญิง", Sex.UNKNOWN: "ไม่ทราบ"}


class Need(StrEnum):
    """Kinds of need a person can have; a person may have several."""

    DISABLED = "disabled"
    BEDRIDDEN = "bedridden"
    CHRONIC = "chronic"
    CHRONIC_DEPENDENT = "chronic_dependent"
    DEPENDENT = "dependent"
    SINGLE_PARENT = "single_parent"
    POOR_CHILD = "poor_child"

    @property
    def bit(self) -> int:
        """The need's bit in a stored mask; the order of the members never changes."""
        return _BIT[self]


NEED_LABEL = {
    Need.DISABLED: "พิการ",
    Need.BEDRIDDEN: "ป่วยติดเตียง",
    Need.CHRONIC: "ป่วยเรื้อรัง",
    Need.CHRONIC_DEPENDENT: "ป่วยเรื้อรังช่วยเหลือตัวเองไม่ได้",
    Need.DEPENDENT: "มีภาวะพึ่งพิง",
    Need.SINGLE_PARENT: "พ่อ/แม่เลี้ยงเดี่ยว",
    Need.POOR_CHILD: "เด็กยากจน (ศธ.)",
}


class Right(StrEnum):
    """Welfare rights a person may receive."""

    ELDER_ALLOWANCE = "elder_allowance"
    DISABILITY_ALLOWANCE = "disability_allowance"
    NEWBORN_GRANT = "newborn_grant"
    WELFARE_CARD = "welfare_card"
    FARMER_REGISTERED = "farmer_registered"

    @property
    def bit(self) -> int:
        """The right's bit in a stored mask; the order of the members never changes."""
        return _BIT[self]


RIGHT_LABEL = {
    Right.ELDER_ALLOWANCE: "เบี้ยยังชีพผู้สูงอายุ",
    Right.DISABILITY_ALLOWANCE: "เบี้ยความพิการ",
    Right.NEWBORN_GRANT: "เงินอุดหนุนเด็กแรกเกิด",
    Right.WELFARE_CARD: "บัตรสวัสดิการแห่งรัฐ",
    Right.FARMER_REGISTERED: "ทะเบียนเกษตรกร",
}


class Answered(StrEnum):
    """A three-way fact; 'unknown' is never 'no' (domain.md C.3)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class LevelStatus(StrEnum):
    """What the level scheme says of a household (domain.md b.1)."""

    LEVEL = "level"
    OUTSIDE = "outside"
    UNRESOLVED = "unresolved"
    WAITING = "waiting"


LEVEL_STATUS_LABEL = {
    LevelStatus.LEVEL: "ระดับ",
    LevelStatus.OUTSIDE: "นอกเกณฑ์",
    LevelStatus.UNRESOLVED: "ไม่จัดระดับ",
    LevelStatus.WAITING: "รอข้อมูล",
}


class Phase(StrEnum):
    """The plan's three phases (booklet p.6, 21, 27)."""

    URGENT = "urgent"
    MEDIUM = "medium"
    LONG = "long"


PHASE_LABEL = {
    Phase.URGENT: "ระยะเร่งด่วน",
    Phase.MEDIUM: "ระยะกลาง",
    Phase.LONG: "ระยะยาว",
}


class ItemState(StrEnum):
    """How far a plan item is."""

    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


ITEM_STATE_LABEL = {
    ItemState.PLANNED: "วางแผน",
    ItemState.DOING: "กำลังดำเนินการ",
    ItemState.DONE: "เสร็จแล้ว",
    ItemState.DROPPED: "ยกเลิก",
}


class CaseState(StrEnum):
    """How far a household's case of a fiscal year is (domain.md (c), steps 2-6)."""

    LISTED = "listed"
    TARGET = "target"
    ASSIGNED = "assigned"
    VISITED = "visited"
    PLANNED = "planned"
    FOLLOWED = "followed"
    CLOSED = "closed"


CASE_STATE_LABEL = {
    CaseState.LISTED: "อยู่ในรายชื่อ",
    CaseState.TARGET: "เป็นเป้าหมาย",
    CaseState.ASSIGNED: "รอเยี่ยม",
    CaseState.VISITED: "เยี่ยมแล้ว",
    CaseState.PLANNED: "มีแผนแล้ว",
    CaseState.FOLLOWED: "ติดตามอยู่",
    CaseState.CLOSED: "สิ้นสุด",
}


class VisitState(StrEnum):
    """A logbook visit is a draft until the clerk calls it complete."""

    DRAFT = "draft"
    COMPLETE = "complete"


VISIT_STATE_LABEL = {VisitState.DRAFT: "ร่าง", VisitState.COMPLETE: "ครบถ้วน"}


class AnswerState(StrEnum):
    """'Unknown' and 'not asked' differ from each other and from an empty answer (no row)."""

    VALUE = "value"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


# Looked up half a million times in an import. Codes differ between the three vocabularies.
_BIT: dict[StrEnum, int] = {
    member: 1 << place
    for vocabulary in (Dimension, Need, Right)
    for place, member in enumerate(vocabulary)
}
