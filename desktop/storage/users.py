"""Who works here; one local user for now."""

from sqlalchemy import insert, select

from desktop.domain.records import Actor
from desktop.storage.database import Database
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import UserRow


def local_user(database: Database, name: str) -> Actor:
    """The one user of this database, made at the first opening."""
    user = table_of(UserRow)
    query = select(user.c.id, user.c.name).order_by(user.c.id).limit(1)
    with database.read() as session:
        found = session.execute(query).one_or_none()
    if found is None:
        with database.begin() as connection:
            found = connection.execute(query).one_or_none()
            if found is None:
                connection.execute(insert(UserRow).values(name=name))
                found = connection.execute(query).one()
    return Actor(found.id, found.name)
