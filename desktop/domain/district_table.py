"""The table of areas and dimensions (domain.md a.1): its words and its sums, for every paper."""

from desktop.domain.figures import AreaFigures, DistrictReport
from desktop.domain.vocabulary import DIMENSION_LABEL, Dimension
from desktop.thai.dates import thai_datetime

AREA = "พื้นที่"
HOUSEHOLDS = "ครัวเรือน"
PERSONS = "คน"
FAILING = "ครัวเรือนที่ตกมิติ"
INCIDENCES = "รวมตกมิติ"
INCIDENCES_MEANING = "นับซ้ำได้"
DISTINCT = "ครัวเรือนที่ตกอย่างน้อย 1 มิติ"
DISTINCT_MEANING = "ไม่นับซ้ำ"
TOTAL = "รวม"

NOTES = (
    "“รวมตกมิติ” คือผลบวกของห้ามิติ ครัวเรือนที่ตกสองมิติจึงนับสองครั้ง ใช้ดูว่างานช่วยเหลือแต่ละด้านมีมากเพียงใด",
    "“ครัวเรือนที่ตกอย่างน้อย 1 มิติ” นับแต่ละครัวเรือนเพียงครั้งเดียว "
    "ใช้บอกจำนวนครัวเรือน สองตัวเลขนี้จึงอาจไม่เท่ากันและใช้แทนกันไม่ได้",
)


def title(report: DistrictReport) -> str:
    """Return the table's title."""
    return f"ครัวเรือนเปราะบางที่ตกมิติ จำแนกราย{report.unit} {report.area_name}".strip()


def sources(report: DistrictReport) -> tuple[str, ...]:
    """Return what the figures rest on, for the foot of every page."""
    lists = ", ".join(report.lists) or "ไม่มีบัญชีรายชื่อ"
    scheme = f"เกณฑ์จัดระดับ {report.scheme}  " if report.scheme else ""
    return f"ที่มา: {lists}", f"{scheme}จัดทำเมื่อ {thai_datetime(report.made_at)}"


def counts(figures: AreaFigures) -> tuple[int, ...]:
    """Return one line's numbers in the order of the columns."""
    failures = (figures.failures.get(dimension, 0) for dimension in Dimension)
    return (
        figures.households,
        figures.persons,
        *failures,
        figures.incidences,
        figures.distinct_failing,
    )


def column_labels() -> tuple[str, ...]:
    """Return a name for each of the numbers of `counts`."""
    return (
        HOUSEHOLDS,
        PERSONS,
        *(DIMENSION_LABEL[dimension] for dimension in Dimension),
        INCIDENCES,
        DISTINCT,
    )


def check_sums(report: DistrictReport) -> None:
    """Make sure that the table's figures can be true together.

    Raises:
        ValueError: the total isn't the sum of its lines, or a line contradicts itself.
    """
    columns = zip(*(counts(area) for area in report.areas), strict=True)
    sums = tuple(sum(column) for column in columns) or (0,) * len(column_labels())
    for label, added, stated in zip(column_labels(), sums, counts(report.total), strict=True):
        if added != stated:
            message = f"column {label}: lines add up to {added}, total says {stated}"
            raise ValueError(message)
    for figures in report.areas:
        most = max(figures.failures.values(), default=0)
        top = min(figures.incidences, figures.households)
        if not most <= figures.distinct_failing <= top:
            message = (
                f"area {figures.code}: {figures.distinct_failing} distinct failing households"
            )
            raise ValueError(message)
