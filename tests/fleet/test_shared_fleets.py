"""Generated fleets whose teams share people, judged by plain code that knows no rule of ours."""

from datetime import date, datetime
from pathlib import Path

from benchmarks.fleets import (
    FleetTeam,
    HeldShift,
    away_and_held,
    held_in,
    meetings,
    random_fleet,
    ring,
    write,
)

from rotation.fleet import plan_fleet

# Clocks change in Europe on 25 October, in New York on 1 November, and in Auckland before both.
FIRST = date(2026, 10, 19)
TODAY = date(2026, 9, 1)


def planned(
    folder: Path, fleet: tuple[FleetTeam, ...], *, addresses: bool = True
) -> list[HeldShift]:
    """Plan a fleet for three weeks, and return what people hold."""
    write(folder, fleet, addresses=addresses)
    report = plan_fleet(folder, today=TODAY, start=FIRST, weeks=3, effort=0.1, workers=1)
    assert {row.exit_code for row in report.rows} <= {0, 1}
    return list(held_in(folder, fleet))


def test_nobody_of_a_ring_is_in_two_places_or_unrested(tmp_path: Path) -> None:
    """Teams in several zones over clock changes; without addresses the same fleet has clashes."""
    fleet = ring(5, seed=1, first=FIRST, weeks=3, own=2, tracks=1)
    assert len({team.zone for team in fleet}) > 1
    shifts = planned(tmp_path / "together", fleet)
    assert not list(meetings(fleet, shifts))
    assert not list(away_and_held(fleet, shifts))
    apart = planned(tmp_path / "apart", fleet, addresses=False)
    assert len(list(meetings(fleet, apart))) > 1


def test_nobody_of_a_random_fleet_is_in_two_places_or_unrested(tmp_path: Path) -> None:
    """Some people are in three teams."""
    fleet = random_fleet(4, 5, seed=3, first=FIRST, weeks=3, own=1, tracks=1)
    shifts = planned(tmp_path, fleet)
    teams_of = {
        who: {s.team for s in shifts if s.person == who} for who in {s.person for s in shifts}
    }
    assert any(len(teams) > 1 for teams in teams_of.values())
    assert not list(meetings(fleet, shifts))
    assert not list(away_and_held(fleet, shifts))


def test_the_judge_counts_days_on_the_clock_of_the_earlier_team() -> None:
    """Over the end of summer time, three days after Friday 12:00 in Berlin are 73 hours."""
    teams = (
        FleetTeam("berlin", "Europe/Berlin", 3, ("Fri 12:00",), (("a", "ada"),)),
        FleetTeam("london", "Europe/London", 9, ("Mon 11:00",), (("b", "ada"),)),
    )

    def instant(text: str) -> datetime:
        return datetime.fromisoformat(text)

    first = HeldShift(
        "ada", "berlin", "A", instant("2026-10-16T12:00+02:00"), instant("2026-10-23T12:00+02:00")
    )
    end = instant("2026-11-02T11:00+00:00")
    for start, overlap in (
        ("2026-10-26T11:00+00:00", None),
        ("2026-10-26T10:59+00:00", False),
        ("2026-10-23T10:00+00:00", False),
        ("2026-10-23T09:59+00:00", True),
    ):
        second = HeldShift("ada", "london", "B", instant(start), end)
        met = list(meetings(teams, [second, first]))
        assert [meeting.overlap for meeting in met] == ([] if overlap is None else [overlap])
