"""What must be decided before the sheets are read, and how they differ from what is known."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.columns import in_words
from desktop.domain.form import Choice
from desktop.domain.sheets import Drift, Query, SheetLayout
from desktop.views.choices import ChoiceField
from desktop.views.kit import Kit
from desktop.views.layouts import NEAR, card, clear, column
from desktop.views.text import Prose, label, restyle

_MOST_NAMES = 8
_BESIDE, _NARROW = 560, 350  # pixels that stand beside the panel, and that it has at least


class QueriesPanel(QWidget):
    """Questions that sheets share are asked once; digits answer, the arrows go on.

    `answered` carries kind, question and answer, `entered` the question that has the keyboard.
    """

    answered = Signal(str, str, str)
    entered = Signal(QWidget)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = kit.desk.words
        self.fields: list[ChoiceField] = []
        self._frames: list[QFrame] = []
        self.title = label("", "section")
        self._lines = column(gap=4)
        self.setLayout(column(card(self.title, self._lines, edge=12)))

    def show_layouts(self, layouts: Sequence[SheetLayout]) -> None:
        """Ask what the sheets ask; the answers in force are marked."""
        found: dict[tuple[str, str], Query] = {}
        for layout in layouts:
            for query in layout.queries:
                found.setdefault((query.kind, query.ask), query)
        clear(self._lines)
        self.fields, self._frames = [], []
        for query in found.values():
            self._ask(query)
        for field, after in zip(self.fields, self.fields[1:], strict=False):
            field.next.connect(after.setFocus)
            after.previous.connect(field.setFocus)
        self.title.setText(f"คำถาม {len(found)} ข้อก่อนอ่าน")
        self.setVisible(bool(found))

    def _ask(self, query: Query) -> None:
        choices = tuple(
            Choice(option.value, option.label, str(number))
            for number, option in enumerate(query.options, start=1)
        )
        wide = max(self.window().width() - _BESIDE, _NARROW)
        field = ChoiceField(choices, several=False, parent=self, wide=wide)
        field.setAccessibleName(f"{query.ask} {query.why}")
        field.put(query.answer or query.proposed)
        field.answered.connect(lambda: self._answer(query, field.value()))
        self.fields.append(field)
        frame = QFrame(self)
        frame.setProperty("role", "question")
        ask, why = Prose(self._words, query.ask), Prose(self._words, query.why, "small")
        frame.setLayout(column(ask, why, field, gap=2, edge=4))
        field.entered.connect(lambda: self._light(frame))
        self._frames.append(frame)
        self._lines.addWidget(frame)

    def _light(self, frame: QFrame) -> None:
        for one in self._frames:
            restyle(one, "lit", one is frame)
        self.entered.emit(frame)

    def _answer(self, query: Query, value: str) -> None:
        if value:
            self.answered.emit(query.kind, query.ask, value)


class DriftPanel(QWidget):
    """How the sheets differ from the layout that was recognised, in words."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "section")
        self.lines = Prose(kit.desk.words, "", "", self)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(card(self.title, self.lines, gap=NEAR, edge=12)))

    def show_layouts(self, layouts: Sequence[SheetLayout]) -> None:
        """Tell each difference once, and in how many sheets it is."""
        counted = Counter(one for layout in layouts for one in layout.drift)
        names = dict.fromkeys(layout.profile for layout in layouts if layout.drift)
        self.title.setText(f"ต่างจากรูปแบบ “{' · '.join(names)}” {len(counted)} จุด")
        sheets = len(layouts)
        lines = [
            in_words(one) + (f" ใน {count} แผ่นงาน" if 1 < sheets != count else "")
            for one, count in counted.items()
            if one.kind != "moved"
        ]
        moved = [one for one in counted if one.kind == "moved"]
        self.lines.say("\n".join([*lines, *_moves(moved)]))
        self.setVisible(bool(counted))


def _moves(moved: Sequence[Drift]) -> list[str]:
    """Return the moved columns in one line: where they are found doesn't matter to the reading."""
    if len(moved) < 2:
        return [in_words(one) for one in moved]
    names = " · ".join(f"“{one.header}”" for one in moved[:_MOST_NAMES])
    more = f" และอีก {len(moved) - _MOST_NAMES} คอลัมน์" if len(moved) > _MOST_NAMES else ""
    return [f"ย้ายที่ {len(moved)} คอลัมน์ (อ่านตามชื่อหัวคอลัมน์): {names}{more}"]
