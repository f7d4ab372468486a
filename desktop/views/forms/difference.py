"""What a new version changes, in words, and what that means for what was keyed."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.versions import Keyed, LoadedForm
from desktop.models.forms import LOUD, grouped
from desktop.views.kit import Kit
from desktop.views.layouts import APART, card, clear, column, scrolled
from desktop.views.text import Elided, Prose, label

_NOTHING = "ไม่มีคำถาม คำตอบ หรือเงื่อนไขใดเปลี่ยน"


class DifferencePage(QWidget):
    """Cards one below the other; the arrow keys scroll."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = kit.desk.words
        self._head = Elided("section")
        self.meaning = Prose(self._words)
        self._cards = column(gap=APART)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(column(card(self._head, self.meaning), self._cards, None, gap=APART))
        self.area = scrolled(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("ความแตกต่างของแบบรุ่นใหม่กับรุ่นที่ใช้อยู่")
        self.setLayout(column(self.area))
        self.groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def show_loaded(self, loaded: LoadedForm, keyed: Keyed, *, in_force: bool) -> None:
        """Show what it changes; `in_force` where it is the version in force already."""
        form, before = loaded.form, loaded.replaces
        self._head.say(
            f"{form.title}  รุ่น {before.version} → {form.version}"
            if before
            else f"{form.title}  รุ่น {form.version}"
        )
        self.meaning.say("\n".join(_meaning(loaded, keyed, in_force=in_force)))
        self.groups = grouped(loaded.difference) if loaded.difference else ()
        clear(self._cards)
        for head, sentences in self.groups:
            role = "danger-section" if head == LOUD else "section"
            self._cards.addWidget(self._card(head, role, sentences))
        if loaded.difference and not self.groups:
            self._cards.addWidget(card(Prose(self._words, _NOTHING, "quiet")))
        remarks = [f"{one.cell}  {one.message}" for one in loaded.remarks]
        if remarks:
            head = "ควรดูอีกครั้ง (ไม่ห้ามประกาศใช้)"
            self._cards.addWidget(self._card(head, "section", remarks))
        self.area.verticalScrollBar().setValue(0)

    def _card(self, head: str, role: str, sentences: Sequence[str]) -> QFrame:
        lines = (Prose(self._words, one) for one in sentences)
        return card(label(f"{head}  {len(sentences):,}", role), *lines, gap=4)


def _meaning(loaded: LoadedForm, keyed: Keyed, *, in_force: bool) -> Iterator[str]:
    """Yield what it means, sentence by sentence."""
    if in_force:
        yield "รุ่นนี้ใช้อยู่แล้ว ไม่มีอะไรต้องประกาศใช้"
        return
    asked = sum(one.asked for one in loaded.form.questions)
    if loaded.replaces is None:
        yield f"เป็นแบบฟอร์มใหม่ ไม่ได้มาแทนแบบใด มีคำถาม {asked:,} ข้อ"
        return
    if not keyed.logbooks:
        yield "ยังไม่มีครัวเรือนใดกรอกแบบเดิมไว้ เริ่มใช้รุ่นใหม่ได้เลย"
        return
    yield (
        f"ครัวเรือน {keyed.households:,} หลังกรอกแบบเดิมไว้แล้ว คำตอบเดิมไม่เปลี่ยน "
        "และสมุดพกแต่ละเล่มยังเป็นรุ่นที่กรอก"
    )
    changes = loaded.difference.changes if loaded.difference else ()
    new = sum(one.kind == "added" for one in changes)
    maybe = len(loaded.difference.suggestions) if loaded.difference else 0
    if new:
        but = f" ในจำนวนนี้ {maybe:,} ข้ออาจเป็นข้อเดิม ให้ตัดสินในขั้นต่อไป" if maybe else ""
        yield f"สมุดพกทั้ง {keyed.logbooks:,} เล่มยังไม่มีคำตอบของข้อที่เพิ่ม {new:,} ข้อ{but}"
    if keyed.drafts:
        yield f"สมุดพก {keyed.drafts:,} เล่มยังกรอกไม่ครบ กรอกต่อในรุ่นเดิมหรือยกคำตอบมารุ่นใหม่ก็ได้"
