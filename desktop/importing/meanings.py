"""What each word of a column is read as, in Thai: shown before anything is read."""

from collections.abc import Callable
from typing import Any

from desktop.domain.columns import FAILED_WORDS, YES_WORDS, word_choices
from desktop.domain.form import Question
from desktop.domain.sheets import ColumnGuess
from desktop.domain.vocabulary import NEED_LABEL
from desktop.importing import cells, flags
from desktop.importing.answers import answer_reader
from desktop.importing.readings import read_words
from desktop.thai.dates import PartialDate, thai_date
from desktop.thai.names import canonical_prefix, split_name
from desktop.thai.numbers import grouped
from desktop.thai.text import normalise

Meaning = Callable[[str], str]
_NOTHING = "ไม่ระบุ"
_SEX = {"m": "ชาย", "f": "หญิง", "": _NOTHING}


def meanings_of(
    guess: ColumnGuess, latest_year: int, *, crosses_deny: bool, question: Question | None = None
) -> tuple[str, ...]:
    """Return what each of a guess's `words` is read as; 'อ่านไม่ได้: ...' where it can't be.

    `crosses_deny` as in `flags.style_of`; `question` is the logbook's, where the column feeds one.
    """
    texts = read_words([word for word, _count in guess.words], guess.reading)
    if question is not None:
        read: Meaning = _of_answers(question)
    elif guess.canonical == "condition" or word_choices(guess.canonical) == YES_WORDS:
        read = _of_flags(guess, texts, YES_WORDS, crosses_deny=crosses_deny)
    elif guess.canonical.startswith("dim_"):
        read = _of_flags(guess, texts, FAILED_WORDS, crosses_deny=crosses_deny)
    elif guess.canonical.startswith("ind_"):
        read = _of_indicator(guess, texts, crosses_deny=crosses_deny)
    else:
        read = _of_values(guess, latest_year)
    return tuple(_or_refusal(read, text) for text in texts)


def _or_refusal(read: Meaning, text: str) -> str:
    try:
        return read(text)
    except (cells.Doubtful, flags.UnreadableFlag) as doubt:
        used = getattr(doubt, "value", None)
        return f"อ่านไม่ได้: {doubt}" if used in (None, "", ()) else f"{used} ({doubt})"


def _of_answers(question: Question) -> Meaning:
    labels = {choice.code: choice.label for choice in question.choices}
    read = answer_reader(question)

    def shown(text: str) -> str:
        value = read(text)
        chosen = value.split() if question.choices else [value]
        return " · ".join(labels.get(one, one) for one in chosen) or _NOTHING

    return shown


def _of_flags(
    guess: ColumnGuess, texts: list[str], words: tuple[str, ...], *, crosses_deny: bool
) -> Meaning:
    style = flags.style_of(texts, crosses_deny=crosses_deny)
    shown = dict(zip((flags.YES, flags.NO, flags.NOT_SAID), words, strict=True))

    def read(text: str) -> str:
        try:
            return shown[flags.read_flag(text, style)]
        except flags.UnreadableFlag:
            needs = cells.read_needs(text) if words is YES_WORDS else None
            if needs:
                return " ".join(NEED_LABEL[need] for need, so in needs if so) or words[1]
            if cells.denies_needs(text):
                return words[1]
            # A kind of disability in a column of disability means disabled.
            if guess.canonical in ("disabled", "bedridden", "chronic", "single_parent"):
                return words[0]
            raise

    return read


def _of_indicator(guess: ColumnGuess, texts: list[str], *, crosses_deny: bool) -> Meaning:
    marks = flags.indicator_marks(guess.header)
    style = flags.style_of(texts if marks else (), crosses_deny=crosses_deny)
    shown = dict(zip((flags.YES, flags.NO, flags.NOT_SAID), FAILED_WORDS, strict=True))
    return lambda text: shown[flags.read_indicator(text, marks, style)]


def _of_values(guess: ColumnGuess, latest_year: int) -> Meaning:
    reading = guess.reading
    births = cells.birth_reader(latest_year, reading.order, reading.era)
    income = cells.income_reader(guess.header, reading.unit)
    readers: dict[str, Meaning] = {
        "sex": lambda text: _SEX[cells.read_sex(text)],
        "birth_date": lambda text: _day(births(text)),
        "age": _shown(cells.read_age),
        "income": lambda text: _money(income(text)),
        "household_income": lambda text: _money(income(text)),
        "member_count": _shown(cells.read_count),
        "moo": _shown(cells.read_moo),
        "prefix": _shown(lambda text: canonical_prefix(cells.read_text(text))),
        "full_name": _name,
        "": normalise,
    }
    return readers.get(guess.canonical, _shown(cells.read_text))


def _shown(read: Callable[[str], Any]) -> Meaning:
    def shown(text: str) -> str:
        value = read(text)
        return _NOTHING if value in (None, "") else str(value)

    return shown


def _day(iso: str) -> str:
    return thai_date(PartialDate.from_iso(iso)) if iso else _NOTHING


def _money(satang: int | None) -> str:
    return _NOTHING if satang is None else f"{grouped(satang / 100)} บาทต่อปี"


def _name(text: str) -> str:
    name = split_name(text)
    return " | ".join(part for part in (name.prefix, name.first, name.last) if part) or _NOTHING
