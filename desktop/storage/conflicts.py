"""What people have done since to what an action made or altered, one thing at a time.

Read from the record of changes, so that what is only computed again is no sign of work. A field
of a new record that was put back to what the import said is none either: nothing of it is left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, null, select

from desktop.domain.taking_back import Conflict, Conflicts, Record
from desktop.storage.brought import BY_BATCH, Made, children_of, resting_on
from desktop.storage.bulk import chunks
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import CaseRow, ChangeRow, OperationRow, UserRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.spoken import Spoken, later_lists, spoken_of
from desktop.storage.standing import altered, group_of, stands, touched

_IMPORT = "import"
# What a person decides of a household's case; the rest of it is computed.
_DECIDED = ("volunteer_id", "override_reason", "target_reason")
_UNSAID = {"edited", "list_key", "position", "plan_id", "visit_id"}
# By which column a row is called when it is spoken of as a whole.
_CALLED = {"person": "first_name", "visit": "visited_on", "plan": "agreed_on", "aid": "what"} | {
    "plan_item": "measure",
    "answer": "question",
    "attachment": "title",
}


@dataclass(slots=True)
class _Trail:
    """What later actions did to one row, in their order."""

    table: str
    row_id: int
    household_id: int | None
    changes: list[Any] = field(default_factory=list)

    @property
    def last(self) -> Any:
        return self.changes[-1]

    @property
    def gone(self) -> bool:
        return self.last.after is None

    def fields(self) -> Iterator[tuple[str, Any, Any, Row[Any]]]:
        """Each field: what it held before the first of them, holds after the last, and that."""
        found: dict[str, tuple[Any, Any, Row[Any]]] = {}
        for change in self.changes:
            before, after = change.before or {}, change.after or {}
            for name in sorted(touched(self.table, before, after) - _UNSAID):
                first = found[name][0] if name in found else before.get(name)
                found[name] = (first, after.get(name), change)
        for name, (first, now, change) in found.items():
            yield name, first, now, change


def what_stands_in_the_way(connection: Connection, operation_id: int) -> Conflicts:
    """Everything done since that an undo of the action would tread on.

    One by one what people did; as counts what later lists said.
    """
    made = Made(connection, operation_id)
    return look_up(connection, made, spoken_of(connection, made))


def look_up(connection: Connection, made: Made, spoken: Spoken) -> Conflicts:
    """As `what_stands_in_the_way`, for what is known of the action already."""
    edits: dict[str, Conflict] = {}
    for conflict in (
        # A record that came over from an undone import was both altered and is made: it is held.
        *_of_made(connection, made),
        *_of_altered(connection, made),
        *_resting(connection, made),
    ):
        edits.setdefault(conflict.key, conflict)
    named = _with_names(connection, list(edits.values()))
    return Conflicts(tuple(named), later_lists(connection, spoken))


def _trails(connection: Connection, made: Made, rows: Any, *, ever: bool = False) -> list[_Trail]:
    """What later actions that stand did to the rows that the condition on `change` picks.

    `ever` for rows that may have come over from an undone import: what was done to them before
    this one counts as well.
    """
    change, operation, user = (table_of(t) for t in (ChangeRow, OperationRow, UserRow))
    query = (
        select(
            change.c.table_name,
            change.c.row_id,
            change.c.household_id,
            change.c.before,
            change.c.after,
            operation.c.at,
            operation.c.label,
            user.c.name.label("who"),
        )
        .join(operation, operation.c.id == change.c.operation_id)
        .join(user, user.c.id == operation.c.user_id)
        .where(
            change.c.operation_id != made.operation_id
            if ever
            else change.c.operation_id > made.operation_id,
            stands(),
            rows,
        )
        .order_by(change.c.operation_id, change.c.id)
    )
    if made.batch is not None:
        # A later list's changes are too many to name; they are counted beside.
        query = query.where(operation.c.kind != _IMPORT)
    found: dict[Record, _Trail] = {}
    for row in connection.execute(query):
        record = (row.table_name, row.row_id)
        found.setdefault(record, _Trail(*record, row.household_id)).changes.append(row)
    return list(found.values())


def _of_altered(connection: Connection, made: Made) -> Iterator[Conflict]:
    change = table_of(ChangeRow)
    mine = change.alias()
    ours = (
        select(mine.c.id)
        .where(
            mine.c.table_name == change.c.table_name,
            mine.c.row_id == change.c.row_id,
            mine.c.operation_id == made.operation_id,
            mine.c.before.is_not(null()),
        )
        .exists()
    )
    for trail in _trails(connection, made, ours):
        fields = _altered_fields(connection, made.operation_id, trail)
        if trail.gone and fields:
            yield _whole(trail, droppable=False)
            continue
        changed = list(trail.fields())
        for name, listed, now, by in changed:
            if any(group_of(name) & group_of(f) for f in fields):
                yield _edit(trail, name, listed, now, by)


def _altered_fields(connection: Connection, operation_id: int, trail: _Trail) -> frozenset[str]:
    change = table_of(ChangeRow)
    rows = connection.execute(
        select(change.c.before, change.c.after).where(
            change.c.table_name == trail.table,
            change.c.row_id == trail.row_id,
            change.c.operation_id == operation_id,
            altered(),
        )
    )
    return frozenset().union(*(touched(trail.table, r.before, r.after) for r in rows))


def _of_made(connection: Connection, made: Made) -> Iterator[Conflict]:
    """What was typed over in rows the action made, and decided of households it made."""
    change, case = table_of(ChangeRow), table_of(CaseRow)
    for name in made.tables:
        ours = (change.c.table_name == name) & change.c.row_id.in_(made.ids(name))
        brought = made.batch is not None and name in BY_BATCH
        for trail in _trails(connection, made, ours, ever=brought):
            if not trail.gone:
                yield from _edits(trail, (name, trail.row_id))
    if "household" not in made.tables:
        return
    cases = select(case.c.id).where(case.c.household_id.in_(made.ids("household")))
    decided = (change.c.table_name == "household_case") & change.c.row_id.in_(cases)
    for trail in _trails(connection, made, decided, ever=made.batch is not None):
        holder = ("household", int(trail.household_id or 0))
        for name, first, now, by in trail.fields():
            if name in _DECIDED and (first or None) != (now or None):
                yield replace(_edit(trail, name, first, now, by), holds=(holder,))


def _edits(trail: _Trail, holder: Record) -> Iterator[Conflict]:
    changed = list(trail.fields())
    if not changed:
        # A logbook's save counts, though only its answers differ.
        yield replace(_whole(trail), holds=(holder,))
    for name, first, now, by in changed:
        if first != now:
            yield replace(_edit(trail, name, first, now, by), holds=(holder,))


def _edit(trail: _Trail, name: str, listed: Any, now: Any, by: Row[Any]) -> Conflict:
    return Conflict(
        table=trail.table,
        row_id=trail.row_id,
        field=name,
        household_id=trail.household_id,
        listed=_said(listed),
        now=_said(now),
        who=by.who,
        at=by.at,
        label=by.label,
        was=listed,
    )


def _whole(trail: _Trail, *, droppable: bool = True) -> Conflict:
    last = trail.last
    return Conflict(
        table=trail.table,
        row_id=trail.row_id,
        field="",
        household_id=trail.household_id,
        listed="",
        now="",
        who=last.who,
        at=last.at,
        label=last.label,
        droppable=droppable,
    )


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def _resting(connection: Connection, made: Made) -> Iterator[Conflict]:
    """Rows that were built since on those the action made."""
    found: dict[Record, Conflict] = {}
    for name in made.tables:
        for table, column in children_of(name):
            for conflict in _resting_by(connection, made, name, table, column):
                record = (conflict.table, conflict.row_id)
                known = found.get(record, conflict)
                holds = tuple(dict.fromkeys((*known.holds, *conflict.holds)))
                found[record] = replace(known, holds=holds)
    yield from found.values()


def _resting_by(
    connection: Connection, made: Made, name: str, table: Table, column: str
) -> Iterator[Conflict]:
    called = table.c[_CALLED[table.name]] if table.name in _CALLED else table.c.id
    own = table.c.household_id if "household_id" in table.c else null()
    query = select(table.c.id, table.c[column], own, called).where(
        table.c.id.in_(resting_on(made, name, table, column))
    )
    if made.batch is not None and "batch_id" in table.c:
        # What other lists brought holds by their word, not by a person's.
        query = query.where(table.c.batch_id.is_(None))
    rows = connection.execute(query).all()
    by = _makers(connection, table.name, [row[0] for row in rows])
    for row_id, parent, household_id, words in rows:
        who = by.get(row_id)
        yield Conflict(
            table=table.name,
            row_id=row_id,
            field="",
            household_id=parent if name == "household" else household_id,
            listed="",
            now=_said(words.isoformat() if isinstance(words, date) else words),
            who=who.name if who else "",
            at=who.at if who else None,
            label=who.label if who else "",
            holds=((name, parent),),
        )


def _makers(connection: Connection, name: str, ids: Sequence[int]) -> dict[int, Row[Any]]:
    """By which action each of these rows was made, where that was recorded."""
    change, operation, user = (table_of(t) for t in (ChangeRow, OperationRow, UserRow))
    found: dict[int, Row[Any]] = {}
    for some in chunks(ids):
        rows = connection.execute(
            select(change.c.row_id, user.c.name, operation.c.at, operation.c.label)
            .join(operation, operation.c.id == change.c.operation_id)
            .join(user, user.c.id == operation.c.user_id)
            .where(
                change.c.table_name == name,
                change.c.row_id.in_(some),
                change.c.before.is_(null()),
                stands(),
            )
            .order_by(change.c.operation_id)
        )
        found |= {row.row_id: row for row in rows}
    return found


def _with_names(connection: Connection, edits: list[Conflict]) -> list[Conflict]:
    """The conflicts with the households' and persons' names, in the order they were made."""
    person, home = table_of(PersonRow), table_of(HouseholdRow)
    people = _read(
        connection,
        [e.row_id for e in edits if e.table == "person"],
        person.c.household_id,
        person.c.prefix + person.c.first_name + " " + person.c.last_name,
        person,
    )
    homes = {e.household_id or (people.get(e.row_id) or (None,))[0] for e in edits}
    heads = _read(
        connection, sorted(h for h in homes if h), home.c.address_no, home.c.head_name, home
    )

    def named(one: Conflict) -> Conflict:
        own = people.get(one.row_id) if one.table == "person" else None
        home_id = one.household_id or (own[0] if own else None)
        whose = own[1] if own else (heads.get(home_id) or ("", ""))[1] if home_id else ""
        return replace(one, whose=str(whose).strip(), household_id=home_id)

    return sorted(
        map(named, edits),
        key=lambda e: (e.at.timestamp() if e.at else 0, e.table, e.row_id, e.field),
    )


def _read(
    connection: Connection, ids: Sequence[int], first: Any, second: Any, table: Table
) -> Mapping[int, tuple[Any, Any]]:
    found: dict[int, tuple[Any, Any]] = {}
    for some in chunks(ids):
        rows = connection.execute(select(table.c.id, first, second).where(table.c.id.in_(some)))
        found |= {row[0]: (row[1], row[2]) for row in rows}
    return found
