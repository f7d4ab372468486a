"""Any import can be undone at any time: the rest is as if it had never been, people's work stays.

What is compared is a replay: the same actions on an empty database without the undone imports.
It holds exactly where later lists are no older in their data and leave no cell blank in a column
they have; a person typed in while only an undone import knew of them is a record that the replay
hasn't, and is looked at by itself.
"""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.domain.sheets import ColumnGuess, SheetLayout
from desktop.services import checks, history, households, import_history, imports
from tests.conftest import _desk
from tests.factories.lists import person_row, read_list

CIDS = ("1101700203451", "1101700203469", "1101700203477", "1101700203485")
WORDS = ("ค้าขาย", "รับจ้าง", "เกษตรกร")
DATES = ("2021-01", "2021-06", "2022-01")


@dataclass(frozen=True)
class Import:
    name: str
    rows: tuple  # (person, house, occupation, tel of the house)
    occupations: bool
    later: int  # how many steps in `DATES` after the one before


@dataclass(frozen=True)
class Typed:
    person: int
    word: str


@dataclass(frozen=True)
class Undone:
    which: int  # of the imports so far that stand


rows = st.lists(
    st.tuples(
        st.integers(0, len(CIDS) - 1),
        st.integers(1, 3),
        st.sampled_from(WORDS),
        st.sampled_from(("021", "022")),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row[0],
).map(tuple)
steps = st.lists(
    st.one_of(
        st.builds(
            Import,
            st.sampled_from(("TPMAP", "พมจ.")),
            rows,
            st.booleans(),
            st.integers(0, 1),
        ),
        st.builds(Typed, st.integers(0, len(CIDS) - 1), st.sampled_from(("ครู", "หมอ"))),
        st.builds(Undone, st.integers(0, 3)),
    ),
    min_size=2,
    max_size=8,
)


def as_read(one):
    """The list as it is read: what a household is called by is the same in all its rows."""
    tels = {house: tel for _, house, _, tel in reversed(one.rows)}
    names = ("first_name", "tel", *(("occupation",) if one.occupations else ()))
    columns = tuple(ColumnGuess(n, name, name, "") for n, name in enumerate(names))
    listed = [
        person_row(
            number,
            str(house),
            cid=CIDS[number],
            occupation=word if one.occupations else "",
            tel=tels[house],
        )
        for number, house, word, _ in one.rows
    ]
    sheets = (SheetLayout(0, "ก", 1, columns, len(listed)),)
    return read_list(listed, sheets=sheets)


@dataclass
class Played:
    """A database after some steps: `skipped` are persons who weren't there to be typed in."""

    desk: object
    skipped: set = field(default_factory=set)
    typed: dict = field(default_factory=dict)
    standing: list = field(default_factory=list)
    date: int = 0

    def bring(self, one, date):
        imports.commit(self.desk, as_read(one), one.name, date, Silent())
        return import_history.imports(self.desk)[0].id

    def type_in(self, step):
        found = self.ask("SELECT id, household_id FROM person WHERE list_key = :k", step.person)
        if not found:
            self.skipped.add(f"c:{CIDS[step.person]}")
            return
        ((number, home),) = found
        (person,) = [p for p in households.load(self.desk, home).members if p.id == number]
        households.save_member(self.desk, home, replace(person, occupation=step.word))
        self.typed[f"c:{CIDS[step.person]}"] = step.word

    def ask(self, statement, person):
        with self.desk.db.read() as session:
            return session.execute(text(statement), {"k": f"c:{CIDS[person]}"}).all()


def facts(desk):
    """What the database says, by keys that don't depend on numbers."""
    with desk.db.read() as session:
        people = {
            row[0]: tuple(row[1:])
            for row in session.execute(
                text(
                    "SELECT p.list_key, h.list_key, p.first_name, p.occupation, p.edited "
                    "FROM person p JOIN household h ON h.id = p.household_id"
                )
            )
        }
        homes = {
            row[0]: tuple(row[1:])
            for row in session.execute(
                text("SELECT list_key, tel, members, list_as_of, dim_known FROM household")
            )
        }
        words = set(
            session.execute(
                text(
                    "SELECT h.list_key, s.name, s.as_of, a.dim_known, a.income_person_year "
                    "FROM assessment a JOIN household h ON h.id = a.household_id "
                    "JOIN source_list s ON s.id = a.list_id"
                )
            ).all()
        )
    return people, homes, {tuple(w) for w in words}


@contextmanager
def desk_over(template, folder, number):
    from desktop.storage.database import Database
    from desktop.storage.users import local_user

    file = folder / f"{number}.db"
    shutil.copy(template, file)
    database = Database(file)
    try:
        yield _desk(database, local_user(database, "ผู้ทดสอบ"), folder / "output")
    finally:
        database.close()
        file.unlink()


def play(desk, actions):
    """Do what is to be done; return it with what stands of it and the imports' dates."""
    played = Played(desk)
    log = []
    for step in actions:
        if isinstance(step, Import):
            played.date = min(played.date + step.later, len(DATES) - 1)
            date = DATES[played.date]
            number = played.bring(step, date)
            played.standing.append((number, len(log)))
            log.append((step, date))
        elif isinstance(step, Typed):
            played.type_in(step)
            log.append((step, None))
        elif played.standing:
            number, place = played.standing.pop(step.which % len(played.standing))
            import_history.undo_import(desk, number)
            log[place] = None
    return played, [one for one in log if one is not None]


def replay(desk, log):
    played = Played(desk)
    for step, date in log:
        played.bring(step, date) if isinstance(step, Import) else played.type_in(step)
    return played


A, B, C = WORDS


@given(actions=steps)
@example(  # B's word is on the house that C's move left empty
    actions=[
        Import("TPMAP", ((0, 1, A, "021"),), True, 0),
        Import("TPMAP", ((0, 1, A, "021"),), True, 0),
        Import("TPMAP", ((0, 2, A, "021"),), True, 0),
        Undone(0),
    ]
)
@example(  # the same of a word that an undone issue of the list had made
    actions=[
        Import("TPMAP", ((0, 1, A, "021"),), True, 0),
        Undone(0),
        Typed(0, "ครู"),
        Import("พมจ.", ((0, 1, A, "021"),), True, 0),
        Import("พมจ.", ((0, 1, A, "021"),), True, 0),
        Import("TPMAP", ((1, 1, A, "021"), (2, 3, A, "021"), (0, 2, A, "021")), True, 0),
        Undone(0),
    ]
)
@example(  # a list that moved a person took them out of the house that the undone one made
    actions=[
        Import("TPMAP", ((1, 1, A, "021"),), True, 0),
        Import("TPMAP", ((0, 2, A, "021"), (2, 2, A, "021"), (1, 2, B, "021")), True, 0),
        Import("TPMAP", ((0, 2, A, "022"), (3, 2, A, "021"), (1, 2, B, "022")), False, 1),
        Import("TPMAP", ((0, 2, C, "022"), (3, 2, A, "021"), (1, 2, B, "022")), True, 0),
        Undone(1),
    ]
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undone_imports_have_never_been(actions, sqlite_template, tmp_path):
    with desk_over(sqlite_template, tmp_path, 1) as desk:
        played, log = play(desk, actions)
        people, homes, words = facts(desk)
        report = checks.run(desk)
        assert report.ok, [f for f in report.findings if f.count]
    with desk_over(sqlite_template, tmp_path, 2) as desk:
        fresh = replay(desk, log)
        people_, homes_, words_ = facts(desk)
    alone = fresh.skipped & set(played.typed)
    assert {k: v for k, v in people.items() if k not in alone} == {
        k: v for k, v in people_.items() if k not in alone
    }
    for key in alone:
        # Only an undone import knew of them when they were typed in: word and record stay.
        assert people[key][2:] == (played.typed[key], "occupation")
    their = {people[key][0] for key in alone} | {
        f"h:1302000000{house}"
        for step in actions
        if isinstance(step, Import)
        for number, house, _, _ in step.rows
        if f"c:{CIDS[number]}" in alone
    }
    assert lived(homes, their) == lived(homes_, their)
    assert {w for w in words if w[0] not in their} == {w for w in words_ if w[0] not in their}


def lived(homes, left_out):
    """Households with people, or that a list speaks of."""
    return {k: v for k, v in homes.items() if k not in left_out and (v[1] or v[2])}


untidy = st.lists(
    st.one_of(
        st.builds(
            Import,
            st.sampled_from(("TPMAP", "พมจ.")),
            st.lists(
                st.tuples(
                    st.integers(0, len(CIDS) - 1),
                    st.integers(1, 3),
                    st.sampled_from(("", *WORDS)),
                    st.sampled_from(("", "021", "022")),
                ),
                min_size=1,
                max_size=4,
                unique_by=lambda row: row[0],
            ).map(tuple),
            st.just(True),
            st.integers(0, len(DATES) - 1),
        ),
        st.builds(Typed, st.integers(0, len(CIDS) - 1), st.sampled_from(("ครู", "หมอ"))),
        st.builds(Undone, st.integers(0, 3)),
        st.just("Ctrl+Z"),
    ),
    min_size=2,
    max_size=8,
)


@given(actions=untidy, dropping=st.booleans())
@example(  # typed before the import that the record was handed over to
    actions=[
        Import("TPMAP", ((0, 1, "", ""),), True, 0),
        Typed(0, "ครู"),
        Import("TPMAP", ((0, 3, "", ""),), True, 0),
        Undone(0),
    ],
    dropping=False,
)
@example(  # the import that the record was handed over to had altered it itself
    actions=[
        Import("TPMAP", ((0, 1, "", ""),), True, 0),
        Import("TPMAP", ((0, 1, A, ""),), True, 0),
        Typed(0, "ครู"),
        Undone(0),
    ],
    dropping=False,
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_lists_say_typed_words_stay_and_all_can_go(
    actions, dropping, sqlite_template, tmp_path
):
    """Blank cells and older lists, where no replay is exact: what people typed is never lost.

    With everything dropped, an undo of every import leaves nothing behind.
    """
    with desk_over(sqlite_template, tmp_path, 3) as desk:
        played = Played(desk)

        def take_back(number):
            edits = import_history.undo_preview(desk, number).edits
            keys = [e.key for e in edits] if dropping else []
            import_history.undo_import(desk, number, keys)
            if dropping:
                return
            now = {key: person[2] for key, person in facts(desk)[0].items()}
            assert played.typed.items() <= now.items()

        for step in actions:
            if isinstance(step, Import):
                number = played.bring(step, DATES[step.later])
                played.standing.append((number, 0))
            elif isinstance(step, Typed):
                played.type_in(step)
            elif isinstance(step, Undone) and played.standing:
                take_back(played.standing.pop(step.which % len(played.standing))[0])
            elif step == "Ctrl+Z":
                take_last_back(desk, played)
            report = checks.run(desk)
            assert report.ok, [f for f in report.findings if f.count]
        for number, _ in reversed(played.standing):
            take_back(number)
        people, homes, words = facts(desk)
        assert words == set()
        assert set(people) == (set() if dropping else set(played.typed))
        assert dropping is False or homes == {}


def take_last_back(desk, played):
    """Undo the last action where that is possible; what was typed before is looked up again."""
    last = history.last(desk)
    try:
        history.undo_last(desk)
    except UserError:
        return
    if last.kind == "import":
        played.standing = [
            one
            for one in played.standing
            if all(i.undone_at is None for i in import_history.imports(desk) if i.id == one[0])
        ]
    played.typed = {key: p[2] for key, p in facts(desk)[0].items() if p[3]}
