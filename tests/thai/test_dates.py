from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.thai.dates import (
    THAI_MONTHS,
    THAI_MONTHS_SHORT,
    AmbiguousDate,
    PartialDate,
    UnreadableDate,
    age_on,
    ages_on,
    fiscal_year,
    read_date,
    thai_date,
    thai_datetime,
)
from desktop.thai.numbers import thai_digits

LATEST = 2026
DAY = st.dates(date(1900, 1, 2), date(2026, 12, 31))

DATES = [
    *("1969-05-16", "2000-02-29", "1947-12-31", "1957-01-01", "2012-11-10", "1999-09-09"),
    *("1941-03-01", "2026-10-25", "1964-02-29", "1988-06-30", "1930-08-12", "1976-10-06"),
]
# How people and programs write a whole date: d and m plain, D and M of two digits, b Buddhist and
# y common year, s and l the Thai month, short and long, e the English one.
STYLES = [
    *("d/m/b", "D/M/b", "d-m-b", "D.M.b", "d m b", "d / m / b", "DMb", "bMD", "yMD", "b-M-D"),
    *(
        "y-M-D",
        "y-M-D 00:00:00",
        "b-M-D 00:00:00",
        "y/M/D",
        "D/M/y",
        "D/M/b 0:00",
        "y-M-DT00:00:00",
    ),
    *("d s b", "dsb", "d s. b", "d-s-b", "D l b", "d l พ.ศ. b", "วันที่ d เดือน l พ.ศ. b", "d e y"),
    *("D-e-y", "e d, y", "d s พศ b", "l b", "M/b", "วันศุกร์ที่ d l b", "d l ค.ศ. y"),
]
ENGLISH = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec"


def written(iso: str, style: str) -> str:
    year, month, day = map(int, iso.split("-"))
    values = {
        "d": str(day),
        "D": f"{day:02d}",
        "m": str(month),
        "M": f"{month:02d}",
        "b": str(year + 543),
        "y": str(year),
        "s": THAI_MONTHS_SHORT[month - 1],
        "l": THAI_MONTHS[month - 1],
        "e": ENGLISH.split()[month - 1],
    }
    return "".join(values.get(letter, letter) for letter in style).replace("..", ".")


