"""The five dimensions, the level and why."""

from PySide6.QtWidgets import QWidget

from desktop.domain.records import Assessment, Household
from desktop.domain.vocabulary import DIMENSION_LABEL, Answered, Dimension
from desktop.thai.dates import PartialDate, thai_date
from desktop.views.chips import DimensionIcons, LevelChip
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import APART, card, clear, column, row, scrolled
from desktop.views.text import Prose, label

_STATE = {
    Answered.YES: ("ตก", "danger"),
    Answered.NO: ("ไม่ตก", "good"),
    Answered.UNKNOWN: ("ไม่มีข้อมูล", "quiet"),
}
_HOUSING = {
    Answered.YES: "มีปัญหา",
    Answered.NO: "ไม่มีปัญหา",
    Answered.UNKNOWN: "ไม่มีข้อมูล",
}


class DimensionsPart(Part):
    """Each list's view of the household, the latest first."""

    name = "ห้ามิติและระดับ"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._chip = LevelChip(kit.theme)
        self._reason = Prose(kit.desk.words)
        self._scheme = label("", "small")
        level = card(
            label("ระดับความเปราะบาง", "section"),
            row(self._chip, self._reason, gap=APART),
            self._scheme,
        )
        self._lists = column(gap=APART)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(column(level, self._lists, None, gap=APART))
        self.setLayout(column(scrolled(inside)))

    def show_household(self, household: Household) -> None:
        """Show level and lists."""
        super().show_household(household)
        case = household.case
        self._chip.put(case)
        self._reason.say((case and case.level_reason) or "ยังไม่มีข้อมูลสำหรับจัดระดับ")
        scheme = case.level_scheme if case else ""
        self._scheme.setText(f"เกณฑ์ที่ใช้: {scheme}" if scheme else "")
        clear(self._lists)
        if not household.assessments:
            self._lists.addWidget(label("ยังไม่มีรายชื่อใดกล่าวถึงครัวเรือนนี้", "quiet"))
        for assessment in household.assessments:
            self._lists.addWidget(self._list(assessment))

    def _list(self, assessment: Assessment) -> QWidget:
        icons = DimensionIcons(self.kit.theme)
        icons.put(assessment.failed, assessment.known)
        as_of = thai_date(PartialDate.from_iso(assessment.as_of)) if assessment.as_of else ""
        title = label(f"{assessment.list_name} ณ {as_of}", "section")
        lines = column(gap=2)
        for dimension in Dimension:
            words, role = _STATE[assessment.dimension(dimension)]
            name = label(DIMENSION_LABEL[dimension])
            name.setMinimumWidth(200)
            lines.addLayout(row(name, label(words, role), None))
        income = assessment.income_person_year
        said = "ไม่มีข้อมูล" if income is None else f"{income:,.0f} บาท/คน/ปี"
        for head, words in (
            ("รายได้เฉลี่ย", said),
            ("ที่อยู่อาศัย (ตัวชี้วัดที่ 8)", _HOUSING[assessment.housing_problem]),
        ):
            name = label(head)
            name.setMinimumWidth(200)
            lines.addLayout(row(name, label(words, "quiet"), None))
        return card(row(title, None, icons), lines)
