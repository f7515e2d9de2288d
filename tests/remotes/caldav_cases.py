"""Calendars on a CalDAV server, filled with shifts and read again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from servers import USER, CalDavServer
from wanted_cases import SINCE, UNTIL, wanted_of

from rotation import Rotation
from rotation.remotes.items import Present, Wanted
from rotation.remotes.tools.caldav import CalDav


def tool_of(server: CalDavServer, team: Rotation, *, remote: str = "office") -> CalDav:
    return CalDav(
        team,
        remote,
        url=server.url,
        user=USER,
        secret=server.secret,
        transport=server.transport,
    )


def filled(
    server: CalDavServer, team: Rotation, shifts: int = 2
) -> tuple[CalDav, str, Sequence[Wanted], Sequence[Present]]:
    """Return a tool, a calendar with shifts, what was wanted there, and what was written."""
    tool, place = tool_of(server, team), server.new_calendar()
    wanted = wanted_of(team, place)[:shifts]
    return tool, place, wanted, [tool.create(item) for item in wanted]


def read(tool: CalDav, place: str) -> list[Present]:
    return sorted(tool.read([place], SINCE, UNTIL))


def facts(items: Sequence[Wanted | Present]) -> list[tuple[datetime, datetime, str | None, str]]:
    return sorted((item.start, item.end, item.user or "", item.key) for item in items)


def event(uid: str, title: str, start: str, *lines: str) -> str:
    """Return an event of an hour that a person made."""
    begins = datetime.strptime(start, "%Y%m%dT%H%M%SZ")  # noqa: DTZ007 - the text ends in Z
    end = (begins + timedelta(hours=1)).strftime("%Y%m%dT%H%M%SZ")
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//person//EN", "BEGIN:VEVENT"]
    body = [f"UID:{uid}@example.com", "DTSTAMP:20261101T000000Z", f"SUMMARY:{title}"]
    times = [f"DTSTART:{start}", f"DTEND:{end}", *lines]
    return "\n".join([*head, *body, *times, "END:VEVENT", "END:VCALENDAR", ""])
