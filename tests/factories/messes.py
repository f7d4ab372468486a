"""A small made province in every mess that offices send, with the rows that must come out.

Nobody here exists. A sheet is made in steps: a shape lays the households out in lines, areas and
extras are put around them, values are written in some wrong way, and the whole goes to a file.
Each line knows the people it holds and what must be read of them.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tests.factories.mess_values import MESSES, Written

Cell = object

_FIRST = {
    "m": ("อำนวย", "แก้วกล้า", "สมมุติ", "ปิ่นชัย", "จำลอง", "วีระ", "น้ำเชี่ยว", "ขวัญเมือง"),
    "f": ("กำไล", "แสงเดือน", "จำปี", "น้ำฝน", "แววดาว", "สุนีย์", "ผ่องศรี", "ปั้นหยา"),
}
_LAST = ("ตัวอย่างแท้", "สมมุติธรรม", "น้ำใสจำลอง", "แบบทดสอบ", "ผู้ไม่มีจริง")
_TITLES = {"m": "นาย", "f": "นางสาว"}
_RELATIONS = ("คู่สมรส", "บุตร", "หลาน", "บิดา/มารดา")
TAMBONS = (("คลองหนึ่ง", "130201"), ("คลองสอง", "130202"))
DISTRICT, PROVINCE = "คลองหลวง", "ปทุมธานี"


@dataclass(frozen=True)
class Person:
    """One made person; `cid` has a right check digit."""

    title: str
    first: str
    last: str
    cid: str
    sex: str
    birth: date
    age: int
    relation: str
    income: int
    disabled: bool
    tel: str


@dataclass(frozen=True)
class Home:
    """One made household."""

    number: int
    house_code: str
    address: str
    moo: int
    tambon: str
    tambon_code: str
    people: tuple[Person, ...]

    @property
    def village(self) -> tuple[str, int]:
        """What tells villages apart."""
        return self.tambon_code, self.moo


@dataclass
class Line:
    """One row to be: cells by header, whom it holds, and what must be reported of it."""

    cells: dict[str, Cell] = field(default_factory=dict)
    people: list[dict[str, object]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    home: Home | None = None
    is_header: bool = False
    across: str = ""


@dataclass
class Made:
    """A file's sheets as rows, the people by (sheet, row), and what must be reported."""

    sheets: dict[str, list[list[Cell]]]
    people: list[dict[str, object]]
    doubts: set[tuple[str, int, str, str]]


def homes(count: int, seed: int, most: int = 4) -> list[Home]:
    """Return households of two tambons with two villages each, village by village."""
    dice = random.Random(seed)
    places = [(*tambon, moo) for tambon in TAMBONS for moo in (3, 7)]
    found, serial = [], 100 + seed % 1000
    for number in range(count):
        tambon, code, moo = places[number * len(places) // count]
        people = []
        income = dice.randint(10, 99) * 1000
        for at in range(dice.randint(1, most)):
            serial += 1
            people.append(_person(dice, serial, at, income))
        if not found or found[-1].village != (code, moo):
            # A column of crosses alone could mean either.
            people[0] = replace(people[0], disabled=True)
        found.append(
            Home(
                number + 1,
                f"1302{number + 1:06d}{dice.randint(1, 9)}",
                f"{number % 27 + 1}/{dice.randint(1, 12)}",
                moo,
                tambon,
                code,
                tuple(people),
            )
        )
    return found


def _person(dice: random.Random, serial: int, at: int, income: int) -> Person:
    sex = dice.choice("mf")
    birth = date(dice.randint(1946, 2005), dice.randint(1, 12), dice.randint(1, 28))
    return Person(
        _TITLES[sex],
        f"{dice.choice(_FIRST[sex])}{_letters(serial)}",
        dice.choice(_LAST),
        checked(f"3{serial:011d}"),
        sex,
        birth,
        2021 - birth.year,
        "หัวหน้าครัวเรือน" if at == 0 else dice.choice(_RELATIONS),
        income,
        dice.random() < 0.3,
        f"08{serial:08d}",
    )


def checked(twelve: str) -> str:
    """Return a citizen id with its check digit."""
    total = sum(
        int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True)
    )
    return twelve + str((11 - total % 11) % 10)


def _letters(number: int) -> str:
    """Return a number as a syllable, so that names differ: 1 is กา."""
    letters = "กขคงจชดตนบ"
    return "".join(letters[int(digit)] for digit in str(number)) + "า"


