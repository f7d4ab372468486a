"""Keying a logbook a second time, unseen, and comparing: for those who want to be sure."""

from PySide6.QtCore import QObject, Signal

from desktop.services import keying
from desktop.services.keying import Begun, Book
from desktop.views.household.entry.clashes import ClashBox
from desktop.views.household.entry.view import EntryView
from desktop.views.kit import Kit

_HEADS = ("ข้อ", "", "ครั้งที่สอง", "ครั้งแรก")


class Verifying(QObject):
    """`said` tells how it goes; `decided` carries the answers that shall stand, by their places.

    Nothing of the second keying is stored by itself.
    """

    said = Signal(str)
    decided = Signal(object)

    def __init__(self, kit: Kit, form: EntryView, clashes: ClashBox, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._form, self._clashes = kit, form, clashes
        self._first: Begun | None = None

    @property
    def active(self) -> bool:
        """Whether the lines are those of a second keying."""
        return self._first is not None

    def begin(self, household_id: int, form: str) -> None:
        """Empty the lines, to be keyed from the paper once more."""
        desk = self._kit.desk

        def show(begun: Begun) -> None:
            self._first = begun
            self._form.show_book(begun.book.emptied())
            self._form.start(None)
            self.said.emit("กำลังกรอกทวนจากกระดาษ เสร็จแล้วกด “เทียบสองครั้ง” คำตอบครั้งแรกยังไม่เปลี่ยน")

        self._kit.read(self, lambda: keying.begin(desk, household_id, form), show)

    def compare(self) -> None:
        """Show what was answered differently, or say that nothing was."""
        book = self._form.entry.book
        if self._first is None or book is None:
            return
        found = keying.differences(self._first.book.answers(), book.answers())
        if not found:
            self.said.emit(f"ตรงกันทุกข้อ {len(book.answers())} ข้อ")
            self.decided.emit({})
            return
        self.said.emit(f"ตอบไม่ตรงกัน {len(found)} ข้อ กรุณาดูกระดาษแล้วเลือก")
        self._clashes.ask(
            book, found, f"สองครั้งตอบไม่ตรงกัน {len(found)} ข้อ เลือกคำตอบตามกระดาษ", _HEADS
        )
        self._clashes.show()
        self._clashes.setFocus()

    def stop(self) -> Book:
        """Give the logbook as it was keyed first back."""
        if self._first is None:
            raise RuntimeError("no second keying was begun")
        book, self._first = self._first.book, None
        return book
