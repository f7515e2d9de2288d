"""Hours of a ledger by the clock of each track (F13, G24)."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import rotation
from rotation.goals import named

TEAM = """
[rotation]
name = "Two clocks"
timezone = "UTC"

[[track]]
name = "A"
handover = ["08:00", "20:00"]
timezone = "Asia/Tokyo"

[[engineer]]
name = "Ada"
joined = 2020-01-01
"""


def test_off_hours_of_a_ledger_are_those_of_the_goal(tmp_path: Path) -> None:
    """A day from 08:00 to 20:00 in Tokyo: an hour before 09:00 and three after 17:00."""
    (tmp_path / "rotation.toml").write_text(TEAM + '[files]\nhistory = "history.csv"\n')
    (tmp_path / "history.csv").write_text(
        "shift,track,kind,start,end,engineer\n"
        "A-2027-03-02T0800,A,regular,2027-03-01T23:00Z,2027-03-02T11:00Z,ada\n"
    )
    team = rotation.load(tmp_path / "rotation.toml")
    (ada,) = team.ledger(since=date(2027, 3, 1), until=date(2027, 3, 4)).lines
    assert (ada.amount("working_hours"), ada.amount("off_hours")) == (8, 4)
    problem = team.problem(start=date(2027, 3, 3), weeks=1, today=date(2027, 3, 3))
    (goal,) = named(["off_hours"])
    (held,) = problem.carried
    assert Fraction(goal.span(problem, held.shift).total_seconds()) == 4 * 3600
