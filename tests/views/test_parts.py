"""Theme, dialogs, keys, chips and the fields of a form."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMessageBox, QWidget  # noqa: TID251

from desktop.domain.errors import Place, UserError
from desktop.domain.form import Choice
from desktop.domain.vocabulary import Answered, Need
from desktop.views.choices import ChoiceField
from desktop.views.dialogs import WindowDialogs, words_of
from desktop.views.flags import FlagsEdit
from desktop.views.keys import digit_of, letter_of
from desktop.views.palettes import DARK, LIGHT
from desktop.views.text import Prose
from desktop.views.theme import DIMENSION_ICON, Theme, style_sheet
from tests.views.conftest import RESOURCES


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    light = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.name)
def test_every_text_can_be_read(palette):
    pairs = [
        *(
            (ink, ground)
            for ink in (palette.ink, palette.ink2)
            for ground in (palette.ground, palette.surface, palette.accent_soft, palette.hover)
        ),
        *((ink, palette.surface) for ink in (palette.danger, palette.good, palette.accent)),
        (palette.accent, palette.accent_soft),
        (palette.on_accent, palette.accent),
        (palette.ink2, palette.quiet_chip),
        *((palette.on_chip, level) for level in palette.levels),
    ]
    assert [(a, b, round(contrast(a, b), 2)) for a, b in pairs if contrast(a, b) < 4.5] == []


def test_the_style_sheet_has_no_colour_left_open():
    for palette in (LIGHT, DARK):
        assert "@" not in style_sheet(RESOURCES, palette)


def test_theme_changes_and_draws_every_icon(qapp, qtbot):
    theme = Theme(qapp, RESOURCES)
    with qtbot.waitSignal(theme.changed):
        theme.toggle()
    assert theme.palette is DARK
    for name in DIMENSION_ICON.values():
        assert not theme.icon(name).isNull()
    theme.toggle()
    assert theme.palette is LIGHT


class Words:
    def with_breaks(self, text):
        return "\u200b".join(text.split("|"))


def test_running_text_gets_break_opportunities(qtbot):
    made = Prose(Words(), "ครัวเรือน|เปราะบาง")
    qtbot.addWidget(made)
    assert made.text() == "ครัวเรือน\u200bเปราะบาง"
    assert made.said() == made.accessibleName() == "ครัวเรือน|เปราะบาง"


def test_a_users_error_says_what_where_and_what_to_do():
    error = UserError("เปิดไฟล์ไม่ได้", "เลือกไฟล์อื่น", Place(file="ก.xlsx", row=3))
    assert words_of(error) == ("เปิดไฟล์ไม่ได้", "เลือกไฟล์อื่น\n\nไฟล์ ก.xlsx แถว 3")


def test_a_fault_is_told_calmly_and_without_its_text(qtbot, monkeypatch, expect_log):
    expect_log("unexpected: ValueError")
    shown = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.informativeText()))
    parent = QWidget()
    qtbot.addWidget(parent)
    WindowDialogs(parent).error(ValueError("1101700230708"))
    assert "ข้อมูลที่บันทึกแล้วยังอยู่ครบ" in shown[0]
    assert "1101700230708" not in shown[0]


def test_a_question_has_thai_buttons(qtbot, monkeypatch):
    labels = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: labels.extend(b.text() for b in box.buttons())
    )
    parent = QWidget()
    qtbot.addWidget(parent)
    assert not WindowDialogs(parent).confirm("ลบหรือไม่", "ย้อนกลับได้", "ลบ")
    assert sorted(labels) == ["ยกเลิก", "ลบ"]


def pressed(text, modifiers=Qt.KeyboardModifier.NoModifier):
    return QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, text)


@pytest.mark.parametrize(
    ("text", "digit"), [("1", "1"), ("ๅ", "1"), ("/", "2"), ("๙", "9"), ("ต", "9"), ("ก", "")]
)
def test_digits_by_place(text, digit):
    assert digit_of(pressed(text)) == digit


def test_the_keypads_slash_is_no_digit():
    assert digit_of(pressed("/", Qt.KeyboardModifier.KeypadModifier)) == ""
    assert digit_of(pressed("1", Qt.KeyboardModifier.ControlModifier)) == ""


@pytest.mark.parametrize(("text", "letter"), [("p", "P"), ("ย", "P"), ("ฟ", "A"), ("ข", "")])
def test_letters_by_place(text, letter):
    assert letter_of(pressed(text)) == letter


YES_NO = (Choice("1", "ใช่", "1"), Choice("2", "ไม่ใช่", "2"), Choice("9", "ไม่ทราบ", "9"))


def test_one_key_answers_and_goes_on(qtbot):
    field = ChoiceField(YES_NO, several=False)
    qtbot.addWidget(field)
    with qtbot.waitSignals([field.answered, field.next]):
        qtbot.keyClicks(field, "2")
    assert field.value() == "2"
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.value() == ""
    with qtbot.assertNotEmitted(field.next):
        qtbot.keyClicks(field, "7")


def test_several_answers_wait_for_enter(qtbot):
    field = ChoiceField(YES_NO, several=True)
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.next):
        qtbot.keyClicks(field, "129")
        qtbot.keyClicks(field, "9")
    assert field.value() == "1 2"
    with qtbot.waitSignal(field.next):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_flags_know_three_answers(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = FlagsEdit(((Need.DISABLED, "พิการ"), (Need.CHRONIC, "ป่วยเรื้อรัง")), parent)
    assert sheet.value() == ()
    known = ((Need.DISABLED, Answered.YES), (Need.CHRONIC, Answered.NO))
    sheet.put(known)
    assert sheet.value() == known
