"""Each kind of mess that real sheets hold: exact people come out, or what is wrong is named."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.vocabulary import Need
from tests.factories.mess_files import WRITERS
from tests.factories.mess_values import MESSES
from tests.factories.messes import AREAS, EXTRAS, SHAPES, Recipe, homes, make

EVERYTHING = ("cid", "age", "relation", "birth", "sex", "income", "disabled", "tel")


@pytest.fixture
def outcome(tmp_path, read_here):
    """Write a mess to a file, read it, and return what came out of it."""

    def run(recipe, found, file="รายชื่อ.xlsx"):
        made = make(recipe, found)
        path = tmp_path / file
        WRITERS[file](path, made.sheets)
        return Outcome(made, read_here(path))

    return run


class Outcome:
    """What was made beside what was read."""

    def __init__(self, made, found):
        self.made = made
        self.found = found
        self.headers = {sheet.name: sheet.header_row for sheet in found.sheets}
        self.single = len(made.sheets) == 1

    def sheet(self, number):
        return next(iter(self.made.sheets)) if self.single else self.found.sheets[number].name

    @property
    def people(self):
        """Who was read, as the fields that were made; households as sets of rows."""
        return sorted((self._fields(row) for row in self.found.rows), key=lambda one: one["_key"])

    def _fields(self, row):
        said = row._asdict() | {
            "_disabled": dict(row.needs).get(Need.DISABLED),
            "_key": (self.sheet(row.sheet), row.row, row.first_name),
        }
        return {name: value for name, value in said.items() if name not in ("sheet", "row")}

    @property
    def expected(self):
        found = [
            {k: v for k, v in one.items() if k not in ("_sheet", "row", "_home")}
            | {"_key": (one["_sheet"], one["row"], one["first_name"])}
            for one in self.made.people
        ]
        return sorted(found, key=lambda one: one["_key"])

    def households_of(self, keys=None):
        """The households that were read, as sets of people."""
        homes = {}
        for row in self.found.rows:
            key = (self.sheet(row.sheet), row.row, row.first_name)
            if keys is None or key in keys:
                homes.setdefault(row.household, set()).add(key)
        return sorted(map(sorted, homes.values()))

    def expected_households(self, keys=None):
        homes = {}
        for one in self.made.people:
            key = (one["_sheet"], one["row"], one["first_name"])
            if keys is None or key in keys:
                homes.setdefault(one["_home"], set()).add(key)
        return sorted(map(sorted, homes.values()))

    @property
    def doubts(self):
        """What was reported of rows below the header: sheet, row, column, suggestion."""
        return {
            (self._name(one), one.row, one.column if one.used else "", one.suggestion)
            for one in self.found.problems
            if one.row > self.headers[one.sheet]
        }

    @property
    def remarks(self):
        """What was reported of whole sheets."""
        return [one for one in self.found.problems if one.row <= self.headers.get(one.sheet, 0)]

    def _name(self, problem):
        return next(iter(self.made.sheets)) if self.single else problem.sheet

    def check(self):
        """Everything that was made came out exactly, and nothing else."""
        for read, made in zip(self.people, self.expected, strict=True):
            assert {name: read[name] for name in made} == made
        assert self.households_of() == self.expected_households()
        assert self.doubts == self.made.doubts


@pytest.mark.parametrize("file", WRITERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(outcome, shape, file):
    outcome(Recipe(shape), homes(5, 1), file).check()


@pytest.mark.parametrize("houses", [("house_code",), ("address", "house_code"), ("number",)])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_tells_households_apart(outcome, shape, houses):
    found = outcome(Recipe(shape, houses), homes(6, 2))
    found.check()
    kinds = {row.household[:2] for row in found.found.rows}
    assert kinds == {"n:" if houses == ("number",) else "h:"}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("shape", SHAPES)
def test_areas(outcome, shape, area):
    outcome(Recipe(shape, area=area), homes(12, 3)).check()


@pytest.mark.parametrize("extra", EXTRAS)
@pytest.mark.parametrize("shape", SHAPES)
def test_rows_that_hold_nobody(outcome, shape, extra):
    outcome(Recipe(shape, extras=frozenset((extra, "titles"))), homes(8, 4)).check()


@pytest.mark.parametrize("file", ["รายชื่อ.xlsx", "รายชื่อ.csv"])
@pytest.mark.parametrize(
    ("name", "mess"), [(name, mess) for name, ways in MESSES.items() for mess in ways]
)
def test_values(outcome, name, mess, file):
    houses = ("house_code",) if name == "house_code" else ("address",)
    recipe = Recipe(houses=houses, values=((name, mess),), fields=EVERYTHING)
    outcome(recipe, homes(4, 5), file).check()


RECIPES = st.builds(
    Recipe,
    shape=st.sampled_from(sorted(SHAPES)),
    houses=st.sampled_from(
        [
            ("address",),
            ("house_code",),
            ("address", "house_code"),
            ("number",),
            ("number", "address"),
        ]
    ),
    area=st.sampled_from(AREAS),
    extras=st.frozensets(st.sampled_from((*EXTRAS, "commas"))),
    values=st.fixed_dictionaries(
        {name: st.sampled_from(sorted(ways)) for name, ways in MESSES.items()}
    ).map(lambda ways: tuple(ways.items())),
    fields=st.lists(st.sampled_from(EVERYTHING), unique=True, max_size=6).map(tuple),
)


def account(found):
    """Row for row: read exactly, or reported; nobody else came out, nobody is with strangers."""
    unread = {(sheet, row) for sheet, row, column, _ in found.doubts if not column}
    expected = {one["_key"]: one for one in found.expected}
    read = {one["_key"]: one for one in found.people}
    assert read.keys() <= expected.keys()
    assert {key for key in expected if key[:2] not in unread} <= read.keys()
    for key, one in read.items():
        # Where the tambon isn't told row by row, that is reported, and the village may lack too.
        told = (*key[:2], "ตำบล", "") not in found.doubts
        names = [name for name in expected[key] if told or name not in ("tambon_code", "moo")]
        assert {name: one[name] for name in names} == {name: expected[key][name] for name in names}
    told = {key for key in read if (*key[:2], "ตำบล", "") not in found.doubts}
    assert found.households_of(told) == found.expected_households(told)
    assert found.doubts >= {
        (sheet, row, column, tip)
        for sheet, row, column, tip in found.made.doubts
        if (sheet, row) not in unread
    }
    lost = {
        (sheet, row) for sheet, row, column, _ in found.doubts - found.made.doubts if not column
    }
    assert lost <= {key[:2] for key in expected}


mixes = given(
    recipe=RECIPES,
    count=st.integers(1, 9),
    seed=st.integers(0, 999),
    file=st.sampled_from(sorted(WRITERS)),
)
relaxed = {"suppress_health_check": [HealthCheck.function_scoped_fixture], "deadline": None}


@settings(max_examples=250, **relaxed)
@mixes
def test_any_mix_is_read_exactly_or_reported(outcome, recipe, count, seed, file):
    run_mix(outcome, recipe, count, seed, file)


@pytest.mark.proof
@settings(max_examples=10_000, **relaxed)
@mixes
def test_ten_thousand_mixes(outcome, recipe, count, seed, file):
    run_mix(outcome, recipe, count, seed, file)


def run_mix(outcome, recipe, count, seed, file):
    if recipe.area in ("title", "sheet_name"):
        file = "รายชื่อ.xlsx"
    account(outcome(recipe, homes(count, seed), file))
