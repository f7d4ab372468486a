"""Trying a form as it will be keyed, with made people; nothing is stored."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.services.keying import Book
from desktop.views.household.entry.view import EntryView
from desktop.views.kit import Kit
from desktop.views.layouts import column
from desktop.views.text import Prose

_WHAT = "ลองกรอกได้เหมือนจริง ครัวเรือนนี้สมมุติขึ้น และไม่มีคำตอบใดถูกเก็บ"


class RehearsalPage(QWidget):
    """The entry screen's own view. `ended` is sent when the last question was left."""

    ended = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = EntryView(kit.theme, kit.desk.words, self)
        box = column(Prose(kit.desk.words, _WHAT, "quiet"), gap=12)
        box.addWidget(self.form, 1)
        self.setLayout(box)
        self.form.ended.connect(self.ended)
        self.form.list_wanted.connect(self.ended)
        self.form.entry.member_typed.connect(self._add)

    def show_book(self, book: Book) -> None:
        """Show a form from its first question on."""
        self.form.show_book(book)

    def stand(self) -> None:
        """Stand in the first question without an answer."""
        self.form.start(None)

    def _add(self, name: str) -> None:
        book = self.form.entry.book
        if book is not None:
            number = 1 + max(person for person, _ in book.members)
            self.form.show_book(book.with_members((*book.members, (number, name))))
            first = next((q for q in book.form.questions if q.per_member and q.keyed), None)
            if first is not None:
                self.form.go_to((first.id, number))
