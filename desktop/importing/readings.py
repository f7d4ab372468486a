"""Read a column's words as a person, or a profile, said they are to be read."""

from desktop.domain.listing import ColumnReading
from desktop.importing.column import Column
from desktop.thai.text import normalise


def apply_reading(column: Column, reading: ColumnReading) -> Column:
    """Return the column with other words in the place of some; the cells stay where they are.

    A word is looked up as it stands, then repaired. Words may repeat afterwards.
    """
    if not reading.words:
        return column
    by_word = dict(reading.words)
    by_key = {normalise(text): read for text, read in reading.words}
    words = [by_word.get(word, by_key.get(normalise(word), word)) for word in column.words]
    return _joined(words, column)


def _joined(words: list[str], column: Column) -> Column:
    """Return the column with each word once, as `Column` promises."""
    places: dict[str, int] = {}
    new = [places.setdefault(word, len(places)) for word in words]
    return Column(list(places), column.recoded(new))
