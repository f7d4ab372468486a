"""The family leaflet: blank, or with what is known."""

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import BinaryIO

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.errors import UserError
from desktop.domain.leaflet import LeafletContent, Printed
from desktop.domain.progress import Reporter
from desktop.domain.records import Plan
from desktop.printing.leaflet.document import make_leaflets
from desktop.services.desk import Desk
from desktop.services.documents.hands import two_hands
from desktop.services.documents.layouts import leaflet_of, own_folder, typesetter_of
from desktop.services.documents.leaflet_content import content_of
from desktop.storage import casework
from desktop.storage import households as stored

# Households read from the database at once.
AT_ONCE = 200

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


def family(desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
    """Write the families' own copies, which don't come back."""
    return _make(desk, of, target, report, blank=False, returns=False)


def blank(desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
    """Write leaflets that only say whose they are: the visit fills in the rest."""
    return _make(desk, of, target, report, blank=True)


def contents(desk: Desk, ids: Sequence[int]) -> Generator[LeafletContent]:
    """What the leaflets of these households say, one after the other.

    Raises:
        UserError: a household is gone.
    """
    with desk.db.read() as session:
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            homes = stored.load_some(session, some, desk.fiscal_year, desk.today)
            plans = casework.plans_of(session, some, desk.fiscal_year)
            visits = casework.last_visits(session, some)
            for id_ in some:
                if id_ not in homes:
                    raise UserError(
                        "ไม่พบครัวเรือน", "มีครัวเรือนที่เลือกไว้ถูกลบไปแล้ว กรุณาเลือกใหม่แล้วพิมพ์อีกครั้ง"
                    )
                plan = plans.get(id_) or Plan(id_, desk.fiscal_year)
                yield content_of(desk, homes[id_], plan, visits.get(id_))


def _make(
    desk: Desk,
    of: Sequence[Part],
    target: BinaryIO,
    report: Reporter,
    *,
    blank: bool,
    returns: bool = True,
) -> Printed:
    ids = [id_ for part in of for id_ in part.households]
    # Closed at once where it fails: who records the failure must be able to write.
    layout = leaflet_of(desk)
    setter = typesetter_of(desk, layout)
    with (
        closing(contents(desk, ids)) as found,
        two_hands(desk, layout, layout, len(ids), returns=returns) as hands,
    ):
        return make_leaflets(
            found,
            setter,
            layout,
            target,
            report,
            len(ids),
            folder=own_folder(desk),
            blank=blank,
            returns=returns,
            hands=hands,
        )
