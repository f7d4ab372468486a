"""The corner marks of a page, found from the code outward."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from desktop.domain.geometry import Rect, SideGeometry
from desktop.scanning.codes import Grey
from desktop.scanning.plane import (
    Plane,
    Points,
    affine,
    perspective,
    scale,
    similar,
    slanted,
    through,
)

# How far a mark may be from where it is expected: more, the farther off it was guessed.
_REACH, _REACH_PER = 8.0, 0.14
# How much darker than the white around it.
_LEAST_CONTRAST = 0.4
_LEAST, _COARSE = 3.0, 4.0  # picture points a millimetre for the search
# How dark a mark must be all over, and how white what is round it.
_SOLID, _WHITE = 0.7, 0.35
# How wide a mark may be seen, to what was expected.
_NARROW, _WIDE = 0.76, 1.35
# How far, as a logarithm, its width may be from that of its page's plane.
_ODD = 0.08
# How many dark squares of a window are looked at.
_TRIES = 3
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
    seen = _Seen(centres, side.mark_size, corners_of(side.code), code, {})
    near_first = np.argsort(np.hypot(*(centres - seen.middle).T)).tolist()
    # What was not seen as from above is looked for again as from the side.
    for number, aside in [(n, a) for a in (False, True) for n in near_first]:
        if number in seen.marks:
            continue
        plane = seen.guess(aside)
        known = np.vstack([seen.middle, centres[list(seen.marks)]])
        guessed = float(np.hypot(*(known - centres[number]).T).min())
        looked = _Look(
            scale(plane, side.marks[number]),
            side.mark_size,
            _REACH + _REACH_PER * guessed,
            contrast,
        )
        mark = looked.mark(grey, through(plane, centres[number]))
        if mark is not None:
            seen.marks[number] = mark
    if len(seen.marks) < 2:
        return None
    planes = _planes(seen, code_reach)
    black = float(np.median([mark.black for mark in seen.marks.values()]))
    return FoundMarks(tuple(planes), black) if planes else None


def corners_of(box: Rect) -> Points:
    """Return the corners of a rectangle, clockwise from the upper left."""
    right, bottom = box.x + box.width, box.y + box.height
    return np.array([[box.x, box.y], [right, box.y], [right, bottom], [box.x, bottom]])


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark that was seen: its centre, how many points of the picture it is wide, its grey."""

    at: Points
    wide: float
    black: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is seen of a page: its code, and marks by their number."""

    centres: Points
    size: float
    code_paper: Points
    code: Points
    marks: dict[int, _Mark]

    @property
    def middle(self) -> Points:
        """The middle of the code on the paper."""
        middle: Points = self.code_paper.mean(axis=0)
        return middle

    def guess(self, aside: bool) -> Plane:
        """Return how the page seems to lie by what was seen so far: from above, or from aside."""
        numbers = tuple(self.marks)
        if len(numbers) == 3:
            return min(self.flat(numbers), self.slant(numbers), key=self.off_code)
        if aside:
            return self.slant(numbers)
        # The code and the upper marks lie nearly on a line: they can't tell how the page slants.
        return (
            similar(*self._with_code(numbers)) if numbers else similar(self.code_paper, self.code)
        )

    def whole(self, numbers: Sequence[int]) -> Plane:
        """Return the plane through four marks."""
        return perspective(*self._points(numbers))

    def flat(self, numbers: Sequence[int]) -> Plane:
        """Return the plane of a page seen from above."""
        return affine(*self._with_code(numbers))

    def slant(self, numbers: Sequence[int]) -> Plane:
        """Return the plane of a page seen from aside: how wide a mark is tells how near it was."""
        paper, picture = self._points(numbers)
        wide = [self.marks[n].wide for n in numbers]
        if len(numbers) < 3:
            paper, picture = np.vstack([paper, self.code_paper]), np.vstack([picture, self.code])
            wide += [self.size * self._magnified()] * 4
        return slanted(paper, picture, np.array(wide))

    def _magnified(self) -> float:
        """Return how many points of the picture make a millimetre of the code."""
        (ax, ay), (bx, by) = self.code[2] - self.code[0], self.code[3] - self.code[1]
        (px, py), (qx, qy) = (self.code_paper[n + 2] - self.code_paper[n] for n in (0, 1))
        return float(np.sqrt(abs((ax * by - ay * bx) / (px * qy - py * qx))))

    def off_code(self, plane: Plane) -> float:
        """Return how many millimetres the code lies from where a plane puts it."""
        away = float(np.hypot(*(through(plane, self.middle) - self.code.mean(axis=0))))
        return away / scale(plane, (float(self.middle[0]), float(self.middle[1])))

    def is_odd(self, plane: Plane, numbers: Sequence[int]) -> bool:
        """Tell whether marks are wider or narrower than a plane has them: torn ones, and boxes."""
        expected = [self.size * scale(plane, tuple(self.centres[n].tolist())) for n in numbers]
        wide = np.array([self.marks[n].wide for n in numbers])
        return float(np.abs(np.log(wide / np.array(expected))).max()) > _ODD

    def _points(self, numbers: Sequence[int]) -> tuple[Points, Points]:
        picture = np.array([self.marks[n].at for n in numbers]).reshape(-1, 2)
        return self.centres[list(numbers)], picture

    def _with_code(self, numbers: Sequence[int]) -> tuple[Points, Points]:
        paper, picture = self._points(numbers)
        return np.vstack([paper, self.middle]), np.vstack([picture, self.code.mean(axis=0)])


def _planes(seen: _Seen, reach: float) -> list[Plane]:
    """Return the planes through all marks, then through all but one: one may be false."""
    numbers = sorted(seen.marks)
    groups: list[tuple[int, ...]] = list(combinations(numbers, 3)) or [tuple(numbers)]
    tried = [(seen.whole(numbers), tuple(numbers))] if len(numbers) == 4 else []
    tried += [(fit(some), some) for fit in (seen.flat, seen.slant) for some in groups]
    near = [(plane, some) for plane, some in tried if seen.off_code(plane) <= reach]
    return [plane for plane, _ in sorted(near, key=lambda one: seen.is_odd(*one))]


@dataclass(frozen=True, slots=True)
class _Look:
    """How to look for a mark: points of the picture per millimetre, its size, how far around."""

    points: float
    size: float
    reach: float
    contrast: float

    def mark(self, grey: Grey, expected: Points) -> _Mark | None:
        """Return the mark that is seen around a place, None where there is none."""
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
        for _ in range(_TRIES):
            y, x = np.unravel_index(int(np.argmax(seen)), seen.shape)
            if seen[y, x] < _LEAST_CONTRAST * self.contrast:
                return None
            at = np.array([left, top]) + (np.array([x, y]) + outer / 2) * step
            mark = self._centre(grey, at)
            if mark is not None:
                return mark
            seen[max(y - inner, 0) : y + inner + 1, max(x - inner, 0) : x + inner + 1] = 0
        return None

    def _centre(self, grey: Grey, at: Points) -> _Mark | None:
        """Return what is dark around a place, measured by its own width, None for no mark."""
        dark = light = 0.0
        wide = expected = self.size * self.points
        patch = np.zeros((0, 0))
        for _ in range(4):
            half = wide * 0.72
            left, top = np.maximum(np.round(at - half), 0).astype(int)
            right, bottom = np.minimum(np.round(at + half).astype(int), grey.shape[::-1])
            patch = grey[top:bottom, left:right].astype(np.float64)
            if patch.size == 0 or min(patch.shape) < wide * 0.9:
                return None
            dark, light = np.percentile(patch, 20), np.percentile(patch, 97)
            if light - dark < 20:
                return None
            weight = np.clip((light - patch) / (light - dark) - 0.3, 0, 0.5)
            whole = weight.sum()
            y, x = np.mgrid[top:bottom, left:right]
            at = np.array([(weight * x).sum() / whole + 0.5, (weight * y).sum() / whole + 0.5])
            # Seen from the side, near marks are larger than was thought, far ones smaller.
            wide = float(np.sqrt(whole / 0.5))
            if not _NARROW < wide / expected < _WIDE:
                return None
        shade = (light - patch) / (light - dark)
        y, x = np.mgrid[top:bottom, left:right]
        off = np.maximum(abs(x + 0.5 - at[0]), abs(y + 0.5 - at[1])) / wide
        inside, around = shade[off < 0.4], shade[off > 0.64]
        edge = shade[(off > 0.4) & (off < 0.46)]
        if min(inside.mean(), edge.mean()) < _SOLID or around.mean() > _WHITE:
            return None
        return _Mark(at, wide, float(dark))


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
