"""Dates as a clerk types them, and how the field says that it understood."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop.thai.dates import PartialDate
from desktop.views.dates import DateEdit, DateField
from tests.views.conftest import type_into


def now():
    return date(2022, 5, 26)


@pytest.fixture
def field(qtbot):
    made = DateField(age=True, now=now)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "value", "words"),
    [
        ("16052512", PartialDate(1969, 5, 16), "16 พฤษภาคม 2512 อายุ 53 ปี"),
        ("16/5/12", PartialDate(1969, 5, 16), "16 พฤษภาคม 2512 อายุ 53 ปี"),
        ("16 พ.ค. 2512", PartialDate(1969, 5, 16), "16 พฤษภาคม 2512 อายุ 53 ปี"),
        ("๑๖/๕/๒๕๑๒", PartialDate(1969, 5, 16), "16 พฤษภาคม 2512 อายุ 53 ปี"),
        ("พ.ค. 2512", PartialDate(1969, 5), "พฤษภาคม 2512 อายุ 52-53 ปี"),
        ("2512", PartialDate(1969), "พ.ศ. 2512 อายุ 52-53 ปี"),
    ],
)
def test_typing_a_date(field, qtbot, typed, value, words):
    type_into(field.edit, typed)
    assert field.value() == value
    assert field.echo.text() == words


def test_what_is_no_date_is_said_and_marked_only_when_finished(field, qtbot):
    type_into(field.edit, "31/2/2512")
    assert field.value() is None
    assert field.echo.text()
    assert field.edit.property("bad") is not True
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.property("bad") is True
    field.edit.clear()
    assert field.edit.is_good()
    assert field.echo.text() == ""


def test_a_finished_date_is_written_out(field, qtbot):
    type_into(field.edit, "16052512")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "16 พ.ค. 2512"
    assert field.value() == PartialDate(1969, 5, 16)


def test_a_future_birth_is_refused_but_a_due_date_is_not(qtbot):
    birth, due = DateEdit(now=now), DateEdit(now=now, years_ahead=5, whole=True)
    for edit in (birth, due):
        qtbot.addWidget(edit)
        edit.setText("16/5/2568")
    assert birth.value is None
    assert due.day() == date(2025, 5, 16)
    due.setText("พ.ค. 2568")
    assert due.day() is None
    assert not due.is_good()


def test_a_stored_date_is_shown(field):
    field.put(date(2022, 10, 4))
    assert field.edit.text() == "4 ต.ค. 2565"
    field.put(None)
    assert field.value() is None
