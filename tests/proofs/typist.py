"""A clerk who types a logbook and tells of each field that is written down, until killed."""

import sys
from itertools import count

from desktop.app import open_desk
from desktop.cli.parser import Question
from desktop.domain.records import Answer, HouseholdDraft
from desktop.services import households, keying


def main(database: str) -> None:
    with open_desk(Question(db=database)) as desk:
        left = keying.left_open(desk)
        if left is None:
            (home,) = households.save_household(desk, HouseholdDraft()).households
        else:
            home = left.household_id
        begun = keying.begin(desk, home)
        texts = [q.id for q in begun.book.form.questions if q.kind == "text" and not q.per_member]
        known = [
            int(a.value.split()[1]) for a in begun.book.answers() if a.value.startswith("คำ ")
        ]
        for number in count(max(known, default=0) + 1):
            question = texts[number % len(texts)]
            begun.book.put(Answer(question, value=f"คำ {number}"))
            keying.keep(desk, begun.visit, begun.book.answers(), (question, 0))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
