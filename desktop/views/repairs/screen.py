"""What imports left to a person: values to put right, facts to decide."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QToolButton, QWidget

from desktop.domain.changes import Changes
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, column, row
from desktop.views.repairs.problems import ProblemsPart
from desktop.views.repairs.questions import QuestionsPart
from desktop.views.text import label, restyle

_TABS = ("แก้ข้อมูล", "ตัดสินใจ")
_PAUSE = 150  # milliseconds: many decisions in a row are looked at once


class RepairsScreen(Screen):
    """Two pages; the one that has something waiting comes first."""

    title = "รอตรวจและตัดสินใจ"
    open_wanted = Signal(int)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.problems = ProblemsPart(kit, self)
        self.questions = QuestionsPart(kit, self)
        self._pages = QStackedWidget()
        self._tabs: list[QToolButton] = []
        self._group = QButtonGroup(self)
        for number, part in enumerate((self.problems, self.questions)):
            self._pages.addWidget(part)
            tab = QToolButton(self)
            tab.setText(_TABS[number])
            tab.setProperty("role", "chip")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _on=False, n=number: self.turn(n))
            self._group.addButton(tab)
            self._tabs.append(tab)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._read)
        head = row(label(self.title, "title"), APART, *self._tabs, None)
        box = column(head, self._pages, gap=12)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)
        self.questions.open_wanted.connect(self.open_wanted)
        for part in (self.problems, self.questions):
            part.counted.connect(self._count)
        kit.hub.changed.connect(self._changed)
        self.turn(0)

    def arrive(self) -> None:
        """Read what waits again, and stand in it."""
        self._read()
        self._part().stand()

    def turn(self, number: int) -> None:
        """Show one of the pages."""
        self._pages.setCurrentIndex(number)
        for place, tab in enumerate(self._tabs):
            tab.setChecked(place == number)
            restyle(tab, "set", place == number)
        self._part().stand()

    def _count(self) -> None:
        """Say on the tabs how many wait."""
        counts = self.problems.count(), self.questions.count()
        for tab, words, count in zip(self._tabs, _TABS, counts, strict=True):
            tab.setText(f"{words} {count:,}" if count else words)
            tab.setAccessibleName(f"{words} {count:,} รายการ")

    def unsaved(self) -> int:
        """Return how many values were typed and not stored yet."""
        return self.problems.unsaved()

    def _part(self) -> ProblemsPart | QuestionsPart:
        return self.questions if self._pages.currentIndex() else self.problems

    def _read(self) -> None:
        self.problems.arrive()
        self.questions.arrive()

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._soon.start()
