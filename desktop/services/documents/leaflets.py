"""The family leaflet: blank, or with what is known."""

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import BinaryIO

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.errors import UserError
from desktop.domain.leaflet import LeafletContent, Printed
from desktop.domain.progress import Reporter
from desktop.printing.leaflet.document import make_leaflets
from desktop.services.desk import Desk
from desktop.services.documents.leaflet_content import content_of
from desktop.storage import casework
from desktop.storage import households as stored

PREFILLED = DocumentKind(
    key="leaflet",
    title="แผ่นพับครอบครัว",
    about="พิมพ์ข้อมูลที่มีอยู่ไว้แล้ว สำหรับไปเยี่ยมบ้าน",
    unit="ครัวเรือน",
    version=2,
    sides="short",
    returns=True,
)
BLANK = DocumentKind(
    key="leaflet-blank",
    title="แผ่นพับครอบครัว (ว่าง)",
    about="มีแต่ชื่อ ที่อยู่ และรหัสของครัวเรือน ส่วนอื่นเว้นให้เขียน",
    unit="ครัวเรือน",
    version=2,
    sides="short",
    returns=True,
)

FAMILY = DocumentKind(
    key="leaflet-family",
    title="แผ่นพับครอบครัว (ฉบับครอบครัว)",
    about="สำเนาให้ครอบครัวเก็บหลังการเยี่ยม มีคำตอบที่บันทึกแล้วและแผน 3 ระยะ",
    unit="ครัวเรือน",
    version=2,
    sides="short",
)


def parts(desk: Desk, ids: Sequence[int]) -> tuple[Part, ...]:
    """One part a household."""
    return tuple(Part(str(id_), f"ครัวเรือนเลขที่ {id_:06d}", (id_,)) for id_ in ids)


def prefilled(desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
    """Write leaflets with all that is known."""
    return _make(desk, of, target, report, blank=False)


def blank(desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
    """Write leaflets that only say whose they are: the visit fills in the rest."""
    return _make(desk, of, target, report, blank=True)


def contents(desk: Desk, ids: Sequence[int]) -> Generator[LeafletContent]:
    """What the leaflets of these households say, one after the other.

    Raises:
        UserError: a household is gone.
    """
    with desk.db.read() as session:
        for household_id in ids:
            household = stored.load(session, household_id, desk.fiscal_year, desk.today)
            if household is None:
                raise UserError("ไม่พบครัวเรือน", "มีครัวเรือนที่เลือกไว้ถูกลบไปแล้ว กรุณาเลือกใหม่แล้วพิมพ์อีกครั้ง")
            plan = casework.load_plan(session, household_id, desk.fiscal_year)
            visits = casework.visits(session, household_id)
            yield content_of(desk, household, plan, visits[0] if visits else None)


def _make(
    desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter, *, blank: bool
) -> Printed:
    ids = [id_ for part in of for id_ in part.households]
    # Closed at once where it fails: who records the failure must be able to write.
    with closing(contents(desk, ids)) as found:
        return make_leaflets(found, desk.typesetter, target, report, len(ids), blank=blank)
