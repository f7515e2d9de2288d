"""A team with published shifts, and what is wanted of them in calendars."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.teams import TRACKS, head, person, write_team

import rotation
from rotation import Rotation
from rotation.export.calendar import title_of
from rotation.remotes.items import Wanted
from rotation.written.published import records

SINCE, UNTIL = datetime(2026, 12, 7, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
REVISED = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
HEADER = "shift,track,kind,start,end,engineer\n"
PUBLISHED = """\
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,bela
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,cleo
B-2026-12-16,B,regular,2026-12-16T11:00-05:00,2026-12-23T11:00-05:00,
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,emil
"""
PEOPLE = ("Ada Byron", "Bela Bartok", "Cleo Laine", "Dora Maar", "Emil Post")


def published_team(
    folder: Path, *tables: str, people: Sequence[str] = PEOPLE, published: str = PUBLISHED
) -> Rotation:
    """Return a loaded team with published shifts."""
    toml = "".join((head('calendar_id = "team"'), TRACKS, *map(person, people), *tables))
    return rotation.load(write_team(folder, toml, columns={}, published=HEADER + published))


def wanted_of(team: Rotation, place: str, *, revision: int = 0) -> list[Wanted]:
    """Return what is wanted of the published shifts, all in one calendar."""
    lines = [entry for record in records(team).values() for entry in record.entries]
    return sorted(
        Wanted(
            start=entry.start,
            end=entry.end,
            key=entry.shift,
            track=entry.track,
            place=place,
            user=entry.engineer,
            person=entry.engineer,
            title=title_of(team, entry.track, entry.shift, entry.engineer),
            note=f"Shift {entry.shift}.",
            revision=revision,
            revised=REVISED,
        )
        for entry in lines
    )


def handed_to(team: Rotation, wanted: Wanted, person: str | None) -> Wanted:
    """Return what is wanted once somebody else holds the shift."""
    title = title_of(team, wanted.track, wanted.key, person)
    revision, revised = wanted.revision + 1, (wanted.revised or REVISED) + timedelta(hours=1)
    holder = {"user": person, "person": person, "title": title}
    return replace(wanted, **holder, revision=revision, revised=revised)
