"""How the pages of the room have work done: one at a time, while the buttons rest."""

from collections.abc import Callable
from typing import Any

from desktop.domain.progress import Reporter

Watch = Callable[[str, Callable[[Reporter], Any], Callable[[Any], object]], object]
"""Called with what is done in the clerk's words, the job, and what takes its answer."""
