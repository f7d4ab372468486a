"""Made lists with known answers: who of one list is whom in another. Nobody here exists."""

from dataclasses import dataclass
from random import Random

from desktop.domain.linkage import HouseholdFacts, PersonFacts
from desktop.exporting.demo.people import Villagers, read_names, sizes

OLD_LIST, NEW_LIST, AS_OF = 1, 2, 2022
TAMBONS = [f"1302{number:02d}" for number in range(1, 8)] + [f"1306{n:02d}" for n in range(1, 9)]
SPELLINGS = (
    *(("ณ", "น"), ("น", "ณ"), ("ศ", "ส"), ("ษ", "ส"), ("ส", "ศ"), ("ใ", "ไ"), ("ไ", "ใ")),
    *(("ภ", "พ"), ("ธ", "ท"), ("ฒ", "ท"), ("ญ", "ย"), ("แ", "เเ"), ("ำ", "ํา")),
    *(("ี", "ิ"), ("ู", "ุ"), ("รร", "ัน"), ("์", ""), ("่", ""), ("้", ""), ("็", "")),
)
LETTERS = "กขคงจชดตทนบปพมยรลวสหอ"
ALIKE_TITLES = {"นางสาว": "นาง", "เด็กชาย": "นาย", "เด็กหญิง": "นางสาว"}
SHORT_TITLES = {"นางสาว": "น.ส.", "เด็กชาย": "ด.ช.", "เด็กหญิง": "ด.ญ."}


@dataclass(frozen=True)
class MadeSet:
    """Two lists as one; `truth` are the pairs of ids that are one person, the smaller first."""

    people: list[PersonFacts]
    houses: list[HouseholdFacts]
    truth: frozenset[tuple[int, int]]
    hard: frozenset[tuple[int, int]]


