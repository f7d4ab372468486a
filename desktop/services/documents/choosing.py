"""Whose papers: by volunteer, village, filter or name."""

from collections.abc import Sequence

from desktop.domain.errors import UserError
from desktop.domain.paper_codes import uid_of
from desktop.domain.records import HouseholdFilter
from desktop.services import households, volunteers
from desktop.services.desk import Desk
from desktop.storage import households as stored


def household_ids(
    desk: Desk,
    *,
    volunteer: int | None = None,
    village: str | None = None,
    chosen: Sequence[str] = (),
    flt: HouseholdFilter | None = None,
) -> list[int]:
    """The households of a volunteer, a village or a filter in their order, or those named.

    `village` is an 8-digit code; `chosen` are random ids (as in the QR), house codes, or the
    numbers printed on leaflets.

    Raises:
        UserError: a village code has not 8 digits, or a household isn't there.
    """
    if village is not None and not (len(village) == 8 and village.isdecimal()):
        raise UserError(
            "รหัสหมู่บ้านไม่ถูกต้อง", "กรุณาใช้รหัส 8 หลัก คือรหัสตำบล 6 หลักและหมู่ที่ 2 หลัก เช่น 13020204"
        )
    found: list[int] = []
    if volunteer is not None:
        volunteers.named(desk, volunteer)
        found += households.find(desk, HouseholdFilter(volunteer_id=volunteer, sort="place"))
    if village is not None:
        found += households.find(desk, HouseholdFilter(area=village, sort="place"))
    if flt is not None:
        found += households.find(desk, flt)
    found += [household for name in chosen for household in _named(desk, name)]
    return list(dict.fromkeys(found))


def _named(desk: Desk, name: str) -> list[int]:
    """The households meant: by random id, house code, or the number printed on the leaflet."""
    with desk.db.read() as session:
        found = stored.ids_named(session, uid_of(name) or name.strip().upper())
    if not found:
        raise UserError("ไม่พบครัวเรือน", f"ไม่มีครัวเรือนรหัส {name} กรุณาตรวจรหัสแล้วทำใหม่")
    return found
