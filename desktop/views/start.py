"""Opening the window, and saying calmly why it can't be opened."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.errors import UserError
from desktop.services import preferences
from desktop.services.desk import Desk
from desktop.views.dialogs import Dialogs, WindowDialogs
from desktop.views.theme import Theme
from desktop.views.window import MainWindow


def open_window(desk: Desk, argv: Sequence[str]) -> int:
    """Show the window and return the exit status when it was closed."""
    app = _application(argv)
    window = build_window(desk)
    room = window.screen().availableGeometry()
    if room.width() <= window.width() or room.height() <= window.height() + 40:
        window.showMaximized()
    else:
        window.show()
    try:
        return app.exec()
    finally:
        window.shut()


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
