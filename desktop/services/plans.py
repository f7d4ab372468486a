"""A household's plan in three phases."""

import tomllib
from dataclasses import dataclass

from desktop.domain.errors import UserError
from desktop.domain.records import DueItem, Plan
from desktop.domain.vocabulary import Dimension, Phase
from desktop.services.desk import Desk
from desktop.storage import casework
from desktop.storage.work import work


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure the office knows; its phase is a default that may be moved."""

    text: str
    phase: Phase
    dimension: Dimension


def load(desk: Desk, household_id: int) -> Plan:
    """This year's plan; an unbegun one has no id."""
    with desk.db.read() as session:
        return casework.load_plan(session, household_id, desk.fiscal_year)


def save(desk: Desk, plan: Plan) -> Plan:
    """Store the plan with its items in their order.

    Raises:
        UserError: an item has no measure.
        StaleVersionError: someone saved the plan since it was read.
    """
    if any(not item.measure.strip() for item in plan.items):
        raise UserError("แผนยังไม่ครบ", "มีรายการที่ยังไม่ได้ระบุความช่วยเหลือ กรุณาเติมหรือลบรายการนั้น")
    with work(desk.db, "บันทึกแผน 3 ระยะ", desk.actor, household_id=plan.household_id) as current:
        return casework.save_plan(current, plan)


def due(desk: Desk) -> tuple[DueItem, ...]:
    """What this year's plans still owe the families, the earliest date first."""
    with desk.db.read() as session:
        return casework.due_items(session, desk.fiscal_year)


def measures(desk: Desk) -> tuple[Measure, ...]:
    """The catalogue of measures (booklet p.6, 21, 27)."""
    data = tomllib.loads((desk.resources / "measures.toml").read_text(encoding="utf-8"))
    return tuple(
        Measure(m["text"], Phase(m["phase"]), Dimension(m["dimension"])) for m in data["measures"]
    )


def agencies(desk: Desk) -> tuple[str, ...]:
    """Agencies offered while typing."""
    data = tomllib.loads((desk.resources / "agencies.toml").read_text(encoding="utf-8"))
    return tuple(data["agencies"])
