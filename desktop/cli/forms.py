"""Answering about logbook forms: their versions, a new one, its crosswalk, and what goes out."""

from pathlib import Path
from typing import Any

from desktop.domain.form import FormMistake, FormMistakes
from desktop.domain.progress import Silent
from desktop.domain.versions import FormVersion, LoadedForm
from desktop.services import forms, publishing
from desktop.services.desk import Desk
from desktop.services.form_files import OLDER

Figures = dict[str, Any]


def answer(desk: Desk, words: dict[str, Any]) -> Figures:
    """Do what was asked with forms; without a wish list their versions."""
    if words["check"] is not None:
        return _check(desk, words["check"], words["propose"])
    if words["answers"]:
        return _answers(desk, *words["answers"])
    figures: Figures = {}
    if words["publish"]:
        loaded = _loaded(desk, words["publish"])
        if words["crosswalk"] is not None:
            loaded = publishing.with_crosswalk(loaded, words["crosswalk"])
        publishing.publish(desk, loaded)
        figures["published"] = f"{loaded.form.id}@{loaded.form.version}"
    if words["export"]:
        name, target = words["export"]
        figures["file"] = str(_exported(desk, name, Path(target), phones=words["phones"]))
    return figures | {"forms": [_version(one) for one in forms.versions(desk)]}


def _loaded(desk: Desk, name: str) -> LoadedForm:
    """Return the form of a file, or FORM@VERSION that is known already."""
    if Path(name).suffix.lower() in (".xlsx", *OLDER):
        return publishing.load(desk, Path(name), Silent())
    return publishing.load_known(desk, *_named(desk, name))


def _named(desk: Desk, name: str) -> tuple[str, str]:
    """Return form and version; without @VERSION the version in force."""
    form, at, version = name.partition("@")
    return form, version if at else forms.in_force(desk, form).version


def _exported(desk: Desk, name: str, target: Path, *, phones: bool) -> Path:
    """Write a workbook to be edited or for phones, or an XForm where the file ends in .xml."""
    write = publishing.export_for_phones if phones else publishing.export
    if target.suffix.lower() == ".xml":
        write = publishing.export_xform
    return write(desk, *_named(desk, name), target)


def _check(desk: Desk, path: Path, propose: Path | None) -> Figures:
    try:
        loaded = publishing.load(desk, path, Silent())
    except FormMistakes as found:
        return {"ok": False, "mistakes": [_mistake(one) for one in found.mistakes]}
    before, told, crosswalk = loaded.replaces, loaded.difference, loaded.crosswalk
    figures = {
        "ok": True,
        "mistakes": [],
        "form": loaded.form.id,
        "version": loaded.form.version,
        "replaces": before.version if before else "",
        "remarks": [_mistake(one) for one in loaded.remarks],
        "unsupported": [_mistake(one) for one in loaded.unsupported],
        "changes": [
            {"kind": one.kind, "question": one.question, "words": one.sentence, "loud": one.loud}
            for one in (told.changes if told else ())
        ],
        "suggestions": [
            {"old": one.old, "new": one.new, "score": one.score, "words": one.sentence}
            for one in (told.suggestions if told else ())
        ],
        "undecided": crosswalk.undecided if crosswalk else 0,
    }
    if propose is not None:
        figures["file"] = str(publishing.export_crosswalk(desk, loaded, propose))
    return figures


def _answers(desk: Desk, form: str, question: str) -> Figures:
    cells = publishing.column(desk, form, question)
    return {
        "question": question,
        "cells": [
            {
                "logbook": one.visit_id,
                "person": one.person_id,
                "state": one.state,
                "value": one.value,
                "asked_as": one.question,
                "version": one.version,
            }
            for one in cells
        ],
    }


def _mistake(one: FormMistake) -> Figures:
    return {"cell": one.cell, "message": one.message}


def _version(one: FormVersion) -> Figures:
    return {
        "form": one.form,
        "version": one.version,
        "title": one.title,
        "in_force": one.in_force,
        "shipped": one.shipped,
        "published_at": one.published_at.isoformat() if one.published_at else "",
        "logbooks": one.logbooks,
    }
