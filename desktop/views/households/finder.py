"""Asks the database for the list off the window's thread: first what is seen at once, then all."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance
from shiboken6 import isValid

from desktop.domain.finding import Counts, Found, SavedFilter
from desktop.domain.progress import Cancelled, Reporter
from desktop.domain.records import HouseholdFilter, HouseholdRow, SourceList, Volunteer
from desktop.models.pages import PAGE
from desktop.services import households, overview, saved_filters, volunteers
from desktop.services.desk import Desk
from desktop.views.kit import Kit

if TYPE_CHECKING:
    from desktop.tasks.runner import TaskHandle


@dataclass(frozen=True)
class Start:
    """The first ids of an answer, without what merely sounds alike, and their rows."""

    ids: list[int]
    rows: list[HouseholdRow]


@dataclass(frozen=True)
class Answer:
    """One answer to a search: all ids, the first page's rows, what there is to filter by."""

    found: Found
    rows: list[HouseholdRow]
    volunteers: tuple[Volunteer, ...]
    lists: tuple[SourceList, ...]
    views: tuple[SavedFilter, ...]


class Finder(QObject):
    """`began` brings a `Start`, `answered` an `Answer`, `counted` the `Counts` of the choices.

    `each_counted` says what filters keep that were asked about. None comes for a search gone by.
    """

    began = Signal(object)
    answered = Signal(object)
    counted = Signal(object)
    each_counted = Signal(object)

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._number = 0
        self._whole: TaskHandle | None = None
        self._each: TaskHandle | None = None
        self._flt = HouseholdFilter()
        self._counts: Counts | None = None

    def ask(self, flt: HouseholdFilter, *, at_once: bool) -> None:
        """Search; `at_once` shows the first households before all are known."""
        self._number += 1
        _cancel(self._whole)
        _cancel(self._each)
        desk, number = self._kit.desk, self._number
        flt = replace(flt, fiscal_year=desk.fiscal_year)
        self._flt, self._counts = flt, None

        def start(_report: Reporter) -> Start:
            if number != self._number:
                raise Cancelled  # the next letter has been typed
            ids = households.find_first(desk, flt)
            # Who was met follows with the whole answer: the first page must not wait for it.
            return Start(ids, households.rows(desk, ids))

        def whole(report: Reporter) -> Answer:
            return _answer(desk, flt, report)

        if at_once:
            self._kit.look(self, start, lambda one: self._tell(number, self.began, one))
        self._whole = self._kit.look(
            self, whole, lambda one: self._tell(number, self.answered, one)
        )
        if not flt.text:  # the next thing may be a search
            self._kit.read(self, lambda: households.learn_names(desk), lambda _none: None)

    def _tell(self, number: int, signal: SignalInstance, answer: object) -> None:
        if number == self._number:
            signal.emit(answer)

    def count(self) -> None:
        """Count what the choices would leave, once for each search."""
        if self._counts is not None:
            self.counted.emit(self._counts)
            return
        desk, number, flt = self._kit.desk, self._number, self._flt

        def done(counts: Counts) -> None:
            if number == self._number:
                self._counts = counts
                self.counted.emit(counts)

        self._kit.look(self, lambda report: households.count(desk, flt, report), done)

    def count_each(self, filters: tuple[HouseholdFilter, ...]) -> None:
        """Count what each of the filters keeps; a search, or other filters, end it."""
        _cancel(self._each)
        desk, number = self._kit.desk, self._number

        def job(report: Reporter) -> dict[HouseholdFilter, int]:
            return households.count_each(desk, filters, report)

        self._each = self._kit.look(
            self, job, lambda one: self._tell(number, self.each_counted, one)
        )


def _cancel(task: "TaskHandle | None") -> None:
    if task is not None and isValid(task):
        task.cancel()


def _answer(desk: Desk, flt: HouseholdFilter, report: Reporter) -> Answer:
    found = households.find_counted(desk, flt, report)
    return Answer(
        found,
        households.rows(desk, found.ids[:PAGE], flt.text),
        volunteers.all_of(desk),
        overview.lists(desk),
        saved_filters.all_of(desk),
    )
