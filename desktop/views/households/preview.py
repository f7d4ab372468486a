"""What is known of the picked household, beside the list, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.records import Household, Person
from desktop.domain.vocabulary import NEED_LABEL, CaseState
from desktop.views.addresses import address
from desktop.views.chips import DimensionIcons, LevelChip
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, clear, column, line_of, row, scrolled
from desktop.views.text import Prose, label

_NEXT = {
    CaseState.LISTED: "มอบหมาย อพม. แล้วพิมพ์แผ่นพับไปเยี่ยมบ้าน",
    CaseState.TARGET: "มอบหมาย อพม. ให้ไปเยี่ยมบ้าน",
    CaseState.ASSIGNED: "พิมพ์แผ่นพับ เยี่ยมบ้าน แล้วบันทึกสมุดพก",
    CaseState.VISITED: "ทำแผน 3 ระยะ",
    CaseState.PLANNED: "ติดตามการช่วยเหลือตามแผน",
    CaseState.FOLLOWED: "ติดตามต่อ หรือสิ้นสุดการช่วยเหลือ",
    CaseState.CLOSED: "สิ้นสุดแล้ว",
}
_SHOWN = 8


class Preview(QFrame):
    """One household in short, or how many are picked."""

    open_wanted = Signal()
    print_wanted = Signal()
    assign_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setProperty("role", "card")
        self.setFixedWidth(280)
        words = kit.desk.words
        self.name = Prose(words, "", "section")
        self._place = Prose(words, "", "quiet")
        self._chip = LevelChip(kit.theme)
        self._icons = DimensionIcons(kit.theme)
        self._reason = Prose(words)
        self._members: QVBoxLayout = column(gap=2)
        self._volunteer = Prose(words, "", "quiet")
        self._next = Prose(words)
        self._open = button("เปิด  (Enter)", "primary")
        self._print = button("พิมพ์แผ่นพับ  (P)")
        self._assign = button("มอบหมาย อพม.  (A)")
        self._details = QWidget()
        inside = column(
            *(row(self._chip, self._icons, None), self._reason, line_of(), self._members),
            *(line_of(), self._volunteer, label("ขั้นต่อไป", "small"), self._next),
        )
        inside.addStretch(1)
        self._details.setLayout(inside)
        self._area = scrolled(self._details)
        self._room = _spring()  # keeps the buttons at the foot where no household is shown
        self.setLayout(
            column(
                *(self.name, self._place, self._area, self._room),
                *(self._open, self._print, self._assign),
                edge=APART,
            )
        )
        self._open.clicked.connect(self.open_wanted)
        self._print.clicked.connect(self.print_wanted)
        self._assign.clicked.connect(self.assign_wanted)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no household is picked."""
        self._say("เลือกครัวเรือน", "เลือกจากรายการเพื่อดูรายละเอียด", one=False, count=0)

    def show_many(self, count: int) -> None:
        """Show how many are picked."""
        self._say(f"เลือก {count:,} ครัวเรือน", "พิมพ์หรือมอบหมายพร้อมกันได้", one=False, count=count)

    def show_household(self, household: Household) -> None:
        """Show one household."""
        head = household.head
        self._say(head.name if head else "(ไม่มีชื่อ)", address(household), one=True, count=1)
        case = household.case
        self._chip.put(case)
        self._reason.say((case and case.level_reason) or "ยังไม่มีข้อมูลสำหรับจัดระดับ")
        latest = household.assessments[0] if household.assessments else None
        self._icons.put(latest.failed if latest else 0, latest.known if latest else 0)
        clear(self._members)
        self._members.addWidget(label(f"สมาชิก {len(household.members)} คน", "small"))
        for person in household.members[:_SHOWN]:
            self._members.addWidget(Prose(self._kit.desk.words, member_line(person)))
        more = len(household.members) - _SHOWN
        if more > 0:
            self._members.addWidget(label(f"และอีก {more} คน", "small"))
        name = case.volunteer_name if case else ""
        self._volunteer.say(f"อพม. {name}" if name else "ยังไม่มอบหมาย อพม.")
        self._next.say(_NEXT[case.state if case else CaseState.LISTED])

    def _say(self, title: str, below: str, *, one: bool, count: int) -> None:
        self.name.say(title)
        self._place.say(below)
        self._area.setVisible(one)
        self._room.setVisible(not one)
        self._open.setVisible(one)
        self._print.setEnabled(count > 0)
        self._assign.setEnabled(count > 0)
        self._print.setText(f"พิมพ์ {count:,} แผ่น  (P)" if count > 1 else "พิมพ์แผ่นพับ  (P)")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _spring() -> QWidget:
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return made


def member_line(person: Person) -> str:
    """Return 'นางสมหญิง ใจดี 67 ปี มารดา · พิการ'."""
    age = "" if person.age is None else f"{person.age} ปี"
    needs = ", ".join(NEED_LABEL[n] for n in NEED_LABEL if person.has(n))
    words = " ".join(part for part in (person.name, age, person.relation) if part)
    return f"{words} · {needs}" if needs else words
