"""A new version of a form before it is published: a copy to edit, what it means, how it looks."""

import re
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from desktop.domain.errors import UserError
from desktop.domain.form import Form, FormMistake, FormMistakes
from desktop.domain.progress import Reporter
from desktop.domain.versions import FormVersion, Keyed, LoadedForm
from desktop.forms.book import Book
from desktop.forms.editing import editable
from desktop.forms.rules import Rules
from desktop.services import forms, publishing
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.storage import forms as stored

# Nobody real; enough to see what is asked of each.
MADE_MEMBERS = ((1, "นายสมมุติ ตัวอย่าง"), (2, "นางสมมุติ ตัวอย่าง"), (3, "ด.ญ.สมมุติ ตัวอย่าง"))
_UNFIT = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class Found:
    """A form that can be published: what it changes and means, and how it will be keyed.

    `in_force` where it is the version in force already.
    """

    loaded: LoadedForm
    keyed: Keyed
    book: Book
    in_force: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking through a form: what was `found`, or all the `mistakes` in it.

    A mistake of row 0 concerns its whole sheet. `remarks` forbid nothing.
    """

    found: Found | None = None
    mistakes: tuple[FormMistake, ...] = ()
    remarks: tuple[FormMistake, ...] = ()


def copy_to_edit(desk: Desk, version: FormVersion) -> Path:
    """Write a version as a workbook to edit, called by the next version; no file is replaced.

    Raises:
        UserError: the program doesn't know the version, or the file can't be written.
    """
    known = {one.version for one in forms.versions(desk) if one.form == version.form}
    number = next_version(version.version, known)
    content = editable(forms.workbook_of(desk, version.form, version.version), number)
    target = _free(desk.output, f"{version.title} รุ่น {number}", ".xlsx")
    with written_beside(target) as file:
        file.write(content)
    return target


def copy_for_phones(desk: Desk, version: FormVersion, target: Path) -> Path:
    """Write a version for ODK Collect or KoboToolbox: XLSForm (.xlsx), else XForm (.xml).

    Both ask for what their submissions are matched to households by.

    Raises:
        FormMistakes: the converter refuses it.
        UserError: the program doesn't know the version, or the file can't be written.
    """
    workbook = target.suffix.lower() == ".xlsx"
    write = publishing.export_for_phones if workbook else publishing.export_xform
    return write(desk, version.form, version.version, target)


def phone_file(desk: Desk, version: FormVersion) -> Path:
    """Where a version for phones goes by default."""
    return _free(desk.output, f"{version.form}-{version.version}", ".xml")


def crosswalk_to_edit(desk: Desk, loaded: LoadedForm) -> Path:
    """Write the crosswalk to decide in Excel; no file is replaced.

    Raises:
        UserError: the form replaces none, or the file can't be written.
    """
    name = f"ตารางเทียบ {loaded.form.title} รุ่น {loaded.form.version}"
    return publishing.export_crosswalk(desk, loaded, _free(desk.output, name, ".xlsx"))


def look_through(desk: Desk, path: Path, report: Reporter) -> Looked:
    """Read a workbook from outside and lay out what it means; nothing is stored.

    Raises:
        UserError: it can't be read at all.
        Cancelled: the clerk asked to stop.
    """
    try:
        return _looked(desk, publishing.load(desk, path, report))
    except FormMistakes as found:
        return Looked(mistakes=found.mistakes)
    except UserError as error:
        if not error.where.sheet:
            raise
        words = f"{error.title}: {error.message}"
        return Looked(mistakes=(FormMistake(error.where.sheet, 0, "", words),))


def look_again(desk: Desk, version: FormVersion) -> Looked:
    """Lay out what publishing a version that is known already would mean.

    Raises:
        UserError: the program doesn't know it.
    """
    return _looked(desk, publishing.load_known(desk, version.form, version.version))


def _looked(desk: Desk, loaded: LoadedForm) -> Looked:
    form = loaded.form
    if loaded.unsupported:
        return Looked(mistakes=loaded.unsupported, remarks=loaded.remarks)
    with desk.db.read() as session:
        keyed = stored.keyed_besides(session, form.id, form.version)
    in_force = any(
        one.in_force and (one.form, one.version) == (form.id, form.version)
        for one in forms.versions(desk)
    )
    found = Found(loaded, keyed, rehearsal(desk, form), in_force=in_force)
    return Looked(found, remarks=loaded.remarks)


def rehearsal(desk: Desk, form: Form) -> Book:
    """Lay out a form as it will be keyed, for made people; nothing of it is stored."""
    return Book(Rules(form), MADE_MEMBERS, (), desk.today)


def next_version(version: str, known: set[str]) -> str:
    """Return the version with its last number raised until none is called so."""
    numbers = list(re.finditer(r"\d+", version))
    if not numbers:
        return next_version(f"{version}.0", known)
    last = numbers[-1]
    names = (
        f"{version[: last.start()]}{number:0{len(last[0])}}{version[last.end() :]}"
        for number in count(int(last[0]) + 1)
    )
    return next(one for one in names if one not in known)


def _free(folder: Path, name: str, ending: str) -> Path:
    """Return a path where no file stands yet."""
    stem = _UNFIT.sub(" ", name).strip()
    names = (f"{stem} ({number}){ending}" for number in count(2))
    paths = (folder / name for name in chain((f"{stem}{ending}",), names))
    return next(one for one in paths if not one.exists())
