"""The decision table of levels, line by line (domain.md b.1)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import paths
from desktop.domain.levels import LevelFacts, decide, load_scheme
from desktop.domain.vocabulary import Answered, LevelStatus, Need

P20, P23 = (load_scheme(paths.resources() / "schemes" / f"level-{n}.toml") for n in ("p20", "p23"))
SCHEMES = pytest.mark.parametrize("scheme", [P20, P23], ids=["p20", "p23"])
YES, NO, UNKNOWN = Answered.YES, Answered.NO, Answered.UNKNOWN
LOW, HIGH = Decimal(100_000), Decimal("100000.01")


def answer(scheme, income, dependents, housing):
    result = decide(scheme, LevelFacts(income, dependents, housing))
    if result.status == LevelStatus.LEVEL:
        return result.level
    assert result.level is None
    return result.status.value


# Income, dependents, housing problem; what p.20 and p.23 say.
TABLE = [
    *((LOW, n, h, 3, 3) for n in (3, 4, 9) for h in Answered),
    *((LOW, n, h, 2, 2) for n in (1, 2) for h in Answered),
    (LOW, 0, YES, 1, 1),
    (LOW, 0, NO, "unresolved", "unresolved"),
    (LOW, 0, UNKNOWN, "unresolved", "unresolved"),
    *((HIGH, n, h, 0, 0) for n in (1, 2, 3, 9) for h in Answered),
    *((HIGH, 0, h, "outside", 0) for h in Answered),
    *((None, n, h, "waiting", "waiting") for n in (0, 1, 3) for h in Answered),
]


@pytest.mark.parametrize(("income", "dependents", "housing", "p20", "p23"), TABLE)
def test_table(income, dependents, housing, p20, p23):
    assert answer(P20, income, dependents, housing) == p20
    assert answer(P23, income, dependents, housing) == p23


@SCHEMES
@pytest.mark.parametrize(
    ("income", "level"),
    [("0", 2), ("99999.99", 2), ("100000", 2), ("100000.01", 0), ("100001", 0)],
)
def test_low_income_is_up_to_and_including_100000(scheme, income, level):
    assert answer(scheme, Decimal(income), 1, NO) == level


@SCHEMES
@pytest.mark.parametrize(
    ("age", "counts"),
    [(0, True), (14, True), (15, False), (59, False), (60, True), (99, True), (None, False)],
)
def test_age_of_dependents(scheme, age, counts):
    assert scheme.is_dependent(age, ()) is counts


@SCHEMES
def test_needs_of_dependents(scheme):
    dependent = {need for need in Need if scheme.is_dependent(30, {need})}
    # A single parent is the carer; an ill person who cares for themselves depends on nobody.
    assert dependent == {Need.DISABLED, Need.BEDRIDDEN, Need.CHRONIC_DEPENDENT, Need.DEPENDENT}
    assert scheme.is_dependent(None, {Need.DISABLED})
    assert scheme.is_dependent(70, {Need.DISABLED, Need.BEDRIDDEN}) is True


@SCHEMES
def test_reason_says_what_it_rests_on(scheme):
    words = decide(scheme, LevelFacts(Decimal(38_000), 2, NO, unknown_ages=1)).reason
    assert "38,000" in words
    assert "ผู้พึ่งพิง 2 คน" in words
    assert "ไม่ทราบอายุ 1 คน" in words
    assert "รอข้อมูล" in decide(scheme, LevelFacts(None, 2, NO)).reason


def test_schemes_name_themselves():
    assert (P20.name, P23.name) == ("p20 รุ่น 1", "p23 รุ่น 1")


def test_scheme_without_a_fitting_rule_leaves_it_to_people():
    empty = replace(P20, rules=())
    assert answer(empty, LOW, 1, YES) == "unresolved"


@pytest.mark.parametrize("mistake", ["dim", "level"])
def test_scheme_with_a_wrong_word_is_refused(tmp_path, mistake):
    file = tmp_path / "level-bad.toml"
    words = (paths.resources() / "schemes" / "level-p20.toml").read_text(encoding="utf-8")
    wrong = words.replace('"bedridden"', f'"{mistake}"')
    assert wrong != words
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(ValueError, match=mistake):
        load_scheme(file)


incomes = st.decimals(min_value=0, max_value=1_000_000, places=2)
housings = st.sampled_from(Answered)
dependents = st.integers(min_value=0, max_value=20)


@SCHEMES
@given(income=incomes, housing=housings, few=dependents, more=dependents)
def test_more_dependents_never_lower_the_level(scheme, income, housing, few, more):
    few, more = sorted((few, more))
    low, high = (answer(scheme, income, n, housing) for n in (few, more))
    order = ["outside", "unresolved", 0, 1, 2, 3]
    assert order.index(low) <= order.index(high)


@SCHEMES
@given(some=incomes, other=incomes, housing=housings, count=dependents)
def test_less_income_never_lowers_the_level(scheme, some, other, housing, count):
    less, more = sorted((some, other))
    order = ["outside", 0, "unresolved", 1, 2, 3]
    levels = [order.index(answer(scheme, n, count, housing)) for n in (less, more)]
    assert levels[0] >= levels[1]


@SCHEMES
@given(housing=housings, count=dependents)
def test_unknown_income_always_waits(scheme, housing, count):
    assert answer(scheme, None, count, housing) == "waiting"
