"""Notes of a week with shadow turns: open or unpublished ones are no news (H39)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.teams import make_team, weekly

from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.tracks import Track
from rotation.trades.announcements import announcement
from rotation.trades.weekly import week_of

MONDAY = date(2026, 12, 14)


def line(track: str, day: int, who: str | None) -> Entry:
    start = datetime(2026, 12, day, 8, tzinfo=UTC)
    end = start + timedelta(days=7)
    return Entry(f"{track}-2026-12-{day:02}", track, ShiftKind.REGULAR, start, end, who)


def team(*shadows: Entry) -> RotationData:
    """Return a team whose regular track is published, with some lines of a shadow."""
    extra = Track("S", tuple(replace(s, shadow=True) for s in weekly("S", "Mon 08:00").settings))
    tracks = (weekly("A", "Mon 08:00"), extra)
    regular = (line("A", 7, "ada"), line("A", 14, "ben"), line("A", 21, "ada"))
    lines = (*regular, *shadows)
    return make_team("ada", "ben", "cy", tracks=tracks, timezone="UTC", published=lines)


def test_an_unpublished_shadow_is_no_alarm() -> None:
    """Only the regular track has to be published."""
    week = week_of(team(), MONDAY)
    assert (week.unpublished, week.open) == ((), ())
    assert "S" not in {turn.track for turn in week.turns}


def test_open_shadow_turns_are_no_news() -> None:
    """Neither a hand-over to nobody, nor a line of this week or the next."""
    week = week_of(team(line("S", 7, "cy"), line("S", 14, None), line("S", 21, None)), MONDAY)
    text = announcement(week)
    assert "**nobody**" not in text
    assert "- track S, Mon 14 Dec 08:00 UTC: Cy goes off\n" in text
    assert (week.unpublished, week.open) == ((), ())


def test_held_shadow_turns_are_announced() -> None:
    """Who comes on a shadow is in the notes like anybody else."""
    text = announcement(week_of(team(line("S", 14, "cy"), line("S", 21, "ada")), MONDAY))
    assert "- track S, Mon 14 Dec 08:00 UTC: Cy comes on\n" in text
    assert "- track S, from Mon 21 Dec 08:00 UTC: Ada\n" in text
