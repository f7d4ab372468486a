"""What each column of a sheet was taken for and what its words are read as, correctable."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from desktop.domain.columns import COLUMN_NAMES, word_choices
from desktop.domain.sheets import ColumnGuess
from desktop.models.records import Choices, Column, RecordsModel
from desktop.models.roles import NUMBERS
from desktop.thai.citizen_id import without_ids

NOT_USED = "(ไม่ใช้)"
AS_IT_STANDS = "(ตามเดิม)"
FIELD = 2  # the column in which a guess is corrected
IN_PLACE = 3  # the column in which a word's reading is corrected


@dataclass(frozen=True, slots=True)
class WordLine:
    """One word of a column: how often it stands there, what it's read as, by which other word."""

    word: str
    count: int
    meaning: str
    in_place: str = ""
    canonical: str = ""


def columns_model(
    parent: QObject | None = None, answers: Callable[[], Choices] = tuple
) -> RecordsModel[ColumnGuess]:
    """Return the table of one sheet's columns; `answers` are questions that they may feed."""

    def choices() -> Choices:
        return (("", NOT_USED), *COLUMN_NAMES.items(), *answers())

    def name(guess: ColumnGuess) -> str:
        return next((n for value, n in choices() if value == guess.canonical), guess.canonical)

    def put(guess: ColumnGuess, value: object) -> ColumnGuess:
        if value not in dict(choices()):
            raise ValueError("กรุณาเลือกจากรายการ")
        return replace(guess, canonical=str(value), why="ผู้ใช้เลือก", doubt="")

    return RecordsModel(
        (
            Column("ลำดับ", lambda g: str(g.index + 1), align=NUMBERS),
            Column("หัวคอลัมน์ในไฟล์", lambda g: g.header or "(ว่าง)"),
            Column(
                "อ่านเป็น",
                name,
                put,
                value=lambda g: g.canonical,
                kind="choice",
                choices=lambda _g: choices(),
            ),
            Column("ตัวอย่าง", lambda g: without_ids("  ·  ".join(g.samples[:3]))),
            Column("เพราะ", _reasons),
        ),
        parent,
    )


def words_model(*, coded: bool, parent: QObject | None = None) -> RecordsModel[WordLine]:
    """Return the table of one column's words; `coded` where only a few readings can be."""

    def put(line: WordLine, value: object) -> WordLine:
        allowed = word_choices(line.canonical)
        if coded and value and value not in allowed:
            raise ValueError("กรุณาเลือกจากรายการ")
        return replace(line, in_place=str(value or "").strip())

    return RecordsModel(
        (
            Column("ค่าในไฟล์", lambda w: without_ids(w.word) or "(ว่าง)"),
            Column("จำนวน", lambda w: f"{w.count:,}", align=NUMBERS),
            Column("อ่านได้เป็น", lambda w: without_ids(w.meaning)),
            Column(
                "ให้อ่านเป็น",
                lambda w: w.in_place or AS_IT_STANDS,
                put,
                value=lambda w: w.in_place,
                kind="choice" if coded else "text",
                choices=lambda w: (
                    ("", AS_IT_STANDS),
                    *((word, word) for word in word_choices(w.canonical)),
                ),
            ),
        ),
        parent,
    )


def _reasons(guess: ColumnGuess) -> str:
    return f"โปรดตรวจ: {guess.doubt} · {guess.why}" if guess.doubt else guess.why
