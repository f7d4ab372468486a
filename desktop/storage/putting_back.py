"""Taking an action's links out of the chains: values put back, rows taken away or brought back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Row,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from desktop.storage import search
from desktop.storage.brought import SOFT, Made, other_batches
from desktop.storage.bulk import chunks
from desktop.storage.dropping import Drops
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow
from desktop.storage.schema.lists import SourceFileRow, SourceSheetRow
from desktop.storage.schema.tables import Base
from desktop.storage.spoken import Spoken
from desktop.storage.standing import Later, group_of, later_of, mend, rows_of, touched, value_of
from desktop.storage.work import Work, plain

Values = dict[str, Any]


class PuttingBack:
    """One undo under way. `lost` counts what could not go back, `households` is what it touched.

    `held` are rows the action made that stay, by table.
    """

    def __init__(
        self, work: Work, made: Made, spoken: Spoken, held: Mapping[str, set[int]], drops: Drops
    ) -> None:
        self.work, self.made = work, made
        self.households: set[int] = set()
        self.lost = 0
        self._connection = work.session.connection()
        self._spoken, self._held, self._drops = spoken, held, drops
        # Rows that came back under another number, because theirs is taken by now.
        self._renumbered: dict[tuple[str, int], int] = {}

    def values(self, table: Table, changes: Sequence[Row[Any]]) -> None:
        """Give altered rows their earlier values; `changes` are the newest first."""
        for some in chunks(changes):
            ids = [c.row_id for c in some]
            current = rows_of(self._connection, table, ids)
            later = later_of(self._connection, self.made.operation_id, table.name, ids)
            back: dict[int, Values] = {}
            inherited: list[dict[str, Any]] = []
            for change in some:
                row = current.get(change.row_id)
                links = later.get(change.row_id, [])
                if row is None or self._is_another(row, change):
                    self._pass_on(table, change, links)
                    self.lost += not links
                elif not self._brought(row):
                    planned = back.setdefault(change.row_id, {})
                    inherited += self._decide(table, change, row, links, planned)
                    self.households |= _homes(table, change, row)
            mend(self._connection, (c for cs in later.values() for c in cs if c.mended))
            if inherited:
                self._connection.execute(insert(ChangeRow), inherited)
            self._write(table, current, back)

    def rows(self, table: Table, changes: Sequence[Row[Any]]) -> None:
        """Take away rows that were made, and bring back rows that were removed."""
        for change in changes:
            if change.before is None and change.after is not None:
                self._take_away(table, change)
            elif change.before is not None:
                self._bring_back(table, change)

    def _brought(self, row: Mapping[str, Any]) -> bool:
        """Whether the row is the import's own: it goes, or stays with all that was said of it."""
        batch = self.made.batch
        return batch is not None and row.get("batch_id") == batch.id

    def _is_another(self, row: Mapping[str, Any], change: Row[Any]) -> bool:
        """Whether the number is borne by another record than the one that was changed."""
        image = change.after or change.before or {}
        if "uid" in row:
            return "uid" in image and row["uid"] != image["uid"]
        # A raw row of an import that came later can't be meant.
        since = self._spoken.operations.get(row.get("batch_id") or 0, 0)
        return since > self.made.operation_id

    def _pass_on(self, table: Table, change: Row[Any], links: list[Later]) -> None:
        """Tell who removed the row that it had held the earlier values."""
        for name in touched(table.name, change.before, change.after):
            if links:
                links[0].begin_at(name, change.before.get(name), change.after.get(name))
        mend(self._connection, (c for c in links if c.mended))

    def _decide(
        self,
        table: Table,
        change: Row[Any],
        row: Mapping[str, Any],
        links: list[Later],
        back: Values,
    ) -> list[dict[str, Any]]:
        """Sort a change's fields: back to what they were, left to a later action, or inherited."""
        record = (table.name, change.row_id)
        heirs: dict[int, tuple[Values, Values]] = {}
        stays: set[str] = set()
        for name in touched(table.name, change.before, change.after) - {"edited"}:
            old, new = change.before.get(name), change.after.get(name)
            after = next((c for c in links if c.touches(group_of(name))), None)
            heir = self._spoken.heir(record, name) if after is None else None
            if after is not None:
                after.begin_at(name, old, new)
            elif heir is not None:
                befores, afters = heirs.setdefault(heir, ({}, {}))
                befores[name], afters[name] = old, new
            if (after is None and heir is None) or self._drops.wants(record, name):
                back[name] = value_of(table, name, old)
            else:
                stays.add(name)
        if "edited" in row:
            typed = back.get("edited", row["edited"])
            lost = {n for n in back if self._drops.wants(record, n)}
            back["edited"] = " ".join(
                n for n in _typed(typed, change, stays).split() if n not in lost
            )
        return [
            {
                "operation_id": operation,
                "table_name": table.name,
                "row_id": change.row_id,
                "household_id": change.household_id,
                "before": befores,
                "after": afters,
            }
            for operation, (befores, afters) in heirs.items()
        ]

    def _write(
        self,
        table: Table,
        current: Mapping[int, Mapping[str, Any]],
        back: Mapping[int, Values],
    ) -> None:
        """Write the values that differ, one statement for each set of columns, and record them."""
        allowed = self._with_parents(table, current, back)
        planned: dict[tuple[str, ...], list[Values]] = {}
        for row_id, values in allowed.items():
            row = current[row_id]
            news = {n: v for n, v in values.items() if row[n] != v}
            if not news:
                continue
            planned.setdefault(tuple(sorted(news)), []).append(news | {"row": row_id})
            before = {n: plain(row[n]) for n in news}
            after = {n: plain(v) for n, v in news.items()}
            home = row["id"] if table.name == "household" else row.get("household_id")
            self._drops.record(self.work, (table.name, row_id), home, before, after)
        self._free_keys(table, planned)
        for names, rows in planned.items():
            changed: dict[str, Any] = {n: bindparam("old_" + n) for n in names}
            if "version" in table.c:
                changed["version"] = table.c.version + 1
            self._connection.execute(
                update(table).where(table.c.id == bindparam("row_")).values(changed),
                [{"row_": r["row"], **{"old_" + n: r[n] for n in names}} for r in rows],
            )

    def _with_parents(
        self,
        table: Table,
        current: Mapping[int, Mapping[str, Any]],
        back: Mapping[int, Values],
    ) -> Mapping[int, Values]:
        """Leave out what names a parent that is gone, or a key that another row bears by now."""
        for name, parent in _parents_of(table).items():
            wanted = {v[name] for v in back.values() if v.get(name)}
            there = self._there(parent, wanted)
            for values in back.values():
                if values.get(name):
                    values[name] = self._renumbered.get((parent.name, values[name]), values[name])
                if values.get(name) and values[name] not in there:
                    self.lost += 1
                    del values[name]
        for name in _keys_of(table):
            wanted = {v[name] for v in back.values() if v.get(name)}
            for some in chunks(sorted(wanted)):
                rows = self._connection.execute(
                    select(table.c.id, table.c[name]).where(table.c[name].in_(some))
                )
                taken = {key: row_id for row_id, key in rows}
                for row_id, values in back.items():
                    holder = taken.get(values.get(name))
                    # A row whose own key goes back in the same step lets go of this one.
                    if holder not in (None, row_id) and name not in back.get(holder, {}):
                        self.lost += 1
                        values.pop(name, None)
        return back

    def _there(self, parent: Table, ids: Iterable[int]) -> set[int]:
        found: set[int] = set()
        for some in chunks(sorted(set(ids))):
            found |= set(
                self._connection.scalars(select(parent.c.id).where(parent.c.id.in_(some)))
            )
        return found | {new for (name, _), new in self._renumbered.items() if name == parent.name}

    def _free_keys(self, table: Table, planned: Mapping[tuple[str, ...], list[Values]]) -> None:
        """Let rows that swap their keys let go of them first."""
        for name in _keys_of(table):
            rows = [r["row"] for names, rs in planned.items() if name in names for r in rs]
            for some in chunks(rows):
                changed: dict[str, Any] = {name: None, "version": table.c.version + 1}
                self._connection.execute(update(table).where(table.c.id.in_(some)).values(changed))

    def _take_away(self, table: Table, change: Row[Any]) -> None:
        links = later_of(self._connection, self.made.operation_id, table.name, [change.row_id])
        end = next((c for c in links.get(change.row_id, []) if c.after is None), None)
        if end is not None:
            end.never_was()
            mend(self._connection, [end])
            return
        if change.row_id in self._held.get(table.name, ()):
            return
        row = rows_of(self._connection, table, [change.row_id]).get(change.row_id)
        if row is None or self._is_another(row, change):
            self.lost += 1
            return
        if table.name == "household":
            search.forget(self._connection, [change.row_id])
        self._connection.execute(delete(table).where(table.c.id == change.row_id))
        self.households |= _homes(table, change, row)
        self.work.record(table.name, change.row_id, change.household_id, {**change.after}, None)

    def _bring_back(self, table: Table, change: Row[Any]) -> None:
        values = {n: value_of(table, n, v) for n, v in change.before.items() if n in table.c}
        if not self._may_return(table, values):
            self.lost += 1
            return
        if "version" in values:
            values["version"] += 1
        if self._there(table, [change.row_id]):
            last = self._connection.scalar(select(func.max(table.c.id))) or 0
            values["id"] = self._renumbered[table.name, change.row_id] = last + 1
        self._connection.execute(insert(table).values(values))
        self.households |= _homes(table, change, values)
        self.work.record(table.name, values["id"], change.household_id, None, {**change.before})

    def _may_return(self, table: Table, values: Values) -> bool:
        """Whether what the row rests on is there, and nothing took its place; mends `values`."""
        if values.get("batch_id") and not self._batch_for(table, values):
            return False
        for name, parent in _parents_of(table).items():
            if values.get(name):
                values[name] = self._renumbered.get((parent.name, values[name]), values[name])
            if values.get(name) and values[name] not in self._there(parent, [values[name]]):
                if not table.c[name].nullable:
                    return False
                values[name] = None
        for columns in _unique(table):
            same = [table.c[n] == values.get(n) for n in columns]
            if any(values.get(n) is None for n in columns):
                continue
            if self._connection.scalar(select(table.c.id).where(*same)) is not None:
                loose = [n for n in columns if table.c[n].nullable]
                if not loose:
                    return False
                values[loose[0]] = None
        return True

    def _batch_for(self, table: Table, values: Values) -> bool:
        """Whether an import that stands still speaks for the row; `values` name it then."""
        batch = values["batch_id"]
        stand = set(self._connection.scalars(other_batches(None)))
        if batch in stand:
            return True
        file, sheet = table_of(SourceFileRow), table_of(SourceSheetRow)
        change = table_of(ChangeRow)
        spoke: set[int] = set()
        for (image,) in self._connection.execute(
            select(change.c.before).where(
                change.c.operation_id == self.made.operation_id,
                change.c.table_name == "source_row",
            )
        ):
            if table.name == "person" and image and image.get("person_id") == values["id"]:
                spoke |= set(
                    self._connection.scalars(
                        select(file.c.batch_id)
                        .join(sheet, sheet.c.file_id == file.c.id)
                        .where(sheet.c.id == image.get("sheet_id"))
                    )
                )
        spoke &= stand
        values["batch_id"] = min(spoke, default=None)
        return bool(spoke)


