"""Who works here; one local user for now."""

from sqlalchemy import insert, select, text

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
            if database.dialect == "postgresql":
                # Two first starts at once make one user between them, as a file's lock sees to.
                connection.execute(text("LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE"))
            found = connection.execute(query).one_or_none()
            if found is None:
                connection.execute(insert(UserRow).values(name=name))
                found = connection.execute(query).one()
    return Actor(found.id, found.name)
