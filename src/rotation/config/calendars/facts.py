"""What our own calendars say of each shift, without the iCalendar library: fast enough for `who`.

Only what we write ourselves is understood (RFC 5545 section 3.1, UTC): whatever else a file holds
is something that we did not write, and so a difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["EventFacts", "calendar_facts"]

_INSTANT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event of ours.

    Attributes
    ----------
    uid, title, status : str
        As written, the title without escapes.
    start, end, stamp : datetime.datetime
        UTC; the stamp is that of the last change.
    sequence : int
        The shift's revision.
    """

    uid: str
    title: str
    status: str
    start: datetime
    end: datetime
    stamp: datetime
    sequence: int


def calendar_facts(data: bytes) -> dict[str, EventFacts] | None:
    """Return the events of a calendar of ours by UID; None when it is none that we wrote."""
    try:
        # A version control may have changed the line ends.
        lines = data.decode("utf-8").replace("\r\n", "\n").replace("\n ", "").split("\n")
    except UnicodeDecodeError:
        return None
    if lines[0] != "BEGIN:VCALENDAR" or lines[-2:] != ["END:VCALENDAR", ""]:
        return None
    events = [_event(values) for values in _blocks(lines)]
    by_uid = {event.uid: event for event in events if event is not None}
    return by_uid if len(by_uid) == len(events) else None


def _blocks(lines: list[str]) -> Iterator[dict[str, str]]:
    """Yield the properties of each event by name."""
    values: dict[str, str] = {}
    for line in lines:
        if line == "BEGIN:VEVENT":
            values = {}
        elif line == "END:VEVENT":
            yield values
        else:
            name, _, value = line.partition(":")
            values[name] = value


def _event(values: dict[str, str]) -> EventFacts | None:
    try:
        return EventFacts(
            uid=values["UID"],
            title=_unescaped(values["SUMMARY"]),
            status=values["STATUS"],
            start=_instant(values["DTSTART"]),
            end=_instant(values["DTEND"]),
            stamp=_instant(values["LAST-MODIFIED"]),
            sequence=int(values["SEQUENCE"]),
        )
    except (KeyError, ValueError):
        return None


def _instant(text: str) -> datetime:
    return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)


def _unescaped(text: str) -> str:
    """Return a text as it was before RFC 5545 section 3.3.11 was applied to it."""
    letters = iter(text)
    return "".join(
        {"n": "\n", "N": "\n"}.get(after := next(letters, ""), after) if letter == "\\" else letter
        for letter in letters
    )
