"""What a list changes, in the clerk's words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from desktop.domain.listing import ReadList
from desktop.domain.review import LIMIT, Difference, ImportOutcome, Kind, Missing
from desktop.services.fact_words import HOUSEHOLD, address_in_words, fact_in_words, field_in_words
from desktop.storage.comparison import Fact
from desktop.storage.intake import Stored
from desktop.storage.missing import households_of, people_of
from desktop.storage.work import Work


def outcome_of(current: Work, read: ReadList, stored: Stored) -> ImportOutcome:
    """Return what an import did, for a person to read."""
    facts = [fact for fact in stored.facts if fact.field]
    gone, back = stored.comers.gone, stored.comers.back
    return ImportOutcome(
        stored.rows,
        stored.households,
        stored.persons,
        tuple(read.problems),
        tuple(_differences(current, stored, facts)),
        tuple(_missing(current, stored)),
        Counter(fact.kind for fact in facts),
        (len(gone[0]), len(gone[1])),
        (len(back[0]), len(back[1])),
        batch_id=stored.batch_id,
    )


def _differences(current: Work, stored: Stored, facts: Sequence[Fact]) -> Iterator[Difference]:
    shown: list[Fact] = []
    for kind in Kind:
        shown += [fact for fact in facts if fact.kind is kind][:LIMIT]
    moved = [fact for fact in shown if fact.field == HOUSEHOLD]
    ids = {values["household_id"] for fact in moved for values in (fact.before, fact.after)}
    homes = {
        one.household_id: one for one in households_of(current.session.connection(), sorted(ids))
    }
    persons = stored.arrivals.persons
    for fact in shown:
        name = " ".join(persons[part][fact.row] for part in ("first_name", "last_name"))
        yield Difference(
            fact.kind,
            fact.key,
            fact.household_id,
            f"{persons['prefix'][fact.row]}{name}".strip(),
            field_in_words(fact.field),
            *fact_in_words(fact.field, fact.before, fact.after, homes),
            persons["sheet"][fact.row],
            persons["row"][fact.row],
        )


def _missing(current: Work, stored: Stored) -> Iterator[Missing]:
    for returned, (homes, people) in ((False, stored.comers.gone), (True, stored.comers.back)):
        for person, found in (
            (False, households_of(current.session.connection(), sorted(homes)[:LIMIT])),
            (True, people_of(current.session.connection(), sorted(people)[:LIMIT])),
        ):
            for one in found:
                yield Missing(one.household_id, one.name, address_in_words(one), person, returned)
