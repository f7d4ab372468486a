"""Made-up households and their members. No real person is meant.

Given names are common ones; surnames are put together from syllables; citizen ids carry an
issuing office (digits 2-5) of 0000, house codes an office of 1300: there are no such offices.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from desktop.domain.vocabulary import Dimension

DATA_DATE = date(2021, 1, 15)
_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "demo"
_CHECK_WEIGHTS = range(13, 1, -1)
_SIZES = (1, 2, 3, 4, 5, 6, 7)
_SIZE_WEIGHTS = (34, 31, 18, 10, 4, 2, 1)
_LARGEST = 9
_RELATIONS = ("บุตร", "หลาน", "บิดา/มารดา", "พี่น้อง", "อื่น ๆ")
_RELATION_WEIGHTS = (55, 25, 10, 6, 4)
_ADULT_WORK = ("รับจ้าง", "เกษตรกร", "ค้าขาย/ธุรกิจส่วนตัว", "พนักงานบริษัท", "ไม่มีอาชีพ")
_DISABILITIES = ("การเห็น", "การได้ยิน", "การเคลื่อนไหว", "สติปัญญา", "จิตใจ", "การเรียนรู้")
# The indicators of each dimension in the 2560-2564 edition (domain.md A.2.1).
_INDICATORS = {
    Dimension.HEALTH: (4, 5, 7),
    Dimension.LIVING: (9, 10, 11),
    Dimension.EDUCATION: (19,),
    Dimension.INCOME: (20, 22),
}
_BAD_HOUSE = 8
_UNKNOWN_HOUSE_CODE = 331
_POVERTY = 38_000


@dataclass(slots=True)
class Member:
    """One person of a household."""

    cid: str
    prefix: str
    first: str
    last: str
    sex: str
    birth: date
    age: int
    relation: str
    occupation: str
    education: str
    tel: str
    disability: str = ""
    bedridden: bool = False
    chronic: bool = False
    helpless: bool = False
    single_parent: bool = False
    poor_child: bool = False
    elder_allowance: bool = False
    disability_allowance: bool = False
    newborn_grant: bool = False
    card: bool = False
    farmer: bool = False


@dataclass(slots=True)
class House:
    """One household: where it is, what it fails, who lives there."""

    code: str
    address: str
    moo: int
    failed: frozenset[Dimension]
    indicators: frozenset[int]
    income: int | None
    members: list[Member] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Names:
    """The parts that names are made of."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    surname: tuple[tuple[str, ...], ...]


