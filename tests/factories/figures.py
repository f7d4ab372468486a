"""District reports with the booklet's own numbers (page 25)."""

from datetime import datetime, timedelta, timezone

from desktop.domain.figures import AreaFigures, DistrictReport
from desktop.domain.vocabulary import Dimension
from tests.factories.leaflets import OFFICE, PROJECT

MADE_AT = datetime(2022, 5, 16, 14, 30, tzinfo=timezone(timedelta(hours=7)))

# Households, then the five dimensions. Persons and distinct households are made up.
BOOKLET = (
    ("1302", "อำเภอคลองหลวง", 18_289, 42_120, (0, 0, 0, 16, 0), 16),
    ("1303", "อำเภอธัญบุรี", 2_605, 6_011, (46, 16, 15, 185, 0), 231),
    ("1301", "อำเภอเมืองปทุมธานี", 4_646, 10_702, (113, 126, 3, 129, 0), 320),
    ("1305", "อำเภอลาดหลุมแก้ว", 15_643, 36_033, (61, 12, 7, 86, 0), 150),
    ("1306", "อำเภอลำลูกกา", 6_247, 14_390, (312, 28, 44, 671, 0), 902),
    ("1307", "อำเภอสามโคก", 3_727, 8_585, (7, 0, 4, 91, 0), 99),
    ("1304", "อำเภอหนองเสือ", 3_910, 9_018, (3, 5, 2, 17, 0), 24),
)


def area(code, name, households, persons, failures, distinct):
    """Return one line of the table."""
    return AreaFigures(
        code, name, households, persons, dict(zip(Dimension, failures, strict=True)), distinct
    )


def total_of(areas, name="รวม"):
    """Return the line that adds the others up."""
    failures = [sum(a.failures[d] for a in areas) for d in Dimension]
    return area(
        "13",
        name,
        sum(a.households for a in areas),
        sum(a.persons for a in areas),
        failures,
        sum(a.distinct_failing for a in areas),
    )


def district_report(**changes):
    """Return the report of the seven districts."""
    areas = changes.pop("areas", tuple(area(*line) for line in BOOKLET))
    values = {
        "area_name": "จังหวัดปทุมธานี",
        "unit": "อำเภอ",
        "areas": areas,
        "total": total_of(areas),
        "lists": ("TPMAP ณ มกราคม 2564", "สำรวจเพิ่มโดย พมจ. ณ มีนาคม 2564"),
        "scheme": "หน้า 20 ฉบับที่ 1",
        "made_at": MADE_AT,
        "office": OFFICE,
        "project": PROJECT,
    }
    return DistrictReport(**(values | changes))