@pytest.mark.parametrize("style", STYLES)
def test_every_style_of_every_date(style):
    """12 dates in 32 styles, with both kinds of digits: 768 cases."""
    for iso in DATES:
        text = written(iso, style)
        wanted = iso if "d" in style.lower() else iso[:7]
        assert read_date(text, latest_year=LATEST).iso() == wanted, text
        assert read_date(f" {thai_digits(text)}\u00a0", latest_year=LATEST).iso() == wanted, text


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("16/5/12", "1969-05-16"),
        ("16-05-12", "1969-05-16"),
        ("16 พ.ค. 12", "1969-05-16"),
        ("๑๖ พ.ค. ๑๒", "1969-05-16"),
        ("1/1/00", "1957-01-01"),
        ("25/10/69", "2026-10-25"),
        ("16/5/พ.ศ.85", "1942-05-16"),
        ("2490", "1947"),
        ("๒๔๙๐", "1947"),
        ("2490.0", "1947"),
        ("1947", "1947"),
        ("พ.ศ. 2490", "1947"),
        ("ปี พ.ศ. 2490", "1947"),
        ("ปี 2490", "1947"),
        ("ค.ศ. 1947", "1947"),
        ("00/00/2490", "1947"),
        ("0/0/2490", "1947"),
        ("-/-/2490", "1947"),
        ("xx/xx/2490", "1947"),
        ("ไม่ทราบ/ไม่ทราบ/2490", "1947"),
        ("00002490", "1947"),
        ("24900000", "1947"),
        ("00/05/2490", "1947-05"),
        ("-/5/2490", "1947-05"),
        ("24900500", "1947-05"),
        ("5/2490", "1947-05"),
        ("2490-05", "1947-05"),
        ("052512", "1969-05"),
        ("พ.ค. 2512", "1969-05"),
        ("พฤษภาคม 2512", "1969-05"),
        ("พฤษภา 2512", "1969-05"),
        ("16 กรกฏาคม 2512", "1969-07-16"),
        ("16 พค 2512", "1969-05-16"),
        ("16พ.ค2512", "1969-05-16"),
        ("25339", "1969-05-16"),
        ("25339.0", "1969-05-16"),
        ("25339.75", "1969-05-16"),
        ("223666", "1969-05-16"),
        ("1652512", "1969-05-16"),
        ("311269", "2026-12-31"),
        ("'16/05/2512", "1969-05-16"),
        ("16/5/2512 14:30 น.", "1969-05-16"),
        ("16/5/2512 14.30 น.", "1969-05-16"),
        ("16/5/2512 2:30:00 PM", "1969-05-16"),
        ("2512-05-16T00:00:00.000Z", "1969-05-16"),
        ("29/2/2543", "2000-02-29"),
        ("29 ก.พ. 43", "2000-02-29"),
        ("1/2/1900", "1900-02-01"),
        # Typed into a workbook with the Buddhist year: only such years have the day as a number.
        ("2543-02-28", "2000-02-28"),
        ("2512-05-16T00:00:00", "1969-05-16"),
        ("223666.0", "1969-05-16"),
        ("๒๓๔๗๐", "1964-04-03"),
        ("29 กุมภาพันธ์ 2543", "2000-02-29"),
        ("16 พ.ค.2512", "1969-05-16"),
        ("16  พฤษภาคม   ๒๕๑๒", "1969-05-16"),
        ("16\u200b/5/\u00a02512", "1969-05-16"),
        ("มิ\u200bถุนายน 2512", "1969-06"),
        ("วันที่ 16 เดือนพฤษภาคม พ.ศ.2512", "1969-05-16"),
        ("16 May 1969", "1969-05-16"),
        ("1 มค 2500", "1957-01-01"),
        ("ปีพ.ศ.2490", "1947"),
    ],
)
def test_read(text, iso):
    assert read_date(text, latest_year=LATEST).iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        *("16/5/85", "16 พ.ค. 85", "16-May-69", "5/16/2512", "5/16/12", "05162512", "2512-16-05"),
        *(
            "160512",
            "1112512",
            "240112",
            "85/5/16",
            "พ.ค. 12",
            "16/5/ค.ศ.12",
            "1900-01-01",
            "1/1/1900",
        ),
    ],
)
def test_asked(text):
    with pytest.raises(AmbiguousDate, match=r"[ก-ฮ]"):
        read_date(text, latest_year=LATEST)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "-",
            "ไม่ทราบ",
            "abc",
            "29/2/2512",
            "31/4/2512",
            "30/2/2543",
            "32/1/2512",
            "0/0/0",
        ),
        *(
            "00/00/0000",
            "00/00/00",
            "16/00/2512",
            "16/13/2512",
            "16/5/3104",
            "3104-05-16",
            "16/5/512",
        ),
        *("16/5/2", "16/5", "5/12", "12", "512", "16 พ.ค.", "ค.ศ. 2512", "พ.ศ. 1969", "16/5/2570"),
        *("2570", "16/5/2027", "60", "365", "99999", "182000", "31022512", "1/2/3/4", "12/3 หมู่ 4"),
        *(
            "16 พ.ค. 2512 ก.ย.",
            "1103700012345",
            "-5",
            "1e5",
            "1899-12-30",
            "2512 13.30",
            "2512-02-29 00:00:00",
            "29/2/2544",
            "29 ก.พ. 2512",
            "2543-02-30",
            "31 เมษายน 2512",
            "0/5/0",
            "ราว 2490",
            "60 ปี",
            "2512/2513",
            "16/5/25122",
            "16//5//2512",
        ),
    ],
)
def test_refused(text):
    with pytest.raises(UnreadableDate, match=r"[ก-ฮ]") as refused:
        read_date(text, latest_year=LATEST)
    assert not isinstance(refused.value, AmbiguousDate)


@given(DAY)
def test_what_is_shown_is_read_back(day):
    for long in (False, True):
        text = thai_date(day, long=long)
        for shown in (text, thai_digits(text)):
            assert read_date(shown, latest_year=LATEST).iso() == day.isoformat()


@given(DAY)
def test_day_numbers_of_workbooks(day):
    """A serial of either era gives its date, is asked about, or is refused; never another date."""
    serial = (day - date(1899, 12, 30)).days
    if serial >= 10_000:
        assert read_date(str(serial), latest_year=LATEST).iso() == day.isoformat()
    if (day.month, day.day) == (2, 29):
        return
    buddhist = (day.replace(year=day.year + 543) - date(1899, 12, 30)).days
    try:
        assert read_date(str(buddhist), latest_year=LATEST).iso() == day.isoformat()
    except AmbiguousDate:
        return


