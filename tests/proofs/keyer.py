"""A clerk who saves without end, for tests that kill the process at any moment.

Prints a volunteer's number each time the save has been acknowledged.
"""

import sys
from pathlib import Path

from desktop.app import open_desk
from desktop.cli.parser import Question
from desktop.domain.records import VolunteerDraft
from desktop.services import volunteers


def main(database: Path) -> None:
    with open_desk(Question(db=str(database))) as desk:
        number = len(volunteers.all_of(desk))
        while True:
            number += 1
            volunteers.save(desk, VolunteerDraft(name=f"อพม. {number:06d}"))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
