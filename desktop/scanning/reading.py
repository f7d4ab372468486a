"""One page of a scan: which paper it is, how it lies, and what is ticked on it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from desktop.domain.geometry import Rect, SideGeometry, Sides
from desktop.domain.paper_codes import SideCode
from desktop.domain.scans import BoxReading, BoxState, PageReading, Trust
from desktop.scanning.codes import Grey, find_code
from desktop.scanning.frames import DOTS, Frames, find_frames, patches
from desktop.scanning.ink import Ink, darkness, ink_in, paper_of
from desktop.scanning.marks import FoundMarks, corners_of, find_marks
from desktop.scanning.plane import Plane, Points, affine, bend, bent, scale, through

GeometryOf = Callable[[str, int], Sides | None]

# All limits were chosen on made pages (see `dev/scans.py`), never on those of the proof.
FRAME = 0.24
LEAST_FRAMES = 0.8
LEAST_TO_BEND, LEAST_TO_MOVE = 30, 3
FAR, NEAR = 2.2, 0.9
# Where the code was not seen, it is guessed from the edges of the picture.
_UNSEEN = 25.0
# A frame this far from where its page puts it is not that box's.
APART = 0.7
EMPTY, TICKED, SURE = 0.025, 0.045, 0.06
# What blur lays into empty boxes; where most have more, as on a page of few, most are ticked.
MOST_BLANK = 0.01
# A stroke is long; what is short and full is a speck, a dot, the slip of a pen.
STROKE, LONG, SPECK_SOLID = 1.3, 2.2, 0.62
# Filled out is all dark from edge to edge; a dense scribble leaves gaps.
WHOLE, FILLED, FILLED_SOLID, DENSE_SOLID, DARK = 2.8, 0.45, 0.97, 0.78, 0.56
WASHED_OUT, COPIED = 0.36, 0.6
SHADOW = 0.62
# Millimetres at a page's edges that may show what lies under it.
MARGIN = 3.0
# Greys between paper and ink, for each point of ink: at the edges of strokes a scanner has many.
TWO_VALUED, COPIED_HARD, HARDENED = 0.1, 0.48, 0.75


def read_page(grey: Grey, geometry_of: GeometryOf) -> PageReading:
    """Read a page from its picture (rows by columns, 0 black to 255 white), however it lies.

    Of a page that can't be trusted only its code is told.
    """
    found = find_code(grey)
    if found is None:
        return PageReading(Trust.NO_CODE)
    side = _side(found.code, geometry_of)
    if side is None:
        return PageReading(Trust.UNKNOWN_LAYOUT, found.code)
    return _read_side(grey, found.code, side, find_marks(grey, side, found.corners))


def read_known(grey: Grey, code: SideCode, geometry_of: GeometryOf) -> PageReading:
    """Read a page whose code a person told, because it can't be read; on its head or not."""
    side = _side(code, geometry_of)
    if side is None:
        return PageReading(Trust.UNKNOWN_LAYOUT, code)
    rows, columns = grey.shape
    upright = affine(
        corners_of(Rect(0, 0, side.width, side.height)),
        np.array([[0.0, 0], [columns, 0], [columns, rows], [0, rows]]),
    )
    lying = through(upright, corners_of(side.code))
    size = np.array([columns, rows])
    tried = [
        _read_side(grey, code, side, find_marks(grey, side, corners, _UNSEEN))
        for corners in (lying, size - lying)
    ]
    return max(tried, key=lambda one: (one.trust is Trust.GOOD, one.trust is not Trust.NO_MARKS))


def _side(code: SideCode, geometry_of: GeometryOf) -> SideGeometry | None:
    geometry = geometry_of(code.layout, code.version)
    return geometry.side(code.side) if geometry else None


def _read_side(
    grey: Grey, code: SideCode, side: SideGeometry, marks: FoundMarks | None
) -> PageReading:
    if marks is None:
        return PageReading(Trust.NO_MARKS, code)
    if not side.boxes:
        return PageReading(Trust.GOOD, code, (), _told(marks.planes[0]))
    plane, centres = _aligned(grey, side, marks)
    trust, boxes = _read_boxes(grey, side, plane, centres, marks.black)
    return PageReading(trust, code, boxes, _told(plane))


def _told(plane: Plane) -> tuple[float, ...]:
    return tuple(plane.ravel().tolist())


def _centres(side: SideGeometry) -> Points:
    return np.array(
        [[p.rect.x + p.rect.width / 2, p.rect.y + p.rect.height / 2] for p in side.boxes]
    ).reshape(-1, 2)


def _aligned(grey: Grey, side: SideGeometry, marks: FoundMarks) -> tuple[Plane, Points]:
    """Return the plane on which most frames are found, and where on it the boxes lie."""
    centres, box = _centres(side), side.boxes[0].rect.width
    best: tuple[float, Plane, Frames] = (-1.0, marks.planes[0], Frames.none())
    for plane in marks.planes:
        dark = _rough(patches(grey, plane, centres), marks.black)
        frames = find_frames(dark, box, FAR)
        seen = float((frames.score > FRAME).mean())
        if seen > best[0]:
            best = (seen, plane, frames)
        if seen > 0.95:
            break
    _, plane, frames = best
    good = frames.score > FRAME
    if good.sum() < LEAST_TO_BEND:
        # Too few to tell a curl from pens' strokes: what lies near moves alike.
        enough = good.sum() >= LEAST_TO_MOVE
        return plane, centres + _usual(centres, frames.shift, good) if enough else centres
    return plane, bent(centres, bend(centres[good], frames.shift[good]))


