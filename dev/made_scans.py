"""Made scans: a printed page, ticked by made pens, then turned, shadowed, copied, photographed.

The pens that limits are chosen on and the pens of the proof draw different shapes, with different
widths and inks, from different seeds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from desktop.domain.geometry import Place, SideGeometry
from desktop.domain.scans import BoxState

Grey = NDArray[np.uint8]
Random = np.random.Generator

PRINT_DPI, SCAN_DPI = 300, 200
PRINT_MM, SCAN_MM = PRINT_DPI / 25.4, SCAN_DPI / 25.4
_TILE, _FINE = 13.0, 2  # millimetres around a box, and how much finer pens are drawn
# How often each mark is made; the sum is 1.
MARKS = {
    "none": 0.50,
    "check": 0.12,
    "cross": 0.09,
    "over": 0.06,
    "scribble": 0.04,
    "small": 0.04,
    "faint": 0.04,
    "filled": 0.04,
    "underline": 0.02,
    "beside": 0.02,
    "clip": 0.015,
    "dot": 0.015,
}
_EMPTY = {"none", "underline", "beside", "clip", "dot"}
_SCRIBBLE = 0.4  # millimetres
Line = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose pens: widths in millimetres, greys of ink, and whether strokes are curved."""

    widths: tuple[float, float]
    inks: tuple[int, int]
    faint: tuple[int, int]
    curved: bool


TRAINING = Hand(widths=(0.35, 0.8), inks=(10, 110), faint=(120, 170), curved=False)
PROOF = Hand(widths=(0.3, 0.85), inks=(5, 115), faint=(115, 172), curved=True)


def truth_of(mark: str) -> BoxState:
    """Return what a made mark means."""
    if mark == "filled":
        return BoxState.CANCELLED
    return BoxState.EMPTY if mark in _EMPTY else BoxState.TICKED


def ticked(page: Grey, side: SideGeometry, random: Random, hand: Hand) -> tuple[Grey, list[str]]:
    """Return the page, printed at `PRINT_DPI`, with a mark in each box, and which marks."""
    marks = [str(m) for m in random.choice(list(MARKS), len(side.boxes), p=list(MARKS.values()))]
    result = page.copy()
    for place, mark in zip(side.boxes, marks, strict=True):
        if mark != "none":
            _draw(result, place, mark, random, hand)
    return result, marks


def _draw(page: Grey, place: Place, mark: str, random: Random, hand: Hand) -> None:
    box = place.rect
    left = round((box.x + box.width / 2 - _TILE / 2) * PRINT_MM)
    top = round((box.y + box.height / 2 - _TILE / 2) * PRINT_MM)
    size = round(_TILE * PRINT_MM)
    window = page[max(top, 0) : top + size, max(left, 0) : left + size]
    if window.shape != (size, size):
        return
    grain = PRINT_MM * _FINE
    tile = Image.new("L", (size * _FINE, size * _FINE), 0)
    draw = ImageDraw.Draw(tile)
    pen = random.uniform(*hand.widths)
    # A scribble leaves gaps: one that leaves none is a box filled out.
    pen = min(pen, _SCRIBBLE) if mark == "scribble" else pen
    width = max(1, round(pen * grain))
    for line in _strokes(mark, random, hand, box.width):
        points = [((x + _TILE / 2) * grain, (y + _TILE / 2) * grain) for x, y in line]
        if len(points) == 1:
            radius = random.uniform(0.25, 0.4) * grain
            (x, y) = points[0]
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        else:
            draw.line(points, fill=255, width=width, joint="curve")
    alpha = np.asarray(tile.resize((size, size), Image.Resampling.BOX), np.float32) / 255
    ink = random.uniform(*(hand.faint if mark == "faint" else hand.inks))
    if mark == "faint":  # a pencil leaves gaps
        alpha *= random.uniform(0.65, 1.0, alpha.shape)
    window[:] = np.minimum(window, 255 - (255 - ink) * alpha).astype(np.uint8)


def _strokes(mark: str, random: Random, hand: Hand, box: float) -> list[Line]:
    """Return strokes in millimetres from the middle of the box."""
    lines = (_ticks if truth_of(mark) is BoxState.TICKED else _others)(mark, random, box / 2)
    curved = hand.curved and mark not in ("scribble", "filled")
    return [_bent(line, random) if curved else line for line in lines]


def _near(random: Random, x: float, y: float, off: float = 0.25) -> tuple[float, float]:
    return x + random.normal(0, off), y + random.normal(0, off)


