"""Members who are met at the visit and on no list yet: typed by name, taken in at once."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.changes import Changes
from desktop.domain.records import Household, PersonDraft
from desktop.services import households
from desktop.thai.names import split_name
from desktop.views.household.entry.view import EntryView
from desktop.views.kit import Kit


class Newcomers(QObject):
    """`joined` carries the household with the new member, and the member's id.

    What is typed meanwhile waits in the view until it is released.
    """

    joined = Signal(object, int)

    def __init__(self, kit: Kit, form: EntryView, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._form = kit, form

    def add(self, home: Household | None, full_name: str) -> None:
        """Store a member by name, with or without a title."""
        if home is None:
            return
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

        def refused(_error: BaseException) -> None:
            # The name stays in its line, to be stored again.
            self._form.release(forget=True)
            self._form.walk.reopen(full_name)

        self._form.hold()
        self._kit.write(self, job, done, refused)
