"""From millimetres on the paper to points of the picture, and back."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""n by 2: x, y."""
Plane = NDArray[np.float64]
"""3 by 3: takes homogeneous millimetres to homogeneous picture points."""

# What is usual between points of a page, in millimetres, and how near a line points may be.
_APART, _ON_LINE = 100.0, 0.1


def through(plane: Plane, points: Any) -> Points:
    """Return where points of any leading shape lie in the picture."""
    given = np.asarray(points, dtype=np.float64)
    flat = given @ plane[:, :2].T + plane[:, 2]
    result: Points = flat[..., :2] / flat[..., 2:]
    return result


def similar(paper: Points, picture: Points) -> Plane:
    """Return the turn, scale and shift that fits best; two points are enough."""
    zp, zq = paper[:, 0] + 1j * paper[:, 1], picture[:, 0] + 1j * picture[:, 1]
    mean_p, mean_q = zp.mean(), zq.mean()
    turn = np.vdot(zp - mean_p, zq - mean_q) / np.vdot(zp - mean_p, zp - mean_p)
    shift = mean_q - turn * mean_p
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag], [0.0, 0.0, 1.0]]
    )


def affine(paper: Points, picture: Points) -> Plane:
    """Return the affine map that fits best; three points off one line are enough."""
    known = np.column_stack([paper, np.ones(len(paper))])
    found = np.linalg.lstsq(known, picture, rcond=None)[0]
    return np.vstack([found.T, [0.0, 0.0, 1.0]])


def perspective(paper: Points, picture: Points) -> Plane:
    """Return the perspective map that fits best; four points, no three on a line, are enough."""
    p, tp = _normalised(paper)
    q, tq = _normalised(picture)
    x, y, u, v = p[:, 0], p[:, 1], q[:, 0], q[:, 1]
    one, none = np.ones_like(x), np.zeros_like(x)
    rows = np.concatenate(
        [
            np.column_stack([x, y, one, none, none, none, -u * x, -u * y, -u]),
            np.column_stack([none, none, none, x, y, one, -v * x, -v * y, -v]),
        ]
    )
    found = np.linalg.svd(rows)[2][-1].reshape(3, 3)
    plane: Plane = np.linalg.inv(tq) @ found @ tp
    return plane / float(plane[2, 2])


def slanted(paper: Points, picture: Points, wide: NDArray[np.float64]) -> Plane:
    """Return the perspective map that fits best; three points off one line are enough.

    `wide` is how wide a thing of one size is seen at each point: smaller the farther it is. Of
    points near a line it is only taken how that changes along the line.
    """
    middle, one = paper.mean(axis=0), np.ones(len(paper))
    around = np.column_stack([(paper - middle) / _APART, one])
    far = (wide / wide.mean()) ** (-2 / 3)
    depth = np.linalg.lstsq(around, far, rcond=_ON_LINE)[0]
    seen = np.column_stack([picture, one]) * (around @ depth)[:, None]
    known = np.column_stack([paper, one])
    rows = np.linalg.lstsq(known, seen, rcond=None)[0].T
    plane: Plane = rows / float(rows[2, 2])
    return plane


def bend(paper: Points, shift: Points) -> Points:
    """Return the coefficients of a smooth shift over the page, as a curled sheet has it.

    `shift` is in millimetres. What lies off the curve by more than half a millimetre, as a pen's
    stroke taken for a frame, is left out of the second fit.
    """
    basis = _cubic(paper)
    kept = np.ones(len(paper), dtype=bool)
    penalty = 0.05 * np.eye(basis.shape[1])
    found: Points = np.zeros((basis.shape[1], 2))
    for _ in range(2):
        known = np.vstack([basis[kept], penalty])
        wanted = np.vstack([shift[kept], np.zeros_like(found)])
        found = np.asarray(np.linalg.lstsq(known, wanted, rcond=None)[0], dtype=np.float64)
        kept = np.hypot(*(basis @ found - shift).T) < 0.5
        if kept.sum() < basis.shape[1]:
            break
    return found


def bent(paper: Points, coefficients: Points) -> Points:
    """Return points moved by a page's bend."""
    moved: Points = paper + _cubic(paper) @ coefficients
    return moved


def _cubic(paper: Points) -> Points:
    x, y = paper[:, 0] / 150 - 1, paper[:, 1] / 105 - 1
    one = np.ones_like(x)
    return np.column_stack([one, x, y, x * x, x * y, y * y, x**3, x * x * y, x * y * y, y**3])


def scale(plane: Plane, at: tuple[float, float]) -> float:
    """Return how many points of the picture make a millimetre around a place."""
    x, y = at
    a, b, c = through(plane, np.array([[x, y], [x + 1, y], [x, y + 1]]))
    return float((np.hypot(*(b - a)) + np.hypot(*(c - a))) / 2)


def _normalised(points: Points) -> tuple[Points, Plane]:
    middle = points.mean(axis=0)
    size = float(np.sqrt(((points - middle) ** 2).sum(axis=1).mean())) or 1.0
    map_ = np.array(
        [[1 / size, 0, -middle[0] / size], [0, 1 / size, -middle[1] / size], [0.0, 0.0, 1.0]]
    )
    return (points - middle) / size, map_
