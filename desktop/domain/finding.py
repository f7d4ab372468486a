"""What a search answers with."""

from typing import NamedTuple

FIRST = 200
"""Households of a list that are shown at once."""


class Found(NamedTuple):
    """Ids in the order of the list, how many people live there, and how many are only alike.

    Those that are only alike hold a name that sounds like what was typed; in the order of names
    they stand last.
    """

    ids: list[int]
    persons: int
    alike: int = 0
