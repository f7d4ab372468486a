"""Step 2: what each column of each sheet was taken for; the clerk may correct it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSpinBox, QWidget

from desktop.domain.layouts import answered, missing, with_words
from desktop.domain.sheets import ColumnGuess, Known, SheetLayout
from desktop.models.columns import columns_model
from desktop.models.records import Choices
from desktop.services import import_profiles, mapping
from desktop.views.imports.profiles import ProfilesBox
from desktop.views.imports.queries import DriftPanel, QueriesPanel
from desktop.views.imports.saving import SavingPanel
from desktop.views.imports.words import WordsPanel
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, column, row, scrolled
from desktop.views.tables import Grid
from desktop.views.text import Prose, label, restyle

_HEIGHT = 230
_DEEPEST_HEADER = 200


@dataclass(frozen=True)
class Examined:
    """What was found in the files, what was known before, the logbook's questions to feed."""

    layouts: tuple[SheetLayout, ...]
    known: Known
    answers: Choices = ()


class ColumnsStep(QWidget):
    """Sheets at the left; at the right what is asked, the columns, the picked column's words.

    What is decided for one sheet holds for the others that have the same column. `changed` when
    anything was; `header_wanted` carries a sheet and its header's first and last row.
    """

    changed = Signal()
    header_wanted = Signal(int, int, int)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.layouts: list[SheetLayout] = []
        self.known = Known()
        self._answers: Choices = ()
        self.sheets = QListWidget(self)
        self.sheets.setAccessibleName("แผ่นงานที่จะนำเข้า")
        self.saving = SavingPanel(kit, self)
        self.model = columns_model(self, lambda: self._answers)
        self.grid = Grid("คอลัมน์ของแผ่นงาน", self)
        self.grid.setModel(self.model)
        self.grid.setMinimumHeight(_HEIGHT)
        self.grid.lay_out((54, 164, 176, 200, 210), stretch=4)
        self.queries = QueriesPanel(kit, self)
        self.drift = DriftPanel(kit, self)
        self.words = WordsPanel(self)
        self._says = Prose(kit.desk.words, "", "quiet", self)
        self.first, self.last = _row_box("หัวตารางแถวแรก"), _row_box("หัวตารางแถวสุดท้าย")
        self.again = button("อ่านหัวตารางใหม่", tip="อ่านชื่อคอลัมน์ใหม่จากแถวที่ระบุ")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(230)
        left.setLayout(column(self.sheets, self.saving))
        head = row(label("หัวตารางแถว"), self.first, label("ถึง"), self.last, self.again, None)
        help_ = Prose(
            self._kit.desk.words,
            "ถ้าอ่านผิดให้เลือกใหม่ในช่อง “อ่านเป็น” หรือบอกความหมายของแต่ละค่าในตารางล่าง "
            "คอลัมน์ที่ไม่ใช้ยังถูกเก็บไว้ตามต้นฉบับ",
            "small",
        )
        page = QWidget()
        page.setObjectName("page")
        lines = column(self.queries, self.drift, head, self._says, self.grid, help_, self.words)
        page.setLayout(lines)
        # The words' lines are few; the columns take what room there is.
        lines.setStretchFactor(self.grid, 1)
        self.page = scrolled(page)
        self.setLayout(row(left, self.page, gap=APART))

    def _connect(self) -> None:
        self.sheets.currentRowChanged.connect(self._turn)
        self.sheets.itemChanged.connect(self._ticked)
        self.model.edited.connect(self._correct)
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._show_words())
        self.queries.answered.connect(self._answer)
        self.queries.entered.connect(self.page.ensureWidgetVisible)
        self.words.mapped.connect(self._map_word)
        self.again.clicked.connect(self._ask_for_header)
        self.saving.save.clicked.connect(self._save)
        self.saving.manage.clicked.connect(lambda: ProfilesBox(self._kit, self).open())

    def show_examined(self, examined: Examined, source: str) -> None:
        """Show what was found in the files of a list of this name."""
        self.layouts = list(examined.layouts)
        self.known, self._answers = examined.known, examined.answers
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for layout in self.layouts:
            self.sheets.addItem(_item(layout))
        self.sheets.blockSignals(False)
        self.saving.propose(import_profiles.proposed_name(source, self.layouts), self.layouts)
        self.sheets.setCurrentRow(0)
        self._ask()
        self._turn(0)
        self.page.verticalScrollBar().setValue(0)

    def put(self, number: int, layout: SheetLayout) -> None:
        """Show a sheet that was read anew, below another header."""
        self.layouts[number] = layout
        self._ask()
        self._turn(number)

    def ready(self) -> bool:
        """Whether there is a sheet to read, and each has the columns that are needed."""
        wanted = [one for one in self.layouts if one.wanted and one.header_row]
        return bool(wanted) and not any(missing(one.columns) for one in wanted)

    def _here(self) -> int:
        return max(self.sheets.currentRow(), 0)

    def _ask(self) -> None:
        self.queries.show_layouts(self.layouts)
        self.drift.show_layouts(self.layouts)

    def _turn(self, number: int) -> None:
        if not 0 <= number < len(self.layouts):
            return
        layout = self.layouts[number]
        self.first.setValue(layout.first_row)
        self.last.setValue(layout.header_row)
        self._refresh()
        if layout.columns and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self._show_words()

    def _refresh(self) -> None:
        """Show the sheet in hand as it now stands, and whether the sheets can be read."""
        layout = self.layouts[self._here()]
        self.model.show(layout.columns)
        lacking = missing(layout.columns)
        known = sum(bool(one.canonical) for one in layout.columns)
        says = f"รู้จัก {known} จาก {len(layout.columns)} คอลัมน์"
        if layout.profile:
            says += f" ใช้รูปแบบ “{layout.profile}”"
        if lacking:
            says += f" ยังไม่มีคอลัมน์ {' และ '.join(lacking)} กรุณาเลือกในช่อง “อ่านเป็น” หรือไม่นำเข้าแผ่นงานนี้"
        self._says.say(says)
        restyle(self._says, "role", "danger" if lacking and layout.wanted else "quiet")
        self.sheets.blockSignals(True)
        for number, one in enumerate(self.layouts):
            self.sheets.item(number).setCheckState(_tick(one.wanted))
        self.sheets.blockSignals(False)
        self.changed.emit()

    def _show_words(self) -> None:
        layout, place = self.layouts[self._here()], self.grid.currentIndex().row()
        if not 0 <= place < len(layout.columns):
            self.words.show_words(None, ())
            return
        guess = layout.columns[place]
        year = self._kit.desk.today.year
        self.words.show_words(guess, mapping.meanings(layout, guess, year, self.known))

    def _correct(self, place: int, guess: ColumnGuess) -> None:
        """Correct the column, and in the other sheets the one that was taken for the same."""
        before = self.layouts[self._here()].columns[place]
        for number, layout in enumerate(self.layouts):
            for at, one in enumerate(layout.columns):
                same = (one.header, one.canonical) == (before.header, before.canonical)
                if number == self._here() and at == place:
                    self.layouts[number] = mapping.correct(layout, at, guess)
                elif number != self._here() and same:
                    own = replace(
                        one,
                        canonical=guess.canonical,
                        why=guess.why,
                        doubt=guess.doubt,
                        reading=guess.reading,
                    )
                    self.layouts[number] = mapping.correct(layout, at, own)
                    break
        self._ask()
        self._refresh()
        self._show_words()

    def _map_word(self, word: str, in_place: str) -> None:
        place = self.grid.currentIndex().row()
        guess = self.layouts[self._here()].columns[place]
        words = with_words(guess.reading.words, ((word, in_place or word),))
        self._correct(place, replace(guess, reading=replace(guess.reading, words=words)))

    def _answer(self, kind: str, ask: str, value: str) -> None:
        for number, layout in enumerate(self.layouts):
            for at, query in enumerate(layout.queries):
                if (query.kind, query.ask) == (kind, ask):
                    self.layouts[number] = answered(self.layouts[number], at, value)
        self._refresh()
        self._show_words()

    def _ticked(self, item: QListWidgetItem) -> None:
        number = self.sheets.row(item)
        wanted = item.checkState() == Qt.CheckState.Checked
        layout = replace(self.layouts[number], wanted=wanted)
        for at, query in enumerate(layout.queries):
            if query.kind == "hidden":
                layout = answered(layout, at, "yes" if wanted else "no")
        self.layouts[number] = layout
        self._ask()
        self._refresh()

    def _ask_for_header(self) -> None:
        first, last = sorted((self.first.value(), self.last.value()))
        self.header_wanted.emit(self._here(), first, last)

    def _save(self) -> None:
        desk, name, layouts = self._kit.desk, self.saving.name.text(), tuple(self.layouts)
        self._kit.write(
            self,
            lambda: import_profiles.save(desk, name, layouts),
            lambda _changes: self.saving.saved(name),
        )


def _tick(wanted: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked


def _item(layout: SheetLayout) -> QListWidgetItem:
    """Return a sheet's line: its name, its rows, and whether it was hidden."""
    hidden = " · ซ่อนอยู่" if layout.hidden else ""
    item = QListWidgetItem(f"{layout.name}  ({layout.rows:,} แถว{hidden})")
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_tick(layout.wanted))
    if not layout.header_row:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        item.setToolTip("ไม่พบหัวตาราง ระบุแถวหัวตารางแล้วกดอ่านหัวตารางใหม่")
    return item


def _row_box(name: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(1, _DEEPEST_HEADER)
    made.setAccessibleName(name)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setFixedWidth(72)
    return made
