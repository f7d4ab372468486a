"""Members who are met at the visit and on no list yet: typed by name, taken in at once."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.changes import Changes
from desktop.domain.records import Household, PersonDraft
from desktop.services import households
from desktop.thai.names import split_name
from desktop.views.kit import Kit


class Newcomers(QObject):
    """`joined` carries the household with the new member, and the member's id.

    `refused` carries the name of who could not be stored.
    """

    joined = Signal(object, int)
    refused = Signal(str)

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit

    def add(self, home: Household, full_name: str) -> None:
        """Add a member by name, with or without a title."""
        desk, name = self._kit.desk, split_name(full_name)
        draft = PersonDraft(prefix=name.prefix, first_name=name.first, last_name=name.last)
        known = {one.id for one in home.members}

        def job() -> tuple[Changes, Household]:
            return households.save_member(desk, home.id, draft), households.load(desk, home.id)

        def done(result: tuple[Changes, Household]) -> None:
            changes, household = result
            fresh = next((one.id for one in household.members if one.id not in known), None)
            if fresh is not None:
                self.joined.emit(household, fresh)
            self._kit.hub.tell(changes)

        self._kit.write(self, job, done, lambda _error: self.refused.emit(full_name))
