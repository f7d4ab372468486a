"""Expressions are read into trees, or refused with a reason and a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.expressions.compiling import compiled
from desktop.forms.expressions.parser import parse
from desktop.forms.expressions.tokens import ExpressionError
from desktop.forms.expressions.tree import Binary, Constant, Path, Reference, walk


@pytest.mark.parametrize(
    ("text", "says", "place"),
    [
        ("", "ไม่มีสูตร", ""),
        ("  ", "ไม่มีสูตร", "  "),
        ("(1 + 2", "มี ( แต่ไม่มี ) ปิด", "("),
        ("f(1", "มี ( แต่ไม่มี ) ปิด", "("),
        ("1 + 2)", "มี ) เกินมา", ")"),
        ("${a} == 1", "ใช้ = ตัวเดียวแทน ==", "=="),
        ("1 = = 1", "ใช้ = ตัวเดียวแทน ==", "= ="),
        ("${a} ${b}", "${b} อยู่ผิดที่ อาจขาดเครื่องหมายก่อนหน้า", "${b}"),
        ("1 +", "สูตรยังไม่จบหลัง +", "+"),
        ("${a", "มี ${ แต่ไม่มี } ปิด", "${a"),
        ("${ชื่อ} = 1", "ชื่อข้อใน ${ } ใช้ได้เฉพาะ A-Z a-z 0-9 _ . -", "${ชื่อ}"),
        ("${a} > ๑๘", "ตัวเลขในสูตรต้องเป็นเลขอารบิก 0-9", "๑๘"),
        ("'abc", "มีเครื่องหมายคำพูดเปิดแต่ไม่มีปิด", "'abc"),
        ("1 && 2", "ใช้ and แทน &&", "&&"),
        ("1 || 2", "ใช้ or แทน ||", "||"),
        ("!${a}", "ใช้ not(...) แทน !", "!"),
        ("a | b", "ไม่รองรับ | ให้ใช้ or", "|"),
        ("//a", "ไม่รองรับ // ให้เขียนเส้นทางเต็ม", "//"),
        ("concat(1)[1]", "ใช้ [ ] หรือ / ต่อจาก concat() ไม่ได้", "concat(1)"),
        ("อายุ > 3", "ใช้ตัวอักษร อ ตรงนี้ไม่ได้", "อ"),
    ],
)
def test_fault_is_told_with_its_place(text, says, place):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    error = caught.value
    assert (error.message, text[error.start : error.end]) == (says, place)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("1 or 2 and 3", "1 or (2 and 3)"),
        ("1 = 2 < 3", "1 = (2 < 3)"),
        ("-1 + 2", "(-1) + 2"),
        ("-1 mod 2", "(-1) mod 2"),
        ("3 < 4 < 5", "(3 < 4) < 5"),
        ("${ a }=‘x’", "${a} = 'x'"),
        ("${a}\u00a0=\u00a0“x”", '${a} = "x"'),
    ],
)
def test_texts_that_mean_the_same_have_the_same_tree(text, same):
    assert parse(text) == parse(same)


def test_operators_are_names_where_a_value_is_due():
    tree = parse("div div mod")
    assert isinstance(tree, Binary)
    assert [part.steps[0].name for part in tree.parts() if isinstance(part, Path)] == [
        "div",
        "mod",
    ]


def test_last_saved_reference_is_told_apart():
    assert parse("${last-saved#a}") == Reference("a", True, start=0, end=0)


def test_parts_know_their_place():
    text = "selected(${many}, 'x') and ../age >= 18"
    shown = {
        text[part.start : part.end] for part in walk(parse(text)) if not isinstance(part, Binary)
    }
    assert shown == {"selected(${many}, 'x')", "${many}", "'x'", "../age", "18"}


@pytest.mark.parametrize("text", ["(" * 500 + "1" + ")" * 500, "-" * 500 + "1", "1" + "+1" * 500])
def test_endless_expression_is_refused(text):
    with pytest.raises(ExpressionError, match="ยาว"):
        parse(text)


def test_long_chain_of_codes_is_read():
    text = " or ".join(f"${{a}} = 'c{n}'" for n in range(150))
    compiled(parse(text))
    assert sum(isinstance(part, Constant) for part in walk(parse(text))) == 150


_PIECES = st.sampled_from(
    [
        *("${a}", "${", "}", "(", ")", "[", "]", "/", "..", ".", ",", "-", "+", "*", "=", "!="),
        *("and", "or", "div", "mod", "if(", "not(", "1", "2.5", ".5", "'x'", '"', "a", "jr:x"),
        *(" ", "๙", "<", ">=", "@", "::", "|", "current()", "instance('x')", "count(", "ก"),
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=25).map("".join)))
def test_any_text_is_read_or_refused_with_a_place(text):
    fault = None
    try:
        tree = parse(text)
        for part in walk(tree):
            assert 0 <= part.start < part.end <= len(text)
        compiled(tree)
    except ExpressionError as error:
        fault = error
    assert fault is None or 0 <= fault.start <= fault.end <= len(text)
