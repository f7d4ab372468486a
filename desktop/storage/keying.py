"""The journal of what is being typed: one row for a clerk, a household and a form.

It holds what a killed program would lose. It is no fact yet and has no history.
"""

import json
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from desktop.domain.keying import Typed, Unstored
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.storage.database import Database
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import KeyingRow, UserRow

_KEYING = table_of(KeyingRow)


def keep(database: Database, user_id: int, unstored: Unstored) -> None:
    """Write down what was typed, in place of what was written down before."""
    values = {
        "form_version": unstored.form_version,
        "changes": _json(unstored.typed),
        "question": unstored.at[0],
        "person_id": unstored.at[1],
        "at": datetime.now(UTC),
    }
    own = _own(user_id, unstored.household_id, unstored.form)
    with database.begin() as connection:
        if not connection.execute(update(_KEYING).where(*own).values(values)).rowcount:
            keys = {"household_id": unstored.household_id, "form": unstored.form}
            connection.execute(insert(_KEYING).values(values | keys | {"user_id": user_id}))


def forget(session: Session, user_id: int, household_id: int, form: str) -> None:
    """Let go of what is stored by now, or was given up."""
    session.execute(delete(_KEYING).where(*_own(user_id, household_id, form)))


def unstored(session: Session, user_id: int, household_id: int, form: str) -> Unstored | None:
    """What this clerk typed into the household's logbook and never stored."""
    return _read(session, _own(user_id, household_id, form))


def others(session: Session, user_id: int, household_id: int, since: datetime) -> tuple[str, ...]:
    """Names of the other clerks who typed into the household's logbooks since then."""
    user = table_of(UserRow)
    query = (
        select(user.c.name)
        .join(_KEYING, _KEYING.c.user_id == user.c.id)
        .where(
            _KEYING.c.household_id == household_id,
            _KEYING.c.user_id != user_id,
            _KEYING.c.at >= since,
        )
        .distinct()
        .order_by(user.c.name)
    )
    return tuple(session.scalars(query))


def newest(session: Session, user_id: int) -> Unstored | None:
    """What this clerk was typing last."""
    return _read(session, (_KEYING.c.user_id == user_id,))


def _read(session: Session, conditions: tuple[Any, ...]) -> Unstored | None:
    query = select(_KEYING).where(*conditions).order_by(_KEYING.c.at.desc()).limit(1)
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    typed = tuple(Typed(_answer(a), _answer(b)) for a, b in json.loads(row.changes))
    return Unstored(
        household_id=row.household_id,
        form=row.form,
        form_version=row.form_version,
        typed=typed,
        at=(row.question, row.person_id),
    )


def _own(user_id: int, household_id: int, form: str) -> tuple[Any, ...]:
    own = {"user_id": user_id, "household_id": household_id, "form": form}
    return tuple(_KEYING.c[name] == value for name, value in own.items())


def _json(typed: tuple[Typed, ...]) -> str:
    pairs = [[one and astuple(one) for one in (t.before, t.now)] for t in typed]
    return json.dumps(pairs, ensure_ascii=False)


def _answer(parts: list[Any] | None) -> Answer | None:
    if parts is None:
        return None
    question, state, value, person_id, note = parts
    return Answer(question, AnswerState(state), value, person_id, note)
