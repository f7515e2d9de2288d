"""Calendar UIDs: made from what an event is, never from what it says (O5)."""

import json
import re
from hashlib import sha256

__all__ = ["TEAM_FEED", "calendar_uid", "named_track", "person_feed", "split_part"]

TEAM_FEED = "team"
"""The feed of the team calendar."""

_NAMED = re.compile(r"(?P<track>.+)-\d{4}-\d{2}-\d{2}", re.ASCII)
_PART = re.compile(r"(?P<base>.+)\+(?P<part>[2-9]|[1-9][0-9]{1,3})", re.ASCII)


def person_feed(engineer_id: str) -> str:
    """Return the feed of one person's calendar.

    Its UIDs differ from every other feed's, so that a cancellation in one file touches no event
    of another where both are in one calendar.
    """
    return f"person/{engineer_id}"


def split_part(shift_id: str) -> tuple[str, int]:
    """Return the shift that an id names and which part of it, 1 for the whole or the first.

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
    """Return the name of its track that an id was made with: the track may be called otherwise now.

    Whatever is written of a shift says that name, so that a new one changes no line and no event.

    Parameters
    ----------
    shift_id : str
        With `+2`, `+3` for a part of a split shift.
    otherwise : str
        What an id that is not made of a track and a day gives.
    """
    match = _NAMED.fullmatch(split_part(shift_id)[0])
    return match["track"] if match else otherwise


def calendar_uid(calendar_id: str, feed: str, shift_id: str, domain: str) -> str:
    """Return the UID of a shift's event in one feed.

    Neither the holder nor the times are part of it, so it outlives trades and moved handovers.

    Parameters
    ----------
    calendar_id : str
        The rotation's, fixed for life.
    feed : str
        `TEAM_FEED` or a `person_feed`.
    shift_id : str
        With `+2`, `+3` for a part of a split shift.
    domain : str
        What comes after the `@`; not part of the hash.

    Returns
    -------
    str
        32 hexadecimal digits, `@` and the domain (RFC 7986 section 5.3: no personal data).
    """
    base, part = split_part(shift_id)
    # JSON, because joining with a separator would make ("a/b", "c") and ("a", "b/c") one thing.
    identity = json.dumps([calendar_id, feed, base, part], separators=(",", ":"))
    return f"{sha256(identity.encode('ascii')).hexdigest()[:32]}@{domain}"