def read_names() -> Names:
    """Return the lists of resources/demo."""

    def lines(name: str) -> tuple[str, ...]:
        return tuple((_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())

    return Names(
        lines("given_male"),
        lines("given_female"),
        tuple(lines(f"surname_{part}") for part in ("first", "middle", "last")),
    )


def sizes(rng: Random, households: int, persons: int) -> list[int]:
    """Return how many live in each household, `persons` in all."""
    found = rng.choices(_SIZES, _SIZE_WEIGHTS, k=households)
    missing = persons - sum(found)
    while missing:
        index = rng.randrange(households)
        step = 1 if missing > 0 else -1
        # A province of few households may hold more persons than usual.
        if found[index] + step >= 1 and (found[index] < _LARGEST or households < _LARGEST):
            found[index] += step
            missing -= step
    return found


def citizen_id(first_digit: int, number: int) -> str:
    """Return the id with this running number and a valid check digit."""
    body = f"{first_digit}0000{number:07d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _CHECK_WEIGHTS, strict=True))
    return f"{body}{(11 - total % 11) % 10}"


class Villagers:
    """Makes households one after another; ids and house codes run on."""

    def __init__(self, rng: Random, names: Names) -> None:
        self._rng = rng
        self._names = names
        self._persons = 0
        self._houses = 0
        self._failing_living = 0

    def house(self, address: str, moo: int, size: int, failed: frozenset[Dimension]) -> House:
        """Return the next household; now and then the list doesn't know its house code."""
        self._houses += 1
        unknown = self._houses % _UNKNOWN_HOUSE_CODE == _UNKNOWN_HOUSE_CODE // 2
        house = House(
            "" if unknown else f"1300{self._houses:07d}",
            address,
            moo,
            failed,
            frozenset(self._indicators(failed)),
            self._income(Dimension.INCOME in failed),
        )
        house.members = list(self._members(size, house))
        return house

    def _indicators(self, failed: frozenset[Dimension]) -> Iterator[int]:
        """Yield indicators that make a household fail its dimensions; often it's the house."""
        for dimension in sorted(failed):
            if dimension == Dimension.LIVING:
                self._failing_living += 1
                if self._failing_living % 3:
                    yield _BAD_HOUSE
                    continue
            possible = _INDICATORS[dimension]
            yield from self._rng.sample(possible, self._rng.randint(1, min(2, len(possible))))

    def _income(self, poor: bool) -> int | None:
        """Return baht per person per year, None when nobody said."""
        if poor:
            return self._rng.randrange(12_000, _POVERTY, 500)
        if self._rng.random() < 0.04:
            return None
        return round(self._rng.lognormvariate(11.0, 0.7) / 100) * 100 + _POVERTY // 2

    def _members(self, size: int, house: House) -> Iterator[Member]:
        rng = self._rng
        last = "".join(rng.choice(part) for part in self._names.surname)
        head_age = rng.randint(58, 92) if rng.random() < 0.45 else rng.randint(27, 60)
        head = self._member(head_age, "หัวหน้าครัวเรือน", last, rng.choice("mf"), house)
        married = size > 1 and rng.random() < 0.62
        rest = rng.choices(_RELATIONS, _RELATION_WEIGHTS, k=size - 1 - married)
        head.single_parent = not married and "บุตร" in rest and head_age < 60
        yield head
        if married:
            other = "f" if head.sex == "ชาย" else "m"
            age = max(20, head_age + rng.randint(-8, 4))
            yield self._member(age, "คู่สมรส", last, other, house)
        for relation in rest:
            yield self._member(self._age(relation, head_age), relation, last, "", house)

    def _age(self, relation: str, head: int) -> int:
        rng = self._rng
        if relation == "บุตร":
            return max(0, head - rng.randint(20, 40))
        if relation == "หลาน":
            return rng.randint(0, max(3, min(25, head - 38)))
        if relation == "บิดา/มารดา":
            return min(101, head + rng.randint(18, 32))
        return max(1, min(95, head + rng.randint(-12, 12)))

    def _member(self, age: int, relation: str, last: str, sex: str, house: House) -> Member:
        rng = self._rng
        self._persons += 1
        male = (sex or rng.choice("mf")) == "m"
        given = rng.choice(self._names.male if male else self._names.female)
        birth = DATA_DATE - timedelta(days=age * 365 + age // 4 + rng.randint(1, 360))
        # Counted as the registry does: whole years on the day of the data.
        age = DATA_DATE.year - birth.year - ((birth.month, birth.day) > (1, 15))
        member = Member(
            citizen_id(1 if birth.year >= 1984 else rng.choice((3, 3, 3, 5, 2)), self._persons),
            _prefix(male, age, relation, rng),
            given,
            last if rng.random() < 0.85 else self._other_surname(),
            "ชาย" if male else "หญิง",
            birth,
            age,
            relation,
            _occupation(age, rng),
            _education(age, rng),
            f"0{rng.choice('689')}{rng.randrange(10**8):08d}" if age > 14 else "",
        )
        self._health(member)
        self._rights(member, house)
        return member

    def _other_surname(self) -> str:
        return "".join(self._rng.choice(part) for part in self._names.surname)

    def _health(self, member: Member) -> None:
        rng = self._rng
        old = member.age >= 60
        if rng.random() < (0.09 if old else 0.03):
            member.disability = rng.choice(_DISABILITIES)
        member.bedridden = rng.random() < (0.02 if old else 0.001)
        if not member.disability and not member.bedridden:
            ill = rng.random() < (0.22 if old else 0.03)
            member.helpless = ill and rng.random() < 0.15
            member.chronic = ill and not member.helpless

    def _rights(self, member: Member, house: House) -> None:
        rng, age = self._rng, member.age
        poor = house.income is not None and house.income <= 100_000
        member.elder_allowance = age >= 60 and rng.random() < 0.9
        member.disability_allowance = bool(member.disability) and rng.random() < 0.85
        member.newborn_grant = age < 6 and poor and rng.random() < 0.7
        member.poor_child = 3 <= age <= 14 and poor and rng.random() < 0.25
        member.card = age >= 18 and rng.random() < (0.55 if poor else 0.2)
        member.farmer = member.occupation == "เกษตรกร" and rng.random() < 0.6


def _prefix(male: bool, age: int, relation: str, rng: Random) -> str:
    if age < 15:
        return "เด็กชาย" if male else "เด็กหญิง"
    if male:
        return "นาย"
    married = relation in ("คู่สมรส", "บิดา/มารดา") or (age > 35 and rng.random() < 0.6)
    return "นาง" if married else "นางสาว"


def _occupation(age: int, rng: Random) -> str:
    if age < 7:
        return ""
    if age < 20:
        return "นักเรียน/นักศึกษา"
    if age >= 65 and rng.random() < 0.7:
        return "ไม่มีอาชีพ"
    return rng.choice(_ADULT_WORK)


def _education(age: int, rng: Random) -> str:
    if age < 6:
        return ""
    if age < 13:
        return "ประถมศึกษา"
    if age >= 60:
        return rng.choice(("ประถมศึกษา", "ประถมศึกษา", "ไม่ได้ศึกษา"))
    return rng.choice(("ประถมศึกษา", "มัธยมศึกษา", "มัธยมศึกษา", "ปวช./ปวส.", "ปริญญาตรี"))


def failing(
    rng: Random, households: int, failures: dict[Dimension, int]
) -> Sequence[frozenset[Dimension]]:
    """Return what each household fails: as often as planned, some of them in several ways."""
    found: list[set[Dimension]] = [set() for _ in range(households)]
    for dimension, count in failures.items():
        before = [index for index, failed in enumerate(found) if failed]
        fresh = [index for index, failed in enumerate(found) if not failed]
        rng.shuffle(before)
        rng.shuffle(fresh)
        again = min(len(before), count * 35 // 100)
        order = before[:again] + fresh + before[again:]
        for index in order[:count]:
            found[index].add(dimension)
    return [frozenset(failed) for failed in found]
