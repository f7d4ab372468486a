"""Known layouts of lists: profiles that were saved, and the layout of a list's last import."""

from datetime import UTC, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from desktop.domain.layouts import columns_from_json, from_json, to_json
from desktop.domain.sheets import ImportProfile, ProfileColumn
from desktop.storage.people import fetch
from desktop.storage.raw_rows import REPAIRED_SIZE
from desktop.storage.schema.lists import (
    ImportBatchRow,
    ImportProfileRow,
    SourceFileRow,
    SourceListRow,
    SourceSheetRow,
)
from desktop.storage.work import Work


def all_profiles(session: Session) -> tuple[ImportProfile, ...]:
    """Every saved profile, the one used last first."""
    rows = session.scalars(
        select(ImportProfileRow).order_by(
            ImportProfileRow.used_at.desc().nulls_last(), ImportProfileRow.name
        )
    )
    return tuple(_profile_of(row) for row in rows)


def save(work: Work, profile: ImportProfile, headers: str) -> int:
    """Store a profile; one of the same name is replaced. `headers` is JSON of its header keys."""
    row = work.session.scalar(
        select(ImportProfileRow).where(ImportProfileRow.name == profile.name)
    )
    if row is None:
        row = ImportProfileRow(name=profile.name)
        work.session.add(row)
    row.headers, row.content = headers, to_json(profile)
    work.session.flush()
    return row.id


def rename(work: Work, profile: ImportProfile, name: str) -> None:
    """Give a profile another name.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    row = _fetched(work, profile)
    row.name = name
    work.session.flush()


def remove(work: Work, profile: ImportProfile) -> None:
    """Forget a profile.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    work.session.delete(_fetched(work, profile))
    work.session.flush()


def touch(work: Work, names: frozenset[str]) -> None:
    """Note that these profiles were used now."""
    if names:
        for row in work.session.scalars(
            select(ImportProfileRow).where(ImportProfileRow.name.in_(names))
        ):
            row.used_at = datetime.now(UTC)
        work.session.flush()


def last_layouts(session: Session, source: str) -> tuple[ImportProfile, ...]:
    """The layouts of the sheets in the last import of a list, each once."""
    # Rows that were put right come in the layout of the list's own file, or in our workbook's.
    of_its_own = and_(
        SourceSheetRow.header_row > 0,
        SourceFileRow.size != REPAIRED_SIZE,
        SourceSheetRow.columns.not_like('%"repair_origin"%'),
    )
    sheets = select(SourceSheetRow.columns).join(
        SourceFileRow, SourceFileRow.id == SourceSheetRow.file_id
    )
    last = (
        select(func.max(SourceFileRow.batch_id))
        .join(SourceSheetRow, SourceSheetRow.file_id == SourceFileRow.id)
        .join(ImportBatchRow, ImportBatchRow.id == SourceFileRow.batch_id)
        .join(SourceListRow, SourceListRow.id == ImportBatchRow.list_id)
        .where(SourceListRow.name == source, of_its_own)
        .scalar_subquery()
    )
    found = session.scalars(
        sheets.where(SourceFileRow.batch_id == last, of_its_own).order_by(SourceSheetRow.id)
    )
    layouts = dict.fromkeys(map(columns_from_json, dict.fromkeys(found)))
    return tuple(
        ImportProfile(f"{source} ครั้งก่อน", _with_headers(columns), of_list=True)
        for columns in layouts
    )


def _with_headers(columns: tuple[ProfileColumn, ...]) -> tuple[ProfileColumn, ...]:
    return tuple(column for column in columns if column.header)


def _fetched(work: Work, profile: ImportProfile) -> ImportProfileRow:
    return fetch(work.session, ImportProfileRow, profile.id or 0, profile.version)


def _profile_of(row: ImportProfileRow) -> ImportProfile:
    known = from_json(row.content)
    return ImportProfile(
        row.name,
        known.columns,
        known.header_rows,
        id=row.id,
        version=row.version,
        used_at=row.used_at,
    )
