import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.th import pin

from desktop.thai.citizen_id import dashed, digits, masked, problem

TWELVE = st.integers(min_value=0, max_value=10**12 - 1).map(lambda n: f"{n:012d}")


@pytest.mark.parametrize(
    "text",
    [
        "1-2345-67890-12-1",
        "'1234567890121",
        "๑๒๓๔๕๖๗๘๙๐๑๒๑",
        " 1 2345 67890 12 1\u00a0",
        "1234567890121.0",
    ],
)
def test_digits_of_what_is_typed(text):
    assert digits(text) == "1234567890121"


@given(TWELVE)
def test_exactly_one_check_digit_is_good(twelve):
    # So many noughts at the end are digits that a workbook lost.
    assume(not twelve.endswith("000000"))
    good = [str(n) for n in range(10) if problem(f"{twelve}{n}") is None]
    assert good == [pin.calc_check_digit(twelve)]
    cid = twelve + good[0]
    assert pin.is_valid(cid) == (cid[0] not in "09")
    assert digits(dashed(cid)) == cid


@given(TWELVE, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_seen(twelve, position, shift):
    cid = twelve + pin.calc_check_digit(twelve)
    wrong = str((int(cid[position]) + shift) % 10)
    changed = cid[:position] + wrong + cid[position + 1 :]
    # Sums 0 and 10 modulo 11 share a check digit, so a few single slips cannot be seen.
    same = pin.calc_check_digit(changed) == cid[-1]
    assert (problem(changed) is None) == same


@pytest.mark.parametrize(
    ("cid", "part"),
    [
        ("", "ไม่มีเลข"),
        ("123", "3 หลัก"),
        ("12345678901234", "14 หลัก"),
        ("1234567890122", "ตรวจสอบ"),
        ("1.1037E+12", "หายไป"),
        ("1.1037e12", "หายไป"),
        ("1103700000000", "หายไป"),
        ("12345xxxxx121", "ปิดบัง"),
        ("123456789012ก", "ไม่ใช่ตัวเลข"),
        ("١٢٣٤٥٦٧٨٩٠١٢١", "ไม่ใช่ตัวเลข"),
    ],
)
def test_problem_names_the_reason(cid, part):
    assert part in problem(cid)


def test_problem_never_repeats_the_id():
    assert "1234567" not in problem("1234567890122") + problem("12345678901234")


@pytest.mark.parametrize(
    ("cid", "shown"),
    [
        ("1234567890123", "1-2345-xxxxx-12-3"),
        ("", ""),
        ("12", "xx"),
        ("1234", "xxx4"),
        ("12345678", "xxxxx678"),
    ],
)
def test_masked(cid, shown):
    assert masked(cid) == shown


def test_dashed_leaves_other_lengths():
    assert dashed("1234567890123") == "1-2345-67890-12-3"
    assert dashed("123") == "123"
