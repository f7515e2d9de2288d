"""What a worker does for a team whose people belong to other teams, too."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tests.teams import HOLIDAYS, TRACK, head, person, write_team

import rotation
from rotation.fleet.work import Task, plan_team, read_team
from rotation.model.elsewhere import Elsewhere
from rotation.model.people import TimeOff
from rotation.other_teams import with_other_teams
from rotation.plans.input_digest import input_digest
from rotation.testing import make_shift

TODAY = date(2026, 9, 20)
SPAN = {"start": date(2026, 11, 2), "weeks": 3, "effort": 1}
TEAM = head('calendar_id = "team"') + HOLIDAYS + TRACK + "".join(map(person, ("ada", "ben", "cy")))
AWAY = TimeOff(
    "ada", datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC), "vacation"
)


def test_a_worker_plans_around_other_teams_and_returns_what_shared_people_hold(
    tmp_path: Path,
) -> None:
    """Time off of another team counts, and so do both in the digest of the input."""
    write_team(tmp_path, TEAM)
    alone = Task("a", str(tmp_path), TODAY, None, SPAN)
    assert plan_team(alone).held == ()
    task = replace(
        alone,
        elsewhere=(Elsewhere("ben", "search", make_shift("S-2026-12-07")),),
        time_off=(AWAY,),
        shared=("ada", "ben"),
    )
    outcome = plan_team(task)
    rotation_alone = rotation.load(tmp_path, today=TODAY)
    known = with_other_teams(rotation_alone, task.elsewhere, task.time_off)
    assert read_team(task) == known
    assert outcome.digest == input_digest(known) != input_digest(rotation_alone)
    roster = known.plan(today=TODAY, **SPAN).roster
    held = {h.shift.id: h.engineer for h in outcome.held}
    assert held == {shift: who for shift, who in roster.items() if who == "ben"}
    assert held
    assert "ada" not in set(roster.values())
    assert "ada" in set(rotation_alone.plan(today=TODAY, **SPAN).roster.values())