def _ticks(mark: str, random: Random, half: float) -> list[Line]:
    """Return the strokes of what means a tick."""
    near = partial(_near, random)
    if mark in ("check", "faint"):
        return [[near(-1.3, -0.1), near(-0.4, 1.1), near(1.5, -1.4)]]
    if mark == "cross":
        return [[near(-1.4, -1.4), near(1.4, 1.4)], [near(1.4, -1.4), near(-1.4, 1.4)]]
    if mark == "over":
        return [[near(-1.5, 0.2, 0.4), near(-0.2, 1.6, 0.4), near(3.6, -3.4, 0.6)]]
    if mark == "small":
        x, y = random.uniform(-0.6, 0.6, 2)
        points = ((x - 0.7, y), (x - 0.2, y + 0.6), (x + 0.8, y - 0.7))
        return [[near(px, py, 0.1) for px, py in points]]
    turns = int(random.integers(4, 8))
    wide = 0.75 * half
    return [[near(wide * (-1) ** n, wide * (2 * n / turns - 1), 0.3) for n in range(turns + 1)]]


def _others(mark: str, random: Random, half: float) -> list[Line]:
    """Return the strokes of a box filled out, and of pens that slip."""
    near = partial(_near, random)
    if mark == "filled":
        step, edge = 0.28, half + 0.1
        rows = int(2 * edge / step) + 1
        return [[near(edge * (-1) ** n, -edge + n * step, 0.08) for n in range(rows + 1)]]
    if mark == "underline":
        y = half + random.uniform(0.7, 1.6)
        return [[near(-half - 1, y, 0.2), near(half + 2, y, 0.2)]]
    if mark == "beside":
        # Below: at the right another box may stand.
        x, y = random.uniform(-1, 0), half + random.uniform(1.2, 1.6)
        return [[near(x, y, 0.1), near(x + 0.5, y + 0.6, 0.1), near(x + 1.4, y - 0.4, 0.1)]]
    if mark == "clip":
        sx, sy = random.choice([-1, 1], 2)
        return [[(sx * (half + 1), sy * (half - 0.35)), (sx * (half - 0.35), sy * (half + 1))]]
    return [[near(0, 0, 0.6)]]


def _bent(line: Line, random: Random) -> Line:
    """Return the line with each stretch bowed to a side."""
    result: Line = [line[0]]
    for (x1, y1), (x2, y2) in pairwise(line):
        bow = random.uniform(-0.18, 0.18)
        mx, my = (x1 + x2) / 2 - bow * (y2 - y1), (y1 + y2) / 2 + bow * (x2 - x1)
        for t in (0.25, 0.5, 0.75, 1.0):
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            result.append((a * x1 + b * mx + c * x2, a * y1 + b * my + c * y2))
    return result


# ---- what happens to a page on its way

Damage = Callable[[Grey, SideGeometry, Random], Grey]


def _laid(page: Grey, angle: float = 0, scale: float = 1, dx: float = 0, dy: float = 0) -> Grey:
    """Return the page on a scanner's glass of its own size, at `SCAN_DPI`; angle in degrees."""
    height, width = (round(n * SCAN_DPI / PRINT_DPI) for n in page.shape)
    turn = np.radians(angle)
    grow = PRINT_DPI / SCAN_DPI / scale
    a, b = np.cos(turn) * grow, np.sin(turn) * grow
    cx, cy = width / 2 + dx * SCAN_MM, height / 2 + dy * SCAN_MM
    px, py = page.shape[1] / 2, page.shape[0] / 2
    data = (a, b, px - a * cx - b * cy, -b, a, py + b * cx - a * cy)
    soft = Image.fromarray(page).filter(ImageFilter.GaussianBlur(0.6))
    laid = soft.transform(
        (width, height), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR, fillcolor=250
    )
    return np.asarray(laid)


def _noisy(grey: NDArray[np.floating] | Grey, random: Random, sigma: float = 2.0) -> Grey:
    noise = random.standard_normal(grey.shape, dtype=np.float32) * sigma
    return np.clip(grey + noise, 0, 255).astype(np.uint8)


def _jpeg(grey: Grey, quality: int) -> Grey:
    buffer = BytesIO()
    Image.fromarray(grey).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer).convert("L"))


def _levels(grey: Grey, low: float, high: float) -> NDArray[np.float32]:
    return (low + grey.astype(np.float32) * (high - low) / 255).astype(np.float32)