@given(DAY)
def test_short_years_are_buddhist_or_asked(day):
    text = f"{day.day}/{day.month}/{(day.year + 543) % 100:02d}"
    try:
        found = read_date(text, latest_year=LATEST)
    except UnreadableDate:
        assert day.year < 1957
    else:
        assert (found.month, found.day) == (day.month, day.day)
        assert (found.year - day.year) % 100 == 0
        assert found.year >= 1957


@given(st.text(max_size=20) | st.from_regex(r"[0-9/ .พศค-]{1,12}", fullmatch=True))
def test_anything_is_read_or_refused(text):
    try:
        found = read_date(text, latest_year=LATEST)
    except UnreadableDate:
        return
    assert 1857 <= found.year <= LATEST


@given(DAY)
def test_iso_goes_both_ways(day):
    for partial in (
        PartialDate(day.year),
        PartialDate(day.year, day.month),
        PartialDate(day.year, day.month, day.day),
    ):
        assert PartialDate.from_iso(partial.iso()) == partial


@pytest.mark.parametrize(
    "parts",
    [(2512,), (1969, 13), (1969, 0), (1969, 2, 29), (1969, None, 5), (1969, 5, 0), (1300,)],
)
def test_impossible_dates_cannot_be_made(parts):
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


@pytest.mark.parametrize(
    "text", ["1969-5-16", "1969/05/16", "19690516", "", "1969-05-16 00:00", "๑๙๖๙"]
)
def test_only_iso_is_iso(text):
    with pytest.raises(ValueError, match="ISO"):
        PartialDate.from_iso(text)


def test_shown():
    assert thai_date(date(1969, 5, 16)) == "16 พ.ค. 2512"
    assert thai_date(PartialDate(1969, 5, 16), long=True) == "16 พฤษภาคม 2512"
    assert thai_date(PartialDate(1947)) == "พ.ศ. 2490"
    assert thai_date(PartialDate(1947, 5)) == "พ.ค. 2490"
    assert thai_datetime(datetime(2022, 1, 3, 9, 5)) == "3 ม.ค. 2565 09.05 น."  # noqa: DTZ001


def test_old_new_year_is_flagged():
    flagged = [PartialDate(1940, 3, 31), PartialDate(1935, 1), PartialDate(1940, 1, 1)]
    plain = [
        PartialDate(1940, 4, 1),
        PartialDate(1941, 1, 1),
        PartialDate(1935),
        PartialDate(2000, 1),
    ]
    assert [d.flag_old_new_year for d in flagged + plain] == [True] * 3 + [False] * 4


def test_fiscal_year_begins_in_october():
    assert fiscal_year(date(2021, 9, 30)) == 2564
    assert fiscal_year(date(2021, 10, 1)) == 2565
    assert fiscal_year(date(2022, 1, 1)) == 2565


@pytest.mark.parametrize(
    ("birth", "on", "youngest", "oldest"),
    [
        ("1969-05-16", date(2024, 5, 15), 54, 54),
        ("1969-05-16", date(2024, 5, 16), 55, 55),
        ("1947", date(2007, 1, 1), 59, 60),
        ("1947", date(2007, 12, 31), 60, 60),
        ("1947-05", date(2007, 5, 10), 59, 60),
        ("1947-05", date(2007, 6, 1), 60, 60),
        ("1947-02", date(2007, 2, 28), 59, 60),
        ("2000-02-29", date(2015, 2, 28), 14, 14),
        ("2000-02-29", date(2015, 3, 1), 15, 15),
        ("2030", date(2015, 3, 1), 0, 0),
    ],
)
def test_ages(birth, on, youngest, oldest):
    partial = PartialDate.from_iso(birth)
    assert ages_on(partial, on) == (youngest, oldest)
    assert age_on(partial, on) == oldest


@given(DAY, st.integers(0, 40_000))
def test_the_true_age_lies_within_the_ages(day, days):
    on = day + timedelta(days)
    (true, same) = ages_on(PartialDate(day.year, day.month, day.day), on)
    assert true == same
    for partial in (PartialDate(day.year), PartialDate(day.year, day.month)):
        youngest, oldest = ages_on(partial, on)
        assert youngest <= true <= oldest <= youngest + 1
