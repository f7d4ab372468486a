"""The known facts that a form may ask to have filled in, by the name in `onehome_fact`.

A fact is a text, or says of several things whether they hold; it is empty where nothing is
known, for what isn't known is what the visit is to find out.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from desktop.domain.records import Assessment, Household, Person
from desktop.domain.vocabulary import Answered, Dimension, Need, Right

Fact = str | Mapping[str, Answered]


def _three_way(answer: Answered) -> Fact:
    """Return the fact for choices that stand for 'yes' and 'no'."""
    if answer is Answered.UNKNOWN:
        return {}
    other = Answered.NO if answer is Answered.YES else Answered.YES
    return {"yes": answer, "no": other}


def _dimension(dimension: Dimension) -> Callable[[Household], Fact]:
    def newest(household: Household) -> Fact:
        said = (a.dimension(dimension) for a in _newest_first(household))
        return _three_way(next((one for one in said if one is not Answered.UNKNOWN), _UNKNOWN))

    return newest


def _housing_problem(household: Household) -> Fact:
    said = (a.housing_problem for a in _newest_first(household))
    return _three_way(next((one for one in said if one is not Answered.UNKNOWN), _UNKNOWN))


def _income_person_year(household: Household) -> Fact:
    incomes = (a.income_person_year for a in _newest_first(household))
    return next((f"{one:f}" for one in incomes if one is not None), "")


def _newest_first(household: Household) -> list[Assessment]:
    return sorted(household.assessments, key=lambda a: a.as_of, reverse=True)


def _right_in_household(right: Right) -> Callable[[Household], Fact]:
    def anyone(household: Household) -> Fact:
        said = [dict(one.rights).get(right, _UNKNOWN) for one in household.members]
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
    return _three_way(Answered.NO if dependent else _UNKNOWN)


def _income_month(person: Person) -> Fact:
    return "" if person.income_month is None else f"{person.income_month:f}"


_UNKNOWN = Answered.UNKNOWN

# What a choice may stand for.
OF_CHOICES = frozenset(("yes", "no", "none", "unknown", *Need, *Right))
OF_HOUSEHOLD: Mapping[str, Callable[[Household], Fact]] = MappingProxyType(
    {
        **{f"dimension.{one}": _dimension(one) for one in Dimension},
        **{f"right.{one}": _right_in_household(one) for one in Right},
        "housing_problem": _housing_problem,
        "income_person_year": _income_person_year,
        "tel": lambda household: household.tel,
    }
)
OF_MEMBER: Mapping[str, Callable[[Person], Fact]] = MappingProxyType(
    {
        "member.relation": lambda person: person.relation,
        "member.occupation": lambda person: person.occupation,
        "member.education": lambda person: person.education,
        "member.income_month": _income_month,
        "member.needs": _needs,
        "member.selfcare": _self_care,
        "member.rights": lambda person: {str(right): said for right, said in person.rights},
    }
)
