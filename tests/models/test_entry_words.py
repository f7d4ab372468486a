"""What is typed into a question's line, as it is stored and as it is shown again."""

import pytest

from desktop.domain.form import Question
from desktop.models.entry import in_words, stored_text


def of(kind):
    return Question("q", "q", "ข้อ", kind, "s")


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "shown"),
    [
        ("integer", "๙,๐๐๐ บาท", "9000", "9,000"),
        ("decimal", "1.50", "1.50", "1.50"),
        ("range", "7", "7", "7"),
        ("time", "0830", "08:30:00.000+07:00", "08.30 น."),
        ("time", "๘.๓๐ น.", "08:30:00.000+07:00", "08.30 น."),
        ("geopoint", "14.02, 100.5", "14.02 100.5 0 0", "14.02, 100.5"),
        ("barcode", " OH-1 ", "OH-1", "OH-1"),
        ("text", "บ้าน", "บ้าน", "บ้าน"),
    ],
)
def test_typed_stored_and_shown(kind, typed, stored, shown):
    assert stored_text(of(kind), typed) == stored
    assert in_words(of(kind), stored) == shown


@pytest.mark.parametrize("kind", ["integer", "time", "geopoint"])
def test_what_can_not_be_read_stays_as_it_was_typed(kind):
    assert stored_text(of(kind), "มาก") == "มาก"
    assert in_words(of(kind), "มาก") == "มาก"
    assert stored_text(of(kind), "") == in_words(of(kind), "") == ""
