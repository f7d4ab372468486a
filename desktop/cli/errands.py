"""The commands that are done in this process, each by a service or two."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.cli import forms, lists, mapping, papers, phones, waiting
from desktop.domain.errors import UserError
from desktop.domain.figures import AreaFigures
from desktop.domain.linkage import Kind
from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.domain.taking_back import ImportMade
from desktop.services import (
    checks,
    history,
    households,
    import_history,
    levels,
    links,
    overview,
    reports,
    volunteers,
)
from desktop.services.desk import Desk
from desktop.services.documents import choosing, making

Figures = dict[str, Any]


def _levels(desk: Desk, _words: dict[str, Any]) -> Figures:
    return dict(levels.compute(desk, Silent()).counts)


def _leaflets(desk: Desk, words: dict[str, Any]) -> Figures:
    ids = _chosen(desk, words)
    kind = "leaflet-blank" if words["blank"] else "leaflet"
    parts = making.parts(desk, kind, ids)
    printed = making.write(desk, kind, parts, words["out"], Silent())
    return {
        "households": printed.households,
        "sheets": printed.sheets,
        "pages": printed.pages,
        "file": printed.file,
        "shortened": papers.shortened(printed),
    }


def _make(desk: Desk, words: dict[str, Any]) -> Figures:
    return papers.make(desk, words, _chosen(desk, words))


def _chosen(desk: Desk, words: dict[str, Any]) -> list[int]:
    """Return the households that the words choose."""
    return choosing.household_ids(
        desk,
        volunteer=words["volunteer"],
        village=words["village"],
        chosen=words["household"],
        flt=_asked(words, sort="place"),
    )


def _asked(words: dict[str, Any], **more: Any) -> HouseholdFilter | None:
    """Return the filter by lists and age, None where none was asked for."""
    names = ("on_list", "not_on_list", "age_from")
    given = {name: words[name] for name in names if words[name] is not None}
    return HouseholdFilter(**given, **more) if given else None


def _households(desk: Desk, words: dict[str, Any]) -> Figures:
    flt = _asked(words, sort="place") or HouseholdFilter(sort="place")
    ids, persons, _ = households.find_counted(desk, replace(flt, area=words["area"]))
    lists = [{"id": x.id, "name": x.name, "as_of": x.as_of} for x in overview.lists(desk)]
    return {"households": len(ids), "persons": persons, "ids": ids, "lists": lists}


def _report(desk: Desk, words: dict[str, Any]) -> Figures:
    report = reports.districts(desk, words["area"])
    figures: Figures = {
        "areas": [_area(line) for line in report.areas],
        "total": _area(report.total),
    }
    if words["out"] is not None:
        figures["file"] = str(reports.write_districts(desk, report, words["out"]))
    return figures


def _area(line: AreaFigures) -> Figures:
    return {
        "code": line.code,
        "name": line.name,
        "households": line.households,
        "persons": line.persons,
        "failures": {d.value: n for d, n in line.failures.items()},
        "distinct_failing": line.distinct_failing,
    }


def _volunteers(desk: Desk, words: dict[str, Any]) -> Figures:
    if words["file"] is not None:
        volunteers.import_file(desk, words["file"])
    found = volunteers.all_of(desk)
    return {
        "volunteers": [
            {"id": v.id, "name": v.name, "area": v.area, "households": v.households} for v in found
        ]
    }


def _assign(desk: Desk, words: dict[str, Any]) -> Figures:
    changes = volunteers.give_next(desk, words["volunteer"], words["area"], words["count"])
    return {"volunteer": words["volunteer"], "households": len(changes.households)}


def _imports(desk: Desk, _words: dict[str, Any]) -> Figures:
    return {"imports": [_made(one) for one in import_history.imports(desk)]}


def _made(one: ImportMade) -> Figures:
    return {
        "id": one.id,
        "list": one.name,
        "as_of": one.as_of,
        "at": one.at.isoformat(),
        "who": one.who,
        "rows": one.rows,
        "households": {
            "new": one.new_households,
            "changed": one.changed_households,
            "gone": one.gone_households,
        },
        "persons": {"new": one.new_persons, "changed": one.changed_persons},
        "problems": one.problems,
        "files": [{"name": f.name, "size": f.size, "sha256": f.sha256} for f in one.files],
        "undone": {"who": one.undone_who, "at": one.undone_at.isoformat()}
        if one.undone_at
        else None,
    }


def _undo(desk: Desk, words: dict[str, Any]) -> Figures:
    batch = words["batch"]
    if batch is None:
        if words["drop_edits"]:
            raise UserError(
                "คำสั่งไม่ถูกต้อง", "--drop-edits ใช้กับ --import เท่านั้น กรุณาระบุหมายเลขการนำเข้าที่จะย้อนกลับ"
            )
        return {"undone": history.undo_last(desk).label}
    found = import_history.undo_preview(desk, batch)
    droppable = [e.key for e in found.edits if e.droppable] if words["drop_edits"] else []
    changes = import_history.undo_import(desk, batch, droppable)
    return {
        "undone": changes.label,
        "kept": [_edit(e) for e in found.edits if e.key not in droppable],
        "dropped": len(droppable),
        "later": [
            {"list": o.name, "as_of": o.as_of, "households": o.households, "persons": o.persons}
            for o in found.lists
        ],
    }


def _edit(edit: import_history.Edit) -> Figures:
    at = edit.at.isoformat() if edit.at else ""
    return {"household": edit.household_id, "what": edit.what, "who": edit.who, "at": at}


def _link(desk: Desk, _words: dict[str, Any]) -> Figures:
    counts = links.find_pairs(desk, Silent())
    return {
        name: {"joined": counts.joined[kind], "waiting": counts.waiting[kind]}
        for name, kind in (("persons", Kind.PERSON), ("households", Kind.HOUSEHOLD))
    }


def _check(desk: Desk, _words: dict[str, Any]) -> Figures:
    report = checks.run(desk)
    findings = [{"title": f.title, "count": f.count} for f in report.findings]
    return {"ok": report.ok, "findings": findings}


COMMANDS: dict[str, Callable[[Desk, dict[str, Any]], Figures]] = {
    "columns": lists.columns,
    "profiles": mapping.profiles,
    "forms": forms.answer,
    "submissions": phones.submissions,
    "levels": _levels,
    "leaflets": _leaflets,
    "make": _make,
    "documents": papers.documents,
    "prints": papers.jobs,
    "checkin": papers.check_in,
    "layout": papers.layout,
    "scan": papers.scan,
    "households": _households,
    "report": _report,
    "volunteers": _volunteers,
    "assign": _assign,
    "link": _link,
    "undo": _undo,
    "imports": _imports,
    "problems": waiting.problems,
    "check": _check,
}
