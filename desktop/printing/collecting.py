"""Python's search for garbage, put off while very much is made of which nothing is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Shaped words stay: to look through them again and again took a quarter of the time.
_SELDOM = 100_000


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage rarely until the work is done."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _SELDOM), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
