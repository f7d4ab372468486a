"""What a list changes, in the clerk's words."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from desktop.domain.listing import ReadList
from desktop.domain.review import LIMIT, Difference, ImportOutcome, Kind, Missing
from desktop.domain.vocabulary import NEED_LABEL, RIGHT_LABEL
from desktop.services.history_words import FIELDS, value_in_words
from desktop.storage.comparison import BIRTH, MASKS, Fact
from desktop.storage.intake import Stored
from desktop.storage.missing import Listed, households_of, people_of
from desktop.storage.work import Work
from desktop.thai import areas
from desktop.thai.dates import PartialDate, thai_date

_GROUPS = {"birth": "วันเกิด", "age": "อายุตามบัญชี", "needs": "ภาวะ", "rights": "สิทธิ"}
_HOME = "ครัวเรือน"
_LABELS: dict[str, Mapping[Any, str]] = {"needs": NEED_LABEL, "rights": RIGHT_LABEL}


def outcome_of(current: Work, read: ReadList, stored: Stored) -> ImportOutcome:
    """Return what an import did, for a person to read."""
    facts = [fact for fact in stored.facts if fact.field]
    gone, back = stored.comers.gone, stored.comers.back
    return ImportOutcome(
        stored.rows,
        stored.households,
        stored.persons,
        tuple(read.problems),
        tuple(_differences(current, stored, facts)),
        tuple(_missing(current, stored)),
        Counter(fact.kind for fact in facts),
        (len(gone[0]), len(gone[1])),
        (len(back[0]), len(back[1])),
    )


def _differences(current: Work, stored: Stored, facts: Sequence[Fact]) -> Iterator[Difference]:
    shown: list[Fact] = []
    for kind in Kind:
        shown += [fact for fact in facts if fact.kind is kind][:LIMIT]
    ids = {fact.before["household_id"] for fact in shown if fact.field == "household"}
    ids |= {fact.after["household_id"] for fact in shown if fact.field == "household"}
    homes = {
        one.household_id: one for one in households_of(current.session.connection(), sorted(ids))
    }
    persons = stored.arrivals.persons
    for fact in shown:
        name = " ".join(persons[part][fact.row] for part in ("first_name", "last_name"))
        yield Difference(
            fact.kind,
            fact.key,
            fact.household_id,
            f"{persons['prefix'][fact.row]}{name}".strip(),
            _GROUPS.get(fact.field) or FIELDS.get(fact.field, _HOME),
            *_in_words(fact, homes),
            persons["sheet"][fact.row],
            persons["row"][fact.row],
        )


def _in_words(fact: Fact, homes: Mapping[int, Listed]) -> tuple[str, str]:
    """Return what was there and what the list says."""
    if fact.field in MASKS:
        return _marks(fact)
    say = _SAY.get(fact.field)
    if fact.field == "household":
        return tuple(_address(homes[v["household_id"]]) for v in (fact.before, fact.after))  # type: ignore[return-value]
    if say:
        return say(fact.before), say(fact.after)
    before, after = fact.before[fact.field], fact.after[fact.field]
    return value_in_words(fact.field, before), value_in_words(fact.field, after)


def _birth(values: Mapping[str, Any]) -> str:
    year, month, day = (values[name] for name in BIRTH)
    return thai_date(PartialDate(year, month, day)) if year else ""


def _age(values: Mapping[str, Any]) -> str:
    return "" if values["age_stated"] is None else f"{values['age_stated']} ปี"


_SAY: dict[str, Callable[[Mapping[str, Any]], str]] = {"birth": _birth, "age": _age}


def _marks(fact: Fact) -> tuple[str, str]:
    """Name only the marks that differ."""
    yes, known = MASKS[fact.field]
    before, after = fact.before, fact.after
    differ = (before[yes] ^ after[yes]) | (before[known] ^ after[known])
    kinds = [(kind.bit, label) for kind, label in _LABELS[fact.field].items()]

    def say(values: Mapping[str, Any]) -> str:
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


def _address(home: Listed) -> str:
    parts = [home.address_no, f"ม.{home.moo}" if home.moo else "", _tambon(home.tambon_code)]
    return " ".join(part for part in parts if part)


def _tambon(code: str) -> str:
    name = areas.name_of(code[:6])
    return f"ต.{name}" if name else ""


def _missing(current: Work, stored: Stored) -> Iterator[Missing]:
    for returned, (homes, people) in ((False, stored.comers.gone), (True, stored.comers.back)):
        for person, found in (
            (False, households_of(current.session.connection(), sorted(homes)[:LIMIT])),
            (True, people_of(current.session.connection(), sorted(people)[:LIMIT])),
        ):
            for one in found:
                yield Missing(one.household_id, one.name, _address(one), person, returned)
