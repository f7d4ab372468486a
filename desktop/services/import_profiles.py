"""Profiles: how lists of one layout are read, kept for the next list and for other offices."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.columns import is_known
from desktop.domain.errors import Place, UserError
from desktop.domain.layouts import ANSWER, from_json, profile_of, to_json
from desktop.domain.sheets import ImportProfile, Known, SheetLayout
from desktop.importing.drift import keys_of
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.services.form_questions import all_questions
from desktop.storage import profiles
from desktop.storage.work import work
from desktop.thai.text import normalise

SUFFIX = ".json"
_LARGEST = 4 * 1024 * 1024
_LONGEST_NAME = 120


def all_of(desk: Desk) -> tuple[ImportProfile, ...]:
    """Every saved profile, the one used last first."""
    with desk.db.read() as session:
        return profiles.all_profiles(session)


def known(
    desk: Desk,
    source: str,
    chosen: str = "",
    *,
    accept_renames: bool = False,
    every_question: bool = False,
) -> Known:
    """What is known before a list of this name is read.

    `chosen` is a profile's name, or a profile's file: then no other layout is recognised. The
    logbooks' questions are known where a layout feeds one, or `every_question` may be chosen.

    Raises:
        UserError: there is no such profile.
    """
    if chosen:
        layouts: tuple[ImportProfile, ...] = (named(desk, chosen),)
    else:
        with desk.db.read() as session:
            last = profiles.last_layouts(session, normalise(source))
            layouts = (*profiles.all_profiles(session), *last)
    feeds = any(one.canonical.startswith(ANSWER) for each in layouts for one in each.columns)
    questions = all_questions(desk) if feeds or every_question else ()
    return Known(layouts, questions=questions, accept_renames=accept_renames)


def named(desk: Desk, name: str) -> ImportProfile:
    """The profile of this name, or the one in the file of this name.

    Raises:
        UserError: there is neither.
    """
    return load(Path(name)) if name.lower().endswith(SUFFIX) else saved(desk, name)


def saved(desk: Desk, name: str) -> ImportProfile:
    """The saved profile of this name.

    Raises:
        UserError: there is none.
    """
    found = next((one for one in all_of(desk) if one.name == normalise(name)), None)
    if found is not None:
        return found
    raise UserError(
        "ไม่พบรูปแบบการอ่าน", f"ไม่มีรูปแบบการอ่านชื่อ “{name}” กรุณาดูรายชื่อด้วยคำสั่ง profiles หรือระบุไฟล์ .json"
    )


def proposed_name(source: str, layouts: Sequence[SheetLayout]) -> str:
    """A name for a new profile: the list's, and how many columns it has."""
    widest = max((len(one.columns) for one in layouts if one.wanted), default=0)
    return f"{normalise(source) or 'รายชื่อ'} {widest} คอลัมน์"


def save(desk: Desk, name: str, layouts: Sequence[SheetLayout]) -> Changes:
    """Keep how these sheets are read, by the name; sheets of other columns get numbers.

    Raises:
        UserError: no name was given, or no sheet is read.
    """
    name = _checked(name)
    made: dict[tuple[str, ...], ImportProfile] = {}
    for layout in layouts:
        if layout.header_row and layout.wanted:
            profile = profile_of(name, layout)
            made.setdefault(tuple(one.header for one in profile.columns), profile)
    if not made:
        raise UserError(
            "ยังไม่มีแผ่นงานที่จะจำ", "กรุณาเลือกแผ่นงานที่จะนำเข้าอย่างน้อยหนึ่งแผ่น แล้วบันทึกรูปแบบอีกครั้ง"
        )
    with work(desk.db, f"บันทึกรูปแบบการอ่าน {name}", desk.actor) as current:
        for number, profile in enumerate(made.values(), start=1):
            own = name if number == 1 else f"{name} ({number})"
            profiles.save(current, replace(profile, name=own), _headers(profile))
    return current.done


def rename(desk: Desk, profile: ImportProfile, name: str) -> Changes:
    """Give a profile another name.

    Raises:
        UserError: no name was given, or another profile has it.
        StaleVersionError: someone saved it since it was read.
    """
    name = _checked(name)
    if any(one.name == name and one.id != profile.id for one in all_of(desk)):
        raise UserError("มีชื่อนี้แล้ว", f"มีรูปแบบการอ่านชื่อ “{name}” อยู่แล้ว กรุณาตั้งชื่ออื่น")
    with work(desk.db, f"เปลี่ยนชื่อรูปแบบการอ่านเป็น {name}", desk.actor) as current:
        profiles.rename(current, profile, name)
    return current.done


def remove(desk: Desk, profile: ImportProfile) -> Changes:
    """Forget a profile; lists that were read by it stay.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    with work(desk.db, f"ลบรูปแบบการอ่าน {profile.name}", desk.actor) as current:
        profiles.remove(current, profile)
    return current.done


def export(profile: ImportProfile, target: Path) -> Path:
    """Write a profile as a file for another office.

    Raises:
        UserError: the file can't be written.
    """
    with written_beside(target) as file:
        file.write(to_json(profile).encode("utf-8"))
    return target


def load(path: Path) -> ImportProfile:
    """The profile in a file. A field this program doesn't know isn't read.

    Raises:
        UserError: the file can't be read or holds no profile.
    """
    try:
        text = path.read_text(encoding="utf-8-sig") if path.stat().st_size <= _LARGEST else ""
    except (OSError, UnicodeDecodeError):
        raise UserError(
            "เปิดไฟล์รูปแบบการอ่านไม่ได้",
            "ไม่พบไฟล์ หรือไฟล์ไม่ใช่ข้อความ UTF-8 กรุณาตรวจที่เก็บไฟล์แล้วลองอีกครั้ง",
            Place(file=path.name),
        ) from None
    found = from_json(text)
    columns = tuple(
        one if is_known(one.canonical) else replace(one, canonical="") for one in found.columns
    )
    return replace(found, name=normalise(found.name)[:_LONGEST_NAME], columns=columns)


def add(desk: Desk, path: Path) -> Changes:
    """Take over the profile in a file; one of the same name is replaced.

    Raises:
        UserError: the file can't be read or holds no profile.
    """
    profile = load(path)
    name = _checked(profile.name)
    with work(desk.db, f"รับรูปแบบการอ่าน {name} จากไฟล์", desk.actor) as current:
        profiles.save(current, profile, _headers(profile))
    return current.done


def _headers(profile: ImportProfile) -> str:
    return json.dumps(keys_of(one.header for one in profile.columns), ensure_ascii=False)


def _checked(name: str) -> str:
    name = normalise(name)[:_LONGEST_NAME]
    if not name:
        raise UserError("ยังไม่มีชื่อรูปแบบ", "กรุณาตั้งชื่อรูปแบบการอ่าน เช่น TPMAP 2565")
    return name
