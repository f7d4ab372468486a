"""A command's figures as lines for people."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from desktop.domain.prints import JOB_STATE_LABEL, JobState
from desktop.domain.submissions import SUBMISSION_LABEL
from desktop.domain.vocabulary import DIMENSION_LABEL, LEVEL_STATUS_LABEL, Dimension, LevelStatus
from desktop.thai.dates import thai_datetime

_MOST_PROBLEMS = 20
_CELL_STATES = {
    "value": "ตอบแล้ว",
    "unknown": "ไม่ทราบ",
    "not_asked": "ยังไม่ได้ถาม",
    "empty": "ว่าง",
    "not_in_version": "รุ่นนั้นไม่มีข้อนี้",
    "no_counterpart": "คำตอบเดิมไม่มีในแบบใหม่",
}


def in_words(command: str, figures: dict[str, Any]) -> str:
    """The answer to a command in Thai lines."""
    return "\n".join(_WORDS[command](figures))


def _import(figures: dict[str, Any]) -> Iterator[str]:
    yield f"อ่าน {figures['rows']:,} แถว"
    for key, word in (("households", "ครัวเรือน"), ("persons", "คน")):
        new, changed, same = (figures[key][k] for k in ("new", "changed", "same"))
        yield f"{word}: ใหม่ {new:,}  เปลี่ยน {changed:,}  เหมือนเดิม {same:,}"
    yield from (f"  ใช้รูปแบบการอ่าน {name}" for name in figures["profiles"])
    # A list's sheets are mostly alike: each line once.
    yield from dict.fromkeys(f"  {one['words']}" for one in figures["drift"])
    yield from dict.fromkeys(map(_asked, figures["questions"]))
    problems = figures["problems"]
    if problems:
        yield f"ข้อมูลที่ต้องตรวจ {len(problems):,} รายการ เก็บไว้ที่ {figures['quarantine']}"
    for p in problems[:_MOST_PROBLEMS]:
        # Values may be ids or names, which belong into the workbook, not on a console.
        yield f"  {p['sheet']} แถว {p['row']} {p['column']}: {p['reason']}"


def _asked(question: dict[str, Any]) -> str:
    answer = question["answer"]
    decided = f"ถือว่า{answer}" if answer else f"ยังไม่มีผู้ตอบ (น่าจะ: {question['proposed']})"
    return f"  {question['ask']} {decided} เพราะ{question['why']}"


def _columns(figures: dict[str, Any]) -> Iterator[str]:
    for sheet in figures["sheets"]:
        first, last = sheet["header_rows"]
        rows = f"แถว {first}" if first == last else f"แถว {first} ถึง {last}"
        left_out = "" if sheet["imported"] else " (ไม่นำเข้า)"
        yield f"แผ่นงาน {sheet['sheet']}: หัวตาราง{rows} ข้อมูล {sheet['rows']:,} แถว{left_out}"
        if sheet["profile"]:
            yield f"  ใช้รูปแบบการอ่าน {sheet['profile']}"
        yield from (f"  {one['words']}" for one in sheet["drift"])
        yield from map(_asked, sheet["questions"])
        for one in sheet["columns"]:
            read_as = f"{one['header']} -> {one['name'] or '(ไม่ใช้)'}"
            yield f"  {one['column']}. {read_as}: {one['why']} {one['doubt']}".rstrip()
    if "file" in figures:
        yield f"เก็บไว้ที่ {figures['file']}"


def _profiles(figures: dict[str, Any]) -> Iterator[str]:
    for one in figures["profiles"]:
        yield f"{one['name']}: {one['columns']} คอลัมน์"
    if not figures["profiles"]:
        yield "ยังไม่มีรูปแบบการอ่านที่บันทึกไว้"


def _forms(figures: dict[str, Any]) -> Iterator[str]:
    if "cells" in figures:
        states = Counter(one["state"] for one in figures["cells"])
        yield f"ข้อ {figures['question']}: {len(figures['cells']):,} คำตอบ"
        yield from (f"  {_CELL_STATES[state]}: {count:,}" for state, count in states.items())
        return
    yield from _checked(figures) if "mistakes" in figures else ()
    if "published" in figures:
        yield f"ประกาศใช้แล้ว: {figures['published']}"
    if "file" in figures:
        yield f"เก็บไว้ที่ {figures['file']}"
    for one in figures.get("forms", ()):
        state = "ใช้อยู่" if one["in_force"] else "ไม่ได้ใช้"
        yield (
            f"{one['form']}@{one['version']}  {one['title']}  {state}  "
            f"สมุดพก {one['logbooks']:,} เล่ม"
        )


def _checked(figures: dict[str, Any]) -> Iterator[str]:
    if figures["mistakes"]:
        yield f"แบบฟอร์มมีที่ผิด {len(figures['mistakes']):,} แห่ง"
        yield from (f"  {one['cell']} {one['message']}" for one in figures["mistakes"])
        return
    replaces = f" แทนรุ่น {figures['replaces']}" if figures["replaces"] else " เป็นแบบฟอร์มใหม่"
    yield f"{figures['form']} รุ่น {figures['version']}{replaces}"
    for key, head in (("unsupported", "ยังกรอกไม่ได้"), ("remarks", "ควรตรวจอีกครั้ง")):
        yield from (f"  {head}: {one['cell']} {one['message']}" for one in figures[key])
    yield from (f"  {'ระวัง: ' if one['loud'] else ''}{one['words']}" for one in figures["changes"])
    yield from (f"  {one['words']}" for one in figures["suggestions"])
    if figures["undecided"]:
        yield f"ตารางเทียบยังรอตัดสิน {figures['undecided']:,} รายการ"


def _problems(figures: dict[str, Any]) -> Iterator[str]:
    yield f"ข้อมูลที่ต้องตรวจ {figures['count']:,} รายการ"
    for one in figures["reasons"]:
        more = f" (มีค่าที่แนะนำ {one['suggested']:,})" if one["suggested"] else ""
        yield f"  {one['count']:,}  {one['reason']}{more}"
    for p in figures["problems"][:_MOST_PROBLEMS]:
        # Values may be ids or names, which belong into the workbook, not on a console.
        yield f"  {p['list']} {p['sheet']} แถว {p['row']} {p['column']}: {p['reason']}"
    if figures["file"]:
        yield f"เก็บไว้ที่ {figures['file']}"


def _submissions(figures: dict[str, Any]) -> Iterator[str]:
    for kind, label in SUBMISSION_LABEL.items():
        if figures[kind]:
            yield f"{label}: {figures[kind]:,} ชุด"
    for one in figures["submissions"]:
        place = f"{one['file']} {one['sheet']}".strip()
        row = f" แถว {one['row']}" if one["row"] else ""
        yield from (f"  {place}{row}: {word}" for word in one["words"])
    if not figures["submissions"]:
        yield "ไม่มีคำตอบจากโทรศัพท์ที่รอตัดสิน"
    if "taken" in figures:
        yield f"เพิ่มสมุดพกฉบับร่าง {len(figures['taken']):,} เล่ม พักไว้รอตัดสิน {figures['aside']:,} ชุด"


def _levels(figures: dict[str, Any]) -> Iterator[str]:
    for key, count in figures.items():
        label = f"ระดับ {key}" if key.isdecimal() else LEVEL_STATUS_LABEL[LevelStatus(key)]
        yield f"{label}: {count:,} ครัวเรือน"


def _leaflets(figures: dict[str, Any]) -> Iterator[str]:
    yield f"แผ่นพับ {figures['households']:,} ครัวเรือน {figures['sheets']:,} แผ่น: {figures['file']}"
    yield from _shortened(figures)


def _make(figures: dict[str, Any]) -> Iterator[str]:
    yield f"{figures['households']:,} ครัวเรือน {figures['sheets']:,} แผ่น (งานพิมพ์ที่ {figures['job']})"
    yield from figures["files"]
    yield from _shortened(figures)


def _shortened(figures: dict[str, Any]) -> Iterator[str]:
    for s in figures["shortened"]:
        whose = f"ครัวเรือน {s['number']} " if s["number"] else ""
        yield f"  {whose}{s['field']}: {s['what']}"


def _documents(figures: dict[str, Any]) -> Iterator[str]:
    for kind in figures["documents"]:
        yield f"{kind['key']}  {kind['title']}: {kind['about']}"


def _prints(figures: dict[str, Any]) -> Iterator[str]:
    for job in figures["jobs"]:
        made = thai_datetime(datetime.fromisoformat(job["at"]).astimezone())
        yield (
            f"{job['id']}  {made}  {job['kind']}  {job['households']:,} ครัวเรือน  "
            f"{job['sheets']:,} แผ่น  {JOB_STATE_LABEL[JobState(job['state'])]}  {job['file']}"
        )
    for one in figures["out"]:
        late = "  เกินกำหนด" if one["late"] else ""
        yield f"{one['name']}: ยังไม่คืน {one['out']:,} จาก {one['printed']:,} ครัวเรือน{late}"


def _checkin(figures: dict[str, Any]) -> Iterator[str]:
    for paper in figures["papers"]:
        missing = f"  ยังไม่คืน {paper['missing']:,}" if paper["missing"] else ""
        yield f"รับคืนครัวเรือนเลขที่ {paper['household']:06d} {paper['papers']:,} ฉบับ{missing}"


def _scan(figures: dict[str, Any]) -> Iterator[str]:
    for page in figures["pages"]:
        ticks = sum(len(one["choices"]) for one in page["ticked"])
        told = (
            " ".join(page["words"]) or f"เครื่องหมาย {ticks:,} ช่อง ไม่แน่ใจ {page['doubtful']:,} ช่อง"
        )
        whose = f"ครัวเรือนเลขที่ {page['household']:06d}" if page["household"] else "ไม่ทราบครัวเรือน"
        yield f"{page['file']} หน้า {page['page']}: {whose}  {told}"
    if "households" in figures:
        yield f"ร่างสมุดพก {figures['households']:,} ครัวเรือน เก็บภาพ {figures['papers']:,} หน้า"
        yield from figures["words"]


def _layout(figures: dict[str, Any]) -> Iterator[str]:
    yield f"เก็บไว้ที่ {figures['file']}"
    if figures["folder"]:
        yield f"แก้แล้วเก็บไว้ในโฟลเดอร์ {figures['folder']} โปรแกรมจะใช้แบบของสำนักงาน"


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
    kept = figures.get("kept", [])
    if kept:
        yield f"เก็บสิ่งที่แก้ไขหลังการนำเข้าไว้ {len(kept):,} รายการ"
    for e in kept[:_MOST_PROBLEMS]:
        yield f"  ครัวเรือน {e['household']} {e['what']} ({e['who']})"
    if figures.get("dropped"):
        yield f"ทิ้งสิ่งที่แก้ไขหลังการนำเข้า {figures['dropped']:,} รายการ"
    for o in figures.get("later", []):
        held = f"{o['households']:,} ครัวเรือน {o['persons']:,} คน"
        yield f"คงไว้ตามรายชื่อ {o['list']} ({o['as_of']}): {held}"


def _imports(figures: dict[str, Any]) -> Iterator[str]:
    for one in figures["imports"]:
        undone = one["undone"]
        state = f"ย้อนกลับแล้วโดย {undone['who']}" if undone else "ใช้อยู่"
        yield (
            f"{one['id']}  {one['list']} ({one['as_of']})  {one['rows']:,} แถว  "
            f"{one['at'][:10]} {one['who']}  {state}"
        )
    if not figures["imports"]:
        yield "ยังไม่เคยนำเข้ารายชื่อ"


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
    "columns": _columns,
    "profiles": _profiles,
    "submissions": _submissions,
    "levels": _levels,
    "forms": _forms,
    "problems": _problems,
    "leaflets": _leaflets,
    "make": _make,
    "documents": _documents,
    "prints": _prints,
    "checkin": _checkin,
    "layout": _layout,
    "scan": _scan,
    "report": _report,
    "volunteers": _volunteers,
    "assign": _assign,
    "households": _households,
    "link": _link,
    "undo": _undo,
    "imports": _imports,
    "check": _check,
    "demo": _demo,
}
