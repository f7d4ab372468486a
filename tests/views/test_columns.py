"""The columns of a table of members, and what of a text a cell has room for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetrics

from desktop.domain.form import Choice, Question
from desktop.domain.vocabulary import AnswerState
from desktop.forms.tables import Table
from desktop.models.entry import Shown
from desktop.views.household.entry.columns import columns_of, cut, in_short

# Fonts are measured by an application.
pytestmark = pytest.mark.usefixtures("qapp")
CHOICES = (Choice("1", "ปกติ", "1"), Choice("2", "พิการ", "2"), Choice("3", "ป่วยเรื้อรัง", "3"))
KINDS = ("text", "integer", "date", "select_one", "select_multiple")


class Words:
    """Breaks after each blank only."""

    def with_breaks(self, text):
        return text


@pytest.fixture
def metrics(qapp):
    return QFontMetrics(QFont("Sarabun", 10))


def fits(metrics, width):
    return lambda text: cut(text, metrics, width) == text


def table_of(*kinds):
    return Table(tuple(Question(k + str(n), k, "ข้อ", k, "m") for n, k in enumerate(kinds)))


@given(st.lists(st.sampled_from(KINDS), min_size=2, max_size=10), st.integers(100, 3000))
def test_columns_fill_the_width_or_are_none(kinds, width):
    metrics = QFontMetrics(QFont("Sarabun", 10))
    columns = columns_of(table_of(*kinds), width, metrics, Words(), 6)
    if columns is not None:
        assert sum(columns.widths) == width
        assert len(columns.widths) == len(kinds) + 1
        assert min(columns.widths) >= metrics.horizontalAdvance("0") * 7 - 1
        wider = columns_of(table_of(*kinds), width + 200, metrics, Words(), 6)
        assert all(a <= b for a, b in zip(columns.widths, wider.widths, strict=True))


def test_where_names_are_asked_a_row_is_only_numbered(metrics):
    asked = table_of(*KINDS)
    named = Table((replace(asked.questions[0], fact="member.name"), *asked.questions[1:]))
    wide, narrow = (columns_of(one, 900, metrics, Words(), 6) for one in (asked, named))
    assert narrow.widths[0] < wide.widths[0] / 2
    assert sum(narrow.widths) == sum(wide.widths)


def test_too_narrow_a_width_has_no_columns(metrics):
    table = table_of(*KINDS)
    assert columns_of(table, 200, metrics, Words(), 6) is None
    assert columns_of(table, 1200, metrics, Words(), 6) is not None


def test_a_long_text_ends_in_an_ellipsis_and_a_short_one_is_whole(metrics):
    assert cut("สั้น", metrics, 80) == "สั้น"
    kept = cut("คำ ยาว " * 40, metrics, 80)
    assert kept.endswith("…")
    assert kept.startswith("คำ ยาว")
    assert cut("", metrics, 80) == ""


@pytest.mark.parametrize(
    ("value", "width", "says"),
    [
        ("2", 300, "2 พิการ"),
        ("1 3", 300, "1 ปกติ, 3 ป่วยเรื้อรัง"),
        ("1 2 3", 40, "1, 2, 3"),
        ("", 300, ""),
    ],
)
def test_coded_answers_are_words_where_they_have_room(metrics, value, width, says):
    shown = Shown(value=value, choices=CHOICES)
    assert in_short(shown, "select_multiple", fits(metrics, width)) == says


def test_other_answers_and_states_say_themselves(metrics):
    typed = Shown(value="9000", words="9,000")
    assert in_short(typed, "integer", fits(metrics, 60)) == "9,000"
    born = Shown(value="1969-05-16", words="16 พฤษภาคม 2512 อายุ 53 ปี")
    assert in_short(born, "date", fits(metrics, 60)) == "16 พ.ค. 2512"
    unknown = Shown(state=AnswerState.UNKNOWN, choices=CHOICES)
    assert in_short(unknown, "select_one", fits(metrics, 60)) == "ไม่ทราบ"
