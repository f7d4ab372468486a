"""The report's table: households by area and dimension, both measures told apart."""

from PySide6.QtCore import QObject

from desktop.domain.figures import AreaFigures, DistrictReport
from desktop.domain.vocabulary import DIMENSION_LABEL, Dimension
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import NUMBERS

FAILURES, DISTINCT = "รวมการตกมิติ (ครั้ง)", "ครัวเรือนที่ตก (ไม่ซ้ำ)"


def districts_model(unit: str, parent: QObject | None = None) -> RecordsModel[AreaFigures]:
    """Return the table; `unit` says what a line is (อำเภอ, ตำบล)."""
    return RecordsModel(
        (
            Column(unit, lambda a: a.name),
            Column("ครัวเรือน", lambda a: f"{a.households:,}", align=NUMBERS),
            Column("บุคคล", lambda a: f"{a.persons:,}", align=NUMBERS),
            *(_dimension(d) for d in Dimension),
            Column(FAILURES, lambda a: f"{a.incidences:,}", align=NUMBERS),
            Column(DISTINCT, lambda a: f"{a.distinct_failing:,}", align=NUMBERS),
        ),
        parent,
    )


def lines(report: DistrictReport) -> tuple[AreaFigures, ...]:
    """Return the areas and the sum below them."""
    return (*report.areas, report.total)


def _dimension(dimension: Dimension) -> Column[AreaFigures]:
    return Column(
        DIMENSION_LABEL[dimension],
        lambda a: f"{a.failures.get(dimension, 0):,}",
        align=NUMBERS,
        tip=lambda a: (
            f"{a.name}: ตกมิติ{DIMENSION_LABEL[dimension]} {a.failures.get(dimension, 0):,} ครัวเรือน"
        ),
    )
