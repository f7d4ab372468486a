"""A household's plan in three phases, a page each."""

from collections.abc import Generator, Mapping, Sequence

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.errors import UserError
from desktop.domain.paper_layout import Content
from desktop.domain.records import Aid, Household, Person, Plan, Visit
from desktop.domain.vocabulary import (
    ITEM_STATE_LABEL,
    NEED_LABEL,
    PHASE_LABEL,
    Answered,
    ItemState,
    Phase,
)
from desktop.services.desk import Desk
from desktop.services.documents import words
from desktop.services.documents.leaflet_content import address_lines
from desktop.storage import casework
from desktop.storage import households as stored
from desktop.thai.dates import thai_date
from desktop.thai.numbers import grouped

KIND = DocumentKind(
    key="plan",
    title="แผนช่วยเหลือครัวเรือน",
    about="ปัญหา ความต้องการ และแผน 3 ระยะของแต่ละครัวเรือน พร้อมที่ลงลายมือชื่อ",
    unit="ครัวเรือน",
    version=1,
)
LAYOUT = "plan"
_SAID = {"problem": "problem.main", "need": "need.main"}


def contents(desk: Desk, of: Sequence[Part], _look: bool) -> Generator[Content]:
    """What each household's page says.

    Raises:
        UserError: a household is gone.
    """
    with desk.db.read() as session:
        for id_ in (id_ for part in of for id_ in part.households):
            home = stored.load(session, id_, desk.fiscal_year, desk.today)
            if home is None:
                raise UserError("ไม่พบครัวเรือน", "มีครัวเรือนที่เลือกไว้ถูกลบไปแล้ว กรุณาเลือกใหม่แล้วพิมพ์อีกครั้ง")
            plan = casework.load_plan(session, id_, desk.fiscal_year)
            visits = casework.visits(session, id_)
            aid = casework.aid_of_household(session, id_)
            yield Content(
                {**words.of_office(desk), **_values(home, visits[0] if visits else None)},
                {"members": _members(home), "plan": _plan(plan), "aid": _aid(aid)},
            )


def _values(home: Household, visit: Visit | None) -> dict[str, str]:
    case, head = home.case, home.head
    return {
        "number": f"{home.id:06d}",
        "code": words.code_of(home.uid),
        "house_code": home.house_code,
        "head": head.name if head else "",
        "tel": home.tel,
        "address": " ".join(address_lines(home.address)),
        "volunteer": case.volunteer_name if case else "",
        "visited_on": thai_date(visit.visited_on) if visit and visit.visited_on else "",
        "members": str(len(home.members)),
        "level": words.level_in_words(case.level_status, case.level) if case else "",
        "level_reason": case.level_reason if case else "",
        **{name: _said(visit, question) for name, question in _SAID.items()},
    }


def _said(visit: Visit | None, question: str) -> str:
    answers = visit.answers if visit else ()
    found = (a.value for a in answers if (a.question, a.person_id) == (question, 0))
    return next(found, "")


def _members(home: Household) -> tuple[Mapping[str, str], ...]:
    return tuple(
        {
            "no": str(number),
            "name": one.name,
            "age": "" if one.age is None else str(one.age),
            "relation": one.relation,
            "needs": _needs(one),
        }
        for number, one in enumerate(home.members, 1)
    )


def _needs(person: Person) -> str:
    return " ".join(NEED_LABEL[n] for n, said in person.needs if said == Answered.YES)


def _plan(plan: Plan) -> tuple[Mapping[str, str], ...]:
    order = list(Phase)
    items = sorted(plan.items, key=lambda item: order.index(item.phase))
    return tuple(
        {
            "phase": PHASE_LABEL[item.phase],
            "measure": item.measure,
            "agency": item.agency,
            "due": thai_date(item.due_on) if item.due_on else "",
            "budget": "" if item.budget is None else grouped(item.budget),
            "state": ITEM_STATE_LABEL[item.state],
        }
        for item in items
        if item.state != ItemState.DROPPED
    )


def _aid(given: Sequence[Aid]) -> tuple[Mapping[str, str], ...]:
    return tuple(
        {
            "on": thai_date(one.given_on) if one.given_on else "",
            "what": one.what,
            "amount": "" if one.amount is None else grouped(one.amount),
            "agency": one.agency,
        }
        for one in given
    )
