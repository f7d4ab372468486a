"""Rows by page: ids are known at once, what stands in a row is fetched when it is looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
PAGE = 200
_KEPT = 12

Fetch = Callable[[Sequence[int]], list[T]]
Ask = Callable[[Callable[[], list[T]], Callable[[list[T]], object]], object]


def at_once(job: Callable[[], list[T]], done: Callable[[list[T]], object]) -> None:
    """Fetch while the asker waits; for tests and the command line."""
    done(job())


class Pages(Generic[T]):
    """The pages last looked at. `arrived(first, last)` is called when rows have come in."""

    def __init__(self, fetch: Fetch[T], ask: Ask[T], arrived: Callable[[int, int], None]) -> None:
        self._fetch = fetch
        self._ask = ask
        self._arrived = arrived
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self._asked: set[int] = set()
        self._round = 0
        self.ids: list[int] = []

    def reset(self, ids: list[int]) -> None:
        """Take a new list of ids; answers still under way belong to the old one."""
        self.ids = ids
        self.forget()

    def go_on(self, ids: list[int]) -> None:
        """Take more ids behind those that are known."""
        if len(self.ids) % PAGE:
            self._pages.pop(len(self.ids) // PAGE, None)
        self.ids = ids

    def forget(self) -> None:
        """Drop what was fetched, keeping the ids."""
        self._round += 1
        self._pages.clear()
        self._asked.clear()

    def put(self, rows: list[T]) -> None:
        """Take the first page's rows, fetched together with the ids."""
        if rows:
            self._pages[0] = rows

    def get(self, row: int) -> T | None:
        """Return the row, or None while its page is on its way."""
        number, offset = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            page = self._pages.get(number)
            if page is None:
                return None
        self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def _want(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        wanted = self.ids[number * PAGE : (number + 1) * PAGE]
        asked_in = self._round

        def done(rows: list[T]) -> None:
            if asked_in != self._round:
                return
            self._asked.discard(number)
            self._pages[number] = rows
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
            self._arrived(number * PAGE, number * PAGE + len(wanted) - 1)

        self._ask(lambda: self._fetch(wanted), done)
