"""The two colour sets as data; every text colour keeps 4.5:1 or more on its ground."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for. `levels` are the chips' grounds by the level's digit."""

    name: str
    ink: str
    ink2: str
    line: str
    ground: str
    surface: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    hover: str
    danger: str
    good: str
    warn: str
    on_chip: str
    quiet_chip: str
    levels: tuple[str, str, str, str]


LIGHT = Palette(
    name="light",
    ink="#1C2530",
    ink2="#55606E",
    line="#DDE2E8",
    ground="#F6F7F9",
    surface="#FFFFFF",
    accent="#0B6E7A",
    accent_hover="#095963",
    on_accent="#FFFFFF",
    accent_soft="#DCEEF0",
    hover="#EDF1F4",
    danger="#A32020",
    good="#1F6B3A",
    warn="#8A5A00",
    on_chip="#FFFFFF",
    quiet_chip="#E6EAEE",
    levels=("#55606E", "#836200", "#B04A0A", "#9B1C1C"),
)

DARK = Palette(
    name="dark",
    ink="#E7ECF1",
    ink2="#A5B0BC",
    line="#323C47",
    ground="#14191F",
    surface="#1C232B",
    accent="#4FB6C2",
    accent_hover="#6CC8D3",
    on_accent="#08262A",
    accent_soft="#1B3D43",
    hover="#252E38",
    danger="#F19A93",
    good="#84CE9F",
    warn="#E5BC6A",
    on_chip="#14191F",
    quiet_chip="#2E3843",
    levels=("#A5B0BC", "#E0BE55", "#F0A062", "#F28B82"),
)
