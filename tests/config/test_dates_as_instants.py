"""Dates of time off as pandas and Excel export them."""

import pytest
from config_cases import Team

from rotation.errors import grouped


@pytest.mark.parametrize("blank", [" ", "T"])
def test_midnights_of_an_export_are_reported(team: Team, blank: str) -> None:
    """`2026-12-11 00:00:00` is an instant: that the 11th is not in it is reported."""
    rows = (
        f"ada,2026-12-07{blank}00:00:00,2026-12-11{blank}00:00:00,,\n"
        "ada,2026-12-14T00:00,2026-12-19T00:00,,\n"
        "ada,2026-12-21 00:00:00,2026-12-21 09:00:00,,\n"
        "grace,2026-12-07,2026-12-11,,\n"
    )
    loaded = team(time_off=rows)
    (remark,) = map(str, loaded.remarks)
    assert remark.startswith(f"time_off.csv:2: end: '2026-12-11{blank}00:00:00' is read as the ")
    assert "then the end day is included" in remark
    lengths = [(off.end - off.start).days for off in loaded.time_off if off.engineer == "ada"]
    assert lengths == [4, 5, 0]


def test_one_fix_for_a_whole_export_is_one_line(team: Team) -> None:
    """Seventy rows of an export are one warning that counts them."""
    rows = "".join(
        f"ada,2026-{month:02}-{day:02} 00:00:00,2026-{month:02}-{day + 1:02} 00:00:00,,\n"
        for month in range(1, 8)
        for day in range(1, 21, 2)
    )
    (line,) = grouped(team(time_off=rows).remarks)
    assert line.startswith("time_off.csv:2: end: 70 rows: ")
