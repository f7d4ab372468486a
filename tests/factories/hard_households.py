"""Households chosen to hurt whoever prints any paper of them, stored. Nobody here exists."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.domain.progress import Silent
from desktop.domain.records import Aid, Answer, PlanItem, VolunteerDraft
from desktop.domain.vocabulary import Phase
from desktop.services import aid, forms, imports, logbooks, plans, volunteers
from tests.factories.hard_leaflets import hard_text
from tests.factories.lists import person_row, read_list

MEMBERS = (1, 2, 7, 15, 24)
OFFICE = "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดประจวบคีรีขันธ์ กลุ่มการพัฒนาสังคมและสวัสดิการ"
PROJECT = "โครงการบูรณาการเพื่อพัฒนาคุณภาพชีวิตกลุ่มเปราะบางรายครัวเรือน ภายใต้ความร่วมมือของทุกภาคส่วน"


def hard_households(desk, count, seed):
    """Store households; return the desk of an office with long names, and their ids.

    Every tenth has nothing but a head.
    """
    chance = random.Random(seed)
    rows = [row for number in range(1, count + 1) for row in _members(chance, number)]
    imports.commit(desk, read_list(rows), "TPMAP", "2021-01", Silent())
    ids = list(range(1, count + 1))
    for start in range(0, count, 10):
        name = hard_text(chance, 80) or "อพม."
        volunteers.save(desk, VolunteerDraft(name=name, tel="081-234-5678, 02-345-6789"))
        volunteers.assign(desk, ids[start : start + 9], start // 10 + 1)
    form = forms.in_force(desk, forms.FULL)
    for id_ in ids:
        if id_ % 10:
            _case(desk, chance, id_, form)
    settings = replace(desk.settings, office_name=OFFICE, project_name=PROJECT)
    return replace(desk, settings=settings), ids


def _members(chance, number):
    empty = number % 10 == 0
    for member in range(1 if empty else chance.choice(MEMBERS)):
        said = {
            "household": f"h:{number:011d}",
            "house_code": "" if empty else f"{number:011d}",
            "first_name": hard_text(chance, 40) or "ก",
            "last_name": hard_text(chance, 40),
        }
        if empty:
            said |= {"address_no": "", "moo": "", "tambon_code": "", "income": None}
        else:
            said |= {
                "address_no": chance.choice(("1", "123/45-67 ถึง 123/99 หลังวัด")),
                "village_name": hard_text(chance, 60),
                "soi": hard_text(chance, 40),
                "road": hard_text(chance, 40),
                "relation": hard_text(chance, 40) if member else "หัวหน้าครัวเรือน",
                "occupation": hard_text(chance, 60),
            }
        yield person_row(1000 * number + member, **said)


def _case(desk, chance, id_, form):
    """Store a plan, aid and a logbook of long answers."""
    items = tuple(
        PlanItem(
            phase=chance.choice(tuple(Phase)),
            measure=hard_text(chance, 250) or "-",
            agency=hard_text(chance, 90),
            budget=Decimal(chance.choice((0, 99_999_999))),
            due_on=date(2022, 6, 1),
        )
        for _ in range(chance.choice((0, 1, 5, 12)))
    )
    plans.save(desk, replace(plans.load(desk, id_), items=items))
    for _ in range(chance.choice((0, 1, 4))):
        what, agency = hard_text(chance, 900) or "-", hard_text(chance, 90)
        aid.save(desk, Aid(household_id=id_, what=what, agency=agency, amount=Decimal(123456789)))
    visit = logbooks.load_or_begin(desk, id_, forms.FULL)
    answers = tuple(
        Answer(question.id, value=value)
        for question in form.questions
        if question.asked and not question.per_member
        for value in [_answer(chance, question)]
        if value
    )
    logbooks.save(desk, replace(visit, visited_on=date(2022, 1, 5), answers=answers))


def _answer(chance, question):
    if question.choices:
        return chance.choice(question.choices).code
    if question.kind == "text":
        return hard_text(chance, chance.choice((60, 3000)))
    return ""
