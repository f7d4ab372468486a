"""Papers of households: the family leaflet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from desktop.domain.errors import UserError
from desktop.domain.leaflet import LeafletContent, Printed
from desktop.domain.progress import Reporter, Silent
from desktop.domain.records import HouseholdFilter
from desktop.printing.leaflet.document import make_leaflets
from desktop.services import households, volunteers
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.services.leaflet_content import content_of
from desktop.storage import casework
from desktop.storage import households as stored


def leaflets(
    desk: Desk, ids: Sequence[int], target: Path, report: Reporter, *, blank: bool = False
) -> Printed:
    """Write the leaflets of these households as one PDF, two sides to a sheet.

    With `blank` they only say whose they are: the visit fills in the rest.

    Raises:
        UserError: no household was chosen, one is gone, or the file can't be written.
        Cancelled: the clerk asked to stop; no file is left then.
    """
    _refuse_none(ids)
    if target.suffix.lower() != ".pdf":
        raise UserError("ไม่รู้จักชนิดไฟล์", "กรุณาตั้งชื่อไฟล์แผ่นพับให้ลงท้ายด้วย .pdf")
    with written_beside(target) as file:
        found = contents(desk, ids)
        printed = make_leaflets(found, desk.typesetter, file, report, len(ids), blank=blank)
    return replace(printed, file=str(target))


def leaflet_bytes(desk: Desk, ids: Sequence[int]) -> bytes:
    """The leaflets' PDF, for a preview.

    Raises:
        UserError: no household was chosen, or one is gone.
    """
    _refuse_none(ids)
    buffer = BytesIO()
    make_leaflets(contents(desk, ids), desk.typesetter, buffer, Silent(), len(ids))
    return buffer.getvalue()


def _refuse_none(ids: Sequence[int]) -> None:
    if not ids:
        raise UserError(
            "ยังไม่มีครัวเรือนให้พิมพ์",
            "ไม่พบครัวเรือนที่เลือก กรุณาเลือกครัวเรือน หรือมอบหมายครัวเรือนให้ อพม. ก่อน แล้วพิมพ์ใหม่",
        )


def contents(desk: Desk, ids: Sequence[int]) -> Iterator[LeafletContent]:
    """What the leaflets of these households say, one after the other."""
    with desk.db.read() as session:
        for household_id in ids:
            household = stored.load(session, household_id, desk.fiscal_year, desk.today)
            if household is None:
                raise UserError("ไม่พบครัวเรือน", "มีครัวเรือนที่เลือกไว้ถูกลบไปแล้ว กรุณาเลือกใหม่แล้วพิมพ์อีกครั้ง")
            plan = casework.load_plan(session, household_id, desk.fiscal_year)
            visits = casework.visits(session, household_id)
            yield content_of(desk, household, plan, visits[0] if visits else None)


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
        found = stored.ids_named(session, name.removeprefix("OH1:").strip().upper())
    if not found:
        raise UserError("ไม่พบครัวเรือน", f"ไม่มีครัวเรือนรหัส {name} กรุณาตรวจรหัสแล้วทำใหม่")
    return found
