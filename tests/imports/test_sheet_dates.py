from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotation.config.exported.dates import dates_in
from rotation.config.faults import Wrong

HALF_PAST_NINE = datetime(2026, 12, 7, 9, 30)  # noqa: DTZ001 - a wall clock


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["2026-12-07", "2026-12-14"], date(2026, 12, 7)),
        (["07/12/2026", "14/12/2026"], date(2026, 12, 7)),
        (["12/07/2026", "12/14/2026"], date(2026, 12, 7)),
        (["05/01/2026", "12/01/2026", "02/02/2026"], None),
        (["05/01/2026", "12/01/2026", "19/01/2026"], date(2026, 1, 5)),
        (["7.12.2026", "14.12.2026"], date(2026, 12, 7)),
        (["7 Dec 2026", "14 Dec 2026"], date(2026, 12, 7)),
        (["Mon 7 Dec 2026"], date(2026, 12, 7)),
        (["07/12/2026 09:30", "14/12/2026 09:30"], HALF_PAST_NINE),
        (["2026-12-07 09:30"], HALF_PAST_NINE),
    ],
)
def test_one_format_fits_all_dates_of_a_column(cells: list[str], first: date | None) -> None:
    """Of two formats that fit, the one in which dates grow by equal steps is meant."""
    if first is None:
        with pytest.raises(Wrong, match="may be 2026-01-05 or 2026-05-01"):
            dates_in(cells)
    else:
        assert dates_in(cells)[0][0] == first


def test_a_cell_that_does_not_fit_is_named() -> None:
    """The fault names the cell that is unlike the others."""
    with pytest.raises(Wrong, match="'soon'"):
        dates_in(["07/12/2026", "soon", "21/12/2026"])
    with pytest.raises(Wrong, match="in the form %d/%m/%Y"):
        dates_in(["12/14/2026"], "%d/%m/%Y")


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2060, 1, 1)), min_size=1, max_size=6),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d %b %Y", "%Y/%m/%d"]),
)
def test_dates_are_read_right_or_refused(days: list[date], form: str) -> None:
    """Whatever the format of a column, no date is read as another one unless steps are equal."""
    try:
        read, _ = dates_in([day.strftime(form) for day in days])
    except Wrong:
        return
    steps = {b - a for a, b in pairwise(read) if a and b}  # type: ignore[operator]
    assert list(read) == days or len(steps) == 1