# What must be read of a person: PersonRow's fields.
def expected(person: Person, home: Home) -> dict[str, object]:
    """Return what a list that tells everything says of a person."""
    return {
        "first_name": person.first,
        "last_name": person.last,
        "prefix": person.title,
        "cid": person.cid,
        "tambon_code": home.tambon_code,
        "moo": str(home.moo),
        "_home": home.number,
    }


Write = Callable[[str, object], Written]

PERSON_HEADERS = {
    "name": "ชื่อ-สกุล",
    "cid": "เลขประจำตัวประชาชน",
    "sex": "เพศ",
    "birth": "วันเดือนปีเกิด",
    "age": "อายุ",
    "relation": "ความสัมพันธ์",
    "income": "รายได้เฉลี่ยต่อคนต่อปี",
    "disabled": "ความพิการ",
    "tel": "โทรศัพท์",
}
HOUSE_HEADERS = {
    "number": "ลำดับครัวเรือน",
    "house_code": "รหัสประจำบ้าน",
    "address": "บ้านเลขที่",
}
AREA_HEADERS = {"moo": "หมู่ที่", "tambon": "ตำบล", "district": "อำเภอ"}
_FIELDS = {"name": "full_name", "address": "address_no"}


@dataclass(frozen=True)
class Recipe:
    """Which mess to make. `values` names a way of writing for a field."""

    shape: str = "person_rows"
    houses: tuple[str, ...] = ("address",)
    area: str = "columns"
    extras: frozenset[str] = frozenset()
    values: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ("cid", "age", "relation")

    def write(self, name: str, value: object) -> Written:
        """Return a value as it is written in this mess."""
        return MESSES[name][dict(self.values).get(name, "plain")](value)


def make(recipe: Recipe, found: Sequence[Home]) -> Made:
    """Return the sheets of a recipe and what must come out of them."""
    villages: dict[tuple[str, int], list[Home]] = {}
    for home in found:
        villages.setdefault(home.village, []).append(home)
    alone = recipe.area in ("title", "sheet_name")
    parts = list(villages.values()) if alone else [list(found)]
    made = Made({}, [], set())
    for number, part in enumerate(parts, 1):
        name = f"แผ่น {number}"
        if recipe.area == "sheet_name":
            name = f"ม.{part[0].moo} ต.{part[0].tambon} อ.{DISTRICT}"
        _add_sheet(made, name, recipe, part)
    return made


def _add_sheet(made: Made, name: str, recipe: Recipe, part: Sequence[Home]) -> None:
    lines = _with_areas(recipe, SHAPES[recipe.shape](recipe, part))
    headers = list(dict.fromkeys(header for line in lines for header in line.cells))
    lines = _with_extras(recipe, lines, name, part[0])
    rows: list[list[Cell]] = []
    for number, line in enumerate(lines, 1):
        if line.is_header:
            rows.append(list(headers))
        elif line.across:
            rows.append([line.across])
        else:
            rows.append([line.cells.get(header, "") for header in headers])
        made.people += ({**person, "_sheet": name, "row": number} for person in line.people)
        made.doubts |= {(name, number, header, tip) for header, tip in line.doubts}
    made.sheets[name] = rows


def _house_cells(recipe: Recipe, home: Home, line: Line) -> dict[str, object]:
    """Write a house's cells into a line; return what must be read of it."""
    said: dict[str, object] = {}
    values = {"number": home.number, "house_code": home.house_code, "address": home.address}
    for one in recipe.houses:
        header = HOUSE_HEADERS[one]
        written = recipe.write(one, values[one])
        line.cells[header] = written.shown
        if written.doubtful:
            line.doubts.append((header, written.suggestion))
        if one != "number":
            said[_FIELDS.get(one, one)] = written.read
    if recipe.area in ("columns", "block"):
        line.cells |= {
            AREA_HEADERS["moo"]: recipe.write("moo", home.moo).shown,
            AREA_HEADERS["tambon"]: recipe.write("tambon", home.tambon).shown,
            AREA_HEADERS["district"]: DISTRICT,
        }
    return said


_READ = {"birth": "birth", "income": "income", "disabled": "_disabled"}


