"""How the import grows: several provinces at once, and one after the other into one database.

A copy of the demo province differs from it in the ids of people and houses only.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from stdnum.th import pin

from dev.bench_import import import_lists

_ID = re.compile(rb">([0-9]{11}|[0-9]{13})<")
_CID_DIGITS = 13
# Where ids of the demo province have a nought.
_PLACE = {_CID_DIGITS: 1, 11: 2}


def measure(province: Path, folder: Path, times: int) -> None:
    """Print seconds of the processor per row at `times` provinces beside those at one."""
    lists = [_copy(province, folder / f"copy-{number}", number) for number in range(times)]
    one = import_lists(folder / "grown-1.db", lists[0], "2564-01")
    every = [file for files in lists for file in files]
    print(f"growth, {times} provinces beside one")
    try:
        all_at_once = import_lists(folder / f"grown-{times}.db", every, "2564-01")
    except subprocess.CalledProcessError:
        print("  in one import: refused, for they need too much memory")
    else:
        ratio = all_at_once.cpu / times / one.cpu
        print(f"  in one import: {ratio:.2f} x the time per row, {all_at_once.memory:.0f} MB")
    costs = [one]
    costs += [import_lists(folder / "grown-1.db", files, "2564-01") for files in lists[1:]]
    ratio = costs[-1].cpu / one.cpu
    memory = max(cost.memory for cost in costs)
    print(f"  one after the other: the last {ratio:.2f} x the time of the first, {memory:.0f} MB")


def _copy(province: Path, folder: Path, number: int) -> list[str]:
    """Write the lists with other ids, `number` from 0 to 9; return the files."""
    folder.mkdir()
    made = []
    for file in sorted(province.glob("*.xlsx")):
        target = folder / file.name.replace(".xlsx", f" {number}.xlsx")
        if not number:
            shutil.copyfile(file, target)
        else:
            with (
                zipfile.ZipFile(file) as source,
                zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy,
            ):
                for part in source.namelist():
                    text = source.read(part)
                    if part.startswith("xl/worksheets/sheet"):
                        text = _ID.sub(lambda found: _other_id(found, number), text)
                    copy.writestr(part, text)
        made.append(str(target))
    return made


def _other_id(found: re.Match[bytes], number: int) -> bytes:
    old = found[1].decode()
    place = _PLACE[len(old)]
    new = f"{old[:place]}{number}{old[place + 1 :]}"
    if len(old) == _CID_DIGITS and pin.calc_check_digit(old) == old[-1]:
        new = new[:-1] + str(pin.calc_check_digit(new))
    return f">{new}<".encode()


if __name__ == "__main__":
    sys.exit("Run `python3 dev.py bench growth`.")
