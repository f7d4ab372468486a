"""Finding households: the first of them at once, all of them when there is time."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from math import sqrt
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, or_, select, tuple_
from sqlalchemy.orm import Session

from desktop.domain.finding import FIRST, Cell, Counts, Found
from desktop.domain.records import HouseholdFilter
from desktop.domain.vocabulary import LevelStatus
from desktop.storage import matching
from desktop.storage.matching import Tier
from desktop.storage.name_order import NameOrder
from desktop.storage.on_lists import on_lists
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import CaseRow
from desktop.storage.schema.people import HouseholdRow, SearchTextRow
from desktop.storage.spellings import Spellings

# Tables, not mapped classes: a statement of those takes twice as long to make, and a search as one
# types is made of half a dozen.
_homes, _texts, _cases = map(table_of, (HouseholdRow, SearchTextRow, CaseRow))
Row, Case = _homes.c, _cases.c
_ORDER = {
    "name": (Row.sort_key, Row.id),
    "place": (Row.place_key, Row.id),
    "level": (Case.level_final.asc().nulls_last(), Row.sort_key, Row.id),
    "-level": (Case.level_final.desc().nulls_last(), Row.sort_key, Row.id),
    "members": (Row.members, Row.sort_key, Row.id),
    "-members": (Row.members.desc(), Row.sort_key, Row.id),
}
_RANKED = 1_000  # candidates that are ranked sooner than they are looked for rank by rank
# Sorting some of n households takes as long as walking down the list until a page of them is
# met where they are about forty times the square root of n.
_SORTED = 40.0
_AT_ONCE = 2_000  # candidates that are looked at, in their order, until a page is met
_WALKED = 20_000  # households after which a walk is given up
Condition = ColumnElement[bool]


def case_of(fiscal_year: int) -> Condition:
    """The case of a household in one fiscal year."""
    return and_(Case.household_id == Row.id, Case.fiscal_year == fiscal_year)


def in_area(code: str) -> Condition:
    """Households of a province, district, tambon (2, 4, 6 digits) or village (8)."""
    column = Row.village_code if len(code) == 8 else Row.tambon_code
    # A range, not LIKE, so that the index serves it on both databases.
    return and_(column >= code, column < code + ":")


class Search:
    """One filter asked of one database. Ordered by name, the best matches stand first."""

    def __init__(self, session: Session, flt: HouseholdFilter, today: date) -> None:
        self._session = session
        self._read = session.connection()
        self._flt = flt
        self._indexed = session.get_bind().dialect.name == "sqlite"
        self._filters = [*_conditions(flt), *on_lists(session, flt, today)]
        self._typed = matching.direct(flt.text)
        self._heads = matching.head_range(flt.text) if self._typed else None

    @cached_property
    def _many(self) -> int:
        last: int = self._read.scalar(select(func.max(Row.id))) or 0
        return round(_SORTED * sqrt(last))

    def first(self, by_name: NameOrder, most: int = FIRST) -> list[int]:
        """Ids of the first households that hold what was typed itself."""
        quickly = self._indexed and self._flt.sort == "name"
        if quickly and not self._typed:
            return self._walk([], most)
        if not quickly or self._hits(self._typed[-1], _RANKED) <= _RANKED:
            query = self._among(self._typed[-1:]).order_by(*self._order(self._typed))
            return list(self._read.scalars(query.limit(most)))
        found: dict[int, None] = {}
        if self._heads:
            found |= dict.fromkeys(self._walk([self._begins()], most, self._heads))
        for tier in self._typed:
            if len(found) >= most:
                break
            # Who matched better comes once more in the wider tier.
            found |= dict.fromkeys(self._best(tier, most + len(found), by_name))
        return list(found)[:most]

    def all(self, known: Spellings) -> Found:
        """All households; where few hold what was typed itself, also those that sound like it.

        Where nobody does either, one letter may be wrong.
        """
        tiers, sure = self._with_alike(known)
        # One long answer instead of a row for each id: fetching 55,067 rows lets go of the
        # interpreter as often, and waits for the window each time.
        ids = func.aggregate_strings(cast(Row.id, String), ",")
        query = self._among(
            self._widest(tiers),
            ids.aggregate_order_by(*self._order(tiers)),
            func.coalesce(func.sum(Row.members), 0),
        )
        together, persons = self._read.execute(query).one()
        found = [int(number) for number in together.split(",")] if together else []
        return Found(found, int(persons), len(found) - sure if sure < FIRST else 0)

    def total(self, known: Spellings) -> int:
        """How many households there are."""
        tiers, _ = self._with_alike(known)
        found = self._among(self._widest(tiers)).subquery()
        return self._read.scalar(select(func.count()).select_from(found)) or 0

    def counts(self, known: Spellings) -> Counts:
        """How many households there are to everything the chips can choose."""
        tiers, _ = self._with_alike(known)
        level = case(
            (Case.level_status == LevelStatus.LEVEL, cast(Case.level_final, String)),
            else_=func.coalesce(Case.level_status, LevelStatus.WAITING.value),
        )
        columns = (Row.tambon_code, level, Row.dim_failed, Case.volunteer_id)
        query = self._among(self._widest(tiers), *columns, func.count(), with_case=True)
        return Counts(tuple(Cell(*row) for row in self._read.execute(query.group_by(*columns))))

    def _with_alike(self, known: Spellings) -> tuple[list[Tier], int]:
        """Return the tiers in order, and how many the typed ones find, no further than a page."""
        tiers, sure = self._typed, FIRST
        if tiers:
            sure = self._count(tiers[-1:])
        if sure < FIRST:
            known.refresh(self._session)
            more = matching.forgiving(self._flt.text, known, slips=False)
            if not sure and not (more and self._count(more)):
                more = matching.forgiving(self._flt.text, known, slips=True)
            tiers = [*tiers, *more]
        return tiers, sure

    def _widest(self, tiers: list[Tier]) -> list[Tier]:
        """Leave out the tiers whose households the last of the typed ones finds too."""
        return tiers[len(self._typed[:-1]) :]

    def _from(self, *columns: Any, with_case: bool = False) -> Select[Any]:
        query = select(*columns).select_from(_homes)
        if self._typed:
            query = query.join(_texts, _texts.c.household_id == Row.id)
        flt = self._flt
        asked = flt.sort.endswith("level") or flt.level or flt.volunteer_id or flt.unassigned
        if asked or with_case:
            query = query.outerjoin(_cases, case_of(flt.fiscal_year))
        return query.where(*self._filters)

    def _among(self, tiers: Sequence[Tier], *columns: Any, with_case: bool = False) -> Select[Any]:
        """Select from the households that one of the tiers holds; from all where there is none."""
        query = self._from(*(columns or (Row.id,)), with_case=with_case)
        return query.where(or_(*map(self._holds, tiers))) if tiers else query

    def _holds(self, tier: Tier) -> Condition:
        if not self._indexed:
            return matching.holds(tier)
        if not matching.is_indexed(tier) and self._hits(tier, self._many) > self._many:
            return matching.holds(tier)
        hits, exactly = matching.candidates(tier)
        return Row.id.in_(hits) if exactly else and_(Row.id.in_(hits), matching.holds(tier))

    def _begins(self) -> Condition:
        return matching.holds(self._typed[1])

    def _order(self, tiers: Sequence[Tier]) -> tuple[Any, ...]:
        order: tuple[Any, ...] = _ORDER[self._flt.sort]
        if self._flt.sort != "name" or not tiers:
            return order
        ranks: list[tuple[Condition, int]] = []
        if self._heads:
            first, last = self._heads
            head = and_(Row.sort_key >= first, Row.sort_key < last, self._begins())
            ranks.append((head, 0))
        ranks += [(matching.holds(tier), rank) for rank, tier in enumerate(tiers[:-1], 1)]
        return (case(*ranks, else_=len(tiers)), *order)

    def _count(self, tiers: Sequence[Tier]) -> int:
        """How many hold one of the tiers, counted no further than a page."""
        found = self._among(tiers).limit(FIRST).subquery()
        return self._read.scalar(select(func.count()).select_from(found)) or 0

    def _best(self, tier: Tier, most: int, by_name: NameOrder) -> list[int]:
        """The tier's first households by name, in the quicker of two ways."""
        hits, exactly = matching.candidates(tier)
        if self._hits(tier, self._many) > self._many:
            found = self._walk([matching.holds(tier)], most)
            if len(found) >= most:
                return found
        text = cast(hits.subquery().c.household_id, String)
        together = self._read.scalar(select(func.aggregate_strings(text, ",")))
        ids = by_name.sorted(self._session, map(int, together.split(","))) if together else []
        if exactly and not self._filters:
            return ids[:most]
        found = []
        for start in range(0, len(ids), _AT_ONCE):
            found += self._sure(ids[start : start + _AT_ONCE], [] if exactly else [tier])
            if len(found) >= most:
                break
        return found[:most]

    def _sure(self, ids: Sequence[int], tiers: Sequence[Tier]) -> list[int]:
        """Return those of the ids, in their order, that the filters keep and the tiers hold."""
        these = func.json_each(f"[{','.join(map(str, ids))}]").table_valued("value")
        query = self._from(Row.id).where(Row.id.in_(select(these.c.value)))
        kept = set(self._read.scalars(query.where(*map(matching.holds, tiers))))
        return [one for one in ids if one in kept]

    def _hits(self, tier: Tier, most: int) -> int:
        """How many the index finds, counted no further than one above `most`."""
        hits = matching.candidates(tier)[0].limit(most + 1).subquery()
        return self._read.scalar(select(func.count()).select_from(hits)) or 0

    def _walk(
        self, wanted: list[Condition], most: int, within: tuple[str, str] | None = None
    ) -> list[int]:
        """Go down the list by name until enough are met."""
        key = tuple_(Row.sort_key, Row.id)
        where = [Row.sort_key >= within[0], Row.sort_key < within[1]] if within else []
        order = _ORDER["name"]
        if wanted and not within:
            far = select(Row.sort_key, Row.id).order_by(*order).offset(_WALKED).limit(1)
            end = self._read.execute(far).one_or_none()
            where = [key < tuple_(*end)] if end else []
        query = self._from(Row.id).where(*where, *wanted).order_by(*order).limit(most)
        hint = "INDEXED BY ix_household_sort"
        return list(self._read.scalars(query.with_hint(_homes, hint, "sqlite")))


def _conditions(flt: HouseholdFilter) -> list[Condition]:
    conditions: list[Condition] = []
    if flt.area:
        conditions.append(in_area(flt.area))
    if flt.dimension:
        conditions.append(Row.dim_failed.op("&")(flt.dimension.bit) != 0)
    if flt.level:
        conditions.append(_level_is(flt.level))
    if flt.volunteer_id:
        conditions.append(Case.volunteer_id == flt.volunteer_id)
    if flt.unassigned:
        conditions.append(Case.volunteer_id.is_(None))
    return conditions


def _level_is(level: str) -> Condition:
    if level.isdecimal():
        return and_(Case.level_status == LevelStatus.LEVEL, Case.level_final == int(level))
    if level == LevelStatus.WAITING:
        return or_(Case.level_status == level, Case.id.is_(None))
    return Case.level_status == level
