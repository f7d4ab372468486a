"""A pair of records in the clerk's words, read for the screen that asks about it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.link_pairs import Joined, LinkLine, LinkPair, Side
from desktop.domain.linkage import Kind, Verdict
from desktop.domain.vocabulary import NEED_LABEL, RIGHT_LABEL, SEX_LABEL, Need, Right, Sex
from desktop.storage.casework import short_place
from desktop.storage.joining import (
    ENDS,
    ROWS_OF,
    answered,
    history_of_household,
    history_of_person,
    take,
)
from desktop.storage.ledger import Rows, Values
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import (
    AidRow,
    ChangeRow,
    PlanRow,
    UserRow,
    VisitRow,
)
from desktop.storage.schema.links import LinkRow
from desktop.storage.schema.lists import (
    AssessmentRow,
    ImportBatchRow,
    SourceFileRow,
    SourceListRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.thai import areas
from desktop.thai.dates import PartialDate, thai_date

_CID = "เลขประจำตัวประชาชน"


def load_pair(session: Session, link_id: int) -> LinkPair | None:
    """Return a pair side by side, None when one of the two is gone."""
    connection = session.connection()
    rows = Rows(connection)
    take(rows, set(), [link_id])
    link = rows.get(LinkRow, link_id)
    if link is None:
        return None
    kind = Kind(link["kind"])
    first, second = (rows.get(ROWS_OF[kind], link[end]) for end in ENDS)
    if first is None or second is None:
        return None
    if kind is Kind.PERSON:
        said = answered(connection) & {first["id"], second["id"]}
        take(rows, said, [link_id])
        kept: Side = "first" if _older(history_of_person, rows, first, second) else "second"
        homes = (first["household_id"], second["household_id"])
        lines = _person_lines(session, rows, (first, second))
        names = (_name(first), _name(second))
    else:
        kept = "first" if _older(history_of_household, rows, first, second) else "second"
        homes = (first["id"], second["id"])
        lines = _household_lines(session, rows, (first, second))
        names = (_house_name(first), _house_name(second))
    left = homes[1 if kept == "first" else 0]
    single = len(rows.rows(PersonRow, "household_id", left)) == 1
    return LinkPair(
        id=link_id,
        kind=kind,
        score=link["score"],
        reasons=tuple(json.loads(link["reasons"])),
        verdict=Verdict(link["verdict"]),
        version=link["version"],
        kept=kept,
        homes=homes,
        names=names,
        lines=tuple(lines),
        alone=kind is Kind.PERSON and homes[0] != homes[1] and single,
    )


def _older(history: Any, rows: Rows, first: Values, second: Values) -> bool:
    return bool(history(rows, first) < history(rows, second))


def _person_lines(
    session: Session, rows: Rows, people: tuple[Values, Values]
) -> Iterable[LinkLine]:
    homes = [rows.get(HouseholdRow, p["household_id"]) or {} for p in people]
    yield _line("คำนำหน้า", *(p["prefix"] for p in people))
    yield _line("ชื่อ", *(p["first_name"] for p in people))
    yield _line("นามสกุล", *(p["last_name"] for p in people))
    yield _line(_CID, *(p["cid"] for p in people), is_id=True)
    yield _line("เพศ", *(SEX_LABEL[Sex(p["sex"])] if p["sex"] else "" for p in people))
    yield _line("วันเกิด", *(_birth(p) for p in people))
    yield from _place_lines(homes)
    yield _line(
        "คนอื่นในบ้าน",
        *(
            _names(
                m for m in rows.rows(PersonRow, "household_id", p["household_id"]) if m is not p
            )
            for p in people
        ),
    )
    lists = [_lists_of_person(session, p["id"]) for p in people]
    yield _line("อยู่ในรายชื่อ", *lists)
    yield _line("อายุตามบัญชี", *(_number(p["age_stated"]) for p in people))
    yield _line("ความสัมพันธ์", *(p["relation"] for p in people))
    yield _line("อาชีพ", *(p["occupation"] for p in people))
    yield _line("ภาวะ", *(_mask(p["need_yes"], NEED_LABEL) for p in people))
    yield _line("สิทธิที่ได้รับ", *(_mask(p["right_yes"], RIGHT_LABEL) for p in people))


def _household_lines(
    session: Session, rows: Rows, homes: tuple[Values, Values]
) -> Iterable[LinkLine]:
    yield from _place_lines(homes)
    yield _line("โทรศัพท์", homes[0]["tel"], homes[1]["tel"])
    members = [rows.rows(PersonRow, "household_id", h["id"]) for h in homes]
    yield _line("สมาชิก", *(f"{len(some)} คน" if some else "" for some in members))
    yield _line("ชื่อสมาชิก", *(_names(some) for some in members))
    for label, mapped in (("สมุดพก", VisitRow), ("แผน", PlanRow), ("การช่วยเหลือ", AidRow)):
        counted = [len(rows.rows(mapped, "household_id", h["id"])) for h in homes]
        yield _line(label, *(f"{n} รายการ" if n else "" for n in counted))
    lists = [
        [a["list_id"] for a in rows.rows(AssessmentRow, "household_id", h["id"])] for h in homes
    ]
    yield _line("อยู่ในรายชื่อ", *(_list_names(session, some) for some in lists))


def _line(label: str, *values: str, is_id: bool = False) -> LinkLine:
    first, second = values
    return LinkLine(label, first, second, is_id)


def _place_lines(homes: Sequence[Values]) -> Iterable[LinkLine]:
    for label, name in (
        *(("รหัสประจำบ้าน", "house_code"), ("บ้านเลขที่", "address_no"), ("หมู่ที่", "moo")),
        ("ชื่อหมู่บ้าน", "village_name"),
    ):
        yield _line(label, *(h.get(name, "") for h in homes))
    yield _line("ตำบล", *(_tambon(h.get("tambon_code", "")) for h in homes))


def _tambon(code: str) -> str:
    return areas.full_place(code) if code else ""


def _birth(person: Values) -> str:
    if person["birth_year"] is None:
        return ""
    parts = (person["birth_year"], person["birth_month"], person["birth_day"])
    return thai_date(PartialDate(*parts))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _mask(mask: int, labels: dict[Need, str] | dict[Right, str]) -> str:
    return ", ".join(label for kind, label in labels.items() if mask & kind.bit)


def _name(person: Values) -> str:
    return f"{person['prefix']}{person['first_name']} {person['last_name']}".strip()


def _names(people: Iterable[Values]) -> str:
    return ", ".join(sorted(_name(p) for p in people))


def _house_name(home: Values) -> str:
    return home["head_name"] or "(ยังไม่มีสมาชิก)"


def _lists_of_person(session: Session, person_id: int) -> str:
    origin, sheet, file, batch = (
        table_of(m).c for m in (SourceRowRow, SourceSheetRow, SourceFileRow, ImportBatchRow)
    )
    found = session.scalars(
        select(batch.list_id)
        .join_from(table_of(SourceRowRow), table_of(SourceSheetRow), sheet.id == origin.sheet_id)
        .join(table_of(SourceFileRow), file.id == sheet.file_id)
        .join(table_of(ImportBatchRow), batch.id == file.batch_id)
        .where(origin.person_id == person_id)
    )
    return _list_names(session, list(found))


def _list_names(session: Session, ids: Sequence[int]) -> str:
    lists = session.scalars(
        select(SourceListRow).where(SourceListRow.id.in_(ids)).order_by(SourceListRow.id)
    )
    return ", ".join(f"{one.name} {thai_date(PartialDate.from_iso(one.as_of))}" for one in lists)


def joined(session: Session, limit: int) -> list[Joined]:
    """Return what was joined, the newest first."""
    found = session.execute(
        select(LinkRow, UserRow.name)
        .join(UserRow, UserRow.id == LinkRow.decided_by)
        .where(LinkRow.verdict == Verdict.SAME.value)
        .order_by(LinkRow.decided_at.desc(), LinkRow.id.desc())
        .limit(limit)
    ).all()
    return [one for one in (_joined(session, link, who) for link, who in found) if one is not None]


def _joined(session: Session, link: LinkRow, who: str) -> Joined | None:
    kind = Kind(link.kind)
    table = table_of(ROWS_OF[kind])
    kept = (
        session.execute(select(table).where(table.c.id.in_((link.first_id, link.second_id))))
        .mappings()
        .first()
    )
    gone = session.scalar(
        select(ChangeRow.before).where(
            ChangeRow.operation_id == link.operation_id,
            ChangeRow.table_name == table.name,
            ChangeRow.row_id.in_((link.first_id, link.second_id)),
            ChangeRow.after.is_(None),
        )
    )
    if kept is None or gone is None or link.decided_at is None:
        return None  # joined further, with a third
    home_id = kept["household_id"] if kind is Kind.PERSON else kept["id"]
    home = session.get(HouseholdRow, home_id)
    name = _name if kind is Kind.PERSON else _house_name
    place = short_place(home) if home is not None else ""
    return Joined(
        link.id, kind, name(dict(kept)), name(gone), place, link.decided_at, who, home_id
    )
