"""A start of the program in a process of its own."""

from desktop.storage.database import Database
from desktop.storage.upgrade import bring_up_to_date
from desktop.storage.users import local_user


def first_start(place, backups, together, answers):
    """Wait for the others, open the database, and answer with the user's id or the error."""
    database = Database(place)
    try:
        together.wait(60)
        bring_up_to_date(database, backups)
        answers.put(local_user(database, "x").user_id)
    except Exception as error:
        answers.put(repr(error))
        raise
    finally:
        database.close()
