"""One submission: whose it is, what to look at, and everything it says."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.submissions import SUBMISSION_LABEL, SentAnswer
from desktop.models.phones import PhoneLine, answers_model, home_words
from desktop.views.kit import Kit
from desktop.views.layouts import NEAR, column
from desktop.views.tables import Table
from desktop.views.text import Elided, Prose

_LOW = 560  # pixels of the window


class Details(QWidget):
    """What is picked in the list above."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whose = Elided("section")
        self.says = Prose(kit.desk.words, "", "quiet")
        self.model = answers_model(self)
        self.table = Table("คำตอบในชุดนี้", self)
        self.table.setModel(self.model)
        self.table.lay_out((170, 320, 260), stretch=2)
        self.setLayout(column(NEAR, self._whose, self.says, self.table, gap=6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the list above needs it more than the answers."""
        super().resizeEvent(event)
        self.table.setVisible(self.window().height() >= _LOW)

    def show_line(self, line: PhoneLine, answers: tuple[SentAnswer, ...]) -> None:
        """Show a submission."""
        whose = home_words(line.home) if line.home else "ไม่ทราบครัวเรือน"
        self._whose.say(f"{whose}   {SUBMISSION_LABEL[line.found.kind]}")
        self.says.say("\n".join(line.found.words))
        self.says.setVisible(bool(line.found.words))
        self.model.show(answers)
        self.table.scrollToTop()
