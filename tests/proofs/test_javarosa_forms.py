"""Whole forms, one workbook read by us and by pyxform and JavaRosa, agree question by question."""

import base64
import random
import re
import xml.etree.ElementTree as ET
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.records import Answer
from desktop.forms.definition import read_form
from desktop.forms.expressions.nodes import BANGKOK
from desktop.forms.linting.rules import rule_mistakes
from desktop.forms.rules import Rules
from desktop.forms.xform import to_xform
from tests.factories.forms import SETTINGS, workbook
from tests.proofs.javarosa import NEEDS, ask

pytestmark = NEEDS
FORMS = Path(__file__).parents[2] / "resources" / "forms"

# JavaRosa joins equal formulas in and outside of a repeat to one: none stands in both here.
HEADERS = (
    *("type", "name", "label", "relevant", "required", "constraint", "calculation"),
    "choice_filter",
)
HOUSEHOLD = (
    *("${n} + 1", "${n} div ${d}", "${n} mod 4", "-${n}", "${n} = ${d}", "${n} != ''"),
    *("${n} >= 0", "${n} < ${d}", "not(${n})", "${has} = 'yes'", "selected(${many}, 'b')"),
    *("count-selected(${many})", "selected-at(${many}, 1)", "if(${has} = 'yes', 'มี', 'ไม่มี')"),
    *("coalesce(${n}, 'none')", "coalesce(${txt}, ${n})", "string-length(${txt})"),
    *("concat(${txt}, '-', ${n}, '-', ${has})", "round(${d}, 1)", "int(${d})", "round(${d})"),
    *("number(${txt}) + 1", "contains(${txt}, 'ก')", "substr(${txt}, 1, 3)", "${when} + 1"),
    *("string(${when})", "date(${when} + 30)", "format-date(${when}, '%d/%m/%Y')"),
    *("${when} - date('2000-01-01')", "decimal-date-time(${when})", "${when} > today()"),
    *("date(decimal-date-time(${when}) + 1)", "int((today() - ${when}) div 365.25)"),
    *("regex(${txt}, '[0-9]+')", "jr:choice-name(${has}, '${has}')", "${why} = ''"),
    *("sum(${age})", "count(${m})", "count(${m}[${age} >= 60])", "max(${age})", "min(${age})"),
    *("join(',', ${age})", "concat(${sex})", "count(${m}[${sex} = 'f' and ${age} > 10])"),
    *("indexed-repeat(${age}, ${m}, 1)", "indexed-repeat(${age}, ${m}, 2) + 1", "sum(${own})"),
    *("count-non-empty(${age})", "${m}[position() = 1]/age", "sum(/data/m[position() = 2]/age)"),
    *("instance('yn')/root/item[name = ${has}]/weight", "sum(${m}/age)", "count(${m}/inner)"),
    *("count(${m}[position() > 1])", "join('/', ${m}[${age} > 20]/sex)", "boolean(${n})"),
    *("${n} or ${has} = 'no'", "true() and ${d} > 1", "1 = 1", "sum(${age}) div count(${age})"),
)
MEMBER = (
    *("${age} * 2", "${age} >= 60", "sum(${age})", "count(/data/m/sex)", "position(..)"),
    *("${n} + ${age}", "sum(${m}[true()]/age)", "sum(../../m/age)", "../age + 1"),
    *("indexed-repeat(${age}, ${m}, 1)", "if(${sex} = 'f', 'หญิง', 'ชาย')", "${job} = ''"),
    *("${born} + 1", "indexed-repeat(${age}, ${m}, position(..) - 1)", "coalesce(${job}, '-')"),
    *("jr:choice-name(${sex}, '${sex}')", "max(/data/m/own)", "join('-', ${m}[true()]/sex)"),
    *("current()/../age", "count(${m}[age > 30])", "count(${m}[age > current()/../age])"),
    *("instance('yn')/root/item[name = ${sex}]/weight", "string-length(${job}) > 2"),
)


def calculations(expressions, letter):
    return [
        ("calculate", f"{letter}{place}", "", "", "", "", text)
        for place, text in enumerate(expressions)
    ]


SURVEY = (
    HEADERS,
    ("begin_group", "home", "บ้าน"),
    ("select_one yn", "has", "มีหรือไม่"),
    ("text", "why", "เพราะอะไร", "${has} = 'no'", "yes", "string-length(.) > 1"),
    ("integer", "n", "จำนวน", "", "${has} = 'yes'", ". > 0 and . < ${d}"),
    ("decimal", "d", "ทศนิยม", "", "", ". != 2.5"),
    ("date", "when", "เมื่อไร", "${n} != ''", "", ". <= today()"),
    ("text", "txt", "ข้อความ", "", "", "regex(., '[a-zก-ฮ0-9 ]*')"),
    ("select_multiple abc", "many", "หลายคำตอบ", "", "", "not(selected(., 'a')) or . = 'a'"),
    ("end_group",),
    ("begin_repeat", "m", "สมาชิก"),
    ("integer", "age", "อายุ", "", "yes", ". >= 0 and . <= 120"),
    ("select_one sex", "sex", "เพศ"),
    ("begin_group", "inner", "งาน", "${age} >= 15"),
    ("text", "job", "อาชีพ", "${sex} = 'f' or ${has} = 'yes'", "${age} > 18"),
    ("date", "born", "เกิด", "", "", "int((today() - .) div 365.25) >= ${age}"),
    ("end_group",),
    ("calculate", "own", "", "", "", "", "if(${age} >= 18, 1, 0)"),
    *calculations(MEMBER, "c"),
    ("end_repeat",),
    *calculations(HOUSEHOLD, "t"),
)
CHOICES = (
    ("list_name", "name", "label", "weight"),
    *(("yn", "yes", "ใช่", "3"), ("yn", "no", "ไม่ใช่", "7")),
    *(("abc", code, code, "") for code in "abc"),
    *(("sex", "f", "หญิง", ""), ("sex", "m", "ชาย", "")),
)
LISTS = {"has": "yn", "many": "abc", "sex": "sex"}
VALUES = {
    "has": ("", "yes", "no"),
    "why": ("", "ก", "เพราะ"),
    "n": ("", "0", "3", "7", "-2"),
    "d": ("", "2.5", "0", "10.25", "-0.45"),
    "when": ("", "1990-06-05", "2024-02-29", "2100-01-01"),
    "txt": ("", "กขค ก", "12", "A!", "4,5"),
    "many": ("", "a", "a b", "c b"),
    "age": ("", "3", "17", "18", "60", "130"),
    "sex": ("", "f", "m"),
    "job": ("", "ครู"),
    "born": ("", "1960-01-31", "2020-12-01"),
}


