"""Which turns a question about a day means, on tracks with hours or several turns a day (H66)."""

from datetime import date
from pathlib import Path

import pytest

import rotation
from rotation.errors import BadInput
from rotation.explain import why, why_not
from rotation.plans.plan import Plan

TEAM = """
[rotation]
name = "Control"
timezone = "Europe/Vienna"
min_rest_days = 0

{tracks}
[[engineer]]
name = "Ada"
joined = 2020-01-01
[[engineer]]
name = "Ben"
joined = 2020-01-01
[[engineer]]
name = "Cy"
joined = 2020-01-01
"""

NIGHT = """
[[track]]
name = "night"
windows = ["19:00-07:00"]
handover = "19:00"
"""
WATCHES = """
[[track]]
name = "watch"
handover = ["06:00", "14:00", "22:00"]
"""
OFFICE = """
[[track]]
name = "office"
handover = "Mon 09:00"
windows = ["Mon-Fri 09:00-17:00"]
"""
SYDNEY = """
[[track]]
name = "sydney"
timezone = "Australia/Sydney"
handover = "08:00"
windows = ["08:00-18:00"]
"""


def planned(folder: Path, tracks: str) -> Plan:
    (folder / "rotation.toml").write_text(TEAM.format(tracks=tracks), "utf-8")
    team = rotation.load(folder)
    return team.plan(start=date(2027, 1, 11), end=date(2027, 1, 15), today=date(2027, 1, 1))


def test_a_night_belongs_to_the_day_on_which_it_begins(tmp_path: Path) -> None:
    """Noon lies between two nights: the one that begins on the day is meant, as ledgers count."""
    plan = planned(tmp_path, NIGHT)
    holder = plan.roster["night-2027-01-12"]
    assert holder is not None
    shifts = [answer.shift for answer in why(plan, holder, date(2027, 1, 12))]
    assert shifts == ["night-2027-01-12"]


def test_every_turn_of_a_day_can_be_asked_about(tmp_path: Path) -> None:
    """Three watches a day: `why` finds the person's, `why_not` answers for the others."""
    plan = planned(tmp_path, WATCHES)
    turns = [f"watch-2027-01-12T{clock}" for clock in ("0600", "1400", "2200")]
    for turn in turns:
        holder = plan.roster[turn]
        assert holder is not None
        mine = [t for t in turns if plan.roster[t] == holder]
        assert [answer.shift for answer in why(plan, holder, date(2027, 1, 12))] == mine
        others = [answer.shift for answer in why_not(plan, holder, date(2027, 1, 12))]
        assert others == [t for t in turns if t not in mine]


def test_days_are_those_of_the_clock_of_the_track(tmp_path: Path) -> None:
    """Tuesday morning in Sydney is Monday evening in Vienna: it is asked about as Tuesday."""
    plan = planned(tmp_path, SYDNEY)
    holder = plan.roster["sydney-2027-01-13"]
    assert holder is not None
    assert [a.shift for a in why(plan, holder, date(2027, 1, 13))] == ["sydney-2027-01-13"]


def test_a_day_without_hours_belongs_to_nobody(tmp_path: Path) -> None:
    """A Saturday lies between the bounds of a week in office hours, and is no day of it."""
    plan = planned(tmp_path, OFFICE)
    holder = plan.roster["office-2027-01-11"]
    assert holder is not None
    assert [a.shift for a in why(plan, holder, date(2027, 1, 15))] == ["office-2027-01-11"]
    with pytest.raises(BadInput, match="no shift of the plan has hours on 2027-01-16"):
        why(plan, holder, date(2027, 1, 16))
