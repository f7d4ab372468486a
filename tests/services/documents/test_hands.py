"""Leaflets drawn by two processes: the same file as by one, and gone when they are stopped."""

from dataclasses import replace
from io import BytesIO
from multiprocessing import active_children

import pytest

from desktop.domain.errors import UserError
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.records import VolunteerDraft
from desktop.importing.child import Child
from desktop.printing.leaflet import document
from desktop.services import imports, volunteers
from desktop.services.documents import bundles, hands, leaflets, making
from tests.factories.lists import person_row
from tests.services.test_desk import ROWS, read_list


@pytest.fixture
def office(desk):
    """Six households of three volunteers, one of a very long name."""
    rows = [
        *ROWS,
        person_row(5, "4", last_name="กขคง" * 30),
        person_row(6, "5"),
        person_row(7, "6"),
    ]
    imports.commit(desk, read_list(rows), "TPMAP", "2021-01", Silent())
    for number in (1, 2, 3):
        volunteers.save(desk, VolunteerDraft(name=f"นางอาสา {number}", tel="081", area="130201"))
        volunteers.assign(desk, [2 * number - 1, 2 * number], number)
    return desk


def of_all(desk, make, report=None):
    target = BytesIO()
    parts = making.parts(
        desk, "bundle" if make is bundles.write else "leaflet", [1, 2, 3, 4, 5, 6]
    )
    # A desk of its own, which no word was shaped on before.
    printed = make(replace(desk), parts, target, report or Silent())
    return target.getvalue(), printed


@pytest.fixture
def by_two(monkeypatch):
    monkeypatch.setattr(hands, "MANY", 1)
    monkeypatch.setattr(document, "_AT_ONCE", 1)


@pytest.mark.parametrize("make", [leaflets.prefilled, leaflets.family, bundles.write])
def test_the_file_is_the_same(office, make, request):
    alone = of_all(office, make)
    assert alone[1].shortened
    request.getfixturevalue("by_two")
    assert of_all(office, make) == alone
    assert not active_children()


class Stopping:
    """Cancels when the second lot of households comes."""

    steps = 0

    def step(self, done, total, what):
        self.steps += 1
        if self.steps == 2:
            raise Cancelled


def test_cancel_ends_both(office, by_two):
    with pytest.raises(Cancelled):
        of_all(office, leaflets.prefilled, Stopping())
    assert not active_children()


def test_a_process_that_died_is_told_in_the_words_of_printing(office, by_two, monkeypatch):
    def dead(*_args, **_named):
        raise UserError("อ่านไฟล์ไม่สำเร็จ", "ไฟล์ผิดปกติ")

    monkeypatch.setattr(Child, "call", dead)
    with pytest.raises(UserError, match="จัดหน้าแผ่นพับไม่สำเร็จ"):
        of_all(office, leaflets.prefilled)
