"""The logbook forms that are known: those that ship, those the office published, those kept."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from desktop.domain.crosswalk import Crosswalk, way
from desktop.domain.errors import UserError
from desktop.domain.form import Form, FormMistakes
from desktop.domain.versions import FormVersion
from desktop.forms.crosswalk import propose
from desktop.forms.definition import read_form
from desktop.services.desk import Desk
from desktop.storage import forms
from desktop.storage.work import Work

SHORT = "short-logbook"
FULL = "full-logbook"


def versions(desk: Desk) -> tuple[FormVersion, ...]:
    """Every version of every form: form by form, the one in force first, then the newest."""
    with desk.db.read() as session:
        kept = {(one.form, one.version): one for one in forms.kept(session)}
    ours = {(one.id, one.version): one for one, _ in _shipped(desk)}
    for key, form in ours.items():
        one = kept.get(key, FormVersion(*key, form.title, form.sha256))
        kept[key] = replace(one, title=form.title, sha256=form.sha256, shipped=True)
    every = list(kept.values())
    names = dict.fromkeys((*(form for form, _ in ours), *(one.form for one in every)))
    found: list[FormVersion] = []
    for name in names:
        own = [one for one in every if one.form == name]
        # Published ones stand first; else the one that ships is in force.
        first = next((one for one in own if one.published_at), None)
        first = first or next((one for one in own if one.shipped), None)
        found += [replace(first, in_force=True)] if first else []
        found += [one for one in own if one is not first]
    return tuple(found)


def in_force(desk: Desk, form: str) -> Form:
    """The version of a form that new logbooks are keyed in.

    Raises:
        UserError: there is no such form.
    """
    with desk.db.read() as session:
        version = forms.version_in_force(session, form)
    if version is not None:
        return form_of(desk, form, version)
    found = next((one for one, _ in _shipped(desk) if one.id == form), None)
    if found is None:
        raise _no_form(form)
    return found


def form_of(desk: Desk, form: str, version: str) -> Form:
    """A version of a form.

    Raises:
        UserError: the program doesn't know it.
    """
    return _parsed(workbook_of(desk, form, version))


def workbook_of(desk: Desk, form: str, version: str) -> bytes:
    """The workbook of a version: the one that ships, else the one kept beside its answers.

    Raises:
        UserError: the program doesn't know it.
    """
    for one, path in _shipped(desk):
        if (one.id, one.version) == (form, version):
            return path.read_bytes()
    with desk.db.read() as session:
        kept = forms.workbook_of(session, form, version)
    if kept is None:
        raise _no_form(f"{form} รุ่น {version}")
    return kept


def crosswalks(desk: Desk, form: str) -> tuple[Crosswalk, ...]:
    """The crosswalks between a form's versions, so that each leads to the one in force.

    Where the office decided none, as after an update of the program, what is certain from the
    forms themselves is taken; the rest is carried nowhere.
    """
    newest = in_force(desk, form)
    with desk.db.read() as session:
        decided = forms.crosswalks(session, form)
    return (
        *(
            propose(one, newest)
            for one in known(desk)
            if one.id == form and way(one.version, newest.version, decided) is None
        ),
        *decided,
    )


def known(desk: Desk) -> tuple[Form, ...]:
    """Every version that can be read, in the order of `versions`."""
    found: list[Form] = []
    for one in versions(desk):
        try:
            found.append(form_of(desk, one.form, one.version))
        except FormMistakes:
            # Kept by a version of the program that understood it: its answers stay, unlisted.
            continue
    return tuple(found)


def lineage(desk: Desk, form: str) -> tuple[tuple[Form, ...], tuple[Crosswalk, ...]]:
    """A form's versions that can be read, the one in force last, and the steps that lead to it.

    Raises:
        UserError: there is no such form.
    """
    newest = in_force(desk, form)
    older = (one for one in known(desk) if one.id == form and one.version != newest.version)
    return (*older, newest), crosswalks(desk, form)


def labels(desk: Desk) -> dict[str, str]:
    """The words of every question by its id; of several versions those in force."""
    return {
        question.id: question.label
        for form in reversed(known(desk))
        for question in form.questions
    }


def keep(desk: Desk, current: Work, form: str, version: str) -> None:
    """Keep the workbook of a version beside the answers to it.

    Raises:
        UserError: the program doesn't know the version.
    """
    workbook = workbook_of(desk, form, version)
    forms.keep(current, _parsed(workbook), workbook)


def _no_form(name: str) -> UserError:
    return UserError(
        "ไม่พบแบบฟอร์ม", f"โปรแกรมไม่รู้จักแบบฟอร์ม “{name}” กรุณาดูรายชื่อแบบฟอร์มและรุ่นที่มีอยู่แล้วเลือกใหม่"
    )


def _shipped(desk: Desk) -> tuple[tuple[Form, Path], ...]:
    """The forms that ship, the short logbook first."""
    # Beside a workbook that is open in Excel lies ~$ and its name.
    paths = sorted((desk.resources / "forms").glob("[!~]*.xlsx"), reverse=True)
    return tuple((_read(path, path.stat().st_mtime_ns), path) for path in paths)


@lru_cache(maxsize=16)
def _read(path: Path, _written: int) -> Form:
    # Each opened household and each saved draft asks for the form; an edited workbook is new.
    return read_form(path)


@lru_cache(maxsize=32)
def _parsed(workbook: bytes) -> Form:
    return read_form(workbook)
