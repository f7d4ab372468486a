"""What must be asked before a sheet is read: units, dates, marks, hidden sheets, renamed columns.

A question is asked where the header doesn't say, or where the values suggest other than it says.
"""

from collections.abc import Iterator, Sequence

from desktop.domain.sheets import (
    ColumnGuess,
    ColumnReading,
    Drift,
    ImportProfile,
    Option,
    Patch,
    Query,
)
from desktop.importing import flags
from desktop.importing.aliases import header_key

INCOMES = {"income": "person", "household_income": "household"}
_CANONICAL = {"person": "income", "household": "household_income"}
_WHOSE = {"person": "คน", "household": "ครัวเรือน"}
_TIMES = {"year": "ปี", "month": "เดือน"}
_OF_ONE = ("เฉลี่ย", "คน", "บุคคล", "หัว", "capita", "person")
_OF_TIME = {"month": ("เดือน", "month"), "year": ("ปี", "year", "annual")}
# Between these lie nearly all medians that offices' lists can have, in baht.
_PLAUSIBLE = {
    ("person", "year"): (4_000, 400_000),
    ("person", "month"): (300, 30_000),
    ("household", "year"): (10_000, 1_500_000),
    ("household", "month"): (800, 120_000),
}
# The middle, by ratio, between usual incomes of a month (3,300 a person) and a year (40,000).
_MORE_LIKE_A_YEAR = {"person": 11_500, "household": 35_000}
_FEWEST_SURE_DATES = 3
_FEW = 0.5


def of_columns(columns: Sequence[ColumnGuess]) -> list[Query]:
    """Return what is to be asked about the columns, in their order; marks come last."""
    found = [query for guess in columns for query in _of_column(guess, columns)]
    return [*found, *_of_marks(columns)]


def of_renames(
    profile: ImportProfile, drift: Sequence[Drift], columns: Sequence[ColumnGuess]
) -> Iterator[Query]:
    """Yield, for every column that seems to be renamed, the question whether it is.

    None is asked where the dictionary says of the new header what the layout said of the old.
    """
    by_index = {guess.index: guess for guess in columns}
    for one in drift:
        if one.kind != "renamed" or not one.canonical:
            continue
        guess, reading = by_index[one.index], profile.columns[one.was].reading
        if guess.canonical == one.canonical and reading == ColumnReading():
            continue
        parts = (reading.unit, reading.order, reading.era, reading.words)
        # What the dictionary says of the new header stays where the answer is no.
        own = (guess.canonical, "", "", "", tuple((text, text) for text, _read in reading.words))
        yield Query(
            *("renamed", one.index),
            f"“{one.now}” คือคอลัมน์ “{one.header}” ที่เปลี่ยนชื่อหรือไม่",
            one.why,
            (
                Option("yes", "ใช่ คือคอลัมน์เดิม", (Patch(one.index, one.canonical, *parts),)),
                Option("no", "ไม่ใช่ เป็นคนละคอลัมน์", (Patch(one.index, *own),)),
            ),
            "yes",
        )


def of_sheet(name: str, rows: int, *, hidden: bool) -> Iterator[Query]:
    """Yield whether a sheet is read that is hidden, or that hides so many rows."""
    if not hidden and not rows:
        return
    what = "ซ่อนอยู่" if hidden else f"มีแถวที่ซ่อนหรือถูกกรองไว้ {rows:,} แถว"
    yes = "นำเข้า" if hidden else "อ่านทุกแถว รวมแถวที่ซ่อน"
    options = (
        Option("yes", yes, wanted=True),
        Option("no", "ไม่นำเข้าแผ่นงานนี้", wanted=False),
    )
    ask = f"แผ่นงาน “{name}” {what} จะนำเข้าหรือไม่"
    yield Query("hidden", -1, ask, "ผู้ส่งอาจซ่อนข้อมูลที่ไม่ต้องการส่งมา", options, "yes", sure=True)


def unit_said(header: str) -> str:
    """Return 'month' or 'year' where an income's header says which, '' where it doesn't."""
    key = header_key(header)
    said = [unit for unit, words in _OF_TIME.items() if any(word in key for word in words)]
    return said[0] if len(said) == 1 else ""


def _of_column(guess: ColumnGuess, columns: Sequence[ColumnGuess]) -> Iterator[Query]:
    if guess.canonical in INCOMES and not guess.reading.unit:
        yield from _of_income(guess, columns)
    if guess.canonical == "birth_date":
        if guess.shape.month_first and not guess.reading.order:
            yield _of_order(guess)
        if guess.shape.short_years and not guess.reading.era and not _names_era(guess.header):
            yield _of_era(guess)


