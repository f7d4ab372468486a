"""Every visit and what was answered, side by side: what changed from one to the next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.domain.records import Household
from desktop.domain.visit_story import AnswerLine, VisitStory
from desktop.models.visits import FIRST_VISIT, story_model
from desktop.services import visit_stories
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import column, row
from desktop.views.tables import Table
from desktop.views.text import Prose, label

if TYPE_CHECKING:
    from desktop.models.records import RecordsModel

_NONE = "ยังไม่มีสมุดพกที่บันทึกไว้ของครัวเรือนนี้"
_HELP = (
    "แต่ละคอลัมน์คือการเยี่ยมหนึ่งครั้ง ครั้งล่าสุดอยู่ซ้าย ≠ คือข้อที่คำตอบเปลี่ยน "
    "คำตอบของแบบรุ่นเก่าอ่านเทียบเป็นข้อของรุ่นที่ใช้อยู่"
)
_QUESTION, _WHO, _MARK, _VISIT = 250, 150, 30, 230  # pixels
_HEAD, _LOW = 2.2, 300  # lines of the heads; pixels of a part that is low


class VisitsPart(Part):
    """One form's visits at a time; the form of the newest visit stands first."""

    name = "การเยี่ยม"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._stories: tuple[VisitStory, ...] = ()
        self.model: RecordsModel[AnswerLine] | None = None
        self.form = QComboBox()
        self.form.setAccessibleName("แบบสมุดพก")
        self.form.activated.connect(lambda _at: self._show())
        self.changed = QCheckBox("เฉพาะข้อที่คำตอบเปลี่ยน")
        self.changed.toggled.connect(lambda _on: self._show())
        self._count = label("", "quiet")
        self.table = Table("คำตอบของการเยี่ยมแต่ละครั้ง", self)
        self.table.wrap_rows()
        heads = self.table.horizontalHeader()
        heads.setFixedHeight(round(heads.fontMetrics().lineSpacing() * _HEAD) + 12)
        self._help = Prose(kit.desk.words, _HELP, "small")
        self._none = Prose(kit.desk.words, _NONE, "quiet")
        top = row(self.form, self.changed, gap=12)
        top.addWidget(self._count, 1, Qt.AlignmentFlag.AlignRight)
        self.setLayout(column(top, self._none, self.table, self._help))

    def show_household(self, household: Household) -> None:
        """Load the visits."""
        if self.is_other(household):
            self._take(())
        super().show_household(household)
        desk = self.kit.desk
        self.kit.read(self, lambda: visit_stories.of_household(desk, household.id), self._take)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the answers need all the room."""
        super().resizeEvent(event)
        self._help.setVisible(self.table.isVisibleTo(self) and self.height() >= _LOW)

    def _take(self, stories: tuple[VisitStory, ...]) -> None:
        wanted = self.form.currentText()
        self._stories = stories
        self.form.clear()
        self.form.addItems([one.title for one in stories])
        self.form.setCurrentIndex(max(self.form.findText(wanted), 0) if stories else -1)
        self._show()

    def _show(self) -> None:
        at = self.form.currentIndex()
        story = self._stories[at] if 0 <= at < len(self._stories) else None
        for part in (self.form, self.changed, self._count, self.table):
            part.setVisible(story is not None)
        self._help.setVisible(story is not None and self.height() >= _LOW)
        self._none.setVisible(story is None)
        if story is None:
            return
        old, only = self.model, self.changed.isChecked()
        self.model = model = story_model(story, self)
        model.show([one for one in story.lines if one.changed or not only])
        self.table.setModel(model)
        widths = (_QUESTION, _WHO, _MARK, *[_VISIT] * len(story.visits))
        self.table.lay_out(widths, stretch=FIRST_VISIT)
        changed = sum(one.changed for one in story.lines)
        self._count.setText(f"เยี่ยม {len(story.visits)} ครั้ง · คำตอบเปลี่ยน {changed} ข้อ")
        if old is not None:
            old.deleteLater()
