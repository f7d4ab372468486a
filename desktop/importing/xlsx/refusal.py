"""Why the quick reader gives a workbook back."""


class NotPlain(Exception):  # noqa: N818  (no error: another reader takes over)
    """Something here isn't written as plainly as the quick reader needs it."""


class Broken(Exception):  # noqa: N818  (told to the clerk in other words)
    """The parcel contradicts itself: cut off, a wrong checksum, more content than announced."""


class Scattered(Exception):  # noqa: N818  (told to the clerk in other words)
    """Cells so far apart that the sheet between them is too large to hold.

    `row` and `column` are the last ones, as the office program calls them.
    """

    def __init__(self, row: int, column: str) -> None:
        super().__init__(row, column)
        self.row = row
        self.column = column