def _of_income(guess: ColumnGuess, columns: Sequence[ColumnGuess]) -> Iterator[Query]:
    whose, said, middle = INCOMES[guess.canonical], unit_said(guess.header), guess.shape.median
    says_whose = whose == "household" or any(one in header_key(guess.header) for one in _OF_ONE)
    contrary = bool(said and middle and _fits_other(middle, whose, said))
    if said and says_whose and not contrary:
        return
    unit = said or ("month" if middle and middle < _MORE_LIKE_A_YEAR[whose] else "year")
    if contrary:
        unit = next(one for one in _TIMES if one != said)
    shown = f"ค่ากลางในคอลัมน์คือ {middle:,.0f} บาท" if middle is not None else "ไม่มีค่าในคอลัมน์"
    why = f"หัวคอลัมน์บอกว่าต่อ{_TIMES[said]} แต่{shown}" if contrary else f"หัวคอลัมน์ไม่บอกหน่วยครบ {shown}"
    taken = {one.canonical for one in columns if one.index != guess.index}
    options = tuple(
        Option(
            f"{one}-{time}",
            f"บาทต่อ{_WHOSE[one]}ต่อ{_TIMES[time]}",
            (Patch(guess.index, _CANONICAL[one], unit=time),),
        )
        for one in _WHOSE
        if _CANONICAL[one] not in taken
        for time in _TIMES
    )
    ask = f"“{guess.header}” เป็นบาทต่อใคร ต่อเดือนหรือต่อปี"
    proposed = f"{whose}-{unit}"
    yield Query("unit", guess.index, ask, why, options, proposed, sure=not contrary)


def _fits_other(middle: float, whose: str, said: str) -> bool:
    """Return whether the numbers are none of the unit that is said, but are of the other."""
    other = next(time for time in _TIMES if time != said)
    low, high = _PLAUSIBLE[whose, said]
    other_low, other_high = _PLAUSIBLE[whose, other]
    return not low <= middle <= high and other_low <= middle <= other_high


def _of_order(guess: ColumnGuess) -> Query:
    shape = guess.shape
    proposed = "mdy" if shape.month_first > shape.day_first else "dmy"
    return Query(
        *("order", guess.index),
        f"“{guess.header}” เขียนวันก่อนหรือเดือนก่อน",
        f"อ่านได้เฉพาะเมื่อเดือนนำหน้า {shape.month_first:,} ค่า เมื่อวันนำหน้า {shape.day_first:,} ค่า",
        (
            Option("dmy", "วัน/เดือน/ปี", (Patch(guess.index, order="dmy"),)),
            Option("mdy", "เดือน/วัน/ปี", (Patch(guess.index, order="mdy"),)),
        ),
        proposed,
        sure=not shape.day_first and shape.month_first >= _FEWEST_SURE_DATES,
    )


def _of_era(guess: ColumnGuess) -> Query:
    return Query(
        *("era", guess.index),
        f"ปีสองหลักใน “{guess.header}” เป็น พ.ศ. หรือ ค.ศ.",
        f"มีปีสองหลัก {guess.shape.short_years:,} ค่า และหัวคอลัมน์ไม่บอกศักราช",
        (
            Option("be", "พ.ศ. (25 คือ 2525)", (Patch(guess.index, era="be"),)),
            Option("ce", "ค.ศ. (82 คือ 1982)", (Patch(guess.index, era="ce"),)),
            Option("ask", "ไม่แน่ใจ ให้ถามเมื่อกำกวม", (Patch(guess.index, era=""),)),
        ),
        "be",
    )


def _names_era(header: str) -> bool:
    key = header_key(header)
    return "พศ" in key or "คศ" in key


def _of_marks(columns: Sequence[ColumnGuess]) -> Iterator[Query]:
    """Yield what marks mean in the indicators' columns that don't say it, once for all."""
    doubtful = [
        guess
        for guess in columns
        if guess.canonical.startswith("ind_")
        and flags.indicator_marks(guess.header) is None
        and any(map(_is_mark, dict(guess.words).keys() - dict(guess.reading.words).keys()))
    ]
    if not doubtful:
        return
    marked = sum(n for guess in doubtful for word, n in guess.words if _mark(word) == flags.YES)
    counted = sum(n for guess in doubtful for _word, n in guess.words)
    options = (
        Option("failed", "ตก (ไม่ผ่าน)", _as_words(doubtful, "ตก", "ผ่าน")),
        Option("passed", "ผ่าน", _as_words(doubtful, "ผ่าน", "ตก")),
        Option("ask", "ไม่แน่ใจ ไม่ใช้เครื่องหมายนี้", _as_words(doubtful, "", "")),
    )
    yield Query(
        *("marks", doubtful[0].index),
        f"เครื่องหมายในตัวชี้วัด {len(doubtful)} คอลัมน์ หมายถึงตกหรือผ่าน",
        f"หัวคอลัมน์ไม่บอก และมีเครื่องหมาย {marked:,} จาก {counted:,} ช่อง",
        options,
        "failed" if marked < _FEW * counted else "passed",
    )


def _as_words(columns: Sequence[ColumnGuess], yes: str, no: str) -> tuple[Patch, ...]:
    """Return the patches that read marks as these words; '' = as they stand."""
    reads = {flags.YES: yes, flags.NO: no}
    return tuple(
        Patch(
            guess.index,
            words=tuple(
                (word, reads[_mark(word)] or word) for word, _n in guess.words if _is_mark(word)
            ),
        )
        for guess in columns
    )


def _mark(word: str) -> str:
    try:
        return flags.read_flag(word, flags.FlagStyle(flags.YES, flags.NOT_SAID, ""))
    except flags.UnreadableFlag:
        return flags.NOT_SAID


def _is_mark(word: str) -> bool:
    """Return whether a word is a bare mark or count, which says neither failed nor passed."""
    if _mark(word) == flags.NOT_SAID:
        return False
    try:
        flags.read_indicator(word, None, flags.style_of(()))
    except flags.UnreadableFlag:
        return True
    return False
