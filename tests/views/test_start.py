"""An error nobody caught is told to the clerk."""

import threading

from PySide6.QtCore import QCoreApplication

from desktop.views.start import Alarm


class Clerk:
    """Reads each box, and another error comes meanwhile."""

    def __init__(self):
        self.told = []
        self.alarm = Alarm(self)

    def error(self, error):
        self.told.append((error, threading.current_thread()))
        self.alarm.rung.emit(KeyError("meanwhile"))
        QCoreApplication.processEvents()


def test_errors_of_any_thread_are_told_in_the_windows_own_one_at_a_time(qapp):
    clerk, error = Clerk(), ValueError("broken")
    thread = threading.Thread(target=clerk.alarm.rung.emit, args=(error,))
    thread.start()
    thread.join()
    assert clerk.told == []
    QCoreApplication.processEvents()
    assert clerk.told == [(error, threading.main_thread())]