def _person_cells(
    recipe: Recipe, person: Person, home: Home, line: Line, headers: dict[str, str]
) -> dict[str, object]:
    """Write a person's cells into a line under these headers; return what must be read."""
    read = expected(person, home) | {"cid": ""}
    for one, header in headers.items():
        value = person if one == "name" else getattr(person, one)
        written = recipe.write(one, value)
        line.cells[header] = written.shown
        if written.doubtful:
            line.doubts.append((header, written.suggestion))
        if one == "name":
            read |= written.read
        else:
            read[_READ.get(one, one)] = written.read
    return read


def _headers_of(recipe: Recipe) -> dict[str, str]:
    return {one: PERSON_HEADERS[one] for one in ("name", *recipe.fields)}


def _add_person(
    recipe: Recipe,
    person: Person,
    line: Line,
    said: dict[str, object],
    headers: dict[str, str],
) -> None:
    """Write a person of the line's house, of which this is said, into a line."""
    line.people.append(_person_cells(recipe, person, line.home, line, headers) | said)


def person_rows(recipe: Recipe, part: Sequence[Home]) -> list[Line]:
    """One row per person, everything in each."""
    lines = []
    for home in part:
        for person in home.people:
            line = Line(home=home)
            said = _house_cells(recipe, home, line)
            _add_person(recipe, person, line, said, _headers_of(recipe))
            lines.append(line)
    return lines


def first_row(recipe: Recipe, part: Sequence[Home]) -> list[Line]:
    """The house only in the row of its first member."""
    lines = []
    for home in part:
        said: dict[str, object] = {}
        for at, person in enumerate(home.people):
            line = Line(home=home)
            if at == 0:
                said = _house_cells(recipe, home, line)
            _add_person(recipe, person, line, said, _headers_of(recipe))
            lines.append(line)
    return lines


def own_row(recipe: Recipe, part: Sequence[Home]) -> list[Line]:
    """A row of the house, then its members."""
    lines = []
    for home in part:
        house = Line(home=home)
        said = _house_cells(recipe, home, house)
        lines.append(house)
        for person in home.people:
            line = Line(home=home)
            _add_person(recipe, person, line, said, _headers_of(recipe))
            lines.append(line)
    return lines


def side_by_side(recipe: Recipe, part: Sequence[Home]) -> list[Line]:
    """One row per household, its members in sets of columns."""
    lines = []
    for home in part:
        line = Line(home=home)
        said = _house_cells(recipe, home, line)
        for number, person in enumerate(home.people, 1):
            headers = {
                one: f"สมาชิกคนที่ {number} {header}" for one, header in _headers_of(recipe).items()
            }
            _add_person(recipe, person, line, said, headers)
        lines.append(line)
    return _in_order_of_numbers(lines)


def head_beside(recipe: Recipe, part: Sequence[Home]) -> list[Line]:
    """The head with plain headers, the other members numbered from 2."""
    lines = []
    plain_headers = _headers_of(recipe) | {"name": "ชื่อหัวหน้าครัวเรือน"}
    numbered = {"name": "ชื่อสมาชิก", "cid": "เลขบัตรสมาชิก", "age": "อายุสมาชิก"}
    # Where no member has a column, a sheet of heads alone is seen.
    told = any(len(home.people) > 1 for home in part)
    for home in part:
        line = Line(home=home)
        said = _house_cells(recipe, home, line)
        for number, person in enumerate(home.people, 1):
            headers = plain_headers
            if number > 1:
                headers = {
                    one: f"{header} {number}"
                    for one, header in numbered.items()
                    if one in plain_headers
                }
            _add_person(recipe, person, line, said, headers)
        if line.people[0].get("_disabled") and not (told and len(home.people) == 1):
            # Whose the mark is, nobody knows.
            line.people[0]["_disabled"] = None
        lines.append(line)
    return _in_order_of_numbers(lines)


def _in_order_of_numbers(lines: list[Line]) -> list[Line]:
    """Give every line all headers, in the order of the widest household."""
    widest = max(lines, key=lambda line: len(line.cells))
    for line in lines:
        line.cells = dict.fromkeys(widest.cells, "") | line.cells
    return lines


