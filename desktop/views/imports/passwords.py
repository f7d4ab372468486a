"""The passwords of the files of one import."""

from desktop.domain.errors import PasswordNeededError
from desktop.views.dialogs import Dialogs


class Passwords:
    """What was typed so far: in memory only, and forgotten when the import ends."""

    def __init__(self, ask: Dialogs) -> None:
        self._ask = ask
        self._file = ""
        self.typed: tuple[str, ...] = ()

    def ask_for(self, error: PasswordNeededError) -> bool:
        """Ask for one more; without an answer all are forgotten."""
        # The error calls every earlier password wrong, also those that opened other files.
        file = error.where.file
        again = bool(self.typed) and file == self._file
        typed = self._ask.password(error.title if again else "ไฟล์มีรหัสผ่าน", file)
        if typed is None:
            self.forget()
            return False
        self._file = file
        self.typed = (*self.typed, typed)
        return True

    def forget(self) -> None:
        """Keep none of them."""
        self._file, self.typed = "", ()
