"""Answering what waits: problems of imports."""

from typing import Any

from desktop.domain.errors import UserError
from desktop.domain.repairing import OpenProblem
from desktop.services import repairs
from desktop.services.desk import Desk

Figures = dict[str, Any]


def problems(desk: Desk, words: dict[str, Any]) -> Figures:
    """List open problems, counted by reason; write them as a workbook to be repaired."""
    lists = [one for one in repairs.lists(desk) if words["source"] in ("", one.name)]
    ids = [number for one in lists for number in repairs.find(desk, words["reason"], one.id)]
    counted = [reason for one in lists for reason in repairs.reasons(desk, one.id)]
    kinds = dict.fromkeys(one.kind for one in counted if words["reason"] in ("", one.kind))
    return {
        "count": len(ids),
        "reasons": [
            {
                "reason": kind,
                "count": sum(one.count for one in counted if one.kind == kind),
                "suggested": sum(one.suggested for one in counted if one.kind == kind),
            }
            for kind in kinds
        ],
        "problems": [_problem(one) for one in repairs.rows(desk, ids)],
        "file": _written(desk, lists, words),
    }


def _written(desk: Desk, lists: list[repairs.WaitingList], words: dict[str, Any]) -> str:
    if words["out"] is None:
        return ""
    if len({one.name for one in lists}) > 1:
        raise UserError("มีหลายรายชื่อ", "ไฟล์หนึ่งเก็บได้รายชื่อเดียว กรุณาเลือกด้วย --source ชื่อรายชื่อ")
    # Of one name the newest comes first.
    number = lists[0].id if lists else 0
    return str(repairs.write_sheet(desk, number, words["out"]))


def _problem(one: OpenProblem) -> Figures:
    told = one.problem
    return {
        "id": one.id,
        "list": one.list_name,
        "as_of": one.as_of,
        "file": told.file,
        "sheet": told.sheet,
        "row": told.row,
        "column": told.column,
        "value": told.value,
        "reason": told.reason,
        "suggestion": told.suggestion,
        "used": told.used,
    }
