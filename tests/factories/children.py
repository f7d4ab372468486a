"""Doing in this process what a child does: quick, where the child itself isn't tested."""

from desktop.domain.progress import Silent


class SilentHere(Silent):
    """A reporter of a child that nobody listens to."""

    def at(self, file):
        """Nobody needs to know."""


class ChildHere:
    """Stands for `importing.child.Child`."""

    def __init__(self):
        self.kept = {}

    def call(self, function, *args, report):
        del report
        return function(self.kept, *args, SilentHere())

    def close(self):
        self.kept.clear()


def in_this_process(function, *args, report, **limits):
    """Stands for `importing.child.run_child`."""
    del report, limits
    return function(*args, SilentHere())
