"""Fonts of the office that are on this computer: TH Sarabun New, or its first release, PSK."""

import os
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb

from desktop.printing.typesetter.fonts import FontSet

# The newer first. Files of these names are often other fonts: what is inside counts.
FAMILIES = ("TH Sarabun New", "TH SarabunPSK")
_REGULAR, _BOLD = "Regular", "Bold"


def windows_folders() -> tuple[Path, ...]:
    """Where Windows keeps fonts, of all users and of this one; nothing elsewhere."""
    places = (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts"))
    return tuple(Path(os.environ[name]) / rest for name, rest in places if name in os.environ)


def th_sarabun(folders: Iterable[Path], shipped: FontSet) -> FontSet | None:
    """Return the office's TH Sarabun at the size that looks like `shipped`, None for none."""
    found: dict[tuple[str, str], Path] = {}
    for folder in folders:
        if folder.is_dir():
            for file in sorted(folder.iterdir()):
                if _may_be_it(file):
                    found.setdefault(_named(file), file)
    for family in FAMILIES:
        regular, bold = found.get((family, _REGULAR)), found.get((family, _BOLD))
        if regular and bold:
            return FontSet(regular, bold, like=shipped.regular)
    return None


def _may_be_it(file: Path) -> bool:
    """Whether a file's name begins as that of one of the fonts: not every font is opened."""
    return file.suffix.lower() == ".ttf" and file.name.lower().replace(" ", "").startswith(
        "thsara"
    )


def _named(file: Path) -> tuple[str, str]:
    """Return the family and the weight that a font says it is, nothing for what is no font."""
    face = hb.Face(hb.Blob(file.read_bytes()))
    family = face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or ""
    return family, face.get_name(hb.OTNameIdPredefined.FONT_SUBFAMILY) or ""
