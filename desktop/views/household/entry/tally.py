"""What keying costs, counted on this computer only, for the clerk herself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Tally:
    """Keys, corrections and uses of the mouse in the logbooks keyed since the program began."""

    now: Callable[[], float] = monotonic
    keys: int = 0
    corrections: int = 0
    mouse_uses: int = 0
    logbooks: int = 0
    seconds: float = 0
    _since: float | None = field(default=None, repr=False)

    def key(self) -> None:
        """Count a key."""
        self.keys += 1
        if self._since is None:
            self._since = self.now()

    def correction(self) -> None:
        """Count an answer that was given otherwise before."""
        self.corrections += 1

    def mouse(self) -> None:
        """Count a click."""
        self.mouse_uses += 1

    def finished(self) -> None:
        """Count a logbook that is complete."""
        self.logbooks += 1
        if self._since is not None:
            self.seconds += self.now() - self._since
            self._since = None

    def words(self) -> str:
        """Return the figures in a line, '' before the first logbook is complete."""
        if not self.logbooks or not self.seconds:
            return ""
        per_hour = self.logbooks * 3600 / self.seconds
        return (
            f"ครบแล้ว {self.logbooks} เล่ม  {per_hour:.0f} เล่มต่อชั่วโมง  "
            f"{self.keys / self.logbooks:.0f} ปุ่มต่อเล่ม  แก้ {self.corrections} ครั้ง"
        )
