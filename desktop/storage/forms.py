"""Versions of logbook forms: their workbooks, which is in force, and their crosswalks."""

from datetime import UTC, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.domain.crosswalk import Crosswalk, from_json, to_json
from desktop.domain.form import Form
from desktop.domain.versions import FormVersion, Keyed
from desktop.domain.vocabulary import VisitState
from desktop.storage.schema.cases import FormCrosswalkRow, FormVersionRow, VisitRow
from desktop.storage.work import Work


def kept(session: Session) -> tuple[FormVersion, ...]:
    """Every version that is kept, the one published last first, then the one kept last."""
    counted = (
        select(VisitRow.form, VisitRow.form_version, func.count().label("logbooks"))
        .group_by(VisitRow.form, VisitRow.form_version)
        .subquery()
    )
    row = FormVersionRow
    found = session.execute(
        select(row.form, row.form_version, row.title, row.sha256, row.published_at)
        .add_columns(func.coalesce(counted.c.logbooks, 0).label("logbooks"))
        .outerjoin(
            counted,
            (counted.c.form == row.form) & (counted.c.form_version == row.form_version),
        )
        .order_by(row.published_at.desc().nulls_last(), row.id.desc())
    )
    return tuple(
        FormVersion(
            form=one.form,
            version=one.form_version,
            title=one.title,
            sha256=one.sha256,
            published_at=one.published_at,
            logbooks=one.logbooks,
        )
        for one in found
    )


def keyed_besides(session: Session, form: str, version: str) -> Keyed:
    """What was keyed in every other version of a form."""
    row = VisitRow
    drafts = func.count().filter(row.state == VisitState.DRAFT)
    counted = select(func.count(row.household_id.distinct()), func.count(), drafts)
    found = session.execute(counted.where(row.form == form, row.form_version != version)).one()
    return Keyed(*found)


def workbook_of(session: Session, form: str, version: str) -> bytes | None:
    """The workbook of a version that is kept, None where it isn't."""
    return session.scalar(
        select(FormVersionRow.workbook).where(
            FormVersionRow.form == form, FormVersionRow.form_version == version
        )
    )


def version_in_force(session: Session, form: str) -> str | None:
    """The version of a form that was published last, None where none was."""
    return session.scalar(
        select(FormVersionRow.form_version)
        .where(FormVersionRow.form == form, FormVersionRow.published_at.is_not(None))
        .order_by(FormVersionRow.published_at.desc(), FormVersionRow.id.desc())
        .limit(1)
    )


def keep(work: Work, form: Form, workbook: bytes) -> None:
    """Keep the form's workbook beside the answers to it, once for each version."""
    _row(work, form, workbook)
    work.session.flush()


def publish(work: Work, form: Form, workbook: bytes) -> None:
    """Let a version be in force from now on."""
    _row(work, form, workbook).published_at = datetime.now(UTC)
    work.session.flush()


def _row(work: Work, form: Form, workbook: bytes) -> FormVersionRow:
    known = select(FormVersionRow).where(
        FormVersionRow.form == form.id, FormVersionRow.form_version == form.version
    )
    row = work.session.scalar(known)
    if row is None:
        row = FormVersionRow(
            form=form.id,
            form_version=form.version,
            title=form.title,
            sha256=form.sha256,
            workbook=workbook,
        )
        work.session.add(row)
    return row


def crosswalks(session: Session, form: str) -> tuple[Crosswalk, ...]:
    """Every crosswalk between versions of a form, the oldest first."""
    rows = select(FormCrosswalkRow.content).where(FormCrosswalkRow.form == form)
    return tuple(map(from_json, session.scalars(rows.order_by(FormCrosswalkRow.id))))


def crosswalk(session: Session, form: str, before: str, after: str) -> Crosswalk | None:
    """The crosswalk from one version to another, None where none is kept."""
    row = session.scalar(_between(form, before, after))
    return from_json(row.content) if row else None


def save_crosswalk(work: Work, crosswalk: Crosswalk) -> None:
    """Store a crosswalk as the last of all; one between the same versions is replaced."""
    row = work.session.scalar(
        _between(crosswalk.form, crosswalk.from_version, crosswalk.to_version)
    )
    if row is not None:
        work.session.delete(row)
        work.session.flush()
    work.session.add(
        FormCrosswalkRow(
            form=crosswalk.form,
            from_version=crosswalk.from_version,
            to_version=crosswalk.to_version,
            content=to_json(crosswalk),
        )
    )
    work.session.flush()


def _between(form: str, before: str, after: str) -> Select[FormCrosswalkRow]:
    return select(FormCrosswalkRow).where(
        FormCrosswalkRow.form == form,
        FormCrosswalkRow.from_version == before,
        FormCrosswalkRow.to_version == after,
    )
