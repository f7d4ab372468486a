"""Dates of the Buddhist era as a clerk types them: 16052512, 16/5/12, 16 พ.ค. 2512.

Qt knows no Buddhist calendar and reads 26/5/2565 as the year 2565 AD without complaint, so no
date of Qt's stands on a screen.
"""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.thai.ages import with_age
from desktop.thai.dates import PartialDate, UnreadableDate, read_date, thai_date
from desktop.views.text import label, restyle


def today() -> date:
    """Return the day by this computer's clock."""
    return datetime.now().astimezone().date()


class DateEdit(QLineEdit):
    """A line for a date. `value` is None while it is empty or can't be read."""

    read = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        years_ahead: int = 0,
        whole: bool = False,
        now: Callable[[], date] = today,
    ) -> None:
        super().__init__(parent)
        self._latest = now().year + years_ahead
        self._whole = whole
        self.value: PartialDate | None = None
        self.problem = ""
        self.setPlaceholderText("วว/ดด/ปปปป พ.ศ.")
        self.setAccessibleName("วันที่ พ.ศ.")
        self.textChanged.connect(self._look)
        self.editingFinished.connect(self._settle)

    def put(self, value: PartialDate | date | None) -> None:
        """Show a date."""
        if isinstance(value, date):
            value = PartialDate(value.year, value.month, value.day)
        self.setText(thai_date(value) if value else "")

    def day(self) -> date | None:
        """Return the value where day, month and year are known."""
        value = self.value
        if value is None or value.month is None or value.day is None:
            return None
        return date(value.year, value.month, value.day)

    def is_good(self) -> bool:
        """Whether the text is a date or nothing at all."""
        return not self.problem

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing replaces."""
        super().focusInEvent(event)
        self.selectAll()

    def _look(self, text: str) -> None:
        self.value, self.problem = None, ""
        if text.strip():
            try:
                self.value = read_date(text, latest_year=self._latest)
            except UnreadableDate as error:
                self.problem = str(error)
        if self.value and self._whole and self.value.day is None:
            self.value, self.problem = None, "ต้องมีวัน เดือน และปี"
        if not self.problem:
            restyle(self, "bad", False)
        self.read.emit()

    def _settle(self) -> None:
        """Mark what can't be read only when the clerk has finished typing it."""
        restyle(self, "bad", bool(self.problem))
        if self.value:
            self.setText(thai_date(self.value))


class DateField(QWidget):
    """A date line that says in words how it was understood, with the age when asked."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        age: bool = False,
        years_ahead: int = 0,
        whole: bool = False,
        now: Callable[[], date] = today,
    ) -> None:
        super().__init__(parent)
        self._age = age
        self._now = now
        self.edit = DateEdit(self, years_ahead=years_ahead, whole=whole, now=now)
        self.echo = label("", "small", self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.edit)
        box.addWidget(self.echo)
        self.setFocusProxy(self.edit)
        self.edit.read.connect(self._say)

    def value(self) -> PartialDate | None:
        """Return the date, perhaps partial."""
        return self.edit.value

    def put(self, value: PartialDate | date | None) -> None:
        """Show a date."""
        self.edit.put(value)

    def _say(self) -> None:
        restyle(self.echo, "role", "danger" if self.edit.problem else "small")
        self.echo.setText(self.edit.problem or in_words(self.edit.value, self._age, self._now))
        self.changed.emit()


def in_words(value: PartialDate | None, age: bool, now: Callable[[], date] = today) -> str:
    """Return '16 พฤษภาคม 2512 อายุ 55 ปี'."""
    if value is None:
        return ""
    return with_age(value, now()) if age else thai_date(value, long=True)
