"""Which member of the household a submission's lines are about."""

from collections.abc import Mapping, Sequence

from desktop.domain.form import Form
from desktop.domain.records import Person
from desktop.forms.sent import Read
from desktop.thai.names import split_name
from desktop.thai.text import search_key


def matched(
    form: Form, read: Read, members: Sequence[Person]
) -> tuple[Mapping[int, int], tuple[str, ...]]:
    """Return the persons' ids by the lines' numbers, and in Thai what stands open.

    By name without title, and by birth year where one name stands for several or a year is told.
    Only where no line has a name, and there are as many lines as members, their order decides,
    which somebody is asked to look at. Who can't be told gets no answers.
    """
    people = [one for one in members if one.id is not None]
    names = {number: _keys(name_of(form, read, number)) for number in read.members}
    if not any(names.values()):
        return _by_order(read, people)
    found: dict[int, int] = {}
    for number, name in names.items():
        year = _answer_to(form, read, number, "member.birth_date")[:4]
        alike = [one for one in people if name & _keys(_full(one), one.prefix)]
        fitting = [one for one in alike if _fits(one, year)]
        if len(fitting) == 1 and fitting[0].id is not None:
            found[number] = fitting[0].id
    # Two lines about one person: nobody can say which is right.
    sure = {n: person for n, person in found.items() if list(found.values()).count(person) == 1}
    words = [
        f"สมาชิกคนที่ {number} บนโทรศัพท์ไม่ตรงกับสมาชิกคนใดของครัวเรือนอย่างแน่ชัด คำตอบของคนนี้ยังไม่ได้ลงสมุดพก"
        for number in read.members
        if number not in sure
    ]
    return sure, tuple(words)


def _by_order(read: Read, people: Sequence[Person]) -> tuple[Mapping[int, int], tuple[str, ...]]:
    if not read.members:
        return {}, ()
    if len(people) != len(read.members):
        return {}, (
            f"โทรศัพท์ส่งสมาชิกมา {len(read.members)} คนโดยไม่มีชื่อ แต่ครัวเรือนมี {len(people)} คน "
            "คำตอบรายคนยังไม่ได้ลงสมุดพก",
        )
    pairs = zip(read.members, people, strict=True)
    found = {number: one.id for number, one in pairs if one.id is not None}
    if len(people) == 1:
        return found, ()
    return found, ("จับคู่สมาชิกตามลำดับเพราะโทรศัพท์ไม่ส่งชื่อมา กรุณาตรวจว่าคำตอบเป็นของคนนั้นจริง",)


def name_of(form: Form, read: Read, number: int) -> str:
    """Return the name that a line has, '' for none."""
    return read.names.get(number, "") or _answer_to(form, read, number, "member.name")


def _answer_to(form: Form, read: Read, number: int, fact: str) -> str:
    asked = (one.id for one in form.questions if one.per_member and one.fact == fact)
    return next((read.members[number].get(question, "") for question in asked), "")


def _full(person: Person) -> str:
    return f"{person.prefix}{person.first_name} {person.last_name}"


def _keys(name: str, prefix: str = "") -> set[str]:
    """Return a name as it stands and without its title: of short ones the title can't be told."""
    parts = split_name(name)
    ways = (name, name.removeprefix(prefix), f"{parts.first} {parts.last}")
    return {key for key in map(search_key, ways) if key}


def _fits(person: Person, year: str) -> bool:
    return not year or person.birth is None or str(person.birth.year) == year
