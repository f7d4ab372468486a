"""Citizen ids in tables of foreign text are shown masked."""

import re

from desktop.thai import citizen_id

_ID = re.compile(r"(?<!\d)\d(?:[- ]?\d){12}(?!\d)")


def without_ids(text: str) -> str:
    """Return `text` with every citizen id in it masked."""
    return _ID.sub(lambda found: citizen_id.masked(citizen_id.digits(found[0])), text)
