"""Covers of single windows, and the notes of a track that has hours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.teams import make_team, plannable, weekly

from rotation import BadInput, Rotation
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.tracks import Track, WeeklyWindow
from rotation.trades import Transfer, hand_over, leave
from rotation.trades.announcements import announcement
from rotation.trades.stretches import line_named, stretch_of
from rotation.trades.weekly import week_of
from rotation.written import shifts_from_entries

TODAY = date(2026, 12, 1)
WEEK = "EU-2026-12-07"
OFFICE = WeeklyWindow((0, 1, 2, 3, 4), time(9), time(17))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def office_team(*handovers: str, lines: tuple[Entry, ...]) -> Rotation:
    """Return a team in office hours of UTC, with published lines."""
    plain = weekly("EU", *handovers).settings[0]
    track = Track("EU", (replace(plain, windows=(OFFICE,)),))
    made = make_team("ada", "ben", "cy", tracks=(track,), timezone="UTC", published=lines)
    return plannable(made)


def one_week() -> Rotation:
    bounds = (at("2026-12-07T08:00"), at("2026-12-14T08:00"))
    return office_team("Mon 08:00", lines=(Entry(WEEK, "EU", ShiftKind.REGULAR, *bounds, "ada"),))


@pytest.mark.parametrize(
    ("start", "end", "cuts"),
    [
        # A window stands for the time up to the next one, however it is asked for.
        ("2026-12-09T09:00", "2026-12-09T17:00", ["2026-12-09T09:00", "2026-12-10T09:00"]),
        ("2026-12-08T20:00", "2026-12-10T03:00", ["2026-12-09T09:00", "2026-12-10T09:00"]),
        ("2026-12-11T09:00", "2026-12-11T17:00", ["2026-12-11T09:00"]),
        ("2026-12-07T08:00", "2026-12-07T17:00", ["2026-12-08T09:00"]),
        # Inside a window the time is meant as it is.
        ("2026-12-09T12:00", "2026-12-09T14:00", ["2026-12-09T12:00", "2026-12-09T14:00"]),
    ],
)
def test_every_part_of_a_cover_has_a_window(start: str, end: str, cuts: list[str]) -> None:
    """A shift is cut where windows begin, or where a cut inside a window is asked for."""
    rotation = one_week()
    stretch = stretch_of(rotation, line_named(rotation, WEEK, TODAY), TODAY, at(start), at(end))
    edition = hand_over(rotation, [Transfer(WEEK, "cy", at(start), at(end))], TODAY)
    parts = sorted(edition.after.published, key=lambda e: e.start)
    (covered,) = (e for e in parts if e.engineer == "cy")
    assert (stretch.start, stretch.end) == (covered.start, covered.end)
    assert [e.start for e in parts] == [at("2026-12-07T08:00"), *map(at, cuts)]
    shifts = shifts_from_entries(edition.after, parts)
    assert all(w.start < w.end and w.end.hour <= 17 for s in shifts for w in s.windows)
    assert sum(len(s.windows) for s in shifts) == 5 + 2 * (end == "2026-12-09T14:00")
    assert edition.broken == ()


def test_a_night_cannot_be_covered() -> None:
    """From 18:00 to 23:00 nobody is on call, so there is nothing to take."""
    rotation, bounds = one_week(), (at("2026-12-09T18:00"), at("2026-12-09T23:00"))
    with pytest.raises(BadInput, match="nobody is on call for EU-2026-12-07 from 2026-12-09 18:00"):
        hand_over(rotation, [Transfer(WEEK, "cy", *bounds)], TODAY)
    with pytest.raises(BadInput, match="give times inside the hours of track EU"):
        stretch_of(rotation, line_named(rotation, WEEK, TODAY), TODAY, *bounds)


@pytest.mark.parametrize(("day", "parts"), [("2026-12-12", 0), ("2026-12-11", 1)])
def test_nobody_hands_over_hours_that_are_over(day: str, parts: int) -> None:
    """On Saturday the hours of the week are over: there is nothing to hand over, as on Friday."""
    departure = leave(one_week(), "ada", date.fromisoformat(day), date(2026, 12, 10))
    assert len(departure.inherited) == parts
    assert departure.edition.broken == ()


def test_all_windows_are_the_whole_shift() -> None:
    """Whoever covers Monday to Friday has the shift, in one line."""
    bounds = (at("2026-12-07T09:00"), at("2026-12-11T17:00"))
    edition = hand_over(one_week(), [Transfer(WEEK, "cy", *bounds)], TODAY)
    (line,) = edition.after.published
    assert (line.shift, line.engineer) == (WEEK, "cy")


def test_notes_miss_no_hours_outside_those_of_the_track() -> None:
    """Five days with a gap at the weekend are a whole week; four are not."""
    days = ("Mon 09:00", "Tue 09:00", "Wed 09:00", "Thu 09:00", "Fri 09:00")
    lines = tuple(
        Entry(
            f"EU-2026-12-{day:02d}",
            "EU",
            ShiftKind.REGULAR,
            at(f"2026-12-{day:02d}T09:00"),
            at(f"2026-12-{day + (3 if day == 11 else 1):02d}T09:00"),
            "ada",
        )
        for day in range(7, 12)
    )
    fridays_end = replace(lines[-1], end=at("2026-12-12T09:00"))
    assert week_of(office_team(*days, lines=lines), date(2026, 12, 7)).unpublished == ()
    short = office_team(*days, lines=(*lines[:-1], fridays_end))
    assert week_of(short, date(2026, 12, 7)).unpublished == ()
    assert week_of(office_team(*days, lines=lines[:-1]), date(2026, 12, 7)).unpublished == ("EU",)
    assert week_of(office_team(*days, lines=lines[1:]), date(2026, 12, 7)).unpublished == ("EU",)


def test_notes_give_the_first_window_after_a_handover() -> None:
    """Who comes on at 08:00 is on call from 09:00; next week is given by that, too."""
    bounds = [at(f"2026-12-{day}T08:00") for day in ("07", "14", "21", "28")]
    lines = tuple(
        Entry(f"EU-{start:%Y-%m-%d}", "EU", ShiftKind.REGULAR, start, end, who)
        for start, end, who in zip(bounds[:-1], bounds[1:], ("ada", "ben", "cy"), strict=True)
    )
    week = week_of(office_team("Mon 08:00", lines=lines), date(2026, 12, 14))
    text = announcement(week)
    assert "Mon 14 Dec 08:00 UTC: Ada hands over to Ben, on call from Mon 14 Dec 09:00 UTC" in text
    assert "track EU, from Mon 21 Dec 09:00 UTC: Cy" in text
    document = week.as_dict()
    (turn,), (coming,) = document["handovers"], document["next_week"]  # type: ignore[misc]
    assert (turn["at"], turn["first_window"]) == (
        "2026-12-14T08:00:00+00:00",
        "2026-12-14T09:00:00+00:00",
    )
    assert (coming["start"][11:16], coming["first_window"][11:16]) == ("08:00", "09:00")
    assert "on call from" not in announcement(
        week_of(office_team("Mon 09:00", lines=tuple(_at_nine(lines))), date(2026, 12, 14))
    )


def test_notes_end_with_the_last_window() -> None:
    """Whoever is on call until Friday evening does not stay until Monday, nor is Sunday open."""
    start, end = at("2026-12-07T08:00"), at("2026-12-14T08:00")
    lines = tuple(
        Entry(f"EU-{a:%Y-%m-%d}", "EU", ShiftKind.REGULAR, a, b, who)
        for a, b, who in ((start, end, "ada"), (end, at("2026-12-21T08:00"), None))
    )
    text = announcement(week_of(office_team("Mon 08:00", lines=lines), date(2026, 12, 14)))
    assert "track EU, Mon 14 Dec 09:00 UTC to Fri 18 Dec 17:00 UTC (EU-2026-12-14)" in text


def _at_nine(lines: tuple[Entry, ...]) -> list[Entry]:
    hour = timedelta(hours=1)
    return [replace(line, start=line.start + hour, end=line.end + hour) for line in lines]
