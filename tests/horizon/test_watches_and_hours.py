"""Who is on call on a track that has hours."""

from dataclasses import replace
from datetime import UTC, datetime, time

from tests.teams import make_team, weekly

from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.tracks import DayKind, Track, WeeklyWindow
from rotation.written.on_call import Watch, watches

OFFICE = WeeklyWindow((0, 1, 2, 3, 4), time(9), time(17))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def line(shift: str, start: str, end: str, who: str | None) -> Entry:
    return Entry(shift, "EU", ShiftKind.REGULAR, at(start), at(end), who)


def office(*handovers: str, lines: tuple[Entry, ...] = (), **fields: object) -> RotationData:
    """Return a team of one track in office hours of UTC."""
    track = weekly("EU", *handovers)
    settings = (replace(track.settings[0], windows=(OFFICE,)),)
    own = Track("EU", tuple(replace(s, **fields) for s in settings))
    return make_team("ada", "ben", tracks=(own,), timezone="UTC", published=lines)


WEEKS = (
    line("EU-2026-12-07", "2026-12-07T09:00", "2026-12-14T09:00", "ada"),
    line("EU-2026-12-14", "2026-12-14T09:00", "2026-12-21T09:00", "ben"),
)


def watch(rotation: RotationData, moment: str) -> Watch:
    (only,) = watches(rotation, at(moment))
    return only


def test_inside_a_window_its_holder_is_on_call_until_it_ends() -> None:
    """At noon on Wednesday Ada is on call, until 17:00; next is Ben, on Monday."""
    seen = watch(office("Mon 09:00", lines=WEEKS), "2026-12-09T12:00")
    assert (seen.now, seen.later, seen.resumes) == (*WEEKS, None)
    assert seen.window is not None
    assert seen.window.end == at("2026-12-09T17:00")
    assert seen.comes == seen.handover == at("2026-12-14T09:00")


def test_at_night_nobody_has_to_be_on_call() -> None:
    """At 20:00 nobody is, which is no gap; Ada comes back at 09:00, in the same shift."""
    seen = watch(office("Mon 09:00", lines=WEEKS), "2026-12-09T20:00")
    assert (seen.now, seen.held) == (None, True)
    assert (seen.later, seen.comes) == (WEEKS[0], at("2026-12-10T09:00"))
    assert seen.resumes == seen.handover == at("2026-12-10T09:00")


def test_on_a_weekend_without_a_shift_nobody_has_to_be_on_call() -> None:
    """Daily handovers have no shift on Saturday: nobody until Monday, published or not."""
    days = ("Mon 09:00", "Tue 09:00", "Wed 09:00", "Thu 09:00", "Fri 09:00")
    monday = line("EU-2026-12-14", "2026-12-14T09:00", "2026-12-15T09:00", "ben")
    for lines, later in (((), None), ((monday,), monday)):
        seen = watch(office(*days, lines=lines), "2026-12-12T12:00")
        assert (seen.now, seen.later, seen.held) == (None, later, True)
        assert seen.resumes == at("2026-12-14T09:00")
        # In the hours it is a gap.
        assert watch(office(*days), "2026-12-14T12:00").held is False


def test_an_open_window_is_a_gap_and_an_open_night_is_none() -> None:
    """Nobody holds the week: that counts in its hours alone."""
    rotation = office("Mon 09:00", lines=(replace(WEEKS[0], engineer=None),))
    assert not watch(rotation, "2026-12-09T12:00").held
    assert watch(rotation, "2026-12-09T20:00").held


def test_hours_are_by_the_clock_of_the_track() -> None:
    """17:30 in UTC is 12:30 in New York: inside the hours of a track there."""
    rotation = office("Mon 09:00", lines=WEEKS, timezone="America/New_York")
    assert watch(rotation, "2026-12-09T17:30").now == WEEKS[0]
    assert watch(rotation, "2026-12-09T12:00").resumes == at("2026-12-09T14:00")


def test_workdays_end_before_a_holiday() -> None:
    """A track on workdays rests at the weekend until Monday."""
    windows = (WeeklyWindow(DayKind.WORKDAYS, time(9), time(17)),)
    rotation = office("Mon 09:00", lines=WEEKS, windows=windows)
    assert watch(rotation, "2026-12-12T12:00").resumes == at("2026-12-14T09:00")
