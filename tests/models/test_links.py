"""Two records side by side, as the clerk reads them."""

from datetime import UTC, datetime

import pytest

from desktop.domain.link_pairs import Joined, LinkLine, LinkPair
from desktop.domain.linkage import Kind, Verdict
from desktop.models import links
from desktop.models.links import effect_words, joined_model, lines_model, score_words, shown
from desktop.models.roles import AGREEMENT_ROLE, ID_ROLE

LINES = (
    LinkLine("ชื่อ", "สมศรี", "สมศรี"),
    LinkLine("นามสกุล", "หนึ่ง", "สอง"),
    LinkLine("เลขประจำตัวประชาชน", "1101700203450", "1101700203460", is_id=True),
    LinkLine("อาชีพ", "ค้าขาย", ""),
    LinkLine("ซอย", "", ""),
)


def pair(**changes):
    values = {
        "id": 1,
        "kind": Kind.PERSON,
        "score": 953,
        "reasons": (),
        "verdict": Verdict.OPEN,
        "version": 1,
        "kept": "first",
        "homes": (1, 2),
        "names": ("ก", "ข"),
        "lines": LINES,
    }
    return LinkPair(**(values | changes))


def test_the_lines(qtmodeltester):
    model = lines_model()
    model.show(LINES)
    qtmodeltester.check(model)
    signs = [model.data(model.index(row, links.SIGN)) for row in range(len(LINES))]
    assert signs == ["=", "≠", "≠", "+", ""]
    assert model.data(model.index(1, links.FIRST), AGREEMENT_ROLE) == "differs"


def test_ids_are_masked_and_say_where_they_differ():
    line = LINES[2]
    assert shown(line, line.first) == "1-1017-xxxxx-45-0  ต่างหลักที่ 12"
    assert "เลขตรวจสอบผิด" in shown(line, line.second)
    assert shown(LinkLine("", "1101700203450", "", is_id=True), "1101700203450") == (
        "1-1017-xxxxx-45-0"
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "น่าจะเป็นคนเดียวกัน 95 %"),
        ({"score": 999}, "น่าจะเป็นคนเดียวกัน 99 %"),
        ({"score": 1000}, "เข้ากฎว่าเป็นคนเดียวกัน"),
        ({"kind": Kind.HOUSEHOLD, "score": 800}, "น่าจะเป็นครัวเรือนเดียวกัน 80 %"),
    ],
)
def test_score_in_words(changes, words):
    assert score_words(pair(**changes)) == words


def test_what_joining_would_do():
    assert "รายการที่ 1" in effect_words(pair())
    assert "อยู่คนละครัวเรือน" in effect_words(pair())
    assert "รวมเข้าด้วย" in effect_words(pair(alone=True, kept="second"))
    assert "คนละครัวเรือน" not in effect_words(pair(homes=(1, 1)))


def test_what_was_joined(qtmodeltester):
    model = joined_model()
    at = datetime(2022, 5, 16, 3, 30, tzinfo=UTC)
    model.show([Joined(4, Kind.HOUSEHOLD, "ก", "ข", "1/2 ม.4", at, "สมศรี", 9)])
    qtmodeltester.check(model)
    assert model.data(model.index(0, 0)) == "ครัวเรือน"
    assert model.data(model.index(0, 0), ID_ROLE) == 9
