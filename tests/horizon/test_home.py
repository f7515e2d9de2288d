"""Working hours of the home zone."""

from datetime import date, time

from horizon_builders import at, engineer, local, month, rotation, track

from rotation.model.settings import HomeZone
from rotation.problems import build_problem


def test_hours_are_workdays_of_the_first_home_zone() -> None:
    """Weekends and holidays have none; clock changes move the instants, not the hours."""
    home = HomeZone(("America/New_York", "America/Toronto"), (time(9), time(17)))
    team = (
        engineer("Ada"),
        engineer("Ben", timezone="America/Toronto"),
        engineer("Cy", timezone="Europe/London"),
    )
    data = rotation(track("A", "Mon 11:00"), engineers=team, home_zone=home, special_periods=())
    problem = build_problem(data, *month(data, "2026-11"), date(2026, 10, 1))
    assert problem.at_home == {"ada", "ben"}
    days = [local(start)[:10] for start, _ in problem.home_hours]
    assert days[:2] == ["2026-11-02", "2026-11-04"]  # 3 November is Election Day
    assert not {"2026-11-11", "2026-11-26", "2026-11-28"} & set(days)  # holidays, a Saturday
    assert {(local(a)[11:], local(b)[11:]) for a, b in problem.home_hours} == {("09:00", "17:00")}
    assert problem.home_hours[0][0] == at("2026-11-02 09:00")


def test_without_a_home_zone_there_are_none() -> None:
    """Nobody is at home, and no hours are counted."""
    data = rotation(track("A", "Mon 11:00"))
    problem = build_problem(data, *month(data, "2026-11"), date(2026, 10, 1))
    assert (problem.at_home, problem.home_hours) == (frozenset(), ())
