"""Where finished work is announced, so that every open view refreshes for what changed."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.changes import Changes


class Hub(QObject):
    """One for the window. `changed` carries `Changes`; it is sent after the work was stored."""

    changed = Signal(object)

    def tell(self, changes: Changes) -> None:
        """Announce stored work."""
        self.changed.emit(changes)
