"""What the user chose for the window, remembered for the next start."""

from dataclasses import replace
from typing import Any

from desktop import settings
from desktop.domain.errors import UserError
from desktop.services.desk import Desk


def is_dark(desk: Desk, system_is_dark: bool) -> bool:
    """Whether the window shall be dark, by the user's choice or else the system's."""
    if desk.settings.theme == settings.Theme.SYSTEM:
        return system_is_dark
    return desk.settings.theme == settings.Theme.DARK


def remember_theme(desk: Desk, *, dark: bool) -> Desk:
    """Keep the choice of colours; return the desk with it."""
    return remember(desk, theme=settings.Theme.DARK if dark else settings.Theme.LIGHT)


def remember_keying_figures(desk: Desk, *, shown: bool) -> Desk:
    """Keep whether a clerk is shown what keying costs; return the desk with it."""
    return remember(desk, keying_figures=shown)


def remember_fiscal_year(desk: Desk, year: int) -> Desk:
    """Keep the fiscal year to work in; return the desk in that year."""
    return replace(remember(desk, fiscal_year=year), fiscal_year=year)


def remember(desk: Desk, **chosen: Any) -> Desk:
    """Keep values of settings; return the desk with them.

    Raises:
        UserError: the settings can't be written.
    """
    changed = replace(desk.settings, **chosen)
    if desk.settings_file is not None:
        try:
            settings.save(desk.settings_file, changed)
        except OSError:
            raise UserError(
                "จำการตั้งค่าไม่ได้",
                f"เขียนไฟล์การตั้งค่าไม่ได้ ({desk.settings_file}) โปรแกรมใช้ค่านี้เฉพาะครั้งนี้",
            ) from None
    return replace(desk, settings=changed)
