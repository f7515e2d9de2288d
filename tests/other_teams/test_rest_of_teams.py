"""Shifts that people hold in a team have the rest that it asks for beside other teams (R30)."""

from datetime import UTC, datetime, timedelta

from tests.teams import make_team, weekly

from rotation.model.settings import Configured, RotationData
from rotation.model.shifts import Entry, ShiftKind
from rotation.other_teams import shifts_held, with_own_rest
from rotation.written.entries import held_from_entries


def team(*settings: Configured) -> RotationData:
    """Return a team of Paris that publishes a regular and a volunteer shift over a clock change."""
    lines = (
        line("A", ShiftKind.REGULAR, "2027-03-22T10:00+01:00", "2027-03-27T10:00+01:00"),
        line("B", ShiftKind.REGULAR, "2027-03-22T10:00+01:00", "2027-03-27T10:00+01:00"),
        line("A", ShiftKind.VOLUNTEER, "2027-03-27T10:00+01:00", "2027-03-29T10:00+02:00"),
    )
    tracks = (weekly("A", "Mon 10:00"), weekly("B", "Mon 10:00"))
    made = make_team("ada", "ben", tracks=tracks, timezone="Europe/Paris", min_rest_days=3)
    return made.amended(published=lines, settings=settings)


def line(track: str, kind: ShiftKind, start: str, end: str) -> Entry:
    """Return a published line of Ada's."""
    first, last = (datetime.fromisoformat(text).astimezone(UTC) for text in (start, end))
    return Entry(f"{track}-{first.date()}", track, kind, first, last, "ada")


def rests(held: RotationData) -> dict[str, timedelta]:
    """Return how long Ada rests after each shift, by id."""
    return {h.shift.id: h.shift.rested - h.shift.end for h in shifts_held(held, ["ada"])}


def test_rest_is_days_of_the_own_zone_or_hours_of_a_table() -> None:
    """Three days over the change of the clock have an hour less; volunteers need none."""
    days = timedelta(days=3, hours=-1)
    assert rests(team()) == {
        "A-2027-03-22": days,
        "A-2027-03-27": timedelta(),
        "B-2027-03-22": days,
    }
    table = Configured("rules.rest", (("hours", 11), ("tracks", ("A",))))
    assert rests(team(table)) == {
        "A-2027-03-22": timedelta(hours=11),
        "A-2027-03-27": timedelta(),
        "B-2027-03-22": days,
    }


def test_shifts_of_a_plan_get_it_as_well() -> None:
    """What is planned, and not published yet, is asked the same for."""
    made = team(Configured("rules.rest", (("hours", 11),)))
    planned = held_from_entries(made, made.published)
    assert with_own_rest(made, planned) == shifts_held(made, ["ada"])
