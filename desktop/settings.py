"""The user's settings: each declared once, with its type, default, limits and Thai label."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any


class Theme(StrEnum):
    """Colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Digits(StrEnum):
    """Digits on papers; workbooks keep numbers that can be added up."""

    THAI = "thai"
    ARABIC = "arabic"


class PaperFont(StrEnum):
    """Letters on papers: Sarabun as it ships, or the TH Sarabun that the computer has."""

    SARABUN = "sarabun"
    TH_SARABUN = "th-sarabun"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _scheme(value: Any) -> str:
    # It names a file of ours, so nothing but a plain name may pass.
    if not isinstance(value, str) or not value.isalnum():
        raise ValueError(value)
    return value


def _year(value: Any) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 2500 <= value <= 2700:
        raise ValueError(value)
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _seconds(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value


def _days(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 366:
        raise ValueError(value)
    return value


def _about(label: str, read: Callable[[Any], Any]) -> dict[str, Any]:
    return {"label": label, "read": read}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen; made once at start and handed down."""

    theme: Theme = field(default=Theme.SYSTEM, metadata=_about("สีหน้าจอ", Theme))
    digits: Digits = field(default=Digits.ARABIC, metadata=_about("ตัวเลขในเอกสาร", Digits))
    paper_font: PaperFont = field(
        default=PaperFont.SARABUN, metadata=_about("ตัวพิมพ์ในเอกสาร", PaperFont)
    )
    fiscal_year: int | None = field(
        default=None, metadata=_about("ปีงบประมาณ (ว่าง = ปีปัจจุบัน)", _year)
    )
    output_folder: str = field(default="", metadata=_about("โฟลเดอร์เก็บเอกสาร", _text))
    project_name: str = field(
        default="โครงการบูรณาการเพื่อพัฒนาคุณภาพชีวิตกลุ่มเปราะบางรายครัวเรือน",
        metadata=_about("ชื่อโครงการ", _text),
    )
    office_name: str = field(
        default="สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดปทุมธานี",
        metadata=_about("ชื่อหน่วยงาน", _text),
    )
    province_code: str = field(default="13", metadata=_about("รหัสจังหวัด", _text))
    level_scheme: str = field(default="p20", metadata=_about("เกณฑ์ระดับความเปราะบาง", _scheme))
    scan_folder: str = field(default="", metadata=_about("โฟลเดอร์ของเครื่องสแกน", _text))
    scans_seen: int = field(default=0, metadata=_about("เสนอเฉพาะไฟล์สแกนตั้งแต่ (วินาที)", _seconds))
    papers_late_after: int = field(
        default=14, metadata=_about("เอกสารที่ออกไปนานกว่ากี่วันถือว่าล่าช้า", _days)
    )
    keying_figures: bool = field(
        default=True, metadata=_about("แสดงสถิติการกรอกสมุดพกของเครื่องนี้", _flag)
    )
    # Written by a newer version; kept so that going back and forth loses nothing.
    unknown: Mapping[str, Any] = field(default_factory=dict)


def load(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """Read the settings and say in Thai what couldn't be used; no file means the defaults."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        return Settings(), ("อ่านไฟล์การตั้งค่าไม่ได้ จึงใช้ค่าเริ่มต้นทั้งหมด",)
    values: dict[str, Any] = {}
    warnings: list[str] = []
    for one in fields(Settings):
        if one.metadata and one.name in raw:
            try:
                values[one.name] = one.metadata["read"](raw.pop(one.name))
            except (TypeError, ValueError):
                warnings.append(f"ค่าของ “{one.metadata['label']}” ใช้ไม่ได้ จึงใช้ค่าเริ่มต้น")
    return Settings(**values, unknown=raw), tuple(warnings)


def save(path: Path, settings: Settings) -> None:
    """Write the settings beside the old file, then put them in its place.

    Raises:
        OSError: if the folder can't be written; the old file is then as before.
    """
    known = {one.name: getattr(settings, one.name) for one in fields(Settings) if one.metadata}
    text = json.dumps({**settings.unknown, **known}, ensure_ascii=False, indent=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
