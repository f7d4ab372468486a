"""Maps between paper and picture."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.scanning.plane import affine, bend, bent, perspective, scale, similar, through

CORNERS = np.array([[15.0, 15], [282, 15], [282, 195], [15, 195]])
small = st.floats(-0.2, 0.2)


@given(st.floats(-3, 3), st.floats(4, 12), st.floats(-500, 500), st.floats(-500, 500))
def test_a_turn_a_scale_and_a_shift_are_found(turn, size, dx, dy):
    a, b = size * np.cos(turn), size * np.sin(turn)
    true = np.array([[a, -b, dx], [b, a, dy], [0, 0, 1]])
    for fit in (similar, affine, perspective):
        found = fit(CORNERS, through(true, CORNERS))
        assert np.allclose(through(found, [[100.0, 50]]), through(true, [[100.0, 50]]), atol=1e-6)
    assert abs(scale(true, (40, 40)) - size) < 1e-6


@given(st.tuples(small, small, small, small), st.floats(-1e-3, 1e-3), st.floats(-1e-3, 1e-3))
def test_a_perspective_is_found(parts, p, q):
    true = np.array([[8 + parts[0], parts[1], 50], [parts[2], 8 + parts[3], 60], [p, q, 1]])
    found = perspective(CORNERS, through(true, CORNERS))
    inside = np.array([[30.0, 30], [150, 100], [250, 60]])
    assert np.allclose(through(found, inside), through(true, inside), atol=1e-5)


@given(st.floats(-1.5, 1.5), st.floats(-0.5, 0.5))
def test_a_curl_is_followed_and_one_that_moved_alone_is_left_out(high, slope):
    x, y = np.meshgrid(np.linspace(20, 280, 12), np.linspace(20, 190, 8))
    at = np.column_stack([x.ravel(), y.ravel()])
    shift = np.column_stack([slope * at[:, 0] / 300, high * ((at[:, 0] - 150) / 150) ** 2])
    shift[5] += 2.0
    moved = bent(at, bend(at, shift)) - at
    others = np.arange(len(at)) != 5
    assert np.abs(moved - shift)[others].max() < 0.12