def one_cell(recipe: Recipe, part: Sequence[Home]) -> list[Line]:
    """All members as numbered lines of one cell."""
    lines = []
    for home in part:
        line = Line(home=home)
        said = _house_cells(recipe, home, line)
        scratch = Line()
        for person in home.people:
            header = {"name": "รายชื่อสมาชิก"}
            line.people.append(_person_cells(recipe, person, home, scratch, header) | said)
            scratch.cells.setdefault("_", "")
        names = [recipe.write("name", person).shown for person in home.people]
        joint = ", " if "commas" in recipe.extras else "\n"
        numbered = [f"{number}. {name}" for number, name in enumerate(names, 1)]
        line.cells["รายชื่อสมาชิก"] = joint.join(names if joint == ", " else numbered)
        lines.append(line)
    return lines


def head_only(recipe: Recipe, part: Sequence[Home]) -> list[Line]:
    """The head and how many they are."""
    lines = []
    for home in part:
        line = Line(home=home)
        said = _house_cells(recipe, home, line)
        fields = tuple(one for one in recipe.fields if one not in ("relation", "disabled"))
        headers = {one: PERSON_HEADERS[one] for one in fields}
        headers = {"name": "ชื่อหัวหน้าครัวเรือน"} | headers
        read = _person_cells(recipe, home.people[0], home, line, headers)
        line.people.append(read | said | {"relation": "หัวหน้าครัวเรือน"})
        line.cells["จำนวนสมาชิก"] = len(home.people)
        lines.append(line)
    return lines


SHAPES: dict[str, Callable[[Recipe, Sequence[Home]], list[Line]]] = {
    "person_rows": person_rows,
    "first_row": first_row,
    "own_row": own_row,
    "side_by_side": side_by_side,
    "head_beside": head_beside,
    "one_cell": one_cell,
    "head_only": head_only,
}
AREAS = ("columns", "block", "own_row", "title", "sheet_name")
EXTRAS = ("titles", "pages", "subtotals", "total", "blanks", "numbering", "notes")


def _with_areas(recipe: Recipe, lines: list[Line]) -> list[Line]:
    """Leave areas to the first row of each block, or put them in a row of their own."""
    if recipe.area not in ("block", "own_row"):
        return lines
    found: list[Line] = []
    last = None
    for line in lines:
        assert line.home
        if line.home.village != last:
            last = line.home.village
            if recipe.area == "own_row":
                home = line.home
                found.append(
                    Line(across=f"หมู่ที่ {home.moo} ตำบล{home.tambon} อำเภอ{DISTRICT}", home=home)
                )
        elif recipe.area == "block":
            for header in AREA_HEADERS.values():
                if header in line.cells:
                    line.cells[header] = ""
        found.append(line)
    return found


def _with_extras(recipe: Recipe, lines: list[Line], sheet: str, first: Home) -> list[Line]:
    """Put titles, page headers, totals and empty rows around the lines."""
    extras = recipe.extras
    head: list[Line] = []
    if "titles" in extras or recipe.area == "title":
        title = "ทะเบียนครัวเรือนเปราะบาง"
        if recipe.area == "title":
            title += f" หมู่ที่ {first.moo} ตำบล{first.tambon} อำเภอ{DISTRICT} จังหวัด{PROVINCE}"
        head += [Line(across=title), Line()]
    header = Line(is_header=True)
    found = [*head, header]
    if "numbering" in extras:
        names = dict.fromkeys(name for line in lines for name in line.cells)
        found.append(Line(cells={name: f"({n})" for n, name in enumerate(names, 1)}))
    for at, line in enumerate(lines):
        starts = at == 0 or (line.home and lines[at - 1].home != line.home)
        if starts and at and "pages" in extras and at % 2:
            found += [*([Line()] if "blanks" in extras else []), *head[:1], header]
        elif starts and at and "blanks" in extras:
            found.append(Line())
        found.append(line)
        if "subtotals" in extras and _ends_village(lines, at):
            found.append(_total(lines, "รวมหมู่บ้านนี้ 5 ครัวเรือน"))
    if "total" in extras:
        found.append(_total(lines, "รวมทั้งสิ้น"))
    if "notes" in extras:
        found += [Line(), Line(across="หมายเหตุ ข้อมูลสมมุติทั้งหมด")]
        found[-1].doubts.append(("", ""))
    return found


def _ends_village(lines: Sequence[Line], at: int) -> bool:
    here, after = lines[at].home, lines[at + 1].home if at + 1 < len(lines) else None
    return bool(here) and not (after and here and after.village == here.village)


def _total(lines: Sequence[Line], text: str) -> Line:
    names = list(dict.fromkeys(name for line in lines for name in line.cells))
    return Line(cells={names[0]: text, names[-1]: 12})
