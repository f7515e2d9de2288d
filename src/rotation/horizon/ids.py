"""What a shift's id says: `TRACK-YYYY-MM-DD`, and `+2`, `+3` for the parts of a split one."""

import re
from datetime import date

from rotation.model.identity import split_part

__all__ = ["FIRST_YEAR", "LAST_YEAR", "base_id", "parse_id"]

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Ids with a date outside these years name no shift."""

_ID = re.compile(r"(?P<track>.+)-(?P<day>\d{4}-\d{2}-\d{2})", re.ASCII)


def base_id(shift_id: str) -> str:
    """Return the id of the whole shift that a part (`A-2026-03-09+2`) belongs to."""
    return split_part(shift_id)[0]


def parse_id(shift_id: str) -> tuple[str, date] | None:
    """Return the track and date that a whole shift's id is made of, or None when it is no id."""
    found = _ID.fullmatch(shift_id)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    return (found["track"], day) if FIRST_YEAR <= day.year <= LAST_YEAR else None