def _homes(table: Table, change: Row[Any], row: Mapping[str, Any]) -> set[int]:
    """The households whose lines a change may alter."""
    homes = {change.household_id, row.get("household_id")}
    homes |= {(change.before or {}).get("household_id")}
    return {int(h) for h in homes if h}


def _typed(current: str, change: Row[Any], stays: set[str]) -> str:
    """The typed fields without those that only the undone action had typed, and with its own."""
    before = set((change.before.get("edited") or "").split())
    after = set((change.after.get("edited") or "").split())
    if "edited" not in change.before or "edited" not in change.after:
        before = after = set()
    names = (set(current.split()) - (after - before - stays)) | (before - after)
    return " ".join(sorted(names))


def _parents_of(table: Table) -> dict[str, Table]:
    """The columns that name a row of another table."""
    found = {c.name: k.column.table for c in table.c for k in c.foreign_keys}
    soft = {c: Base.metadata.tables[p] for (t, c), p in SOFT.items() if t == table.name}
    return found | soft


def _unique(table: Table) -> list[tuple[str, ...]]:
    """Sets of columns no two rows may share; random ids never meet."""
    found = [
        tuple(c.name for c in rule.columns)
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    return sorted(names for names in found if names != ("uid",))


def _keys_of(table: Table) -> list[str]:
    """Columns that hold a key of their own or nothing."""
    return [n[0] for n in _unique(table) if len(n) == 1 and table.c[n[0]].nullable]
