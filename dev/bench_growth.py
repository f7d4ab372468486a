"""How the import grows: several provinces at once, and one after the other into one database.

A copy of the demo province differs from it in the ids of people and houses only.
"""

import re
import shutil
import zipfile
from pathlib import Path

from stdnum.th import pin

from dev.bench_import import import_lists

_MOST = 10
_ID = re.compile(rb">([0-9]{11}|[0-9]{13})<")
_CID_DIGITS = 13
# Where ids of the demo province have a nought.
_PLACE = {_CID_DIGITS: 1, 11: 2}


def measure(_database: Path, folder: Path) -> None:
    """Print the processor's time per row at three and at ten provinces beside that at one."""
    province, series = folder / "province", folder / "series.db"
    lists = [_copy(province, folder / f"copy-{number}", number) for number in range(_MOST)]
    costs = [import_lists(series, files, "2564-01") for files in lists]
    print("growth, provinces in one import beside one province")
    for times in (3, _MOST):
        every = [file for files in lists[:times] for file in files]
        cost = import_lists(folder / f"at-once-{times}.db", every, "2564-01")
        ratio = cost.cpu / times / costs[0].cpu
        print(f"  {times}: {ratio:.2f} x the time per row, {cost.memory:.0f} MB")
    ratio, memory = costs[-1].cpu / costs[0].cpu, max(cost.memory for cost in costs)
    print(f"  the last of {_MOST} imports: {ratio:.2f} x the time of the first, {memory:.0f} MB")


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