def _rough(found: NDArray[np.float32], black: float) -> NDArray[np.float32]:
    paper = np.percentile(found[:, ::3, ::3].reshape(len(found), -1), 85, axis=1)
    return darkness(found, paper[:, None, None].astype(np.float32), black)


def _read_boxes(
    grey: Grey, side: SideGeometry, plane: Plane, centres: Points, black: float
) -> tuple[Trust, tuple[BoxReading, ...]]:
    box = side.boxes[0].rect.width
    found = patches(grey, plane, centres)
    paper = paper_of(found)
    dark = darkness(found, paper, black)
    frames = find_frames(dark, box, NEAR)
    seen = frames.score > FRAME
    points = scale(plane, (side.width / 2, side.height / 2))
    between = _between(_on_page(grey, side, plane, points)) * points / DOTS
    trust = _trust(between, frames, paper, seen)
    if trust is not Trust.GOOD:
        return trust, ()
    # Near frames move together; one that moved alone is a pen's stroke.
    usual = _usual(centres, frames.shift, seen)
    # Those at the end of the search are of a page that lies otherwise than was thought.
    within = np.abs(frames.shift).max(axis=1) < NEAR - 0.1
    placed = seen & within & (np.hypot(*(frames.shift - usual).T) < APART)
    shift = np.where(placed[:, None], frames.shift, usual)
    ink = ink_in(dark, shift, box)
    quarter = float(np.percentile(ink.mean, 25))
    blank = quarter if quarter <= MOST_BLANK else 0.0
    states = _states(ink, ink.mean - max(blank, 0.0), placed)
    return trust, tuple(
        BoxReading(place, state, round(float(level - blank), 3))
        for place, state, level in zip(side.boxes, states, ink.mean, strict=True)
    )


def _usual(centres: Points, shift: Points, seen: NDArray[np.bool_]) -> Points:
    """Return the median shift of each box's seven nearest frames."""
    away = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    away[:, ~seen] = np.inf
    near = np.argsort(away, axis=1)[:, :7]
    return np.median(shift[near], axis=1)


def _trust(
    between: float, frames: Frames, paper: NDArray[np.float32], seen: NDArray[np.bool_]
) -> Trust:
    """Tell whether a page may be read, by the greys `between` paper and ink."""
    if between < TWO_VALUED:
        return Trust.BLACK_AND_WHITE
    if seen.mean() < LEAST_FRAMES:
        return Trust.FEW_FRAMES
    # A copier hardens edges more than any scanner does, or hardens some and thins lines.
    if between < COPIED_HARD:
        return Trust.WASHED_OUT
    if float(np.median(frames.score[seen])) < (COPIED if between < HARDENED else WASHED_OUT):
        return Trust.WASHED_OUT
    level = paper.mean(axis=(1, 2))
    if float(level.min()) < SHADOW * float(np.median(level)):
        return Trust.SHADOW
    return Trust.GOOD


def _on_page(grey: Grey, side: SideGeometry, plane: Plane, points: float) -> Grey:
    """Return every second point of the page itself: what it lies on is no ink."""
    x, y = (np.arange(MARGIN, length - MARGIN, 2 / points) for length in (side.width, side.height))
    spots = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    at = np.floor(through(plane, spots)).astype(np.intp)
    seen = ((at >= 0) & (at < grey.shape[::-1])).all(axis=1)
    found: Grey = grey[at[seen, 1], at[seen, 0]]
    return found


def _between(thin: Grey) -> float:
    """Return how many points are neither paper nor ink, for each point of ink.

    Where a scanner or a copier left only black and white, faint strokes may be gone.
    """
    paper, black = np.percentile(thin, 80), np.percentile(thin, 0.3)
    dark = (paper - thin) / max(paper - black, 1.0)
    ink = float((dark >= 0.75).mean())
    return float(((dark > 0.25) & (dark < 0.75)).mean()) / max(ink, 1e-6)


def _states(ink: Ink, level: NDArray[np.float32], placed: NDArray[np.bool_]) -> list[BoxState]:
    each = zip(level, ink.extent, ink.solid, placed, strict=True)
    return [
        _state(float(of), float(extent), float(solid)) if seen else BoxState.DOUBTFUL
        for of, extent, solid, seen in each
    ]


def _state(level: float, extent: float, solid: float) -> BoxState:
    if level < EMPTY:
        return BoxState.EMPTY
    if extent >= WHOLE and solid >= DENSE_SOLID:
        filled = level >= FILLED and solid >= FILLED_SOLID
        return BoxState.CANCELLED if filled else BoxState.DOUBTFUL
    if level >= DARK:
        return BoxState.DOUBTFUL
    sure = level >= SURE if extent < LONG else level >= TICKED
    speck = extent < STROKE or (extent < LONG and solid > SPECK_SOLID)
    return BoxState.TICKED if sure and not speck else BoxState.DOUBTFUL
