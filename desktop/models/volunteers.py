"""Volunteers (อพม.): typed in the grid, with how many households each looks after."""

from dataclasses import fields, replace

from PySide6.QtCore import QObject

from desktop.domain.records import Volunteer, VolunteerDraft
from desktop.models.places import place_or_text, read_place, tambon_names
from desktop.models.records import Choices, Column, RecordsModel
from desktop.models.roles import ID_ROLE, NUMBERS

NAME, TEL, AREA, HOUSEHOLDS, NOTE = range(5)


def volunteers_model(province: str, parent: QObject | None = None) -> RecordsModel[Volunteer]:
    """Return the editable table of volunteers; areas are typed by name or code."""
    places: Choices = tuple((name, name) for name in tambon_names(province))

    def identity(volunteer: Volunteer, role: int) -> object:
        return volunteer.id if role == ID_ROLE else None

    return RecordsModel(
        (
            Column("ชื่อ-สกุล", lambda v: v.name, _put_name, more=identity),
            Column("โทรศัพท์", lambda v: v.tel, lambda v, t: replace(v, tel=str(t).strip())),
            Column(
                "พื้นที่",
                lambda v: place_or_text(v.area),
                lambda v, t: _put_area(v, str(t), province),
                kind="suggest",
                choices=lambda _v: places,
            ),
            Column("ครัวเรือนที่ดูแล", lambda v: f"{v.households:,}", align=NUMBERS),
            Column("หมายเหตุ", lambda v: v.note, lambda v, t: replace(v, note=str(t).strip())),
        ),
        parent,
    )


def draft_of(volunteer: Volunteer) -> VolunteerDraft:
    """Return only what a clerk types."""
    return VolunteerDraft(**{f.name: getattr(volunteer, f.name) for f in fields(VolunteerDraft)})


def _put_area(volunteer: Volunteer, text: str, province: str) -> Volunteer:
    if text.strip() == place_or_text(volunteer.area):
        return volunteer  # also what was stored as words no list knows
    return replace(volunteer, area=read_place(text, province))


def _put_name(volunteer: Volunteer, text: object) -> Volunteer:
    name = str(text).strip()
    if not name:
        raise ValueError("กรุณาพิมพ์ชื่อ อพม.")
    return replace(volunteer, name=name)
