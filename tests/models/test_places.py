"""Places typed by name or code."""

import pytest

from desktop.domain.records import Volunteer
from desktop.models.places import place_or_text, read_place, tambon_names
from desktop.models.volunteers import AREA, volunteers_model


@pytest.mark.parametrize("name", tambon_names("13"))
def test_every_tambon_is_read_back_from_its_name(name):
    assert place_or_text(read_place(name, "13")) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ""),
        ("130201", "130201"),
        ("คลองสอง", "130202"),
        ("ตำบลคลองสอง อำเภอคลองหลวง", "130202"),
        ("อ.คลองหลวง", "1302"),
    ],
)
def test_codes_and_names(text, code):
    assert read_place(text, "13") == code


@pytest.mark.parametrize("text", ["999999", "ไม่มีตำบลนี้", "ต.ไม่มี อ.ไม่มี"])
def test_no_such_place(text):
    with pytest.raises(ValueError, match="ไม่"):
        read_place(text, "13")


def test_a_volunteers_area_is_shown_and_typed_by_name(qtbot):
    table = volunteers_model("13")
    table.show((Volunteer(name="นางตัวอย่าง", area="130202"),))
    cell = table.index(0, AREA)
    assert table.data(cell) == "ต.คลองสอง อ.คลองหลวง"
    with qtbot.assertNotEmitted(table.edited):
        table.setData(cell, table.data(cell))
    table.setData(cell, "คลองหนึ่ง")
    assert table.at(0).area == "130201"
    with qtbot.waitSignal(table.rejected):
        table.setData(cell, "ที่ไหนสักแห่ง")
    assert table.at(0).area == "130201"


def test_an_area_of_old_words_stays_as_it_was(qtbot):
    table = volunteers_model("13")
    table.show((Volunteer(name="นางตัวอย่าง", area="ชุมชนริมคลอง"),))
    assert table.setData(table.index(0, AREA), "ชุมชนริมคลอง")
    assert table.data(table.index(0, AREA)) == "ชุมชนริมคลอง"
