"""Volunteers (อพม.): typed in the grid, with how many households each looks after."""

from dataclasses import fields, replace

from PySide6.QtCore import QObject

from desktop.domain.records import Volunteer, VolunteerDraft
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import ID_ROLE, NUMBERS


def volunteers_model(parent: QObject | None = None) -> RecordsModel[Volunteer]:
    """Return the editable table of volunteers."""

    def identity(volunteer: Volunteer, role: int) -> object:
        return volunteer.id if role == ID_ROLE else None

    return RecordsModel(
        (
            Column("ชื่อ-สกุล", lambda v: v.name, _put_name, more=identity),
            Column("โทรศัพท์", lambda v: v.tel, lambda v, t: replace(v, tel=str(t).strip())),
            Column("พื้นที่", lambda v: v.area, lambda v, t: replace(v, area=str(t).strip())),
            Column("ครัวเรือนที่ดูแล", lambda v: f"{v.households:,}", align=NUMBERS),
            Column("หมายเหตุ", lambda v: v.note, lambda v, t: replace(v, note=str(t).strip())),
        ),
        parent,
    )


def draft_of(volunteer: Volunteer) -> VolunteerDraft:
    """Return only what a clerk types."""
    return VolunteerDraft(**{f.name: getattr(volunteer, f.name) for f in fields(VolunteerDraft)})


def _put_name(volunteer: Volunteer, text: object) -> Volunteer:
    name = str(text).strip()
    if not name:
        raise ValueError("กรุณาพิมพ์ชื่อ อพม.")
    return replace(volunteer, name=name)
