"""The corner marks of a page, found from the code outward."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from desktop.domain.geometry import Rect, SideGeometry
from desktop.scanning.codes import Grey
from desktop.scanning.plane import Plane, Points, affine, perspective, scale, similar, through

# How far a mark may be from where it is expected: more, the farther off it was guessed.
_REACH, _REACH_PER = 8.0, 0.14
# How much darker than the white around it.
_LEAST_CONTRAST = 0.4
_LEAST, _COARSE = 3.0, 4.0  # picture points a millimetre for the search
# How dark a mark must be all over, and how white what is round it.
_SOLID, _WHITE = 0.7, 0.35
# How far a code that was seen may be from where the marks put it, in millimetres.
CODE_REACH = 2.5


@dataclass(frozen=True, slots=True)
class FoundMarks:
    """Planes to try, the likeliest first, and the grey of solid black ink."""

    planes: tuple[Plane, ...]
    black: float


def find_marks(
    grey: Grey, side: SideGeometry, code: Points, code_reach: float = CODE_REACH
) -> FoundMarks | None:
    """Return how the page lies, None where fewer than two marks are seen.

    `code` are the corners of the page's code in the picture; `code_reach` is how many
    millimetres it may lie from where the marks put it.
    """
    contrast = float(np.percentile(grey[::7, ::7], 90)) - float(np.percentile(grey[::7, ::7], 0.5))
    centres = np.array(side.marks)
    code_paper = corners_of(side.code)
    middle = code_paper.mean(axis=0)
    near_first = np.argsort(np.hypot(*(centres - middle).T))
    paper, picture, blacks = [middle], [code.mean(axis=0)], []
    found: dict[int, Points] = {}
    plane = similar(code_paper, code)
    for number in near_first:
        expected = through(plane, centres[number])
        guessed = float(np.hypot(*(np.array(paper) - centres[number]).T).min())
        looked = _Look(
            scale(plane, side.marks[number]),
            side.mark_size,
            _REACH + _REACH_PER * guessed,
            contrast,
        )
        hit = looked.mark(grey, expected)
        if hit is None:
            continue
        found[int(number)] = hit[0]
        blacks.append(hit[1])
        paper.append(centres[number])
        picture.append(hit[0])
        # The code and the upper marks lie nearly on a line: they can't tell how the page slants.
        fit = similar if len(paper) < 4 else affine
        plane = fit(np.array(paper), np.array(picture))
    if len(found) < 2:
        return None
    planes = _planes(centres, found, middle, code.mean(axis=0), code_reach)
    return FoundMarks(tuple(planes), float(np.median(blacks))) if planes else None


def corners_of(box: Rect) -> Points:
    """Return the corners of a rectangle, clockwise from the upper left."""
    right, bottom = box.x + box.width, box.y + box.height
    return np.array([[box.x, box.y], [right, box.y], [right, bottom], [box.x, bottom]])


def _planes(
    centres: Points, found: dict[int, Points], code_paper: Points, code: Points, reach: float
) -> list[Plane]:
    """Return the planes through all marks, then through all but one: one may be false."""
    numbers = sorted(found)
    groups = [tuple(numbers)] if len(numbers) == 4 else []
    groups += list(combinations(numbers, 3)) if len(numbers) >= 3 else [tuple(numbers)]
    planes = []
    for group in groups:
        paper = np.array([centres[n] for n in group])
        picture = np.array([found[n] for n in group])
        with_code = np.vstack([paper, code_paper]), np.vstack([picture, code])
        if len(group) == 4:
            tried = [perspective(paper, picture)]
        elif len(group) == 3:
            # The code is near the line of the upper marks: a slant is told poorly by it.
            tried = [affine(*with_code), perspective(*with_code)]
        else:
            tried = [affine(*with_code)]
        for plane in tried:
            away = float(np.hypot(*(through(plane, code_paper) - code)))
            if away <= reach * scale(plane, (float(code_paper[0]), float(code_paper[1]))):
                planes.append(plane)
    return planes


@dataclass(frozen=True, slots=True)
class _Look:
    """How to look for a mark: points of the picture per millimetre, its size, how far around."""

    points: float
    size: float
    reach: float
    contrast: float

    def mark(self, grey: Grey, expected: Points) -> tuple[Points, float] | None:
        """Return a mark's centre and its grey, None where there is none."""
        if self.points < _LEAST:
            return None
        reach = (self.reach + self.size) * self.points
        left, top = np.maximum(np.floor(expected - reach), 0).astype(int)
        right, bottom = np.maximum(np.ceil(expected + reach), 0).astype(int)
        window = grey[top:bottom, left:right]
        step = max(1, round(self.points / _COARSE))
        rows, columns = (length // step * step for length in window.shape)
        if min(rows, columns) < 2 * self.size * self.points:
            return None
        coarse = window[:rows, :columns].reshape(rows // step, step, columns // step, step)
        small = coarse.mean(axis=(1, 3))
        per = self.points / step
        inner, outer = round(self.size * per * 0.95), round((self.size + 4) * per)
        seen = _contrast(small, inner, outer)
        if seen is None:
            return None
        y, x = np.unravel_index(int(np.argmax(seen)), seen.shape)
        if seen[y, x] < _LEAST_CONTRAST * self.contrast:
            return None
        at = np.array([left, top]) + (np.array([x, y]) + outer / 2) * step
        return self._centre(grey, at)

    def _centre(self, grey: Grey, at: Points) -> tuple[Points, float] | None:
        """Return the centre of a mark's darkness and how dark it is, None for what is no mark."""
        half = self.size * self.points * 0.72
        dark = light = 0.0
        patch = np.zeros((0, 0))
        for _ in range(4):
            left, top = np.maximum(np.round(at - half), 0).astype(int)
            right, bottom = np.minimum(np.round(at + half).astype(int), grey.shape[::-1])
            patch = grey[top:bottom, left:right].astype(np.float64)
            if min(patch.shape) < self.size * self.points * 0.9:
                return None
            dark, light = np.percentile(patch, 20), np.percentile(patch, 97)
            if light - dark < 20:
                return None
            weight = np.clip((light - patch) / (light - dark) - 0.3, 0, 0.5)
            whole = weight.sum()
            y, x = np.mgrid[top:bottom, left:right]
            at = np.array([(weight * x).sum() / whole + 0.5, (weight * y).sum() / whole + 0.5])
        shade = (light - patch) / (light - dark)
        y, x = np.mgrid[top:bottom, left:right]
        off = np.maximum(abs(x + 0.5 - at[0]), abs(y + 0.5 - at[1])) / self.points
        inside, around = shade[off < self.size * 0.4], shade[off > self.size * 0.64]
        # A box that was filled out is as black, but smaller.
        edge = shade[(off > self.size * 0.4) & (off < self.size * 0.46)]
        if min(inside.mean(), edge.mean()) < _SOLID or around.mean() > _WHITE:
            return None
        return at, float(dark)


def _contrast(small: NDArray[np.float64], inner: int, outer: int) -> NDArray[np.float64] | None:
    """Return how much darker each square is than the frame around it, at its upper left."""
    if min(small.shape) <= outer:
        return None
    total = np.zeros((small.shape[0] + 1, small.shape[1] + 1))
    total[1:, 1:] = small.cumsum(axis=0).cumsum(axis=1)

    def sums(size: int) -> NDArray[np.float64]:
        over: NDArray[np.float64] = (
            total[size:, size:]
            - total[:-size, size:]
            - total[size:, :-size]
            + total[:-size, :-size]
        )
        return over

    whole, dark = sums(outer), sums(inner)
    inset = (outer - inner) // 2
    dark = dark[inset : inset + whole.shape[0], inset : inset + whole.shape[1]]
    around = (whole - dark) / (outer**2 - inner**2)
    result: NDArray[np.float64] = around - dark / inner**2
    return result
