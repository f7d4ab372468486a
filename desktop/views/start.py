"""Opening the window, and saying calmly why it can't be opened."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.errors import UserError
from desktop.services import preferences
from desktop.services.desk import Desk
from desktop.views.dialogs import Dialogs, WindowDialogs
from desktop.views.theme import Theme
from desktop.views.window import MainWindow

Tell = Callable[[BaseException], None]


def open_window(desk: Desk, argv: Sequence[str], catch: Callable[[Tell], None]) -> int:
    """Show the window and return the exit status when it was closed.

    `catch` is given what to call with each error that nobody caught, from any thread.
    """
    app = _application(argv)
    window = build_window(desk)
    catch(Alarm(window.kit.ask, window).rung.emit)
    room = window.screen().availableGeometry()
    if room.width() <= window.width() or room.height() <= window.height() + 40:
        window.showMaximized()
    else:
        window.show()
    window.resume()
    try:
        return app.exec()
    finally:
        window.shut()


class Alarm(QObject):
    """Tells of errors that nobody caught, in the window's thread and one at a time."""

    rung = Signal(object)

    def __init__(self, ask: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._telling = False
        self.rung.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def _tell(self, error: BaseException) -> None:
        # An error that comes with every repaint must not cover the screen with boxes.
        if self._telling:
            return
        self._telling = True
        try:
            self._ask.error(error)
        finally:
            self._telling = False


def build_window(desk: Desk, ask: Dialogs | None = None) -> MainWindow:
    """Return the window over `desk`; an application must be there. `ask` answers in tests."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101  # proves it to the type checker
    system_is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    theme = Theme(app, desk.resources, dark=preferences.is_dark(desk, system_is_dark))
    return MainWindow(desk, theme, ask)


def refuse(error: UserError, resources: Path) -> int:
    """Say why the program can't open, and return the exit status."""
    app = _application(())
    Theme(app, resources)
    WindowDialogs(QWidget()).error(error)
    return 2


def _application(argv: Sequence[str]) -> QApplication:
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication(list(argv))
    app.setApplicationName("OneHome")
    app.setApplicationDisplayName("OneHome สมุดพกครอบครัว")
    return app
