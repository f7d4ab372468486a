"""How long work tells of its progress and learns that it should stop."""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818  (a request of the clerk's, not an error)
    """The clerk asked to stop; the unit of work rolls back."""


class Reporter(Protocol):
    """What long work is handed."""

    def step(self, done: int, total: int, what: str) -> None:
        """Report `done` of `total` (0 where unknown) doing `what` (Thai).

        Raises:
            Cancelled: the clerk asked to stop.
        """


class Silent:
    """A reporter for work that nobody watches."""

    def step(self, done: int, total: int, what: str) -> None:
        """Take no notice."""