def made_set(seed, true_pairs=5000, others=20_000):
    """Return two lists with `true_pairs` people in both and `others` in one of them only."""
    maker = _Maker(Random(seed))
    base = maker.village(true_pairs + others * 3 // 4)
    twice = maker.rng.sample(base, true_pairs)
    copies = maker.copied(twice)
    strangers = maker.village(others - (len(base) - true_pairs))
    strangers = [p._replace(lists=(NEW_LIST,)) for p in strangers]
    hard = maker.hard_negatives(base, len(base) // 25)
    people = [*base, *copies, *strangers, *(fake for _, fake in hard)]
    truth = {(one.id, copy.id) for one, copy in zip(twice, copies, strict=True)}
    return MadeSet(
        people,
        houses_of(people),
        frozenset(truth),
        frozenset((one.id, fake.id) for one, fake in hard),
    )


def houses_of(people):
    """Return the households these people live in."""
    counted = {}
    for p in people:
        first, members = counted.get(p.household, (p, 0))
        counted[p.household] = (first, members + 1)
    return [
        HouseholdFacts(key, p.house_code, p.tambon, p.moo, p.address_no, members)
        for key, (p, members) in counted.items()
    ]


class _Maker:
    def __init__(self, rng):
        self.rng = rng
        self._villagers = Villagers(rng, read_names())
        self._next = 0
        self._homes = 0
        self._copied_homes = {}

    def number(self):
        self._next += 1
        return self._next

    def home(self):
        self._homes += 1
        return self._homes

    def village(self, persons):
        """Return people in households of the old list, with every fact known."""
        found = []
        for size in sizes(self.rng, round(persons / 2.3), persons):
            moo, tambon = self.rng.randint(1, 12), self.rng.choice(TAMBONS)
            stroke = f"/{self.rng.randint(1, 30)}" if self.rng.random() < 0.5 else ""
            address = f"{self.rng.randint(1, 250)}{stroke}"
            house = self._villagers.house(address, moo, size, frozenset())
            home = self.home()
            for m in house.members:
                place = (house.code, tambon, str(moo), address)
                found.append(self._person(m, home, place))
        return found

    def _person(self, m, home, place):
        birth = (m.birth.year, m.birth.month, m.birth.day)
        sex = "m" if m.sex == "ชาย" else "f"
        facts = (m.cid, m.prefix, m.first, m.last, sex, *birth, m.age, AS_OF - 1)
        return PersonFacts(self.number(), home, *facts, *place, (OLD_LIST,))

    def copied(self, people):
        """Return the same people as the new list has them, with the usual damage."""
        return [self.damaged(p) for p in people]

    def damaged(self, p):
        p = p._replace(id=self.number(), lists=(NEW_LIST,), age=AS_OF - p.year, as_of=AS_OF)
        for damage in (self._cid, self._name, self._title, self._birth, self._house):
            p = damage(p)
        return p

    def _cid(self, p):
        cid, place = p.cid, self.rng.randrange(1, 12)
        fate = self.rng.random()
        if fate < 0.35:
            return p
        if fate < 0.65:
            cid = ""
        elif fate < 0.80:
            cid = (
                cid[:place]
                + str((int(cid[place]) + self.rng.randint(1, 9)) % 10)
                + cid[place + 1 :]
            )
        elif fate < 0.88:
            cid = cid[:place] + cid[place + 1] + cid[place] + cid[place + 2 :]
        elif fate < 0.95:
            cid = f"{cid[:5]}xxxxx{cid[10:]}"
        else:
            cid = cid[:place] + cid[place + 1 :]
        return p._replace(cid=cid)

    def _name(self, p):
        first, last = p.first, p.last
        if self.rng.random() < 0.12:
            first = self._misspelt(first)
        if self.rng.random() < 0.12:
            last = self._misspelt(last)
        if self.rng.random() < 0.03:
            first = self._mistyped(first)
        if self.rng.random() < 0.04:
            last = self._mistyped(last)
        if p.sex == "f" and p.age > 20 and self.rng.random() < 0.03:
            last = self.rng.choice(("ดาราสดับนิมิต", "ธาราพริ้มพิมาน", "ภูผาละไมวิธาน"))
        if self.rng.random() < 0.05:
            first, last = last, first
        return p._replace(first=first, last=last)

    def _misspelt(self, name):
        possible = [pair for pair in SPELLINGS if pair[0] in name]
        if not possible:
            return name
        return name.replace(*self.rng.choice(possible), 1)

    def _mistyped(self, name):
        place = self.rng.randrange(len(name))
        letter = self.rng.choice(("", self.rng.choice(LETTERS)))
        return name[:place] + letter + name[place + 1 :]

    def _title(self, p):
        fate = self.rng.random()
        if fate < 0.06:
            return p._replace(prefix=ALIKE_TITLES.get(p.prefix, p.prefix))
        if fate < 0.12:
            return p._replace(
                prefix="", sex="", first=SHORT_TITLES.get(p.prefix, p.prefix) + p.first
            )
        if fate < 0.18:
            return p._replace(prefix="")
        return p

    def _birth(self, p):
        fate = self.rng.random()
        if fate < 0.65:
            return p
        if fate < 0.80:
            return p._replace(month=0, day=0)
        if fate < 0.87:
            return p._replace(year=0, month=0, day=0)
        if fate < 0.92:
            return p._replace(year=p.year + self.rng.choice((43, -43, 57, -57)), age=-1)
        if fate < 0.96 and p.day <= 12:
            return p._replace(month=p.day, day=p.month)
        if fate < 0.98:
            return p._replace(day=p.day % 28 + 1)
        return p._replace(month=1, day=1)

    def _house(self, p):
        home = self._copied_homes.setdefault(p.household, self.home())
        fate = self.rng.random()
        if fate < 0.05:
            moved = f"{self.rng.randint(300, 500)}/{self.rng.randint(1, 30)}"
            tambon = self.rng.choice((p.tambon, self.rng.choice(TAMBONS)))
            return p._replace(
                household=self.home(), house_code="", address_no=moved, tambon=tambon
            )
        if fate < 0.40:
            return p._replace(household=home, house_code="")
        if fate < 0.60:
            return p._replace(household=home, address_no="", moo="")
        if fate < 0.70:
            return p._replace(household=home, house_code="", address_no=f"0{p.address_no}")
        return p._replace(household=home)

    def hard_negatives(self, people, count):
        """Return people of the new list who are easily taken for one of the old list."""
        kinds = (self._twin, self._child_of_the_same_name, self._namesake, self._spouse)
        chosen = self.rng.sample(people, count)
        return [
            (
                p,
                self._blurred(
                    kinds[n % len(kinds)](p)._replace(id=self.number(), lists=(NEW_LIST,))
                ),
            )
            for n, p in enumerate(chosen)
        ]

    def _blurred(self, p):
        """Return one whose id and exact birth the new list often lacks."""
        p = p._replace(age=AS_OF - p.year, as_of=AS_OF)
        return self._cid(self._birth(p) if self.rng.random() < 0.5 else p)

    def _new_cid(self):
        return self._villagers.house("1", 1, 1, frozenset()).members[0].cid

    def _given(self, p):
        names = read_names()
        return self.rng.choice(
            [n for n in (names.male if p.sex == "m" else names.female) if n != p.first]
        )

    def _twin(self, p):
        home = self._copied_homes.setdefault(p.household, self.home())
        return p._replace(household=home, first=self._given(p), cid=self._new_cid())

    def _child_of_the_same_name(self, p):
        """A child named like its parent, or nearly so."""
        home = self._copied_homes.setdefault(p.household, self.home())
        first = self.rng.choice((p.first, self._mistyped(p.first)))
        gap = self.rng.randint(20, 35)
        elder = p._replace(household=home, first=first, cid=self._new_cid())
        return self._born(elder, p.year + gap if p.year + gap < AS_OF else p.year - gap)

    def _born(self, p, year):
        return p._replace(year=year, month=self.rng.randint(1, 12), day=self.rng.randint(1, 28))

    def _namesake(self, p):
        """Another of the same name in the same village, born in another year."""
        other = p._replace(
            household=self.home(),
            cid=self._new_cid(),
            house_code="",
            address_no=f"{self.rng.randint(300, 500)}",
        )
        gap = self.rng.choice((-1, 1)) * self.rng.randint(4, 30)
        return self._born(other, min(p.year + gap, AS_OF - 1))

    def _spouse(self, p):
        home = self._copied_homes.setdefault(p.household, self.home())
        names = read_names()
        other = "f" if p.sex == "m" else "m"
        first = self.rng.choice(names.male if other == "m" else names.female)
        prefix = "นาย" if other == "m" else "นาง"
        return p._replace(
            household=home, first=first, sex=other, prefix=prefix, cid=self._new_cid()
        )
