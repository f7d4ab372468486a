"""What every section of the household's page can do."""

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.domain.records import Household
from desktop.views.kit import Kit


class Part(QWidget):
    """One section. `show_household` is called after each load, `leave` before it goes."""

    name = ""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.household: Household | None = None

    def show_household(self, household: Household) -> None:
        """Show the household as it now stands."""
        self.household = household

    def begin(self) -> None:
        """Take the keyboard: typing starts in the table where there is one."""
        table = self.findChild(QAbstractItemView)
        if table is not None:
            table.setFocus()

    def leave(self) -> None:
        """Store what is still being typed."""

    def busy(self) -> bool:
        """Whether something typed here is still on its way to the database."""
        return False

    def is_other(self, household: Household) -> bool:
        """Whether another household than the one shown comes."""
        return self.household is None or self.household.id != household.id