def padded(row):
    return (*row, *[""] * (len(HEADERS) - len(row)))


def read(content):
    form = read_form(content)
    named = [replace(one, list_name=LISTS.get(one.name, "")) for one in form.questions]
    return replace(form, questions=tuple(named))


def filled(xform, answers, members, repeat):
    """Return the XForm with the answers in its instance, and a repeat for each member."""
    root = ET.fromstring(xform)  # noqa: S314 - pyxform wrote it
    data = next(one for one in root.iter() if tag(one) == "data")
    above = next(one for one in data.iter() if any(tag(child) == repeat for child in one))
    instances = [one for one in above if tag(one) == repeat]
    at = list(above).index(instances[0])
    for one in instances:
        above.remove(one)
    fill(data, answers, 0)
    blank = instances[-1]
    blank.attrib.clear()
    for place, person in enumerate(members):
        one = deepcopy(blank)
        fill(one, answers, person)
        above.insert(at + place, one)
    return ET.tostring(root, encoding="unicode")


def tag(element):
    return element.tag.rpartition("}")[2]


def fill(element, answers, person):
    for one in element.iter():
        value = answers.get((tag(one), person), "")
        if value:
            one.text = value


def told_by_javarosa(lines, members, repeat):
    """Return what JavaRosa says of each question and person."""
    told = {}
    for path, relevant, required, holds, value in lines:
        name = re.search(r"/([^/]+)\[\d+\]$", path)[1]
        member = re.search(rf"/{repeat}\[(\d+)\]/", path)
        person = members[int(member[1]) - 1] if member else 0
        text = base64.b64decode(value).decode()
        text = {"true": "1", "false": "0"}.get(text, text)
        told[name, person] = (relevant == "true", required == "true", holds == "true", text)
    return told


def differences(content, form, answers, members, folder):
    """Return in what we and JavaRosa differ: name, person, JavaRosa's word and ours."""
    repeat = next(group.name for group in form.groups if group.repeat)
    file = folder / "form.xml"
    file.write_text(filled(to_xform(content), answers, members, repeat), encoding="utf-8")
    lines = ask(file, zone="Asia/Bangkok")
    told = told_by_javarosa(lines[:-1], members, repeat)
    now = (datetime.now(UTC) + BANGKOK).replace(tzinfo=None)
    ids = {question.name: question.id for question in form.questions}
    said = [Answer(ids[name], value=v, person_id=p) for (name, p), v in answers.items()]
    keyed = Rules(form).begin(said, members, now)
    differing = []
    for question in form.questions:
        for person in members if question.per_member else (0,):
            mine = (
                keyed.relevant(question.id, person),
                keyed.required(question.id, person),
                not keyed.complaint(question.id, person),
                keyed.value(question.id, person),
            )
            theirs = told[question.name, person]
            if theirs[0] != mine[0] or (mine[0] and theirs != mine):
                differing.append((question.name, person, theirs, mine))
    return differing


@pytest.mark.parametrize("seed", range(6))
def test_every_kind_of_rule_says_what_javarosa_says(seed, tmp_path):
    chance = random.Random(seed)
    content = workbook([padded(row) for row in SURVEY], CHOICES, SETTINGS)
    form = read(content)
    assert [one for one in rule_mistakes(form) if one.severity == "error"] == []
    members = tuple(range(11, 12 + seed % 3))
    answers = {
        (question.name, person): chance.choice(VALUES[question.name])
        for question in form.questions
        if question.name in VALUES
        for person in (members if question.per_member else (0,))
    }
    assert differences(content, form, answers, members, tmp_path) == []


def anything(question, chance):
    """Return an answer to a question, blank one time in four."""
    if not question.asked or question.calculation or chance.random() < 0.25:
        return ""
    if question.choices:
        most = 1 if question.kind == "select_one" else min(3, len(question.choices))
        codes = [choice.code for choice in question.choices]
        return " ".join(chance.sample(codes, chance.randint(1, most)))
    if question.kind == "date":
        return (
            f"{chance.randint(1940, 2027)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        )
    if question.kind == "text":
        return chance.choice(("ก", "0812345678", "12345678901", "x" * 20))
    return chance.choice(("-1", "0", "1", "2", "14", "15", "60", "3000", "120000"))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "workbook_of_ours", sorted(FORMS.glob("*.xlsx")), ids=lambda one: one.stem
)
def test_shipped_form_says_what_javarosa_says(workbook_of_ours, seed, tmp_path):
    chance = random.Random(seed)
    form = read_form(workbook_of_ours)
    assert rule_mistakes(form) == ()
    members = tuple(range(1, 2 + seed))
    answers = {
        (question.name, person): anything(question, chance)
        for question in form.questions
        for person in (members if question.per_member else (0,))
    }
    content = workbook_of_ours.read_bytes()
    assert differences(content, form, answers, members, tmp_path) == []
