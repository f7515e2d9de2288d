"""Calendar UIDs: made from the identity of an event, not from its content (O5)."""

import json
import re
from datetime import date, time
from hashlib import sha256
from typing import NamedTuple

__all__ = [
    "SIGN_UP_FEED",
    "TEAM_FEED",
    "ShiftName",
    "calendar_uid",
    "named_day",
    "named_track",
    "person_feed",
    "shift_name",
    "split_part",
    "tool_feed",
    "turn_name",
]

TEAM_FEED = "team"
"""The feed of the team calendar."""

SIGN_UP_FEED = "volunteers"
"""The feed of the sign-up calendar."""

_TOOL = "feed/"

_NAMED = re.compile(
    r"(?P<track>.+)-(?P<day>\d{4}-\d{2}-\d{2})(T(?P<hour>\d{2})(?P<minute>\d{2}))?", re.ASCII
)
_PART = re.compile(r"(?P<base>.+)\+(?P<part>[2-9]|[1-9][0-9]{1,3})", re.ASCII)


class ShiftName(NamedTuple):
    """What the id of a whole shift says.

    Attributes
    ----------
    track : str
        A name of its track, of today or an older one.
    day : datetime.date
        The day of its nominal handover.
    clock : datetime.time or None
        The time of its nominal handover, on a weekday that has several.
    """

    track: str
    day: date
    clock: time | None = None

    @property
    def turn(self) -> str:
        """Day and time as they stand in the id."""
        return turn_name(self.day, self.clock)


def turn_name(day: date, clock: time | None = None) -> str:
    """Return what an id has after the name of its track: `2026-12-07`, or `2026-12-07T0600`."""
    return f"{day}" if clock is None else f"{day}T{clock:%H%M}"


def shift_name(shift_id: str) -> ShiftName | None:
    """Return what the id of a whole shift says; None when it is not an id."""
    match = _NAMED.fullmatch(shift_id)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
        clock = time(int(match["hour"]), int(match["minute"])) if match["hour"] else None
    except ValueError:
        return None
    return ShiftName(match["track"], day, clock)


def person_feed(engineer_id: str) -> str:
    """Return the feed of one person's calendar.

    Its UIDs differ from those of every other feed, so that a cancellation in one file does not
    affect events of another file in the same calendar.
    """
    return f"person/{engineer_id}"


def tool_feed(name: str) -> str:
    """Return the feed of a calendar for a tool, by its name in the configuration."""
    return f"{_TOOL}{name}"


def split_part(shift_id: str) -> tuple[str, int]:
    """Return the whole shift and the part that an id names; 1 for the whole or the first.

    Parameters
    ----------
    shift_id : str
        `A-2026-12-07`, or `A-2026-12-07+2` for the second part of a split shift.

    Returns
    -------
    tuple of (str, int)
        `("A-2026-12-07", 1)`, or `("A-2026-12-07", 2)`.
    """
    match = _PART.fullmatch(shift_id)
    return (match["base"], int(match["part"])) if match else (shift_id, 1)


def named_track(shift_id: str, otherwise: str) -> str:
    """Return the track name in an id; the track may have another name now.

    Records of a shift use that name, so that a new name changes no line and no event.

    Parameters
    ----------
    shift_id : str
        With `+2`, `+3` for a part of a split shift.
    otherwise : str
        The result for an id that is not made of a track and a day.
    """
    named = shift_name(split_part(shift_id)[0])
    return named.track if named else otherwise


def named_day(shift_id: str) -> date | None:
    """Return the day that an id names, of a whole shift or of a part; None when it names none.

    It is the day of the nominal handover, whenever the shift really starts (H8).
    """
    named = shift_name(split_part(shift_id)[0])
    return named.day if named else None


def calendar_uid(calendar_id: str, feed: str, shift_id: str, domain: str, window: str = "") -> str:
    """Return the UID of a shift's event in one feed.

    Neither the holder nor the times are part of it, so it survives trades and moved handovers.

    Parameters
    ----------
    calendar_id : str
        The rotation's id, which never changes.
    feed : str
        `TEAM_FEED`, a `person_feed` or a `tool_feed`.
    shift_id : str
        With `+2`, `+3` for a part of a split shift.
    domain : str
        The part after the `@`; not hashed. UIDs of a `tool_feed` have none: Grafana searches them
        for those of its own exports, `word-digits-word`.
    window : str
        The nominal local start of the event's window, for a shift that has several.

    Returns
    -------
    str
        32 hexadecimal digits, `@` and the domain (RFC 7986 section 5.3: no personal data).
    """
    base, part = split_part(shift_id)
    # JSON, because joining with a separator would make ("a/b", "c") and ("a", "b/c") equal.
    parts = [calendar_id, feed, base, part, *([window] if window else [])]
    identity = json.dumps(parts, separators=(",", ":"))
    hashed = sha256(identity.encode("ascii")).hexdigest()[:32]
    return hashed if feed.startswith(_TOOL) else f"{hashed}@{domain}"
