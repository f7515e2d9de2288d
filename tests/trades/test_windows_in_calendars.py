"""Calendars of a track that has hours: an event for each window, and what edits of it mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from tests.teams import make_team, plannable, weekly

import rotation
from rotation import Rotation
from rotation.config.calendars.facts import calendar_facts
from rotation.config.calendars.schedule import entries_from_ics
from rotation.horizon import shifts_of
from rotation.model.identity import TEAM_FEED, calendar_uid, person_feed
from rotation.model.settings import CalendarSettings, EventKind
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.tracks import Track, WeeklyWindow
from rotation.trades import Transfer, hand_over, sync
from rotation.trades.agreement import disagreements
from rotation.trades.edition import calendars

TODAY = date(2026, 12, 1)
WEEK, NEXT = "EU-2026-12-07", "EU-2026-12-14"
OFFICE = WeeklyWindow((0, 1, 2, 3, 4), time(9), time(17))
DAYS = [f"2026-12-{day:02d}T0900" for day in range(7, 12)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def line(shift: str, start: str, end: str, who: str) -> Entry:
    return Entry(shift, "EU", ShiftKind.REGULAR, at(start), at(end), who)


def team(*lines: Entry, events: EventKind = EventKind.WINDOW) -> Rotation:
    """Return a team of London's office hours with two published weeks, or other lines."""
    plain = weekly("EU", "Mon 08:00").settings[0]
    track = Track("EU", (replace(plain, windows=(OFFICE,), timezone="Europe/London"),))
    weeks = (
        line(WEEK, "2026-12-07T08:00", "2026-12-14T08:00", "ada"),
        line(NEXT, "2026-12-14T08:00", "2026-12-21T08:00", "ben"),
    )
    made = make_team(
        *("ada", "ben", "cy"),
        tracks=(track,),
        timezone="UTC",
        published=lines or weeks,
        calendar=CalendarSettings(events=events),
    )
    return plannable(made)


def uid(rotation: Rotation, feed: str, shift: str, window: str = "") -> str:
    return calendar_uid(rotation.calendar_id, feed, shift, "rotation.invalid", window)


def times(data: bytes, rotation: Rotation, feed: str, shift: str) -> dict[str, tuple]:
    """Return start, end and status of the events of a shift, by window."""
    facts = calendar_facts(data) or {}
    return {
        window: (event.start, event.end, event.status)
        for window in ("", *DAYS)
        if (event := facts.get(uid(rotation, feed, shift, window))) is not None
    }


def edited(data: bytes, uids: Sequence[str], change: Callable[[str], str]) -> bytes:
    """Return a calendar with some events changed."""
    text = data.decode().replace("\r\n ", "").replace("\r\n", "\n")
    events = re.split(r"(?=BEGIN:VEVENT)", text)
    parts = (change(e) if any(name in e for name in uids) else e for e in events)
    return "".join(parts).replace("\n", "\r\n").encode()


def test_each_window_has_an_event_of_its_own() -> None:
    """A week of office hours is five events, named by their local starts; the night is in none."""
    rotation_ = team()
    data = calendars(rotation_, TODAY)["schedule.ics"]
    assert times(data, rotation_, TEAM_FEED, WEEK) == {
        day: (at(f"{day[:10]}T09:00"), at(f"{day[:10]}T17:00"), "CONFIRMED") for day in DAYS
    }
    own = calendars(rotation_, TODAY)["people/ada.ics"]
    assert list(times(own, rotation_, person_feed("ada"), WEEK)) == DAYS
    assert disagreements_with(rotation_, data) == []


def disagreements_with(rotation_: Rotation, data: bytes) -> list[str]:
    edits = sync(rotation_, data, TODAY)
    return [*edits.texts(), *edits.remarks]


def test_one_event_per_shift_if_that_is_wanted() -> None:
    """With `events = "shift"` a shift has one event, of its bounds, and the UID of any shift."""
    rotation_ = team(events=EventKind.SHIFT)
    data = calendars(rotation_, TODAY)["schedule.ics"]
    bounds = (at("2026-12-07T08:00"), at("2026-12-14T08:00"), "CONFIRMED")
    assert times(data, rotation_, TEAM_FEED, WEEK) == {"": bounds}
    # A calendar of one kind is read by a team that writes the other.
    assert disagreements_with(team(), data) == []
    assert disagreements_with(rotation_, calendars(team(), TODAY)["schedule.ics"]) == []


