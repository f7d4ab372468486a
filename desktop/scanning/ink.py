"""How much ink stands inside each box, over the paper around it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.scanning.frames import DOTS, SIDE, Patches

Numbers = NDArray[np.float32]

# The inside begins this far from the middle of the frame's line.
INSET = 0.45
# Every third point is enough for a surface.
_SPARSE = 3
_ROUNDS = 3
# A stroke is what is nearly as dark as the darkest inside; paper's own grain is less than this.
_STROKE, _GRAIN = 0.5, 0.14


@dataclass(frozen=True, slots=True)
class Ink:
    """Of each box: mean darkness inside, and what the dark looks like.

    `extent` is the longer side of what is dark, in millimetres, `solid` how much of its
    rectangle it fills.
    """

    mean: Numbers
    extent: Numbers
    solid: Numbers


def darkness(found: Patches, paper: Patches | Numbers, black: float) -> Patches:
    """Return how dark points are between the paper (0) and solid ink (1)."""
    room = np.maximum(paper - black, 12.0)
    dark: Patches = np.clip((paper - found) / room, -0.25, 1.0).astype(np.float32)
    return dark


def paper_of(found: Patches) -> Patches:
    """Return the paper under each patch: a curved surface through its light points.

    A shadow of the fold is part of the paper, not ink.
    """
    steps = (np.arange(SIDE, dtype=np.float32) + 0.5) / SIDE * 2 - 1
    x, y = np.meshgrid(steps, steps)
    basis = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    thin = basis[::_SPARSE, ::_SPARSE].reshape(-1, 6)
    seen = found[:, ::_SPARSE, ::_SPARSE].reshape(len(found), -1)
    outer = (thin[:, :, None] * thin[:, None, :]).reshape(-1, 36)
    surface = np.percentile(seen, 80, axis=1, keepdims=True)
    spread = np.maximum(surface - np.percentile(seen, 2, axis=1, keepdims=True), 20)
    weight = (seen > surface - 0.25 * spread).astype(np.float32)
    found_at = np.zeros((len(seen), 6), np.float32)
    for _ in range(_ROUNDS):
        left = (weight @ outer).reshape(-1, 6, 6) + 1e-2 * np.eye(6, dtype=np.float32)
        right = (weight * seen) @ thin
        found_at = np.linalg.solve(left, right[..., None])[..., 0].astype(np.float32)
        surface = found_at @ thin.T
        # Light points may lie above; what is clearly darker is ink.
        weight = ((seen > surface - 0.10 * spread) & (seen < surface + 0.2 * spread)).astype(
            np.float32
        )
    result: Patches = (found_at @ basis.reshape(-1, 6).T).reshape(len(found), SIDE, SIDE)
    return result


def ink_in(dark: Patches, shift: NDArray[np.float64], box: float) -> Ink:
    """Measure the inside of each box that lies `shift` millimetres off its patch's middle."""
    size = round((box - 2 * INSET) * DOTS)
    first = np.round((SIDE - size) / 2 + shift * DOTS).astype(int)
    first = np.clip(first, 0, SIDE - size)
    steps = np.arange(size)
    rows = first[:, 1, None, None] + steps[None, :, None]
    columns = first[:, 0, None, None] + steps[None, None, :]
    each = np.arange(len(dark))[:, None, None]
    inside = dark[each, rows, columns]
    # A shape is told without the scanner's noise: each point with its neighbours.
    smooth = _smooth(inside)
    darkest = np.percentile(smooth.reshape(len(smooth), -1), 98, axis=1)
    mask = smooth > np.maximum(_STROKE * darkest, _GRAIN)[:, None, None]
    extent, solid = _shape(mask)
    return Ink(
        mean=inside.mean(axis=(1, 2)),
        extent=extent,
        solid=solid,
    )


def _smooth(inside: Patches) -> Patches:
    padded = np.pad(inside, ((0, 0), (1, 1), (1, 1)), mode="edge")
    rows = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    smooth: Patches = (rows[:, :, :-2] + rows[:, :, 1:-1] + rows[:, :, 2:]) / 9
    return smooth


def _shape(mask: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    size = mask.shape[1]
    wide, high = np.asarray(mask.any(axis=1)), np.asarray(mask.any(axis=2))

    def span(line: NDArray[np.bool_]) -> NDArray[np.intp]:
        first = line.argmax(axis=1)
        last = size - line[:, ::-1].argmax(axis=1)
        return np.where(line.any(axis=1), last - first, 0)

    across, down = span(wide), span(high)
    area = mask.sum(axis=(1, 2))
    solid = area / np.maximum(across * down, 1)
    extent = np.maximum(across, down) / DOTS
    return extent.astype(np.float32), solid.astype(np.float32)
