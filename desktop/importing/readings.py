"""Read a column's words as a person, or a profile, said they are to be read."""

from collections.abc import Sequence

from desktop.domain.sheets import ColumnReading
from desktop.importing.column import Column
from desktop.thai.text import normalise


def apply_reading(column: Column, reading: ColumnReading) -> Column:
    """Return the column with other words in the place of some; the cells stay where they are.

    A word is looked up as it stands, then repaired. Words may repeat afterwards.
    """
    if not reading.words:
        return column
    return _joined(read_words(column.words, reading), column)


def read_words(words: Sequence[str], reading: ColumnReading) -> list[str]:
    """Return what is read in the place of each word."""
    by_word = dict(reading.words)
    by_key = {normalise(text): read for text, read in reading.words}
    return [by_word.get(word, by_key.get(normalise(word), word)) for word in words]


def _joined(words: list[str], column: Column) -> Column:
    """Return the column with each word once, as `Column` promises."""
    places: dict[str, int] = {}
    new = [places.setdefault(word, len(places)) for word in words]
    return Column(list(places), column.recoded(new))
