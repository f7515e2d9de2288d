"""Long sequences of publications and trades: what every one of them has to leave behind."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from living_cases import draft, write

import rotation
from rotation import Rotation
from rotation.api import entries_of
from rotation.horizon.ids import base_id
from rotation.model.shifts import Entry, Status
from rotation.model.trades import LoggedChange, split_off
from rotation.trades import Edition, Transfer, hand_over, publish, sync

Seen = dict[str, tuple[tuple[object, ...], int, datetime]]
STEPS = 9


def split(entry: Entry, who: str | None) -> list[Entry]:
    """Return a shift in two parts, the second somebody else's."""
    middle = entry.start + timedelta(days=2)
    status = Status.OPEN if who is None else Status.PLANNED
    second = replace(entry, shift=f"{entry.shift}+2", start=middle, engineer=who, status=status)
    return [replace(entry, end=middle), second]


def published_anew(team: Rotation, shifts: list[Entry], chance: random.Random) -> Edition:
    """Publish some shifts as they are, some for others, some in two parts."""
    people = [None, *(e.id for e in team.engineers)]
    lines: list[Entry] = []
    for shift in shifts:
        now = [e for e in team.published if base_id(e.shift) == shift.shift]
        if now and chance.random() < 0.5:
            lines += now
            continue
        who = chance.choice(people)
        whole = replace(shift, engineer=who, status=Status.PLANNED if who else Status.OPEN)
        lines += split(whole, chance.choice(people)) if chance.random() < 0.4 else [whole]
    return publish(team, lines, team_day(team), rules=())


def handed_over(team: Rotation, chance: random.Random) -> Edition:
    """Hand some stretches to people, or to nobody."""
    people = [None, *(e.id for e in team.engineers)]
    handings = []
    for line in chance.sample(list(team.published), 2):
        hours = int((line.end - line.start).total_seconds() // 3600)
        first, last = sorted(chance.sample(range(hours + 1), 2))
        stretch = (timedelta(hours=first) + line.start, timedelta(hours=last) + line.start)
        handings.append(Transfer(line.shift, chance.choice(people), *stretch))
    return hand_over(team, handings, team_day(team), rules=())


def team_day(team: Rotation) -> date:
    """Return a day that goes on with what was changed."""
    return date(2026, 11, 1) + timedelta(days=len(team.changes) // 8)


def events(folder: Path) -> Iterator[tuple[str, tuple[object, ...], int, datetime]]:
    """Yield UID, what is visible, SEQUENCE and LAST-MODIFIED of every event of every calendar."""
    for file in sorted(folder.rglob("*.ics")):
        components: list[Any] = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        for event in components:
            visible = [event["SUMMARY"], event["DTSTART"].dt, event["DTEND"].dt, event["STATUS"]]
            yield (
                str(event["UID"]),
                tuple(map(str, visible)),
                int(event["SEQUENCE"]),
                event["LAST-MODIFIED"].dt,
            )


def judge_calendars(folder: Path, seen: Seen) -> None:
    """Compare calendars with all that were there before."""
    for uid, visible, sequence, modified in events(folder):
        before = seen.get(uid)
        if before is not None and before[0] != visible:
            assert sequence > before[1], (uid, before, visible)
            assert modified > before[2], (uid, before, visible)
        elif before is not None:
            assert sequence >= before[1]
            assert modified >= before[2]
        seen[uid] = (visible, sequence, modified)


def holders(lines: Iterable[Entry], change: LoggedChange) -> set[str | None]:
    """Return who holds the time of a change among some lines."""
    return {
        line.engineer
        for line in lines
        if base_id(line.shift) == change.base
        and line.start < change.end
        and change.start < line.end
    }


def judge_log(before: Rotation, after: Rotation, edition: Edition) -> None:
    """Compare the new lines of the change log with who had their time, before and after."""
    old, new = ({line.shift for line in team.published} for team in (before, after))
    for change in edition.changes:
        giving, taking = holders(before.published, change), holders(after.published, change)
        assert change.before in giving
        if change.shift not in new:
            assert change.after in taking
    added = {change.shift for change in edition.changes if change.shift not in old}
    known = split_off(after.changes)
    assert added == {change.shift for change in edition.changes if change in known}


def judge_cancelled(folder: Path, held: set[str]) -> None:
    """Nobody's calendar cancels an event that it never had."""
    for uid, visible, _, _ in events(folder / "people"):
        if visible[3] == "CANCELLED":
            assert uid in held
        held.add(uid)


@pytest.mark.parametrize("seed", range(4))
def test_a_schedule_lives_on(tmp_path: Path, seed: int) -> None:
    """Files read back as promised, shifts stay tiled, SEQUENCE and LAST-MODIFIED only go up."""
    chance = random.Random(seed)  # noqa: S311 - the same ones every time
    write(tmp_path)
    shifts = list(draft(rotation.load(tmp_path))[:6])
    seen: Seen = {}
    held: set[str] = set()
    for step in range(STEPS):
        team = rotation.load(tmp_path)
        anew = step == 0 or chance.random() < 0.4
        edition = published_anew(team, shifts, chance) if anew else handed_over(team, chance)
        edition.write()
        after = rotation.load(tmp_path)
        if not edition.empty:
            assert after.published == edition.after.published
            assert after.trades == edition.after.trades
            assert after.changes == edition.after.changes
        for shift in shifts:
            parts = [e for e in after.published if base_id(e.shift) == shift.shift]
            bounds = [parts[0].start, *(e.end for e in parts)]
            assert [e.start for e in parts] == bounds[:-1]
            assert (bounds[0], bounds[-1]) == (shift.start, shift.end)
        judge_calendars(tmp_path / "public", seen)
        judge_log(team, after, edition)
        judge_cancelled(tmp_path / "public", held)
        team_calendar = (tmp_path / "public" / "schedule.ics").read_bytes()
        assert sync(after, team_calendar, team_day(after)).stretches == ()


def test_the_hour_that_comes_twice_can_be_traded(tmp_path: Path) -> None:
    """From the first 01:30 to the second on 1 November is an hour; files know whole seconds."""
    zone = ZoneInfo("America/New_York")
    write(tmp_path)
    team = rotation.load(tmp_path)
    begins = date(2026, 10, 26)
    plan = team.plan(start=begins, end=date(2026, 11, 2), today=date(2026, 9, 20))
    publish(team, entries_of(plan), date(2026, 9, 20)).write()
    team = rotation.load(tmp_path)
    line = [e for e in team.published if e.track == "A"][-1]
    other = next(e.id for e in team.engineers if e.id != line.engineer)
    first = datetime(2026, 11, 1, 1, 30, 0, 7, tzinfo=zone)
    stretch = (first, first.replace(fold=1))
    edition = hand_over(team, [Transfer(line.shift, other, *stretch)], date(2026, 10, 1), rules=())
    edition.write()
    (trade,) = rotation.load(tmp_path).trades
    assert trade.end - trade.start == timedelta(hours=1)
    assert rotation.load(tmp_path).published == edition.after.published
