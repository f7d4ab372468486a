"""The only place that opens a box over the window: decisions, errors and file choices."""

import logging
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QMessageBox, QWidget

from desktop.domain.errors import UserError
from desktop.tasks.runner import describe
from desktop.views.layouts import APART, button, column, row
from desktop.views.text import Breaker, Elided, label

PAPERS = "รูปและเอกสาร (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp *.pdf *.heic)"
SPREADSHEETS = "ตารางคำนวณ (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.html *.htm *.txt)"
_log = logging.getLogger(__name__)


class Dialogs(Protocol):
    """What screens may ask; tests answer in the clerk's stead."""

    def error(self, error: BaseException) -> None:
        """Tell of an error: the clerk's own, or calmly of one of ours."""

    def confirm(self, title: str, message: str, yes: str) -> bool:
        """Ask whether to do `yes`, a verb that says what happens."""

    def password(self, title: str, file: str) -> str | None:
        """Ask for the password of a file, once; None when the clerk gave up."""

    def name(self, title: str, proposed: str, yes: str) -> str | None:
        """Ask for a name; `yes` is the verb of what happens. None when the clerk gave up."""

    def open_files(self, title: str, kinds: str = SPREADSHEETS) -> list[Path]:
        """Ask for files to read."""

    def save_file(self, title: str, suggestion: Path, kinds: str) -> Path | None:
        """Ask where to write a file."""

    def open_folder(self, title: str) -> Path | None:
        """Ask for a folder; None when the clerk changed her mind."""


class WindowDialogs:
    """Dialogs over one window. Qt ships no Thai for its buttons, so they are labelled here."""

    def __init__(self, parent: QWidget, words: Breaker | None = None) -> None:
        self._parent = parent
        self._words = words

    def error(self, error: BaseException) -> None:
        """Show the error. One that isn't the clerk's to mend goes to the log without its text."""
        title, message = words_of(error)
        if not isinstance(error, UserError):
            _log.error("unexpected: %s", describe(error))
        box = self._box(QMessageBox.Icon.Warning, title, message)
        close = box.addButton("ปิด", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.exec()

    def confirm(self, title: str, message: str, yes: str) -> bool:
        """Ask; Esc and the button beside it leave everything as it is."""
        box = self._box(QMessageBox.Icon.Question, title, message)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton("ยกเลิก", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        return box.clickedButton() is accept

    def password(self, title: str, file: str) -> str | None:
        """Ask; the box is gone afterwards, and what was typed in it with it."""
        box = PasswordBox(title, file, self._parent)
        typed = box.typed.text() if box.exec() == QDialog.DialogCode.Accepted else None
        box.typed.clear()
        box.deleteLater()
        return typed

    def name(self, title: str, proposed: str, yes: str) -> str | None:
        """Ask, with the proposal ready to be typed over."""
        box = NameBox(title, proposed, yes, self._parent)
        typed = box.typed.text() if box.exec() == QDialog.DialogCode.Accepted else None
        box.deleteLater()
        return typed

    def open_files(self, title: str, kinds: str = SPREADSHEETS) -> list[Path]:
        """Ask for files to read; empty when the clerk changed her mind."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, title, "", kinds)
        return [Path(name) for name in names]

    def save_file(self, title: str, suggestion: Path, kinds: str) -> Path | None:
        """Ask where to write; None when the clerk changed her mind."""
        name, _ = QFileDialog.getSaveFileName(self._parent, title, str(suggestion), kinds)
        return Path(name) if name else None

    def open_folder(self, title: str) -> Path | None:
        """Ask for a folder; None when the clerk changed her mind."""
        name = QFileDialog.getExistingDirectory(self._parent, title)
        return Path(name) if name else None

    def _box(self, icon: QMessageBox.Icon, title: str, message: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setIcon(icon)
        box.setWindowTitle("OneHome")
        box.setText(title)
        box.setInformativeText(self._words.with_breaks(message) if self._words else message)
        return box


class PasswordBox(QDialog):
    """One line to type a file's password in, unreadable from beside."""

    def __init__(self, title: str, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("OneHome")
        self.setMinimumWidth(460)
        self.typed = QLineEdit(self)
        self.typed.setEchoMode(QLineEdit.EchoMode.Password)
        self.typed.setPlaceholderText("รหัสผ่านของไฟล์")
        self.typed.setAccessibleName("รหัสผ่านของไฟล์")
        self.unlock = button("เปิดไฟล์", "primary")
        self.unlock.setDefault(True)
        self.unlock.setEnabled(False)
        self.cancel = button("ยกเลิก")
        name = Elided()
        name.say(f"ไฟล์ {file}")
        self.setLayout(
            column(
                *(label(title, "section"), name, self.typed),
                label("รหัสผ่านใช้เปิดไฟล์ครั้งนี้เท่านั้น ไม่ถูกเก็บไว้", "small"),
                row(None, self.cancel, self.unlock),
                edge=APART,
            )
        )
        self.typed.textChanged.connect(lambda text: self.unlock.setEnabled(bool(text)))
        self.unlock.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.typed.setFocus()


class NameBox(QDialog):
    """One line to name a thing in."""

    def __init__(self, title: str, proposed: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("OneHome")
        self.setMinimumWidth(420)
        self.typed = QLineEdit(proposed, self)
        self.typed.setAccessibleName(title)
        self.typed.setMaxLength(60)
        self.take = button(yes, "primary")
        self.take.setDefault(True)
        self.take.setEnabled(bool(proposed))
        cancel = button("ยกเลิก")
        self.setLayout(
            column(label(title, "section"), self.typed, row(None, cancel, self.take), edge=APART)
        )
        self.typed.textChanged.connect(lambda text: self.take.setEnabled(bool(text.strip())))
        self.take.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.typed.selectAll()
        self.typed.setFocus()


def words_of(error: BaseException) -> tuple[str, str]:
    """Return title and message of an error in the clerk's words."""
    if isinstance(error, UserError):
        where = str(error.where)
        return error.title, f"{error.message}\n\n{where}" if where else error.message
    return (
        "เกิดข้อผิดพลาดที่ไม่คาดคิด",
        "ข้อมูลที่บันทึกแล้วยังอยู่ครบ งานที่กำลังทำไม่ถูกบันทึก กรุณาลองใหม่อีกครั้ง "
        "หากยังเกิดซ้ำ ให้ปิดโปรแกรมแล้วเปิดใหม่ และแจ้งผู้ดูแลระบบ",
    )
