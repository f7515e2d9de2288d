"""Stretches of windows, and the time between them."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.model.event_spans import tiled
from rotation.model.shifts import Window

FIRST = datetime(2027, 1, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.sets(st.integers(0, 100), min_size=2, max_size=12).map(sorted),
    st.sets(st.integers(1, 5)),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_runs_of_windows_cover_a_shift_once(
    bounds: list[int], cuts: set[int], before: int, behind: int
) -> None:
    """However windows are dealt out, their stretches adjoin, and each has the same again."""
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    windows = [Window(FIRST + a * HOUR, FIRST + b * HOUR) for a, b in pairs]
    whole = (windows[0].start - before * HOUR, windows[-1].end + behind * HOUR)
    edges = [0, *sorted(cut for cut in cuts if cut < len(windows)), len(windows)]
    runs = [windows[a:b] for a, b in itertools.pairwise(edges)]
    spans = [tiled(whole, windows, run[0].start, run[-1].end) for run in runs]
    assert (spans[0][0], spans[-1][1]) == whole
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    assert [tiled(whole, windows, *span) for span in spans] == spans


def test_bounds_inside_a_window_stay() -> None:
    """Around the clock nothing moves, and neither does a bound inside a window."""
    day = Window(FIRST, FIRST + 24 * HOUR)
    span = (FIRST + 3 * HOUR, FIRST + 5 * HOUR)
    assert tiled((day.start, day.end), [day], *span) == span
    assert tiled((day.start, day.end), [day], *day_bounds(day)) == day_bounds(day)


def day_bounds(window: Window) -> tuple[datetime, datetime]:
    return window.start, window.end
