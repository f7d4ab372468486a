"""The codes on papers, as a scanner types them."""

import re

from desktop.domain.leaflet import QR_PREFIX
from desktop.thai.typed import on_english_board

_UID = re.compile(rf"{QR_PREFIX}([A-Z2-7]{{16}})")


def uid_of(text: str) -> str | None:
    """Return the household's random id that a code holds, None for any other text.

    A scanner types as on an English board: on a Thai one Thai letters come of it.
    """
    typed = text.strip()
    for read in (typed, on_english_board(typed)):
        found = _UID.fullmatch(read.upper())
        if found:
            return found[1]
    return None
