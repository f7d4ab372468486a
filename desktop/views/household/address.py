"""The household's own fields: where it lives, how to call, what to bear in mind."""

from dataclasses import fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.changes import Changes
from desktop.domain.records import Address, Household, HouseholdDraft
from desktop.models.places import place_or_text, read_place, tambon_names
from desktop.services import households
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, card, column, row, scrolled
from desktop.views.text import Prose, label, restyle

_LINES = {
    "address_no": "บ้านเลขที่",
    "moo": "หมู่ที่",
    "village_name": "ชื่อหมู่บ้าน",
    "soi": "ซอย",
    "road": "ถนน",
    "tambon_code": "ตำบล อำเภอ",
    "postcode": "รหัสไปรษณีย์",
    "house_code": "รหัสประจำบ้าน",
    "tel": "โทรศัพท์",
}
_IN_ADDRESS = {f.name for f in fields(Address)}
_HELP = "Enter ไปช่องถัดไป โปรแกรมบันทึกเมื่อกด Ctrl+S หรือออกจากหน้านี้ พิมพ์ตำบลแล้วเลือกจากรายการ"


class AddressPart(Part):
    """Lines to type in; stored together, when the clerk says so or goes elsewhere."""

    name = "ที่อยู่ ติดต่อ"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._dirty = self._saving = self._refused = False
        self._province = kit.desk.settings.province_code
        self.lines: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(APART)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for name, words in _LINES.items():
            form.addRow(label(words), self._line(name, words))
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("หมายเหตุ")
        self.note.setFixedHeight(84)
        self.note.setTabChangesFocus(True)
        form.addRow(label("หมายเหตุ"), self.note)
        self._offer_places()
        self._says = Prose(kit.desk.words, _HELP, "small")
        self.save = button("บันทึก  (Ctrl+S)", "primary")
        inside = card(form, self._says, row(self.save, None))
        inside.setMaximumWidth(640)
        around = QWidget()
        around.setObjectName("page")
        line = row(gap=0)
        line.addWidget(inside, 1)
        line.addStretch(0)
        around.setLayout(column(line, None))
        self.setLayout(column(scrolled(around)))
        self.note.textChanged.connect(self._touch)
        self.save.clicked.connect(self._store)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._store)

    def begin(self) -> None:
        """Stand in the first line."""
        next(iter(self.lines.values())).setFocus()

    def show_household(self, household: Household) -> None:
        """Show the fields, unless something typed is still to be stored."""
        if self.is_other(household):
            self._dirty = False
        super().show_household(household)
        if self._dirty or self._saving:
            return
        for name, line in self.lines.items():
            value = getattr(household.address if name in _IN_ADDRESS else household, name)
            line.setText(place_or_text(value) if name == "tambon_code" else value)
            line.setCursorPosition(0)
            restyle(line, "bad", False)
        self.note.setPlainText(household.note)
        self._dirty = False  # showing isn't typing
        self._say(_HELP, bad=False)

    def leave(self) -> None:
        """Store what was typed."""
        if self._dirty:
            self._store()

    def busy(self) -> bool:
        """Whether the fields are still being stored; refused ones have been told of."""
        return self._saving or (self._dirty and not self._refused)

    def _line(self, name: str, words: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(words)
        made.textEdited.connect(self._touch)
        made.returnPressed.connect(made.focusNextChild)
        self.lines[name] = made
        return made

    def _offer_places(self) -> None:
        completer = QCompleter(list(tambon_names(self._province)), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _text: self._touch())
        self.lines["tambon_code"].setCompleter(completer)

    def _touch(self) -> None:
        self._dirty, self._refused = True, False

    def _store(self) -> None:
        household = self.household
        if household is None or self._saving or not self._dirty:
            return
        try:
            draft = self._draft(household)
        except ValueError as error:
            self._refused = True
            restyle(self.lines["tambon_code"], "bad", True)
            self._say(str(error), bad=True)
            return
        restyle(self.lines["tambon_code"], "bad", False)
        self._dirty, self._saving = False, True
        desk, read = self.kit.desk, _as_read(household)
        self.kit.write(
            self, lambda: households.save_household(desk, draft, read), self._stored, self._failed
        )

    def _draft(self, household: Household) -> HouseholdDraft:
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        before = household.address.tambon_code
        if typed["tambon_code"] == place_or_text(before):
            typed["tambon_code"] = before
        else:
            typed["tambon_code"] = read_place(typed["tambon_code"], self._province)
        return HouseholdDraft(
            id=household.id,
            version=household.version,
            house_code=typed["house_code"],
            address=Address(**{n: v for n, v in typed.items() if n in _IN_ADDRESS}),
            tel=typed["tel"],
            note=self.note.toPlainText().strip(),
        )

    def _stored(self, _changes: Changes) -> None:
        self._saving = False
        household, desk = self.household, self.kit.desk
        if household is not None:
            self.kit.read(self, lambda: households.load(desk, household.id), self._reloaded)

    def _reloaded(self, household: Household) -> None:
        if not self.is_other(household):
            self.show_household(household)

    def _failed(self, _error: BaseException) -> None:
        self._saving = False
        self._dirty = self._refused = True  # what was typed stays on the screen

    def _say(self, words: str, *, bad: bool) -> None:
        restyle(self._says, "role", "danger" if bad else "small")
        self._says.say(words)


def _as_read(household: Household) -> HouseholdDraft:
    return HouseholdDraft(
        household.id,
        household.version,
        household.house_code,
        household.address,
        household.tel,
        household.note,
    )
