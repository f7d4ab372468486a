"""The known facts that a form may ask to have filled in, by the name in `onehome_fact`.

A fact is a text, or says of several things whether they hold; it is empty where nothing is
known, for what isn't known is what the visit is to find out.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from desktop.domain.records import Household, Person
from desktop.domain.vocabulary import SEX_LABEL, Answered, Dimension, Need, Right, Sex

Fact = str | Mapping[str, Answered]


def _three_way(answer: Answered) -> Fact:
    """Return the fact for choices that stand for 'yes' and 'no'."""
    if answer is Answered.UNKNOWN:
        return {}
    other = Answered.NO if answer is Answered.YES else Answered.YES
    return {"yes": answer, "no": other}


def _dimension(dimension: Dimension) -> Callable[[Household], Fact]:
    return lambda household: _three_way(household.dimension(dimension))


def _money(amount: Decimal | None) -> Fact:
    return "" if amount is None else f"{amount:f}"


def _right_in_household(right: Right) -> Callable[[Household], Fact]:
    def anyone(household: Household) -> Fact:
        said = [dict(one.rights).get(right, Answered.UNKNOWN) for one in household.members]
        if Answered.YES in said:
            return _three_way(Answered.YES)
        if said and all(one is Answered.NO for one in said):
            return _three_way(Answered.NO)
        return {}

    return anyone


def _needs(person: Person) -> Fact:
    said = {str(need): answer for need, answer in person.needs}
    if person.has(Need.CHRONIC_DEPENDENT):
        said[Need.CHRONIC] = Answered.YES
    return said


def _self_care(person: Person) -> Fact:
    """Only that someone can't is known: needing nobody's help is nowhere recorded."""
    dependent = person.has(Need.DEPENDENT) or person.has(Need.CHRONIC_DEPENDENT)
    return _three_way(Answered.NO if dependent else Answered.UNKNOWN)


def _birth_date(person: Person) -> Fact:
    """Only a whole date is one; of someone whose day isn't known the age is."""
    return person.birth.iso() if person.birth and person.birth.day else ""


def _age(person: Person) -> Fact:
    return "" if person.age is None else str(person.age)


# What a choice may stand for.
OF_CHOICES = frozenset(("yes", "no", "none", "unknown", *Need, *Right))
OF_HOUSEHOLD: Mapping[str, Callable[[Household], Fact]] = MappingProxyType(
    {
        **{f"dimension.{one}": _dimension(one) for one in Dimension},
        **{f"right.{one}": _right_in_household(one) for one in Right},
        "housing_problem": lambda household: _three_way(household.housing_problem),
        "income_person_year": lambda household: _money(household.income_person_year),
        "tel": lambda household: household.tel,
        "house_code": lambda household: household.house_code,
        "members": lambda household: str(len(household.members) or ""),
    }
)
OF_MEMBER: Mapping[str, Callable[[Person], Fact]] = MappingProxyType(
    {
        "member.name": lambda person: person.name,
        "member.sex": lambda person: (
            SEX_LABEL[person.sex] if person.sex is not Sex.UNKNOWN else ""
        ),
        "member.birth_date": _birth_date,
        "member.age": _age,
        "member.relation": lambda person: person.relation,
        "member.occupation": lambda person: person.occupation,
        "member.education": lambda person: person.education,
        "member.income_month": lambda person: _money(person.income_month),
        "member.needs": _needs,
        "member.selfcare": _self_care,
        "member.rights": lambda person: {str(right): said for right, said in person.rights},
    }
)
