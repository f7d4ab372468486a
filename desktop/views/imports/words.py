"""The words of one column: how often each stands there, and what it is read as."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.columns import word_choices
from desktop.domain.sheets import ColumnGuess
from desktop.models.columns import WordLine, words_model
from desktop.views.layouts import column
from desktop.views.tables import Grid
from desktop.views.text import label

_HEIGHT = 190


class WordsPanel(QWidget):
    """`mapped` carries a word of the file and the word it is to be read as, '' for itself."""

    mapped = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = label("", "quiet")
        self._models = {coded: words_model(coded=coded, parent=self) for coded in (True, False)}
        self.model = self._models[True]
        self.grid = Grid("ค่าในคอลัมน์", self)
        self.grid.setModel(self.model)
        self.grid.setFixedHeight(_HEIGHT)
        self.grid.lay_out((120, 56, 104, 112), stretch=2)
        self.setLayout(column(self._says, self.grid))
        for model in self._models.values():
            model.edited.connect(self._edited)

    def show_words(self, guess: ColumnGuess | None, meanings: Sequence[str]) -> None:
        """Show a column's words with what each is read as."""
        self.grid.setVisible(guess is not None and bool(guess.words))
        if guess is None:
            self._says.clear()
            self.model.show(())
            return
        model = self._models[bool(word_choices(guess.canonical))]
        if model is not self.model:
            self.model = model
            self.grid.setModel(model)
        in_place = dict(guess.reading.words)
        self.model.show(
            [
                WordLine(word, count, meaning, in_place.get(word, ""), guess.canonical)
                for (word, count), meaning in zip(guess.words, meanings, strict=True)
            ]
        )
        self._says.setText(_summary(guess))

    def _edited(self, _row: int, line: WordLine) -> None:
        self.mapped.emit(line.word, line.in_place)


def _summary(guess: ColumnGuess) -> str:
    """Return, in Thai, how many different words there are and how many of them are shown."""
    name, shape = f"คอลัมน์ “{guess.header or guess.index + 1}”", guess.shape
    filled = sum(bool(word.strip()) for word, _count in guess.words)
    if not guess.words:
        return f"{name} มีค่าต่างกันมาก {shape.distinct:,} ค่าขึ้นไป จึงไม่แสดงทีละค่า"
    more = f" แสดง {filled:,} ค่าที่พบบ่อย" if filled < shape.distinct else ""
    return f"{name} มีค่าต่างกัน {shape.distinct:,} ค่า{more}"