def test_a_window_with_another_holder_is_a_cover_of_it() -> None:
    """Wednesday to Cy: he has it until Thursday begins, and Ada has the rest."""
    rotation_ = team()
    data = calendars(rotation_, TODAY)["schedule.ics"]
    wednesday = uid(rotation_, TEAM_FEED, WEEK, DAYS[2])
    given = edited(data, [wednesday], lambda event: event.replace("Ada", "Cy"))
    edits = sync(rotation_, given, TODAY)
    (stretch,) = edits.stretches
    assert (stretch.shift, stretch.before, stretch.after) == (WEEK, "ada", "cy")
    assert (stretch.start, stretch.end) == (at("2026-12-09T09:00"), at("2026-12-10T09:00"))


def test_all_windows_with_another_holder_are_the_whole_shift() -> None:
    """Five titles changed are one shift in other hands."""
    rotation_ = team()
    data = calendars(rotation_, TODAY)["schedule.ics"]
    every = [uid(rotation_, TEAM_FEED, WEEK, day) for day in DAYS]
    given = edited(data, every, lambda event: event.replace("Ada", "Cy"))
    (stretch,) = sync(rotation_, given, TODAY).stretches
    assert stretch.whole
    assert (stretch.start, stretch.end) == (at("2026-12-07T08:00"), at("2026-12-14T08:00"))


def test_a_deleted_window_is_open() -> None:
    """Without its event nobody has Friday, and the weekend behind it."""
    rotation_ = team()
    data = calendars(rotation_, TODAY)["schedule.ics"]
    friday = uid(rotation_, TEAM_FEED, WEEK, DAYS[4])
    gone = edited(
        data, [friday], lambda event: event.replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
    )
    (stretch,) = sync(rotation_, gone, TODAY).stretches
    assert (stretch.after, stretch.deleted) == (None, True)
    assert (stretch.start, stretch.end) == (at("2026-12-11T09:00"), at("2026-12-14T08:00"))


def test_a_calendar_of_windows_is_a_schedule_of_whole_lines() -> None:
    """Read as a schedule, windows of one holder are one line, and a cover is a part."""
    rotation_ = team()
    known = shifts_of(rotation_, at("2026-12-07"), at("2026-12-21"))
    data = calendars(rotation_, TODAY)["schedule.ics"]
    assert [
        (e.shift, e.engineer, e.start, e.end) for e in entries_from_ics(data, rotation_, known, "x")
    ] == [
        (WEEK, "ada", at("2026-12-07T08:00"), at("2026-12-14T08:00")),
        (NEXT, "ben", at("2026-12-14T08:00"), at("2026-12-21T08:00")),
    ]
    assert (
        rotation.check(rotation_, entries_from_ics(data, rotation_, known, "x"), today=TODAY) == []
    )
    wednesday = uid(rotation_, TEAM_FEED, WEEK, DAYS[2])
    given = edited(data, [wednesday], lambda event: event.replace("Ada", "Cy"))
    read = entries_from_ics(given, rotation_, known, "x")
    assert [(e.engineer, e.start, e.end) for e in read[:3]] == [
        ("ada", at("2026-12-07T08:00"), at("2026-12-09T09:00")),
        ("cy", at("2026-12-09T09:00"), at("2026-12-10T09:00")),
        ("ada", at("2026-12-10T09:00"), at("2026-12-14T08:00")),
    ]


@pytest.mark.parametrize("feed", ["schedule.ics", "people/ada.ics"])
def test_a_cover_cancels_the_windows_given_away(feed: str) -> None:
    """Whoever imported a calendar is told that Friday went; the other days keep their UIDs."""
    before = team()
    start, end = at("2026-12-11T09:00"), at("2026-12-14T08:00")
    after = hand_over(before, [Transfer(WEEK, "cy", start, end)], TODAY).after
    name = TEAM_FEED if feed == "schedule.ics" else person_feed("ada")
    events = times(calendars(after, TODAY)[feed], before, name, WEEK)
    assert {day: status for day, (*_, status) in events.items()} == {
        **dict.fromkeys(DAYS[:4], "CONFIRMED"),
        DAYS[4]: "CANCELLED",
    }
    part = times(calendars(after, TODAY)["people/cy.ics"], before, person_feed("cy"), f"{WEEK}+2")
    assert list(part) == [DAYS[4]]


def test_our_own_calendars_agree_with_the_plan(tmp_path) -> None:
    """After a cover, what we wrote differs in nothing from what is published."""
    before = replace(team(), places=replace(team().places, folder=str(tmp_path)))
    start, end = at("2026-12-09T09:00"), at("2026-12-10T09:00")
    after = hand_over(before, [Transfer(WEEK, "cy", start, end)], TODAY).after
    for name, data in calendars(after, TODAY).items():
        path = tmp_path / "public" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    texts = [str(d) for d in disagreements(after, TODAY) if "public" in d.file]
    assert texts == []
