"""What phones sent, one line each, and the answers of one of them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.domain.records import HouseholdRow
from desktop.domain.submissions import SUBMISSION_LABEL, Found, SentAnswer
from desktop.models.places import place_name
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import NUMBERS
from desktop.thai.citizen_id import without_ids
from desktop.thai.dates import thai_date, thai_datetime


@dataclass(frozen=True)
class PhoneLine:
    """A submission, the form's title, and the household it is of, None where that isn't known."""

    found: Found
    title: str
    home: HouseholdRow | None = None


def home_words(home: HouseholdRow) -> str:
    """Return a household by its head and address."""
    place = place_name(home.tambon_code) if home.tambon_code else ""
    where = " ".join(filter(None, (home.address_no, home.moo and f"ม.{home.moo}", place)))
    return "  ".join(filter(None, (home.head or "(ไม่มีชื่อ)", where)))


def phones_model(parent: QObject | None = None) -> RecordsModel[PhoneLine]:
    """Return the table of submissions."""
    return RecordsModel(
        (
            Column("จะเป็นอย่างไร", lambda one: SUBMISSION_LABEL[one.found.kind]),
            Column("ครัวเรือน", lambda one: home_words(one.home) if one.home else "ไม่ทราบ"),
            Column("วันที่เยี่ยม", _visited),
            Column("ทีมผู้เยี่ยม", lambda one: one.found.draft.team if one.found.draft else ""),
            Column(
                "รูป",
                lambda one: f"{sum(p.came for p in one.found.sent.pictures) or ''}",
                align=NUMBERS,
            ),
            Column("แบบฟอร์ม", lambda one: one.title),
            Column(
                "ไฟล์", lambda one: one.found.sent.file, tip=lambda one: str(one.found.sent.place)
            ),
            Column("พักไว้เมื่อ", _arrived),
        ),
        parent,
    )


def answers_model(parent: QObject | None = None) -> RecordsModel[SentAnswer]:
    """Return the table of a submission's answers."""
    return RecordsModel(
        (
            Column("ของใคร", lambda one: one.whose or "ครัวเรือน"),
            Column("คำถาม", lambda one: one.question),
            Column("คำตอบ", lambda one: without_ids(one.answer)),
        ),
        parent,
    )


def homes_model(parent: QObject | None = None) -> RecordsModel[HouseholdRow]:
    """Return the table of households to choose one from."""
    return RecordsModel(
        (
            Column("หัวหน้าครัวเรือน", lambda one: one.called),
            Column("บ้านเลขที่", lambda one: one.address_no),
            Column("หมู่", lambda one: one.moo),
            Column("ตำบล", lambda one: place_name(one.tambon_code) if one.tambon_code else ""),
            Column("คน", lambda one: f"{one.members:,}", align=NUMBERS),
        ),
        parent,
    )


def _visited(one: PhoneLine) -> str:
    day = one.found.draft.visited_on if one.found.draft else None
    return thai_date(day) if day else ""


def _arrived(one: PhoneLine) -> str:
    return thai_datetime(one.found.arrived_at) if one.found.arrived_at else ""