def _blurred(grey: Grey, sigma: float) -> Grey:
    return np.asarray(Image.fromarray(grey).filter(ImageFilter.GaussianBlur(sigma)))


def clean(page: Grey, _side: SideGeometry, random: Random) -> Grey:
    """A good office scanner: a little askew."""
    return _noisy(_levels(_laid(page, random.uniform(-0.5, 0.5)), 15, 245), random)


def _turned(page: Grey, _side: SideGeometry, random: Random) -> Grey:
    return _noisy(_laid(page, random.uniform(-5, 5)), random)


def _upside_down(page: Grey, _side: SideGeometry, random: Random) -> Grey:
    return _noisy(_laid(page, 180 + random.uniform(-2, 2)), random)


def _scaled(page: Grey, _side: SideGeometry, random: Random) -> Grey:
    dx, dy = random.uniform(-5, 5, 2)
    return _noisy(_laid(page, random.uniform(-1, 1), random.uniform(0.97, 1.03), dx, dy), random)


def _phone(page: Grey, _side: SideGeometry, random: Random, table: int = 120) -> Grey:
    """Perspective, a curled page on a table of that grey, light from one side, a camera's JPEG."""
    high, wide = (2200, 3000) if page.shape[0] < page.shape[1] else (3000, 2200)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], float)
    inner = np.array([wide, high]) * 0.06
    aim = np.clip(corners, inner, np.array([wide, high]) - inner)
    aim += random.uniform(-0.035, 0.035, (4, 2)) * max(wide, high)
    rows, columns = page.shape
    paper = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], float)
    data = _coefficients(aim, paper)
    soft = Image.fromarray(_curled(page, random))
    laid = soft.transform(
        (wide, high), Image.Transform.PERSPECTIVE, data, Image.Resampling.BILINEAR, fillcolor=table
    )
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    angle = random.uniform(0, 2 * np.pi)
    slope = (np.cos(angle) * x / wide + np.sin(angle) * y / high).astype(np.float32)
    slope -= slope.min()
    light = 1 - random.uniform(0.1, 0.4) * slope / slope.max()
    grey = _noisy(np.asarray(laid) * light * 0.93 + 8, random, 4)
    return _jpeg(_blurred(grey, random.uniform(0.4, 0.9)), int(random.integers(70, 90)))


def _on_dark_table(page: Grey, side: SideGeometry, random: Random) -> Grey:
    return _phone(page, side, random, int(random.integers(5, 60)))


def _coefficients(aim: NDArray[np.float64], paper: NDArray[np.float64]) -> tuple[float, ...]:
    """Return Pillow's eight numbers: from points of the result to points of the page."""
    rows, values = [], []
    for (x, y), (u, v) in zip(aim, paper, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(values)).tolist())


def _curled(page: Grey, random: Random) -> Grey:
    """Shift each column up or down as a bent sheet does; at most 1.5 millimetres."""
    high, wide = page.shape
    x = np.arange(wide) / wide
    depth = random.uniform(-1.5, 1.5) * PRINT_MM
    shift = np.round(depth * np.sin(np.pi * x) + 0.4 * PRINT_MM * np.sin(3 * np.pi * x)).astype(
        int
    )
    rows = np.clip(np.arange(high)[:, None] + shift[None, :], 0, high - 1)
    bent: Grey = page[rows, np.arange(wide)[None, :]]
    return bent


def _grainy(page: Grey, side: SideGeometry, random: Random) -> Grey:
    return _noisy(clean(page, side, random), random, random.uniform(10, 20))


def _soft(page: Grey, side: SideGeometry, random: Random) -> Grey:
    return _noisy(_blurred(clean(page, side, random), random.uniform(1.0, 1.8)), random)


def _pale(page: Grey, _side: SideGeometry, random: Random) -> Grey:
    grey = _laid(page, random.uniform(-0.5, 0.5))
    return _noisy(_levels(grey, random.uniform(80, 110), random.uniform(190, 215)), random)


def _crushed(page: Grey, side: SideGeometry, random: Random) -> Grey:
    return _jpeg(clean(page, side, random), int(random.integers(15, 31)))


def _stapled(page: Grey, side: SideGeometry, random: Random) -> Grey:
    x, y = side.marks[int(random.integers(4))]
    return clean(
        _disc(page, x + random.uniform(-2, 2), y + random.uniform(-2, 2), 1.1, 250), side, random
    )


