"""What every service is handed: made once by the composition root, then passed down."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import UserError
from desktop.domain.levels import LevelScheme, load_scheme
from desktop.domain.records import Actor
from desktop.settings import Digits, PaperFont, Settings
from desktop.storage.database import Database
from desktop.thai import areas

if TYPE_CHECKING:
    from desktop.printing.typesetter.paragraph import Typesetter
    from desktop.thai.words import Segmenter


@dataclass(frozen=True)
class Desk:
    """A clerk's desk: the database, who sits there, the settings and what ships beside.

    `fiscal_year` is in the Buddhist era; `output` is where files that are made go by default.
    """

    db: Database
    actor: Actor
    resources: Path
    settings: Settings
    output: Path
    fiscal_year: int
    today: date
    settings_file: Path | None = None

    @cached_property
    def words(self) -> "Segmenter":
        """The dictionary that screen and paper break Thai lines by."""
        # Loaded when it is asked for: an import breaks no lines and prints nothing.
        from desktop.thai.words import Segmenter

        return Segmenter(self.resources / "words" / "words_th.txt", extra=self._field_words())

    @cached_property
    def typesetter(self) -> "Typesetter":
        """The typesetter of papers."""
        from desktop.printing.typesetter.fonts import FontSet
        from desktop.printing.typesetter.installed import th_sarabun, windows_folders
        from desktop.printing.typesetter.paragraph import Typesetter

        folder = self.resources / "fonts"
        fonts = FontSet(folder / "Sarabun-Regular.ttf", folder / "Sarabun-Bold.ttf")
        if self.settings.paper_font == PaperFont.TH_SARABUN:
            # A computer without it prints as all others do.
            fonts = th_sarabun(windows_folders(), fonts) or fonts
        return Typesetter(
            fonts,
            self.words.split,
            thai_digits=self.settings.digits == Digits.THAI,
        )

    @cached_property
    def scheme(self) -> LevelScheme:
        """The level scheme in force.

        Raises:
            UserError: the settings name a scheme that isn't there.
        """
        name = self.settings.level_scheme
        file = self.resources / "schemes" / f"level-{name}.toml"
        if not file.exists():
            raise UserError(
                "ไม่พบเกณฑ์จัดระดับ",
                f"การตั้งค่าระบุเกณฑ์ {name} ซึ่งไม่มีในโปรแกรม กรุณาแก้เป็น p20 หรือ p23",
            )
        return load_scheme(file)

    def _field_words(self) -> list[str]:
        listed = (self.resources / "words" / "field.txt").read_text(encoding="utf-8").split()
        province = self.settings.province_code
        districts = areas.children(province)
        tambons = [t for d in districts for t in areas.children(d.code)]
        return [*listed, *(area.name for area in (*districts, *tambons))]
