"""A command's figures as lines for people."""

from collections.abc import Callable, Iterator
from typing import Any

from desktop.domain.vocabulary import DIMENSION_LABEL, LEVEL_STATUS_LABEL, Dimension, LevelStatus

_MOST_PROBLEMS = 20


def in_words(command: str, figures: dict[str, Any]) -> str:
    """The answer to a command in Thai lines."""
    return "\n".join(_WORDS[command](figures))


def _import(figures: dict[str, Any]) -> Iterator[str]:
    yield f"อ่าน {figures['rows']:,} แถว"
    for key, word in (("households", "ครัวเรือน"), ("persons", "คน")):
        new, changed, same = (figures[key][k] for k in ("new", "changed", "same"))
        yield f"{word}: ใหม่ {new:,}  เปลี่ยน {changed:,}  เหมือนเดิม {same:,}"
    problems = figures["problems"]
    if problems:
        yield f"ข้อมูลที่ต้องตรวจ {len(problems):,} รายการ เก็บไว้ที่ {figures['quarantine']}"
    for p in problems[:_MOST_PROBLEMS]:
        # Values may be ids or names, which belong into the workbook, not on a console.
        yield f"  {p['sheet']} แถว {p['row']} {p['column']}: {p['reason']}"


def _levels(figures: dict[str, Any]) -> Iterator[str]:
    for key, count in figures.items():
        label = f"ระดับ {key}" if key.isdecimal() else LEVEL_STATUS_LABEL[LevelStatus(key)]
        yield f"{label}: {count:,} ครัวเรือน"


def _leaflets(figures: dict[str, Any]) -> Iterator[str]:
    yield f"แผ่นพับ {figures['households']:,} ครัวเรือน {figures['sheets']:,} แผ่น: {figures['file']}"
    for s in figures["shortened"]:
        yield f"  ครัวเรือน {s['number']} {s['field']}: {s['what']}"


def _report(figures: dict[str, Any]) -> Iterator[str]:
    for line in [*figures["areas"], figures["total"]]:
        failed = "  ".join(f"{DIMENSION_LABEL[d]} {line['failures'][d]:,}" for d in Dimension)
        yield (
            f"{line['name']}: {line['households']:,} ครัวเรือน {line['persons']:,} คน  {failed}  "
            f"ตกอย่างน้อย 1 มิติ {line['distinct_failing']:,}"
        )
    if "file" in figures:
        yield f"เก็บไว้ที่ {figures['file']}"


def _volunteers(figures: dict[str, Any]) -> Iterator[str]:
    for v in figures["volunteers"]:
        yield f"{v['id']}  {v['name']}  {v['area']}  {v['households']} หลัง"


def _assign(figures: dict[str, Any]) -> Iterator[str]:
    yield f"มอบหมาย {figures['households']} ครัวเรือนให้ อพม. หมายเลข {figures['volunteer']}"


def _households(figures: dict[str, Any]) -> Iterator[str]:
    yield f"พบ {figures['households']:,} ครัวเรือน {figures['persons']:,} คน"
    for one in figures["lists"]:
        yield f"  รายชื่อ {one['id']}: {one['name']} {one['as_of']}"


def _link(figures: dict[str, Any]) -> Iterator[str]:
    for key, word in (("households", "ครัวเรือน"), ("persons", "คน")):
        counts = figures[key]
        yield f"{word}: เชื่อมเอง {counts['joined']:,} คู่  รอตรวจ {counts['waiting']:,} คู่"


def _undo(figures: dict[str, Any]) -> Iterator[str]:
    yield figures["undone"]


def _check(figures: dict[str, Any]) -> Iterator[str]:
    for finding in figures["findings"]:
        if finding["count"]:
            yield f"พบ {finding['count']:,} รายการ: {finding['title']}"
    yield "ฐานข้อมูลถูกต้องครบถ้วน" if figures["ok"] else "พบสิ่งที่ต้องแก้ไข กรุณาแจ้งผู้ดูแลระบบ"


def _demo(figures: dict[str, Any]) -> Iterator[str]:
    yield from figures["files"]
    yield figures["volunteers"]


_WORDS: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "import": _import,
    "levels": _levels,
    "leaflets": _leaflets,
    "report": _report,
    "volunteers": _volunteers,
    "assign": _assign,
    "households": _households,
    "link": _link,
    "undo": _undo,
    "check": _check,
    "demo": _demo,
}
