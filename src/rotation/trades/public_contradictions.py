"""Differences of feeds from the published plan, and published files where none belong."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.export.tool_calendar import tool_events
from rotation.horizon.clock import midnight
from rotation.limits import CALENDAR_BYTES
from rotation.model.public_files import (
    TEAM_CALENDAR,
    public_names,
    tool_calendar_name,
    without_tokens,
)
from rotation.model.settings import RotationData
from rotation.reading import read_file
from rotation.trades.public_folder import PublicFolder
from rotation.written.roster_lines import settled_rows

if TYPE_CHECKING:
    from rotation.config.calendars.facts import EventFacts
    from rotation.model.feeds import Feed

__all__ = ["misplaced", "read_calendars", "tool_calendars", "whole_second", "wrong_in_feeds"]


def tool_calendars(
    rotation: RotationData, folder: PublicFolder
) -> "Iterator[tuple[Feed, str, dict[str, EventFacts] | None]]":
    """Yield each feed with the name and the events of its calendar; missing ones are skipped."""
    for feed in rotation.feeds:
        for file, facts in read_calendars(rotation, folder, tool_calendar_name(feed.name)):
            yield feed, file, facts


def read_calendars(
    rotation: RotationData, folder: PublicFolder, name: str
) -> "Iterator[tuple[str, dict[str, EventFacts] | None]]":
    """Yield each place of a calendar with its events: a new secret may not have moved it yet."""
    for place in folder.places_of(name):
        try:
            data = read_file(folder.path / place, CALENDAR_BYTES)
        except OSError:
            continue
        from rotation.config.calendars.facts import calendar_facts  # noqa: PLC0415 - where there are some

        yield f"{rotation.places.public}/{without_tokens(place)}", calendar_facts(data)


def misplaced(rotation: RotationData, folder: PublicFolder) -> Iterator[tuple[str, str]]:
    """Yield each published file that lies where none belongs, as far as that needs no secret."""
    secret = bool(rotation.calendar.secret_env)
    several = secret and len([t for t in folder.places_of(TEAM_CALENDAR) if "/" in t]) > 1
    known = public_names(rotation)
    for place in folder.files():
        shown = without_tokens(place)
        plain, name = shown == place, shown.removeprefix("TOKEN/")
        text = ""
        if plain and secret:
            text = "lies where its address can be guessed"
        elif not plain and (several or not secret):
            text = "lies at an address of another secret" if secret else "lies at an old address"
        elif name.startswith("feeds/") and name not in known:
            text = "is of a feed that is gone"
        if text and folder.is_ours(place):
            yield f"{rotation.places.public}/{shown}", text


def wrong_in_feeds(
    rotation: RotationData, folder: PublicFolder, today: date
) -> Iterator[tuple[str, str]]:
    """Yield each feed that is not as it should be; a new one is missing until it is written."""
    there: set[Feed] = set()
    for feed, file, facts in tool_calendars(rotation, folder):
        there.add(feed)
        if not _is_as_made(rotation, feed, facts, today):
            yield file, "differs from the published plan"
    if len(there) < len(rotation.feeds) and folder.places_of(TEAM_CALENDAR):
        for feed in rotation.feeds:
            if feed not in there:
                yield f"{rotation.places.public}/{tool_calendar_name(feed.name)}", "is missing"


def _is_as_made(
    rotation: RotationData, feed: "Feed", facts: "dict[str, EventFacts] | None", today: date
) -> bool:
    """Return whether a feed has the events that it should, as far as they are not over.

    Tools read it as a whole and page whoever it names, so every difference counts.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    made = tool_events(rotation, feed, settled_rows(rotation, (), today))
    wanted = {
        event.uid: (whole_second(event.start), whole_second(event.end), event.title, event.sequence)
        for event in made
        if event.end > begins
    }
    return facts is not None and wanted == {
        uid: (event.start, event.end, event.title, event.sequence)
        for uid, event in facts.items()
        if event.end > begins
    }


def whole_second(moment: datetime) -> datetime:
    """Return an instant as calendars have it."""
    return moment.replace(microsecond=0)
