"""Patches of the picture around each box, straightened, and the printed frames in them.

The frames are the real alignment; the marks only bring us near.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.scanning.codes import Grey
from desktop.scanning.plane import Plane, Points, through

DOTS = 8
"""Points of a patch that make a millimetre."""
HALF = 5.5
SIDE = int(2 * HALF * DOTS)
Patches = NDArray[np.floating]
"""Boxes by rows by columns."""


def patches(grey: Grey, plane: Plane, centres: Points) -> Patches:
    """Return straightened squares of `SIDE` points around centres in millimetres, 0 to 255."""
    steps = ((np.arange(SIDE) + 0.5) / DOTS - HALF).astype(np.float32)
    # Over so short a way the page is flat: a step right and a step down tell the rest.
    middle = through(plane, centres)
    at, right, down = (
        points.astype(np.float32)[:, :, None, None]
        for points in (
            middle - 0.5,
            through(plane, centres + np.array([1.0, 0.0])) - middle,
            through(plane, centres + np.array([0.0, 1.0])) - middle,
        )
    )
    rows, columns = grey.shape
    # Beyond the picture its edge goes on.
    far, low = steps[None, None, :], steps[None, :, None]
    px = np.clip(at[:, 0] + right[:, 0] * far + down[:, 0] * low, 0, columns - 1.01)
    py = np.clip(at[:, 1] + right[:, 1] * far + down[:, 1] * low, 0, rows - 1.01)
    left, top = px.astype(np.int32), py.astype(np.int32)
    fx, fy = px - left, py - top
    flat = grey.ravel()
    corner = top * columns + left
    upper = flat[corner] * (1 - fx) + flat[corner + 1] * fx
    lower = flat[corner + columns] * (1 - fx) + flat[corner + columns + 1] * fx
    result: Patches = (upper * (1 - fy) + lower * fy).astype(np.float32)
    return result


@dataclass(frozen=True, slots=True)
class Frames:
    """Where frames were seen: shifts in millimetres from where they were expected (n by 2).

    `score` is how dark the four sides are, the faintest counting most, 0 to 1.
    """

    shift: Points
    score: NDArray[np.float32]

    @classmethod
    def none(cls) -> "Frames":
        """Return what is seen where nothing was looked at."""
        return cls(np.zeros((0, 2)), np.zeros(0, np.float32))


def find_frames(dark: Patches, box: float, reach: float) -> Frames:
    """Find a frame of `box` millimetres in each patch of darkness, at most `reach` away."""
    length = round(box * DOTS)
    blurred_x = (dark + np.roll(dark, 1, axis=2) + np.roll(dark, -1, axis=2)) / 3
    blurred_y = (dark + np.roll(dark, 1, axis=1) + np.roll(dark, -1, axis=1)) / 3
    upright = _runs(blurred_x, length, axis=1)
    level = _runs(blurred_y, length, axis=2)
    far = round(reach * DOTS)
    middle = (SIDE - length) // 2
    first, last = middle - far, middle + far + 1
    here = slice(first, last)
    beyond = round(0.6 * DOTS)

    def moved(by: int) -> slice:
        return slice(first + by, last + by)

    sides = np.stack(
        [
            upright[:, here, here],
            upright[:, here, moved(length)],
            level[:, here, here],
            level[:, moved(length), here],
        ]
    )
    outside = np.stack(
        [
            upright[:, here, moved(-beyond)],
            upright[:, here, moved(length + beyond)],
            level[:, moved(-beyond), here],
            level[:, moved(length + beyond), here],
        ]
    )
    # A pen's stroke beside the box darkens one side; paper around it is white on most.
    score = 0.5 * sides.mean(axis=0) + 0.5 * sides.min(axis=0) - 0.5 * np.median(outside, axis=0)
    flat = score.reshape(len(score), -1)
    best = flat.argmax(axis=1)
    y, x = np.divmod(best, score.shape[2])
    shift = np.column_stack([x, y]).astype(np.float64) - far
    shift += _between(score, x, y)
    return Frames(shift / DOTS, flat[np.arange(len(flat)), best])


def _runs(dark: Patches, length: int, axis: int) -> Patches:
    """Return the mean of `length` points onward along an axis."""
    total = np.cumsum(dark, axis=axis, dtype=np.float32)
    ends = np.moveaxis(total, axis, -1)
    padded = np.concatenate([np.zeros((*ends.shape[:-1], 1), np.float32), ends], axis=-1)
    runs = (padded[..., length:] - padded[..., :-length]) / length
    moved: Patches = np.moveaxis(runs, -1, axis)
    return moved


def _between(score: Patches, x: NDArray[np.intp], y: NDArray[np.intp]) -> Points:
    """Return the part of a point by which the peak lies off the highest one."""
    each = np.arange(len(score))
    rows, columns = score.shape[1:]
    xs = [np.clip(x + step, 0, columns - 1) for step in (-1, 0, 1)]
    ys = [np.clip(y + step, 0, rows - 1) for step in (-1, 0, 1)]
    along_x = _peak(*(score[each, y, one] for one in xs))
    along_y = _peak(*(score[each, one, x] for one in ys))
    inner_x = (x > 0) & (x < columns - 1)
    inner_y = (y > 0) & (y < rows - 1)
    part: Points = np.column_stack([along_x * inner_x, along_y * inner_y]).astype(np.float64)
    return part.clip(-0.5, 0.5)


def _peak(
    before: NDArray[np.float32], at: NDArray[np.float32], after: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return where a parabola through three values is highest, from the middle one."""
    curve = before - 2 * at + after
    part = np.where(curve < -1e-6, 0.5 * (before - after) / np.minimum(curve, -1e-6), 0.0)
    return part.astype(np.float32)
