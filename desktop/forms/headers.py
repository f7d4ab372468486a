"""Headers that are misspelt. A column nobody knows is passed over, and its rules with it."""

import difflib
from collections.abc import Iterable
from types import MappingProxyType

from desktop.forms.grid import Mistakes, Sheet, quoted

_LIKE = 0.85  # relevent and constrant are caught; note, comment and image_th are not
_KNOWN = MappingProxyType(
    {
        "survey": (
            *("type", "name", "label", "hint", "required", "required_message", "appearance"),
            *("relevant", "constraint", "constraint_message", "calculation", "choice_filter"),
            *("repeat_count", "default", "trigger", "readonly", "parameters"),
            *("onehome_id", "onehome_fact", "onehome_soft", "guidance_hint"),
        ),
        "choices": ("list_name", "name", "label", "onehome_key", "onehome_fact"),
        "settings": ("form_title", "form_id", "version", "default_language"),
    }
)


def lint_headers(sheets: Iterable[Sheet], mistakes: Mistakes) -> None:
    """Note each header that is almost one that means something."""
    for sheet in sheets:
        known = _KNOWN[sheet.name]
        for header, letter in sheet.columns.items():
            first = header.partition("::")[0]
            if first in known:
                continue
            for meant in difflib.get_close_matches(first, known, 1, _LIKE):
                message = (
                    f"หัวคอลัมน์ {quoted(header)} น่าจะสะกดผิด ให้แก้เป็น {meant} (หมายเหตุให้ขึ้นต้นด้วย #)"
                )
                mistakes.add(sheet.name, sheet.header_row, letter, message)
