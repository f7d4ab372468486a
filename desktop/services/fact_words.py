"""One fact that a list tells otherwise than it is stored, in the clerk's words."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.domain.listing import MASKS
from desktop.domain.vocabulary import NEED_LABEL, RIGHT_LABEL
from desktop.services.history_words import FIELDS, value_in_words
from desktop.storage.comparison import BIRTH
from desktop.storage.missing import Listed
from desktop.thai import areas
from desktop.thai.dates import PartialDate, thai_date

HOUSEHOLD = "household"
_GROUPS = {"birth": "วันเกิด", "age": "อายุตามบัญชี", "needs": "ภาวะ", "rights": "สิทธิ"}
_HOME = "ครัวเรือน"
_LABELS: dict[str, Mapping[Any, str]] = {"needs": NEED_LABEL, "rights": RIGHT_LABEL}
Values = Mapping[str, Any]


def field_in_words(field: str) -> str:
    """Return what a fact's field is called."""
    return _GROUPS.get(field) or FIELDS.get(field, _HOME)


def fact_in_words(
    field: str, before: Values, after: Values, homes: Mapping[int, Listed]
) -> tuple[str, str]:
    """Return what is stored and what the list says; `homes` are households that it may name."""
    if field in MASKS:
        return _marks(field, before, after)
    if field == HOUSEHOLD:
        return _home(before, homes), _home(after, homes)
    say = _SAY.get(field)
    if say:
        return say(before), say(after)
    return value_in_words(field, before[field]), value_in_words(field, after[field])


def address_in_words(home: Listed) -> str:
    """Return where a household lives."""
    parts = [home.address_no, f"ม.{home.moo}" if home.moo else "", _tambon(home.tambon_code)]
    return " ".join(part for part in parts if part)


def _home(values: Values, homes: Mapping[int, Listed]) -> str:
    home = homes.get(values["household_id"])
    return address_in_words(home) if home else ""


def _birth(values: Values) -> str:
    year, month, day = (values[name] for name in BIRTH)
    return thai_date(PartialDate(year, month, day)) if year else ""


def _age(values: Values) -> str:
    return "" if values["age_stated"] is None else f"{values['age_stated']} ปี"


_SAY: dict[str, Callable[[Values], str]] = {"birth": _birth, "age": _age}


def _marks(field: str, before: Values, after: Values) -> tuple[str, str]:
    """Name only the marks that differ."""
    yes, known = MASKS[field]
    differ = (before[yes] ^ after[yes]) | (before[known] ^ after[known])
    kinds = [(kind.bit, label) for kind, label in _LABELS[field].items()]

    def say(values: Values) -> str:
        answers = (
            f"{label}: {_answer(bit, values[yes], values[known])}"
            for bit, label in kinds
            if bit & differ
        )
        return ", ".join(answers)

    return say(before), say(after)


def _answer(bit: int, yes: int, known: int) -> str:
    if not bit & known:
        return "ไม่ทราบ"
    return "ใช่" if bit & yes else "ไม่ใช่"


def _tambon(code: str) -> str:
    name = areas.name_of(code[:6])
    return f"ต.{name}" if name else ""