def _torn(page: Grey, side: SideGeometry, random: Random) -> Grey:
    x, y = side.marks[int(random.integers(4))]
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    far = random.uniform(26, 34) * PRINT_MM
    cx, cy = (0 if x < 100 else page.shape[1]), (0 if y < 100 else page.shape[0])
    sx, sy = (1 if x < 100 else -1), (1 if y < 100 else -1)
    draw.polygon([(cx, cy), (cx + sx * far, cy), (cx, cy + sy * far)], fill=250)
    return clean(np.asarray(image), side, random)


def _dirty(page: Grey, side: SideGeometry, random: Random) -> Grey:
    return clean(_specked(page, random, int(random.integers(150, 501))), side, random)


def _specked(page: Grey, random: Random, count: int) -> Grey:
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    for _ in range(count):
        x, y = random.uniform(0, page.shape[1]), random.uniform(0, page.shape[0])
        a, b = np.minimum(random.exponential(0.25, 2) + 0.08, 0.9) * PRINT_MM
        draw.ellipse((x - a, y - b, x + a, y + b), fill=int(random.integers(20, 150)))
    return np.asarray(image)


def _disc(page: Grey, x: float, y: float, radius: float, grey: int) -> Grey:
    image = Image.fromarray(page)
    box = [round(n * PRINT_MM) for n in (x - radius, y - radius, x + radius, y + radius)]
    ImageDraw.Draw(image).ellipse(box, fill=grey)
    return np.asarray(image)


def _two_valued(low: int, high: int) -> Damage:
    def damage(page: Grey, side: SideGeometry, random: Random) -> Grey:
        limit = random.uniform(low, high)
        return np.where(clean(page, side, random) > limit, 255, 0).astype(np.uint8)

    return damage


def _copied_twice(page: Grey, side: SideGeometry, random: Random) -> Grey:
    """Each copy spreads, then hardens; thin and faint lines go."""
    grey = clean(page, side, random)
    for _ in range(2):
        soft = _blurred(grey, random.uniform(1.0, 1.5)).astype(np.float32)
        limit = random.uniform(110, 150)
        grey = _noisy(255 / (1 + np.exp(-(soft - limit) / 14)), random, 4)
    return grey


def _shadowed(depth: tuple[float, float]) -> Damage:
    def damage(page: Grey, side: SideGeometry, random: Random) -> Grey:
        grey = _laid(page, random.uniform(-0.5, 0.5)).astype(np.float32)
        x = np.arange(grey.shape[1]) / SCAN_MM
        middle, wide = side.width / 2 + random.uniform(-2, 2), random.uniform(8, 25)
        shade = random.uniform(*depth) * np.exp(-(((x - middle) / wide) ** 2))
        return _noisy(_levels(grey.astype(np.uint8), 15, 245) * (1 - shade)[None, :], random)

    return damage


def _mixed(page: Grey, side: SideGeometry, random: Random) -> Grey:
    """What a busy office sends: shadow, dirt, tilt, JPEG."""
    page = _specked(page, random, int(random.integers(10, 60)))
    grey = _laid(page, random.uniform(-2, 2), random.uniform(0.98, 1.02))
    x = np.arange(grey.shape[1]) / SCAN_MM
    middle = side.width / 2 + random.uniform(-2, 2)
    shade = random.uniform(0.05, 0.3) * np.exp(-(((x - middle) / random.uniform(8, 25)) ** 2))
    shaded = _noisy(_levels(grey, 30, 235) * (1 - shade)[None, :], random, 4)
    return _jpeg(shaded, int(random.integers(40, 80)))


ORDINARY: dict[str, Damage] = {
    "clean": clean,
    "turned 5 degrees": _turned,
    "upside down": _upside_down,
    "scaled, shifted": _scaled,
    "photographed": _phone,
    "noise": _grainy,
    "blur": _soft,
    "low contrast": _pale,
    "JPEG 15-30": _crushed,
    "staple in a mark": _stapled,
    "corner torn off": _torn,
    "light fold shadow": _shadowed((0.1, 0.3)),
    "mixed": _mixed,
}
DIRTY: dict[str, Damage] = {"dirt": _dirty}
POOR: dict[str, Damage] = {
    "black and white": _two_valued(110, 180),
    "black and white, light": _two_valued(70, 110),
    "copied twice": _copied_twice,
    "deep fold shadow": _shadowed((0.5, 0.75)),
}
# Those that came later stand last: the seeds of the others stay.
LATER: dict[str, Damage] = {"photographed, dark table": _on_dark_table}
EVERY = ORDINARY | DIRTY | POOR | LATER
